"""The write side of the desk: decide and undo, alone or many at once.

Each move is one transaction that checks the person, the table of moves and the version, changes
the review and writes its history.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from moderation.access import (
    Conflict,
    NotAllowed,
    check_can_decide,
    check_can_review,
    check_can_undo,
    check_move,
    needs_two_experts,
)
from moderation.claims import check_holds
from moderation.grounds import Ground
from moderation.history import record
from moderation.models import Review, ReviewEvent, ReviewGround
from moderation.states import RULINGS, About, Move, State, Verdict
from moderation.text.clean import CleanText, render

FIRST_COLUMNS = (
    "first_verdict",
    "first_by_id",
    "first_at",
    "first_profession",
    "first_country",
    "first_note",
    "first_source_url",
)
VERDICT_COLUMNS = (
    "verdict",
    "decided_by_id",
    "decided_at",
    "profession",
    "country",
    "note",
    "note_html",
    "source_url",
    "withholds",
    "state",
    *FIRST_COLUMNS,
)
NO_FIRST: dict[str, Any] = {
    **dict.fromkeys(FIRST_COLUMNS, ""),
    "first_by_id": None,
    "first_at": None,
}
MOST_IN_A_BATCH = 100


@transaction.atomic
def decide(
    review: Review,
    *,
    by: User,
    version: int,
    verdict: Verdict,
    note: CleanText,
    source_url: str = "",
    batch: UUID | None = None,
) -> Review:
    """Record a verdict on the `version` that the person saw, and return the review.

    The first expert to vouch for severe advice gives an opinion by it: the review then waits for a
    second one. Raises NotAllowed if the person may not give this verdict, Conflict if the review
    moved on since that version or is claimed by somebody else. The note must be there where the
    ruling needs one: forms.DecisionForm asks for it, and ValueError here means a caller didn't.
    """
    review.lock()
    check_can_decide(by, review, verdict)
    ruling = RULINGS[verdict]
    if ruling.needs_note and not note.has_words:
        raise ValueError(f"The verdict {verdict} needs a note.")
    voucher = _voucher(review, by)
    move = Move.DECIDE
    if ruling.vouches and needs_two_experts(review) and voucher is None:
        move = Move.OPINION
    state = check_move(review, move)
    check_holds(review, by=by)
    columns: dict[str, Any]
    if move == Move.OPINION:
        columns = _opinion(by, verdict, note, source_url)
    else:
        columns = _verdict(by, verdict, note, source_url)
        columns |= _first(review, voucher, vouches=ruling.vouches)
        columns |= _caution_that_stands(review, columns)
    before = _swap(review, version, state=state, claimed_by=None, claimed_at=None, **columns)
    if move == Move.OPINION:
        ReviewGround.objects.get_or_create(review=review, kind=Ground.SECOND)
    record(review, move, actor=by, before=before, batch=batch)
    return review


@transaction.atomic
def undo(review: Review, *, by: User, version: int, batch: UUID | None = None) -> Review:
    """Take the standing verdict back, to what stood before it, and return the review.

    A first opinion that waits for a second one is taken back in the same way. Raises NotAllowed for
    somebody else's verdict (moderators may), Conflict if there is none or the review moved on since
    `version`.
    """
    review.lock()
    check_move(review, Move.UNDO)
    check_can_undo(by, review)
    undone = Move.OPINION if review.state == State.SECOND else Move.DECIDE
    before = _swap(review, version, **review.events.filter(move=undone).latest("pk").before)
    if undone == Move.OPINION:
        review.grounds.filter(kind=Ground.SECOND).delete()
    record(review, Move.UNDO, actor=by, before=before, batch=batch)
    return review


@transaction.atomic
def decide_batch(
    versions: Iterable[tuple[int, int]], *, by: User, verdict: Verdict, note: CleanText
) -> UUID:
    """Give one verdict on many reviews of conduct, all or none, and return the batch's number.

    `versions` are ids of reviews with the versions that the person saw. Raises NotAllowed where one
    of them isn't theirs to decide, Conflict if one has moved on: then nothing is changed.
    """
    check_can_review(by)
    batch = uuid4()
    wanted = dict(versions)
    if not 0 < len(wanted) <= MOST_IN_A_BATCH:
        raise Conflict(f"Choose between 1 and {MOST_IN_A_BATCH} reviews.")
    # In the order of their ids, so that two batches at once never wait for each other.
    found = Review.objects.filter(pk__in=wanted).order_by("pk")
    if found.count() != len(wanted):
        raise Conflict("One of them is gone. Look at the list again.")
    for review in found:
        if review.about != About.CONDUCT:
            raise NotAllowed("Only tone, spam and privacy can be decided together, never advice.")
        decide(review, by=by, version=wanted[review.pk], verdict=verdict, note=note, batch=batch)
    return batch


@transaction.atomic
def undo_batch(batch: UUID, *, by: User) -> tuple[list[Review], list[Review]]:
    """Take a batch's verdicts back; return the reviews undone, and those that moved on since."""
    check_can_review(by)
    events = ReviewEvent.objects.filter(batch=batch, move=Move.DECIDE).order_by("review_id")
    undone, left = [], []
    number = uuid4()
    for event in events.select_related("review"):
        review = event.review
        review.lock()
        newest = review.events.filter(move__in=(Move.DECIDE, Move.UNDO)).latest("pk")
        if review.state == State.DECIDED and newest.pk == event.pk:
            undone.append(undo(review, by=by, version=review.version, batch=number))
        else:
            left.append(review)
    return undone, left


@transaction.atomic
def note(review: Review, *, by: User, text: CleanText) -> ReviewEvent:
    """Add a note for colleagues to the history.

    Raises NotAllowed to the author of the post and to strangers, Conflict on a superseded review.
    """
    check_can_review(by)
    review.lock()
    if review.author_id == by.pk:
        raise NotAllowed("This is about your own reply. You can't write in its history.")
    check_move(review, Move.NOTE)
    return record(review, Move.NOTE, actor=by, note=text.source)


def rerender_notes() -> int:
    """Write the HTML of all notes anew from their source; return how many there are."""
    notes = Review.objects.exclude(note="")
    for review in notes.only("note").iterator(chunk_size=200):
        # Only the note that was read: an undo meanwhile has taken it away.
        same = Review.objects.filter(pk=review.pk, note=review.note)
        same.update(note_html=render(review.note))
    return notes.count()


def _verdict(by: User, verdict: Verdict, note: CleanText, source_url: str) -> dict[str, Any]:
    """Return the columns of a verdict, with the decider's credential of today."""
    ruling = RULINGS[verdict]
    credential = by.credential if ruling.medical else None
    return {
        "verdict": verdict,
        "decided_by_id": by.pk,
        "decided_at": timezone.now(),
        "profession": credential.profession if credential else "",
        "country": credential.country if credential else "",
        "note": note.source,
        "note_html": note.html,
        "source_url": source_url,
        "withholds": ruling.withholds,
    }


def _opinion(by: User, verdict: Verdict, note: CleanText, source_url: str) -> dict[str, Any]:
    """Return the columns of a first opinion; what readers see stays as it is."""
    credential = by.credential
    return {
        "first_verdict": verdict,
        "first_by_id": by.pk,
        "first_at": timezone.now(),
        "first_profession": credential.profession if credential else "",
        "first_country": credential.country if credential else "",
        "first_note": note.source,
        "first_source_url": source_url,
    }


def _voucher(review: Review, by: User) -> dict[str, Any] | None:
    """Return what another expert than `by` said who vouches for this version; None if nobody does.

    That is the first opinion, or else whoever gave a vouching verdict that still stands.
    """
    stands = review.ruling is not None and review.ruling.vouches
    if review.first_by_id not in (None, by.pk) and (stands or review.state == State.SECOND):
        return {name: getattr(review, name) for name in FIRST_COLUMNS}
    if not stands or review.decided_by_id == by.pk:
        return None
    return {
        "first_verdict": review.verdict,
        "first_by_id": review.decided_by_id,
        "first_at": review.decided_at,
        "first_profession": review.profession,
        "first_country": review.country,
        "first_note": review.note,
        "first_source_url": review.source_url,
    }


def _first(review: Review, voucher: dict[str, Any] | None, *, vouches: bool) -> dict[str, Any]:
    """Return the columns of the first opinion beside a verdict that settles the review.

    An opinion that the second expert doesn't share stays in the record.
    """
    if voucher and (vouches or review.state == State.SECOND):
        return voucher
    return NO_FIRST


def _caution_that_stands(review: Review, columns: dict[str, Any]) -> dict[str, Any]:
    """Return what changes where the first of two experts asked for a caution and the second didn't.

    The more careful verdict stands, with both notes.
    """
    first_cautions = columns["first_verdict"] == Verdict.CAUTION
    if review.state != State.SECOND or not first_cautions or columns["verdict"] != Verdict.SOUND:
        return {}
    notes = dict.fromkeys((columns["first_note"], columns["note"]))
    words = "\n\n".join(note for note in notes if note)
    return {
        "verdict": Verdict.CAUTION,
        "note": words,
        "note_html": render(words),
        "source_url": columns["source_url"] or columns["first_source_url"],
    }


def _swap(review: Review, version: int, **columns: Any) -> dict[str, Any]:
    """Write `columns` if the review still has `version`; return the old verdict columns as JSON.

    Raises Conflict if it has moved on. One conditional UPDATE, so that of two people exactly one
    wins on every database.
    """
    before = {name: getattr(review, name) for name in VERDICT_COLUMNS}
    for name in ("decided_at", "first_at"):
        before[name] = before[name] and before[name].isoformat()
    rows = Review.objects.filter(pk=review.pk, version=version)
    if not rows.update(version=version + 1, **columns):
        raise Conflict("Somebody was faster. This is how the review stands now.")
    review.refresh_from_db()
    return before
