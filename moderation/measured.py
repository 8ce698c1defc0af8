"""How much a site writes and how much of it is advice, and what each limit would make of that."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from moderation.grounds import Ground
from moderation.learning import TEACHES
from moderation.models import Review, ReviewQuerySet
from moderation.states import Verdict
from moderation.triage import bands
from moderation.triage.bands import Expected

DAYS: Final = 90  # that are looked back on
ENOUGH: Final = 50  # verdicts, on marked replies and on the random sample each
_SHOWN: Final = tuple(round(0.05 * step, 2) for step in range(1, 20))

Counter = Callable[[datetime], int]
_counters: list[Counter] = []


@dataclass(frozen=True, slots=True)
class Measured:
    """What a site measured of itself.

    `rate` is the share of replies that give advice: the site's own where `is_own`, else what is
    usual. `posts_a_day` were read by triage.
    """

    rate: float
    is_own: bool
    posts_a_day: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One limit to choose: what it would do, and how many replies that is a day."""

    limit: float
    expected: Expected
    marked_a_day: float
    held_a_day: float
    is_now: bool

    @property
    def in_100(self) -> dict[str, str]:
        """The expected shares as numbers out of 100, by their names."""
        return {name: f"{100 * share:.0f}" for name, share in asdict(self.expected).items()}


def count_with(counter: Counter) -> None:
    """Let `counter` say how many posts triage has read since a time: only the upper layer knows."""
    _counters[:] = [counter]


def measure() -> Measured:
    """Return what the last 90 days show.

    The rate puts together the marked replies, of which the verdicts say how many were advice, and
    all the others, of which the random sample does. It is the site's own once there are 50
    verdicts on each.
    """
    since = timezone.now() - timedelta(days=DAYS)
    posts = _counters[0](since) if _counters else 0
    reviews = Review.objects.filter(opened_at__gte=since)
    marked, precision, enough_marked = _part(reviews.filter(grounds__kind=Ground.ADVICE))
    _, missed, enough_sampled = _part(reviews.filter(grounds__kind=Ground.SAMPLE))
    a_day = posts / DAYS
    if not (enough_marked and enough_sampled and posts >= marked):
        return Measured(bands.USUAL_RATE, False, a_day)
    rate = (precision * marked + missed * (posts - marked)) / posts
    return Measured(rate, True, a_day)


def advice_choices(measured: Measured, *, now: float, hold: float) -> list[Choice]:
    """Return what each limit of marking would do, beside a limit of holding; `now` is today's."""
    return [
        _choice(limit, bands.load().expect(limit, hold, measured.rate), measured, now)
        for limit in _limits(now)
    ]


def hold_choices(measured: Measured, *, now: float, advice: float) -> list[Choice]:
    """Return what each limit of severity 3 would do, beside a limit of marking."""
    return [
        _choice(limit, bands.load().expect(advice, limit, measured.rate), measured, now)
        for limit in _limits(now)
    ]


def _limits(now: float) -> Iterable[float]:
    return sorted({*_SHOWN, now})


def _choice(limit: float, expected: Expected, measured: Measured, now: float) -> Choice:
    posts = measured.posts_a_day
    return Choice(limit, expected, expected.marked * posts, expected.held * posts, limit == now)


def _part(reviews: ReviewQuerySet) -> tuple[int, float, bool]:
    """Return how many reviews there are, which share of the decided is advice, and if it counts."""
    advice = [verdict for verdict, is_advice in TEACHES.items() if is_advice]
    judged = Q(verdict__in=[*TEACHES, Verdict.KEEP])
    found = reviews.aggregate(
        all=Count("pk"),
        judged=Count("pk", filter=judged),
        advice=Count("pk", filter=Q(verdict__in=advice)),
    )
    share = found["advice"] / found["judged"] if found["judged"] else 0.0
    return found["all"], share, found["judged"] >= ENOUGH
