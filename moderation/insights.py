"""What the desk's work looks like in figures. Reads only.

Counts come from the database, whatever their number. Medians and rules come from the newest
MOST_ROWS verdicts of the period, so that a page takes the same time on a site of any size; the
figures say how many those were.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Min,
    OuterRef,
    Q,
    Value,
    When,
)
from django.utils import timezone

from moderation.agreement import Agreement, agreement
from moderation.grounds import Ground
from moderation.learning import TEACHES, RulePrecision, rule_precision
from moderation.models import BlindCheck, Review, ReviewGround
from moderation.states import RULINGS, SEVERITY_WORDS, Verdict
from moderation.waits import Wait, decided_since, time_to_verdict, waits

PERIODS = (7, 30, 90)  # days that a reader can choose
MOST_ROWS = 5_000
# The verdicts that say that a reply gives advice, whatever it is worth.
SAYS_ADVICE = tuple(verdict for verdict, advice in TEACHES.items() if advice)
DAYS_BY_DAY = 31  # a longer period is cut into weeks


@dataclass(frozen=True, slots=True)
class Period:
    """The last `days` days, today among them, cut into days or weeks (the first may be shorter).

    A slice goes from its own start to that of the next one.
    """

    days: int
    starts: tuple[datetime, ...]
    slice_name: str  # "day" or "week"

    @property
    def since(self) -> datetime:
        """When it begins."""
        return self.starts[0]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many reviews of one severity wait, and since when the oldest does."""

    severity: int
    count: int
    oldest: datetime | None

    @property
    def word(self) -> str:
        """The severity in a word."""
        return SEVERITY_WORDS[self.severity]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one verdict was given, in each slice of the period."""

    verdict: Verdict
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How often in the whole period."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn at random and decided: `missed` of `looked_at` were advice after all."""

    looked_at: int
    missed: int

    @property
    def percent(self) -> float:
        """How many of a hundred were missed."""
        return 100 * self.missed / self.looked_at if self.looked_at else 0.0

    @property
    def between(self) -> tuple[float, float]:
        """The percentages between which the true one is, 19 times of 20.

        Wilson's score interval (E. B. Wilson, Probable inference, 1927), z = 1.96.
        """
        if not self.looked_at:
            return 0.0, 100.0
        n, p, square = self.looked_at, self.missed / self.looked_at, 1.96**2
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = 1.96 * math.sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n)
        return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page of insights shows."""

    period: Period
    waiting: list[Waiting]
    waits: list[Wait]
    tallies: list[Tally]
    rules: list[RulePrecision]  # the rules that mark most first
    sample: Sample
    agreement: Agreement
    newest: int  # how many verdicts the waits and the rules were reckoned from

    @property
    def is_cut(self) -> bool:
        """Whether there were more verdicts than the waits and the rules were reckoned from."""
        return self.newest >= MOST_ROWS


def period(days: int) -> Period:
    """Return the last `days` days up to now, in the site's time zone."""
    step = 1 if days <= DAYS_BY_DAY else 7
    today = timezone.localdate()
    dates = {today - timedelta(days=back) for back in range(step - 1, days, step)}
    dates.add(today - timedelta(days=days - 1))
    zone = timezone.get_current_timezone()
    starts = tuple(datetime.combine(day, time.min, tzinfo=zone) for day in sorted(dates))
    return Period(days, starts, "day" if step == 1 else "week")


def figures(days: int) -> Figures:
    """Return the figures of the last `days` days, in a constant number of queries."""
    chosen = period(days)
    columns = ("about", "field", "opened_at", "decided_at")
    rows = list(decided_since(chosen.since).only(*columns)[:MOST_ROWS])
    return Figures(
        period=chosen,
        waiting=waiting(),
        waits=waits(
            (_field_of(review), time_to_verdict(review)) for review in rows if not review.again
        ),
        tallies=_tallies(chosen),
        rules=_rules(chosen.since),
        sample=_sample(chosen.since),
        agreement=_agreement(chosen.since),
        newest=len(rows),
    )


def waiting() -> list[Waiting]:
    """Return how much waits now for each severity, the gravest first."""
    found = Review.objects.open().order_by().values("severity")
    counted = {
        row["severity"]: Waiting(row["severity"], row["count"], row["oldest"])
        for row in found.annotate(count=Count("pk"), oldest=Min("opened_at"))
    }
    return [counted.get(severity, Waiting(severity, 0, None)) for severity in (3, 2, 1, 0)]


def _field_of(review: Review) -> str:
    """Return the words for what a review is about: its field, if it has one."""
    return review.field or review.get_about_display()


def _tallies(chosen: Period) -> list[Tally]:
    """Return how often each verdict was given in each slice; only verdicts that were given."""
    later = enumerate(chosen.starts[1:])
    slot = Case(
        *(When(decided_at__lt=start, then=Value(number)) for number, start in later),
        default=Value(len(chosen.starts) - 1),
        output_field=IntegerField(),
    )
    decided = Review.objects.filter(decided_at__gte=chosen.since).order_by()
    counted: Counter[tuple[str, int]] = Counter()
    for row in decided.values("verdict", slot=slot).annotate(count=Count("pk")):
        counted[row["verdict"], row["slot"]] = row["count"]
    every = range(len(chosen.starts))
    tallies = [Tally(each, tuple(counted[each.value, n] for n in every)) for each in Verdict]
    return [tally for tally in tallies if tally.total]


def _rules(since: datetime) -> list[RulePrecision]:
    """Return how right each rule was, those that mark most first."""
    found = rule_precision(since, most=MOST_ROWS)
    return sorted(found, key=lambda rule: (-(rule.right + rule.wrong), rule.rule))


def _sample(since: datetime) -> Sample:
    """Return what the random sample found among replies that no rule had marked."""
    grounds = ReviewGround.objects.filter(review=OuterRef("review"), kind=Ground.ADVICE)
    drawn = ReviewGround.objects.filter(kind=Ground.SAMPLE, review__decided_at__gte=since)
    found = drawn.filter(~Exists(grounds)).aggregate(
        looked_at=Count("pk"), missed=Count("pk", filter=Q(review__verdict__in=SAYS_ADVICE))
    )
    return Sample(**found)


def _agreement(since: datetime) -> Agreement:
    """Return how far the verdicts of blind checks agree with the first ones."""
    answered = BlindCheck.objects.filter(checked_at__gte=since).order_by()
    counted = answered.values_list("first_verdict", "verdict").annotate(count=Count("pk"))
    return agreement({(first, second): count for first, second, count in counted})


def label_of(verdict: str) -> str:
    """Return the words of a verdict."""
    return RULINGS[Verdict(verdict)].verdict.label
