"""The read side of the desk: one review, with everything that a reviewer needs to decide it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, prefetch_related_objects

from accounts.models import User
from accounts.roles import experts, moderators
from moderation.access import (
    SEVERE,
    can_undo,
    claim_refusal,
    is_outside_field,
    needs_two_experts,
    refusal,
)
from moderation.flags import Flag, flags_of
from moderation.models import ReadyNote, Review, ReviewEvent
from moderation.priority import place_in_words
from moderation.queue import waiting_count
from moderation.states import FOR_MODERATORS, RULINGS, VERDICTS, About, Ruling, State, Verdict


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text; `numbers` are the reasons (from 1) that doubt it, none if plain."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """One verdict button.

    `effect` says what it will do to this review, `refusal` why this person may not press it;
    `notes` are the ready-made ones for it.
    """

    ruling: Ruling
    refusal: str
    effect: str
    notes: list[ReadyNote]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review, as one person sees it.

    `grounds` are sentences that say why it is at the desk, `place` why it stands where it does in
    the queue, `hint` what this person should know before deciding. `colleagues` may take it over.
    """

    review: Review
    segments: list[Segment]
    flags: list[Flag]
    grounds: list[str]
    place: str
    hint: str
    buttons: list[Button]
    history: list[ReviewEvent]
    claimed_by_other: bool
    claimed_by_me: bool
    is_own: bool
    may_undo: bool
    may_note: bool
    colleagues: list[User]
    successor: Review | None
    author_line: str
    waiting: int

    @property
    def may_claim(self) -> bool:
        """Whether it is there to be taken: it waits, nobody has it, and the site has claims."""
        free = not (self.claimed_by_other or self.claimed_by_me)
        return free and self.review.is_open and not self.is_own and settings.CLAIMS != "off"

    @property
    def has_form(self) -> bool:
        """Whether the form of the verdict is on the page, for other buttons to send along."""
        return self.review.is_open and not self.is_own and not self.claimed_by_other


def review_page(person: User, review: Review) -> ReviewPage:
    """Return everything the page of one review prints for `person`."""
    prefetch_related_objects([review], "grounds", "reports")
    claimed = review.claim_is_live
    mine = review.claimed_by_id == person.pk
    is_own = review.author_id == person.pk
    reports = len(review.reports.all()) if not is_own else 0
    return ReviewPage(
        review=review,
        segments=segments(review.text, review.reasons),
        flags=flags_of(review, person=person),
        grounds=[ground.get_kind_display() for ground in review.grounds.all()],
        place=place_in_words(review, reports=reports),
        hint=_hint(person, review),
        buttons=_buttons(person, review),
        history=_history(person, review),
        claimed_by_other=claimed and not mine,
        claimed_by_me=claimed and mine,
        is_own=is_own,
        may_undo=can_undo(person, review),
        may_note=not is_own and review.state != State.SUPERSEDED,
        colleagues=colleagues_for(person, review),
        successor=Review.objects.filter(follows=review).first(),
        author_line=_author_line(review),
        waiting=waiting_count(person),
    )


def colleagues_for(person: User, review: Review) -> list[User]:
    """Return whom `person` can hand the review to: those who may settle it, by name."""
    if not review.is_open or settings.CLAIMS == "off" or claim_refusal(person, review):
        return []
    if review.about in FOR_MODERATORS:
        people = moderators()
    else:
        people = experts(review.routed if review.severity >= SEVERE else ())
    not_these = [person.pk, review.author_id]
    if review.state in (State.SECOND, State.APPEALED):
        not_these += [review.decided_by_id, review.first_by_id]
    others = people.exclude(pk__in=[pk for pk in not_these if pk is not None])
    return list(others.order_by("display_name"))


def _buttons(person: User, review: Review) -> list[Button]:
    """Return the verdicts in their fixed order; only an open review's are worth a query."""
    if not review.is_open:
        return []
    notes: dict[str, list[ReadyNote]] = {}
    for note in ReadyNote.objects.all():
        notes.setdefault(note.verdict, []).append(note)
    return [
        Button(
            RULINGS[verdict],
            refusal(person, review, verdict),
            _effect(review, RULINGS[verdict]),
            notes.get(verdict, []),
        )
        for verdict in VERDICTS[About(review.about)]
    ]


def _effect(review: Review, ruling: Ruling) -> str:
    """Return what the button will do to this review."""
    if ruling.verdict == Verdict.EXPERIENCE and review.quiet:
        return "Shows the reply as it is, without a mark."
    if ruling.vouches and review.state == State.SECOND:
        return f"Agrees with the first expert. {ruling.effect}"
    if ruling.vouches and needs_two_experts(review):
        return "Asks a second expert to agree. Until then the reply stays as it is now."
    return ruling.effect


def _hint(person: User, review: Review) -> str:
    """Return what this person should know before deciding; "" for nothing."""
    if review.is_open and is_outside_field(person, review):
        return f"This is about {review.field}, which a {' or '.join(review.routed_names)} checks."
    return ""


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
    return list(review.events.select_related("actor", "receiver"))


def _author_line(review: Review) -> str:
    """Return the author's history in one line."""
    if review.author_id is None:
        return f"{review.author_name} has no account here; the text was imported."
    others = Review.objects.filter(author_id=review.author_id).exclude(pk=review.pk)
    doubted = others.exclude(state=State.SUPERSEDED).exclude(about=About.HIDDEN)
    found = doubted.aggregate(
        doubted=Count("pk"), removed=Count("pk", filter=~Q(verdict="") & Q(withholds=True))
    )
    if not found["doubted"]:
        return f"{review.author_name}: no other reply has been doubted."
    return (
        f"{review.author_name}: {found['doubted']} other doubted, "
        f"{found['removed']} of them taken off the page."
    )
