"""Opens reviews, joins reports to them, supersedes them when the text changes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction

from accounts.models import User
from moderation.access import check_move
from moderation.history import record
from moderation.models import Report, Review
from moderation.states import OPEN_STATES, About, Move, ReportReason, State
from moderation.text.clean import CleanText
from moderation.triage.assess import Assessment, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a review is about: one version of one post, with what a reviewer needs to see.

    `text` and `parent` are cleaned sources ("" for no parent), `hidden` how many details of each
    kind are hidden in the text, `place` the post's address on this site, `author` the account
    behind it (None for an imported one).
    """

    text: str
    hidden: Mapping[str, int]
    author: User | None
    author_name: str
    topic_title: str
    parent: str
    place: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the site's policy makes of an assessment.

    `contacts` are the places where the text may tell a way to reach somebody, in words that the
    filter was not sure enough to hide.
    """

    assessment: Assessment | None  # None: triage failed, so nobody knows
    withholds: bool
    contacts: tuple[Reason, ...] = ()

    @property
    def opens_review(self) -> bool:
        """Whether somebody should look at the post."""
        if self.assessment is None or self.contacts:
            return True
        return self.assessment.advice and _action(self.assessment) != "publish"


def doubt(assessment: Assessment | None, contacts: tuple[Reason, ...] = ()) -> Doubt:
    """Return the policy's answer to an assessment: settings.ADVICE_POLICY by severity.

    A text that could not be assessed is shown, but never passes silently: it opens a review. So
    does one with possible `contacts`.
    """
    if assessment is None or not assessment.advice:
        return Doubt(assessment, withholds=False, contacts=contacts)
    return Doubt(assessment, withholds=_action(assessment) == "hold", contacts=contacts)


def _action(assessment: Assessment) -> str:
    """Return the policy's word for advice of this severity; the least has severity 1."""
    return settings.ADVICE_POLICY[max(1, assessment.severity)]


@transaction.atomic
def open_if_doubted(subject: Subject, doubted: Doubt, *, after: Review | None) -> Review | None:
    """Open a review of a new version where the policy asks for one; return it, else None.

    `after` is the review of the version before. Whoever changes a doubted text doesn't end the
    doubt by it: that review is superseded and a fresh one opened, and what was withheld stays
    withheld until a person has seen the new version.
    """
    if after is None:
        return _open(subject, doubted) if doubted.opens_review else None
    after.lock()
    was_open = after.state in OPEN_STATES
    if not (was_open or after.withholds or doubted.opens_review):
        supersede(after)
        return None
    supersede(after)
    fresh = _open(subject, doubted, after=after)
    if was_open:
        after.reports.update(review=fresh)
    return fresh


@transaction.atomic
def supersede(review: Review, *, erase: bool = False) -> None:
    """Mark a review as being about an earlier version; nothing happens to one that is already.

    `erase` empties its copy of the text, unless a person has given a verdict on it.
    """
    review.lock()
    if review.state == State.SUPERSEDED:
        return
    before = {"state": review.state}
    review.claimed_by = review.claimed_at = None
    if erase and not review.verdict:
        review.text, review.reasons = "", []
    review.state = check_move(review, Move.SUPERSEDE)
    review.version += 1
    changed = ["state", "version", "claimed_by", "claimed_at", "text", "reasons"]
    review.save(update_fields=changed)
    record(review, Move.SUPERSEDE, actor=None, before=before)


@transaction.atomic
def report(
    subject: Subject,
    *,
    review: Review | None,
    reporter: User,
    reason: ReportReason,
    text: CleanText,
) -> Review:
    """File a reader's complaint about a post and return the review that it opened or joined.

    `review` is the post's review so far. A verdict that stands keeps standing while the reopened
    review waits. The same reader's second report changes nothing, unless it is the first one that
    fears for somebody's health. A complaint about advice turns a review of conduct into one of
    advice: no moderator may clear that.
    """
    about = About.ADVICE if reason == ReportReason.ADVICE else About.CONDUCT
    if review is None or review.state == State.SUPERSEDED:
        review = _open(subject, Doubt(None, withholds=False), about=about, after=review)
    review.lock()
    filed, new = Report.objects.get_or_create(
        review=review, reporter=reporter, defaults={"reason": reason, "text": text.source}
    )
    if about == About.ADVICE and filed.reason != ReportReason.ADVICE:
        filed.reason, filed.text, new = reason, text.source, True
        filed.save(update_fields=["reason", "text"])
    if new:
        before = {"state": review.state, "about": review.about}
        review.state = check_move(review, Move.REPORT)
        if about == About.ADVICE:
            review.about = about
        review.save(update_fields=["state", "about"])
        record(review, Move.REPORT, actor=reporter, before=before)
    return review


def _open(
    subject: Subject,
    doubted: Doubt,
    *,
    about: About | None = None,
    after: Review | None = None,
) -> Review:
    """Write the review of a version, with all that a reviewer needs, and its first event."""
    seen = doubted.assessment
    review = Review.objects.create(
        text=subject.text,
        parent_text=subject.parent,
        topic_title=subject.topic_title,
        place=subject.place,
        author=subject.author,
        author_name=subject.author_name,
        hidden=dict(subject.hidden),
        about=about or _about(doubted, after),
        severity=seen.severity if seen else 0,
        score=seen.score if seen else 0.0,
        field=seen.field if seen else "",
        rules=seen.rules if seen else "",
        reasons=[asdict(each) for each in (*(seen.reasons if seen else ()), *doubted.contacts)],
        follows=after,
        checked_before=_checked(after) if after else None,
        withholds=doubted.withholds or (after is not None and after.withholds),
    )
    record(review, Move.OPEN, actor=None)
    return review


def _checked(review: Review) -> Review | None:
    """Return the review itself if it got a medical verdict, else the newest before it that did."""
    if review.ruling is not None and review.ruling.medical:
        return review
    return review.checked_before


def _about(doubted: Doubt, after: Review | None) -> About:
    """Return what a fresh review doubts: a conduct doubt goes on unless the new text advises."""
    advises = doubted.assessment is None or doubted.assessment.advice
    if after is not None and not (doubted.assessment and advises):
        return About(after.about)
    return About.ADVICE if advises else About.CONDUCT
