"""How long first verdicts take, for the desk's figures and for what readers are promised."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from moderation.durations import in_words
from moderation.models import Review, ReviewEvent
from moderation.states import About, Move, Verdict

PROMISE_DAYS = 7  # what readers are told is measured over these
PROMISE_ROWS = 1_000  # and from at most so many of the newest verdicts


@dataclass(frozen=True, slots=True)
class Wait:
    """How long first verdicts took: half within `median`, nine of ten within `p90`."""

    name: str
    count: int
    median: timedelta
    p90: timedelta

    @property
    def usually(self) -> str:
        """The median in words."""
        return f"about {in_words(self.median)}"

    @property
    def promise(self) -> str:
        """What readers are told of it, in sentences."""
        return f"Half of such checks take {self.usually} or less. Nine of ten take {self.at_most}."

    @property
    def at_most(self) -> str:
        """What nine of ten keep to, in words."""
        return in_words(self.p90)


def waits(rows: Iterable[tuple[str, timedelta]]) -> list[Wait]:
    """Return how long the verdicts of each name took, the names with the most first."""
    taken: dict[str, list[timedelta]] = defaultdict(list)
    for name, duration in rows:
        taken[name].append(duration)
    found = [
        Wait(name, len(times), quantile(sorted(times), 0.5), quantile(sorted(times), 0.9))
        for name, times in taken.items()
    ]
    return sorted(found, key=lambda wait: (-wait.count, wait.name))


def quantile(ordered: Sequence[timedelta], share: float) -> timedelta:
    """Return the smallest of the values that `share` of them don't exceed (the nearest rank).

    `ordered` is not empty, `share` is more than 0 and at most 1.
    """
    return ordered[math.ceil(share * len(ordered)) - 1]


def time_to_verdict(review: Review) -> timedelta:
    """Return the time from the first doubt to the verdict that stands; 0 where clocks disagree."""
    assert review.decided_at is not None  # noqa: S101  (asked of decided reviews alone)
    return max(timedelta(0), review.decided_at - review.opened_at)


def decided_since(since: datetime) -> QuerySet[Any]:
    """Return the reviews that were decided since then, the newest first.

    Each carries `again`: whether it had been decided before, so that its time to a verdict holds
    the weeks in which nobody doubted it.
    """
    earlier = ReviewEvent.objects.filter(
        review=OuterRef("pk"), move=Move.DECIDE, before__verdict__in=Verdict.values
    )
    decided = Review.objects.filter(decided_at__gte=since).order_by("-decided_at", "-pk")
    return decided.annotate(again=Exists(earlier))


def usual_waits(days: int = PROMISE_DAYS, *, hidden: bool = False) -> dict[int, Wait]:
    """Return how long first verdicts of the last `days` took, by severity; one query.

    A severity of which nothing was decided is not in it. `hidden`: those on hidden details alone,
    which are no checks of a text; else they don't count.
    """
    rows = decided_since(timezone.now() - timedelta(days=days))
    rows = rows.filter(about=About.HIDDEN) if hidden else rows.exclude(about=About.HIDDEN)
    times = rows.values_list("severity", "opened_at", "decided_at", "again")[:PROMISE_ROWS]
    found = waits(
        (str(severity), max(timedelta(0), decided_at - opened_at))
        for severity, opened_at, decided_at, again in times
        if decided_at is not None and not again
    )
    return {int(wait.name): wait for wait in found}


def promise(severity: int, *, hidden: bool = False) -> str:
    """Return how long such checks take, in sentences; "" if none was made. See usual_waits."""
    wait = usual_waits(hidden=hidden).get(severity)
    return wait.promise if wait else ""
