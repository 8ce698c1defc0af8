"""What triage learns from the desk: the verdicts as lessons, new weights, how right each rule is.

The worker learns, never a request. Each version is made anew from all decisions that stand, so one
that was undone leaves no trace, and the same decisions give the same weights.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from moderation.flags import wrong_places
from moderation.grounds import Ground
from moderation.models import (
    FlagMark,
    Review,
    ReviewGround,
    ReviewQuerySet,
    TriageSettings,
    WeightsVersion,
)
from moderation.rules import change_settings, newest_settings, wait_for_others
from moderation.states import Verdict
from moderation.triage import feedback
from moderation.triage.copied import without_copies
from moderation.triage.feedback import Lesson
from moderation.triage.model import load

# What a verdict says of the text: that it is advice, right or wrong, or that it is none.
TEACHES: Final = {
    Verdict.SOUND: True,
    Verdict.CAUTION: True,
    Verdict.MISLEADING: True,
    Verdict.HARMFUL: True,
    Verdict.EXPERIENCE: False,
}
_DECISIONS_A_VERSION: Final = 10  # new ones that are worth a new version at once
_LONGEST_WAIT: Final = timedelta(days=1)  # for fewer
KEPT_VERSIONS: Final = 20  # the newest ones, with their differences

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class RulePrecision:
    """How often a rule's flags were right, in the eyes of the reviewers.

    A flag was right where the verdict says advice and nobody called the flag wrong. `why` is the
    sentence that the desk shows for the rule.
    """

    rule: str
    why: str
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        """The share of right flags, 0 to 1."""
        return self.right / (self.right + self.wrong)


def teaching() -> ReviewQuerySet:
    """Return the reviews that teach something, in the order of their verdicts.

    One of an earlier version counts too; one whose text was erased doesn't. A verdict that says
    nothing of advice ("removed" for its tone) teaches only what its flags called wrong do. To keep
    a text of the random sample says that it is no advice.
    """
    marked = Exists(_flag_marks().filter(review=OuterRef("pk")))
    says = Q(verdict__in=TEACHES) | marked | (Q(verdict=Verdict.KEEP) & _sampled())
    return (
        Review.objects.exclude(verdict="")
        .exclude(text="")
        .filter(says)
        .order_by("decided_at", "pk")
    )


def lessons() -> list[Lesson]:
    """Return what the decisions that stand teach, in their order."""
    marks = _marks(_flag_marks().order_by("pk"))
    sampled = set(Review.objects.filter(_sampled()).values_list("pk", flat=True))
    rows = teaching().values_list("pk", "text", "parent_text", "topic_title", "verdict")
    return [
        Lesson(
            text=without_copies(text, parent) if parent else text,
            parent=parent or None,
            # As it was assessed: a question doesn't answer its own title.
            topic=title if parent else None,
            advice=_says(verdict, pk in sampled),
            wrong=wrong_places(marks[pk]),
        )
        for pk, text, parent, title, verdict in rows
    ]


def learn_if_due() -> WeightsVersion | None:
    """Learn if there is something new, and return the new version; None if there isn't.

    Ten new verdicts are worth it at once, fewer after a day. A verdict that was undone, a text
    that was erased and a new release of the shipped weights don't wait.
    """
    return learn() if _is_due() else None


def learn(progress: Progress | None = None) -> WeightsVersion:
    """Learn from all decisions that stand, and return the version: a new one if it is different.

    It decides from now on, unless it lost too much on the guard replies or the weights are pinned.
    """
    base, lines, taught = load(), _lines(), lessons()
    delta = feedback.learn_delta(base, taught, progress)
    digest = feedback.digest_of(delta)
    if (known := _known(digest, lines)) is not None:
        return known
    before = feedback.guard_precision(base)
    after = feedback.guard_precision(feedback.with_delta(base, delta, version=base.version))
    with transaction.atomic():
        wait_for_others()
        if (known := _known(digest, lines)) is not None:
            return known  # another worker was faster
        version = WeightsVersion.objects.create(
            base=base.version,
            delta=delta,
            digest=digest,
            decisions=len(lines),
            learned_from=_digest(lines),
            marks=sum(len(lesson.wrong) for lesson in taught),
            guard_before=round(before, 4),
            guard_after=round(after, 4),
            accepted=after >= before - feedback.MOST_GUARD_LOSS,
        )
        if version.accepted and not newest_settings().pinned:
            change_settings(because=TriageSettings.Because.LEARNED, by=None, weights=version)
        _tidy()
    return version


def _tidy() -> None:
    """Throw away what old versions changed, a megabyte each; those that never decided go whole.

    The newest ones and the one that decides stay.
    """
    newest = list(WeightsVersion.objects.values_list("pk", flat=True)[:KEPT_VERSIONS])
    old = WeightsVersion.objects.exclude(pk__in=[*newest, newest_settings().weights_id or 0])
    old.filter(periods=None).delete()
    old.filter(emptied_at=None).update(delta={}, emptied_at=timezone.now())


def rule_precision(since: datetime, *, most: int = 5_000) -> list[RulePrecision]:
    """Return how right each rule's flags were in reviews decided since then, the worst first.

    Of the reviews the newest `most` are read, so that the time it takes has an end.
    """
    marks = _marks(FlagMark.objects.filter(review__decided_at__gte=since).order_by("-pk")[:most])
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    whys: dict[str, str] = {}
    decided = Review.objects.filter(verdict__in=TEACHES, decided_at__gte=since)
    newest = decided.order_by("-decided_at", "-pk")
    for pk, verdict, reasons in newest.values_list("pk", "verdict", "reasons")[:most]:
        called_wrong = {(mark.rule, mark.start, mark.end) for mark in marks[pk]}
        for reason in reasons:
            rule = reason["rule"]
            if rule in Ground.values:  # the site's other rules: a link, a watch word
                continue
            whys[rule] = reason["why"]
            is_wrong = (rule, reason["start"], reason["end"]) in called_wrong
            was_right = TEACHES[Verdict(verdict)] and not is_wrong
            (right if was_right else wrong)[rule] += 1
    found = [RulePrecision(rule, why, right[rule], wrong[rule]) for rule, why in whys.items()]
    return sorted(found, key=lambda each: (each.precision, -each.wrong, each.rule))


def _sampled() -> Exists:
    """Return the condition that a review was drawn for the random sample."""
    return Exists(ReviewGround.objects.filter(review=OuterRef("pk"), kind=Ground.SAMPLE))


def _says(verdict: str, sampled: bool) -> bool | None:
    if verdict == Verdict.KEEP and sampled:
        return False
    return TEACHES.get(Verdict(verdict))


def _flag_marks() -> QuerySet[FlagMark]:
    """Return the words that flags of triage were wrong; a link or a watch word is none of them."""
    return FlagMark.objects.exclude(rule__in=Ground.values)


def _marks(marks: Iterable[FlagMark]) -> dict[int, list[FlagMark]]:
    found: dict[int, list[FlagMark]] = defaultdict(list)
    for mark in marks:
        found[mark.review_id].append(mark)
    return found


def _lines() -> list[str]:
    """Return one line for each decision that teaches, which changes when its lesson does."""
    marks = _marks(_flag_marks().order_by("pk"))
    return [
        f"{pk} {verdict} {decided_at and decided_at.isoformat()} {wrong_places(marks[pk])}"
        for pk, verdict, decided_at in teaching().values_list("pk", "verdict", "decided_at")
    ]


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _newest() -> WeightsVersion | None:
    """Return the newest version for the shipped weights, accepted or not."""
    return WeightsVersion.objects.filter(base=load().version).defer("delta").first()


def _known(digest: str, lines: list[str]) -> WeightsVersion | None:
    """Return the newest version if it is this one, now with what it was learned from this time."""
    newest = _newest()
    if newest is None or newest.digest != digest:
        return None
    newest.decisions, newest.learned_from = len(lines), _digest(lines)
    newest.save(update_fields=["decisions", "learned_from"])
    return newest


def _is_due() -> bool:
    lines, newest = _lines(), _newest()
    if newest is None:
        of_older_release = newest_settings().weights is not None
        return of_older_release or len(lines) >= _DECISIONS_A_VERSION
    known = lines[: newest.decisions]
    if len(known) < newest.decisions or _digest(known) != newest.learned_from:
        return True
    fresh = len(lines) - newest.decisions
    waited = timezone.now() - newest.created_at >= _LONGEST_WAIT
    return fresh >= _DECISIONS_A_VERSION or (fresh > 0 and waited)
