"""The read side of the desk: what waits, and one review with everything a reviewer needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q

from accounts.models import User
from accounts.roles import is_expert, is_moderator
from moderation.access import can_undo, refusal
from moderation.flags import Flag, flags_of
from moderation.models import Review, ReviewEvent, ReviewQuerySet
from moderation.states import RULINGS, VERDICTS, About, Ruling, State

PAGE_SIZE = 25
# Expected harm first, then the surest doubt, then the longest wait.
ORDER = ("-severity", "-score", "opened_at", "pk")
SHOWN = {"waiting": "Waiting", "mine": "Claimed by me", "decided": "Decided"}


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue."""

    shown: str
    reviews: list[Review]
    waiting: int
    next_after: int | None  # the key of the next page: the last review's id


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text; `numbers` are the reasons (from 1) that doubt it, none if plain."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """One verdict button; `refusal` says why this person may not press it."""

    ruling: Ruling
    refusal: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review, as one person sees it."""

    review: Review
    segments: list[Segment]
    flags: list[Flag]
    buttons: list[Button]
    history: list[ReviewEvent]
    claimed_by_other: bool
    claimed_by_me: bool
    is_own: bool
    may_undo: bool
    successor: Review | None
    author_line: str
    waiting: int

    @property
    def may_decide(self) -> bool:
        """Whether at least one verdict is this person's to give."""
        return any(not button.refusal for button in self.buttons)

    @property
    def has_form(self) -> bool:
        """Whether the form of the verdict is on the page, for other buttons to send along."""
        return self.review.is_open and not self.is_own and not self.claimed_by_other


def waiting_for(person: User) -> ReviewQuerySet:
    """Return the open reviews that `person` could work on, the most harmful first.

    Tone, spam and privacy are the moderators'. Everybody sees the doubted advice.
    """
    waiting = Review.objects.open().exclude(author=person).order_by(*ORDER)
    if not is_moderator(person):
        waiting = waiting.exclude(about=About.CONDUCT)
    return waiting.select_related("claimed_by")


def page(person: User, *, shown: str, after: int | None) -> QueuePage:
    """Return the page of the queue behind the review with the id `after` (None: the first page).

    `shown` is one of SHOWN; anything else means "waiting".
    """
    waiting = waiting_for(person)
    count = waiting.count()
    if shown == "decided":
        rows = Review.objects.filter(state=State.DECIDED).select_related("decided_by")
        rows = rows.order_by("-decided_at", "-pk")
        if after is not None:
            rows = rows.filter(_older_decision(after))
    else:
        rows = waiting.filter(claimed_by=person) if shown == "mine" else waiting
        shown = shown if shown == "mine" else "waiting"
        if after is not None:
            rows = rows.filter(_behind(after))
    reviews = list(rows[: PAGE_SIZE + 1])
    more = len(reviews) > PAGE_SIZE
    reviews = reviews[:PAGE_SIZE]
    return QueuePage(shown, reviews, count, reviews[-1].pk if more else None)


def review_page(person: User, review: Review) -> ReviewPage:
    """Return everything the page of one review prints for `person`."""
    claimed = review.claim_is_live
    mine = review.claimed_by_id == person.pk
    return ReviewPage(
        review=review,
        segments=segments(review.text, review.reasons),
        flags=flags_of(review, person=person),
        buttons=[
            Button(RULINGS[verdict], refusal(person, review, verdict))
            for verdict in VERDICTS[About(review.about)]
        ],
        history=_history(person, review),
        claimed_by_other=claimed and not mine,
        claimed_by_me=claimed and mine,
        is_own=review.author_id == person.pk,
        may_undo=can_undo(person, review),
        successor=Review.objects.filter(follows=review).first(),
        author_line=_author_line(review),
        waiting=waiting_for(person).count(),
    )


def next_for(person: User) -> Review | None:
    """Return the review that `person` should see next: the first that nobody else has claimed.

    Without a credential nobody can clear advice, so a moderator is led to it only from the list.
    """
    free = waiting_for(person).free_for(person)
    return (free if is_expert(person) else free.filter(about=About.CONDUCT)).first()


def segments(text: str, reasons: Iterable[Mapping[str, Any]]) -> list[Segment]:
    """Cut `text` at the borders of the reasons' spans; the pieces joined are `text` again.

    Spans may overlap: a piece then carries several numbers. A span outside the text is cut to it.
    """
    spans = [
        (number, max(0, reason["start"]), min(len(text), reason["end"]))
        for number, reason in enumerate(reasons, start=1)
    ]
    edges = {0, len(text)}
    for _, start, end in spans:
        if start < end:
            edges |= {start, end}
    cuts = sorted(edges)
    return [
        Segment(text[a:b], tuple(n for n, start, end in spans if start <= a and b <= end))
        for a, b in pairwise(cuts)
    ]


def _history(person: User, review: Review) -> list[ReviewEvent]:
    """Return what happened to the review; not to its author, who would learn who complained."""
    if review.author_id == person.pk:
        return []
    return list(review.events.select_related("actor"))


def _author_line(review: Review) -> str:
    """Return the author's history in one line."""
    if review.author_id is None:
        return f"{review.author_name} has no account here; the text was imported."
    others = Review.objects.filter(author_id=review.author_id).exclude(pk=review.pk)
    found = others.exclude(state=State.SUPERSEDED).aggregate(
        doubted=Count("pk"), removed=Count("pk", filter=~Q(verdict="") & Q(withholds=True))
    )
    if not found["doubted"]:
        return f"{review.author_name}: no other reply has been doubted."
    return (
        f"{review.author_name}: {found['doubted']} other doubted, "
        f"{found['removed']} of them taken off the page."
    )


def _behind(after: int) -> Q:
    """Return the condition that puts a row behind the review `after` in ORDER."""
    last = Review.objects.filter(pk=after).only("severity", "score", "opened_at").first()
    if last is None:
        return Q()
    return (
        Q(severity__lt=last.severity)
        | Q(severity=last.severity, score__lt=last.score)
        | Q(severity=last.severity, score=last.score, opened_at__gt=last.opened_at)
        | Q(severity=last.severity, score=last.score, opened_at=last.opened_at, pk__gt=last.pk)
    )


def _older_decision(after: int) -> Q:
    """Return the condition that puts a row behind the decided review `after`, newest first."""
    last = Review.objects.filter(pk=after).only("decided_at").first()
    if last is None or last.decided_at is None:
        return Q()
    return Q(decided_at__lt=last.decided_at) | Q(decided_at=last.decided_at, pk__lt=last.pk)
