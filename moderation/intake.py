"""Opens reviews, joins reports to them, supersedes them when the text changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from moderation.access import check_can_appeal, check_move
from moderation.grounds import Ground
from moderation.history import record
from moderation.models import Report, Review, ReviewGround
from moderation.priority import reporter_weight, weigh
from moderation.states import OPEN_STATES, About, Move, ReportReason, State
from moderation.text.clean import CleanText
from moderation.triage.assess import Assessment, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a review is about: one version of one post, with what a reviewer needs to see.

    `text` and `parent` are cleaned sources ("" for no parent), `hidden` how many details of each
    kind are hidden in the text, `place` the post's address on this site, `author` the account
    behind it (None for an imported one), `reach` how many replies its topic has.
    """

    text: str
    hidden: Mapping[str, int]
    author: User | None
    author_name: str
    topic_title: str
    parent: str
    place: str
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the site's policy makes of a text: on which grounds somebody should look at it.

    `reasons` are the places in the text that the desk marks. `advises` says whether it is about
    advice, which only an expert may clear. `withholds` keeps the post off the page until then.
    """

    assessment: Assessment | None  # None: triage failed, so nobody knows
    withholds: bool
    grounds: tuple[Ground, ...] = ()
    reasons: tuple[Reason, ...] = ()
    advises: bool = False

    @property
    def opens_review(self) -> bool:
        """Whether somebody should look at the post."""
        return bool(self.grounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found beside triage: further grounds, each with its places in the text (or none).

    `excused`: the author is an expert of this field, whose advice needs no check. `drawn`: the text
    is in the random sample, which counts where nothing else brings it to the desk. `withholds`:
    nobody may read it before a person of the desk has, whatever the settings say of its grounds.
    """

    grounds: Mapping[Ground, tuple[Reason, ...]] = field(default_factory=dict)
    excused: bool = False
    drawn: bool = False
    withholds: bool = False


def doubt(assessment: Assessment | None, finding: Finding = Finding()) -> Doubt:
    """Return the policy's answer: settings.ADVICE_POLICY by severity, HOLD_GROUNDS for the rest.

    A text that could not be assessed never passes silently: it opens a review.
    """
    advises = assessment is None or (assessment.advice and not finding.excused)
    action = _action(assessment) if assessment and advises else "publish"
    grounds = [*([Ground.UNSCORED] if assessment is None else []), *finding.grounds]
    if action != "publish":
        grounds.insert(0, Ground.ADVICE)
    if not grounds and finding.drawn:
        grounds, advises = [Ground.SAMPLE], True
    spans = [*(assessment.reasons if assessment else ()), *_spans(finding.grounds.values())]
    return Doubt(
        assessment,
        withholds=finding.withholds
        or action == "hold"
        or any(kind in settings.HOLD_GROUNDS for kind in grounds),
        grounds=tuple(grounds),
        reasons=tuple(spans),
        advises=advises,
    )


def _spans(found: Iterable[tuple[Reason, ...]]) -> list[Reason]:
    """Return the places of all findings in the order of the text."""
    return sorted((each for places in found for each in places), key=lambda each: each.start)


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
    was_open = after.state in OPEN_STATES and not after.quiet
    if not (was_open or after.withholds or doubted.opens_review):
        supersede(after)
        return None
    supersede(after)
    if was_open or after.withholds:
        doubted = replace(doubted, grounds=(*doubted.grounds, Ground.CHANGED))
    fresh = _open(subject, doubted, after=after)
    if was_open and after.reports.update(review=fresh):
        join(fresh, Ground.REPORT)
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
    review waits. Whoever looks at the review just now must read the complaint before they decide:
    it gives the review a new version. The same reader's second report changes nothing, unless it is
    the first one that fears for somebody's health. A complaint about advice turns a review of
    conduct into one of advice: no moderator may clear that.
    """
    about = About.ADVICE if reason == ReportReason.ADVICE else About.CONDUCT
    if review is None or review.state == State.SUPERSEDED:
        complaint = Doubt(None, withholds=False, grounds=(Ground.REPORT,))
        review = _open(subject, complaint, about=about, after=review)
    review.lock()
    wrote = {"reason": reason, "text": text.source, "weight": reporter_weight(reporter)}
    filed, new = Report.objects.get_or_create(review=review, reporter=reporter, defaults=wrote)
    if about == About.ADVICE and filed.reason != ReportReason.ADVICE:
        filed.reason, filed.text, new = reason, text.source, True
        filed.save(update_fields=["reason", "text"])
    if new:
        before = {"state": review.state, "about": review.about, "quiet": review.quiet}
        review.state = check_move(review, Move.REPORT)
        review.about = about if about == About.ADVICE or review.quiet else review.about
        review.quiet = False
        review.version += 1
        review.save(update_fields=["state", "about", "quiet", "version"])
        join(review, Ground.REPORT)
        record(review, Move.REPORT, actor=reporter, before=before)
    return review


@transaction.atomic
def appeal(review: Review, *, by: User, text: CleanText) -> Review:
    """Let the author say once what is wrong with the verdict; the review waits again, as urgent.

    It goes to somebody else than those who decided, and the verdict stands until then. Raises
    NotAllowed where there is nothing to appeal against, ValueError on a text without words.
    """
    review.lock()
    check_can_appeal(by, review)
    if not text.has_words:
        raise ValueError("An appeal needs words.")
    before = {"state": review.state}
    review.state = check_move(review, Move.APPEAL)
    review.appeal, review.appealed_at = text.source, timezone.now()
    review.save(update_fields=["state", "appeal", "appealed_at"])
    join(review, Ground.APPEAL)
    record(review, Move.APPEAL, actor=by, before=before)
    return review


@transaction.atomic
def dispute(subject: Subject, *, places: Sequence[Reason]) -> Review:
    """Open a review of hidden places of which the author says that nothing private stood there.

    It is a review of its own beside the one of the post: whoever answers it says nothing about the
    words that everybody can read.
    """
    asked = Doubt(None, withholds=False, grounds=(Ground.DISPUTE,), reasons=tuple(places))
    review = _open(subject, asked, about=About.HIDDEN)
    check_move(review, Move.DISPUTE)
    record(review, Move.DISPUTE, actor=subject.author)
    return review


def join(review: Review, *kinds: Ground) -> None:
    """Add grounds to a review that may have them already, and give it its place in the queue."""
    rows = [ReviewGround(review=review, kind=kind) for kind in kinds]
    ReviewGround.objects.bulk_create(rows, ignore_conflicts=True)
    weigh(review)


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
        reasons=[asdict(each) for each in doubted.reasons],
        quiet=doubted.grounds == (Ground.SAMPLE,),
        reach=subject.reach,
        follows=after,
        checked_before=_checked(after) if after else None,
        withholds=doubted.withholds or (after is not None and after.withholds),
    )
    join(review, *doubted.grounds)
    record(review, Move.OPEN, actor=None)
    return review


def _checked(review: Review) -> Review | None:
    """Return the review itself if it got a medical verdict, else the newest before it that did."""
    if review.ruling is not None and review.ruling.medical:
        return review
    return review.checked_before


def _about(doubted: Doubt, after: Review | None) -> About:
    """Return what a fresh review doubts: a conduct doubt goes on unless the new text advises."""
    if after is not None and not (doubted.assessment and doubted.advises):
        return About(after.about)
    return About.ADVICE if doubted.advises else About.CONDUCT
