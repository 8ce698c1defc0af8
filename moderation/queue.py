"""The read side of the desk: what waits, in which order, and what somebody should see next."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    prefetch_related_objects,
)
from django.utils import timezone

from accounts.models import User
from accounts.roles import is_expert, is_moderator
from moderation.access import SEVERE
from moderation.grounds import Ground
from moderation.models import Review, ReviewGround, ReviewQuerySet, Route, Skip
from moderation.priority import place_in_words
from moderation.states import SEVERITY_WORDS, About, State
from moderation.triage.assess import FIELDS

PAGE_SIZE = 25
COUNT_MOST = 1000  # nobody's afternoon; counting a million rows would take longer than the page
# Expected harm and reach are one number (see moderation.priority); then the longest wait.
ORDER = ("-priority", "opened_at", "pk")
SHOWN = {"waiting": "Waiting", "mine": "Claimed by me", "decided": "Decided"}
AGES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
AGE_NAMES = {"hour": "over an hour", "day": "over a day", "week": "over a week"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reviewer wants to see of the queue; anything unknown is no filter.

    `field` is a field of triage, or "mine" for the fields of one's profession. `age` is a key of
    AGES. A held post is listed whatever the filter: somebody waits for it.
    """

    field: str = ""
    severity: int | None = None
    ground: str = ""
    topic: str = ""
    age: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered."""
        return self != Filters()

    def condition(self, mine: list[str]) -> Q:
        """Return what a review must be to be listed."""
        wanted = Q()
        if self.field == "mine":
            wanted &= Q(field__in=mine)
        elif self.field in FIELDS:
            wanted &= Q(field=self.field)
        if self.severity in SEVERITY_WORDS:
            wanted &= Q(severity=self.severity)
        if self.ground in Ground.values:
            of_kind = ReviewGround.objects.filter(review=OuterRef("pk"), kind=self.ground)
            wanted &= Q(Exists(of_kind))
        if self.topic:
            wanted &= Q(topic_title__icontains=self.topic)
        if self.age in AGES:
            wanted &= Q(opened_at__lte=timezone.now() - AGES[self.age])
        return wanted | Q(withholds=True) if wanted else wanted


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One review in the list; `place` says in words why it stands where it does."""

    review: Review
    place: str
    grounds: list[str]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue; `waiting` counts up to COUNT_MOST."""

    shown: str
    rows: list[QueueRow]
    waiting: int
    next_after: int | None  # the key of the next page: the last review's id
    filters: Filters = field(default_factory=Filters)
    my_fields: tuple[str, ...] = ()

    @property
    def reviews(self) -> list[Review]:
        """The reviews alone."""
        return [row.review for row in self.rows]

    @property
    def more_wait(self) -> bool:
        """Whether there are more than were counted."""
        return self.waiting >= COUNT_MOST


@dataclass(frozen=True, slots=True)
class Beat:
    """The fields that the site's routes give to somebody's profession, and those of others."""

    mine: list[str]
    others: list[str]


def beat_of(person: User) -> Beat:
    """Return whose fields are whose for `person`; a field without a route is nobody's alone."""
    if person.credential is None:
        return Beat([], [])
    routes = list(Route.objects.values_list("field", "profession"))
    mine = {name for name, profession in routes if profession == person.credential.profession}
    return Beat(sorted(mine), sorted({name for name, _ in routes} - mine))


def waiting_for(person: User) -> ReviewQuerySet:
    """Return the open reviews that `person` could work on, the most harmful first.

    Tone, spam and privacy are the moderators'. Everybody sees the doubted advice.
    """
    waiting = Review.objects.open().exclude(author=person).order_by(*ORDER)
    if not is_moderator(person):
        waiting = waiting.filter(about=About.ADVICE)
    return waiting


def waiting_count(person: User) -> int:
    """Return how many reviews wait for `person` or others like them, COUNT_MOST at most.

    Those that wait for a second expert don't wait for the first one.
    """
    waiting = waiting_for(person).exclude(state=State.SECOND, first_by=person)
    return waiting.order_by()[:COUNT_MOST].count()


def page(
    person: User, *, shown: str, after: int | None, filters: Filters | None = None
) -> QueuePage:
    """Return the page of the queue behind the review with the id `after` (None: the first page).

    `shown` is one of SHOWN; anything else means "waiting". What waits in the fields of one's own
    profession comes first.
    """
    filters = filters or Filters()
    beat = beat_of(person)
    last = Review.objects.filter(pk=after).first() if after is not None else None
    if shown == "decided":
        rows = Review.objects.filter(state=State.DECIDED, decided_at__isnull=False)
        rows = rows.select_related("decided_by")
        rows = rows.order_by("-decided_at", "-pk").filter(_older_decision(last))
        reviews = list(rows[: PAGE_SIZE + 1])
    else:
        shown = shown if shown == "mine" else "waiting"
        waiting = waiting_for(person).filter(filters.condition(beat.mine))
        if shown == "mine":
            waiting = waiting.filter(claimed_by=person)
        reviews = _page_by_field(waiting.select_related("claimed_by"), beat.mine, last)
    prefetch_related_objects(reviews, "grounds", "reports")
    more = len(reviews) > PAGE_SIZE
    listed = [_row(review) for review in reviews[:PAGE_SIZE]]
    return QueuePage(
        shown=shown,
        rows=listed,
        waiting=waiting_count(person),
        next_after=listed[-1].review.pk if more else None,
        filters=filters,
        my_fields=tuple(beat.mine),
    )


def next_ones(person: User, *, only_my_fields: bool = False) -> Iterator[ReviewQuerySet]:
    """Yield what `person` should see next, in stages: take from the first one that has something.

    Their own fields first, then the others; what they put off, last. Nothing that others have
    claimed, and nothing that isn't theirs to settle: without a credential nobody can clear advice.
    """
    beat = beat_of(person)
    free = waiting_for(person).free_for(person)
    free = free.exclude(state=State.SECOND, first_by=person)
    free = free.exclude(state__in=[State.SECOND, State.APPEALED], decided_by=person)
    free = free.exclude(state=State.APPEALED, first_by=person)
    if not is_expert(person):
        free = free.exclude(about=About.ADVICE)
    if beat.others:
        free = free.exclude(severity__gte=SEVERE, field__in=beat.others, about=About.ADVICE)
    put_off = Skip.objects.filter(reviewer=person, until__gt=timezone.now()).values("review")
    for rows in (free.exclude(pk__in=put_off), free.filter(pk__in=put_off)):
        if beat.mine:
            first = _first_of_fields(rows, beat.mine, PAGE_SIZE)
            yield Review.objects.filter(pk__in=first).free_for(person).order_by(*ORDER)
        if not only_my_fields:
            yield rows.exclude(field__in=beat.mine) if beat.mine else rows


def next_for(person: User) -> Review | None:
    """Return the review that `person` should see next: the first that nobody else has claimed."""
    return next(iter(next_few(person, 1)), None)


def next_few(person: User, count: int, *, but: Collection[int] = ()) -> list[Review]:
    """Return the `count` reviews that `person` should see next; fewer if there are fewer.

    Those with an id in `but` are left out.
    """
    found: list[Review] = []
    for rows in next_ones(person):
        found += rows.exclude(pk__in=but)[: count - len(found)]
        if len(found) == count:
            break
    return found


def _row(review: Review) -> QueueRow:
    """Return a review of the list, whose grounds and reports are read already."""
    grounds = [each.get_kind_display() for each in review.grounds.all()]
    return QueueRow(review, place_in_words(review, reports=len(review.reports.all())), grounds)


def _page_by_field(waiting: ReviewQuerySet, mine: list[str], last: Review | None) -> list[Review]:
    """Return one review more than a page holds: those of the fields `mine`, then the others.

    The others are asked for only where those of `mine` leave room: so nobody walks past all of them
    to find the first other.
    """
    wanted = PAGE_SIZE + 1
    behind = waiting if last is None else waiting.filter(_behind(last))
    if not mine or (last is not None and last.field not in mine):
        return list(behind.exclude(field__in=mine)[:wanted])
    first = _first_of_fields(behind, mine, wanted)
    # By their ids alone: with more conditions a database may walk the queue to find them.
    found = list(Review.objects.filter(pk__in=first).order_by(*ORDER).select_related("claimed_by"))
    return found + list(waiting.exclude(field__in=mine)[: wanted - len(found)])


def _first_of_fields(rows: ReviewQuerySet, fields: list[str], count: int) -> list[int]:
    """Return the ids of the first `count` of several fields, in no order.

    One query for each field, which an index answers in the order of the queue. One query for all of
    them would be sorted anew: a million rows, where so many wait.
    """
    columns = ("priority", "opened_at", "pk")
    keys = [key for name in fields for key in rows.filter(field=name).values_list(*columns)[:count]]
    keys.sort(key=lambda key: (-key[0], key[1], key[2]))
    return [pk for *_, pk in keys[:count]]


def _behind(last: Review) -> Q:
    """Return the condition that puts a row behind `last` in ORDER.

    The first part says nothing new, but an index can seek by it.
    """
    return Q(priority__lte=last.priority) & (
        Q(priority__lt=last.priority)
        | Q(opened_at__gt=last.opened_at)
        | Q(opened_at=last.opened_at, pk__gt=last.pk)
    )


def _older_decision(last: Review | None) -> Q:
    """Return the condition that puts a row behind the decided review `last`, newest first."""
    if last is None or last.decided_at is None:
        return Q()
    return Q(decided_at__lt=last.decided_at) | Q(decided_at=last.decided_at, pk__lt=last.pk)
