"""The write side of the desk: claim, release, decide, undo.

Each move is one transaction that checks the person, the table of moves and the version, changes
the review and writes its history.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import is_moderator
from moderation.access import (
    OWN_REPLY,
    Conflict,
    NotAllowed,
    check_can_decide,
    check_can_review,
    check_can_undo,
    check_move,
)
from moderation.history import record
from moderation.models import Review
from moderation.states import RULINGS, About, Move, Verdict
from moderation.text.clean import CleanText, render

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
)


@transaction.atomic
def claim(review: Review, *, by: User) -> Review:
    """Reserve a review for `by` for CLAIM_MINUTES; renew it if it is theirs already.

    Raises NotAllowed for somebody who may not review or whose own text it is, Conflict if somebody
    else has a live claim or the review is closed.
    """
    check_can_review(by)
    review.lock()
    if review.author_id == by.pk:
        raise NotAllowed(OWN_REPLY)
    if review.about == About.CONDUCT and not is_moderator(by):
        raise NotAllowed("Only a moderator can decide about tone, spam or privacy.")
    check_move(review, Move.CLAIM)
    renewed = review.claimed_by_id == by.pk
    # One conditional UPDATE decides a race on every database: the second finds no row.
    taken = Review.objects.open().free_for(by).filter(pk=review.pk)
    if not taken.update(claimed_by=by, claimed_at=timezone.now()):
        raise Conflict("Somebody else is reviewing this one. Take another.")
    review.refresh_from_db()
    if not renewed:
        record(review, Move.CLAIM, actor=by)
    return review


@transaction.atomic
def release(review: Review, *, by: User) -> Review:
    """Give a claim back; nothing happens if `by` doesn't hold it."""
    if Review.objects.filter(pk=review.pk, claimed_by=by).update(claimed_by=None, claimed_at=None):
        review.refresh_from_db()
        record(review, Move.RELEASE, actor=by)
    return review


@transaction.atomic
def decide(
    review: Review,
    *,
    by: User,
    version: int,
    verdict: Verdict,
    note: CleanText,
    source_url: str = "",
) -> Review:
    """Record a verdict on the `version` that the person saw, and return the review.

    Raises NotAllowed if the person may not give this verdict, Conflict if the review moved on since
    that version or is claimed by somebody else. The note must be there where the ruling needs one:
    forms.DecisionForm asks for it, and ValueError here means that a caller didn't.
    """
    review.lock()
    check_can_decide(by, review, verdict)
    ruling = RULINGS[verdict]
    if ruling.needs_note and not note.has_words:
        raise ValueError(f"The verdict {verdict} needs a note.")
    state = check_move(review, Move.DECIDE)
    if review.claim_is_live and review.claimed_by_id != by.pk:
        raise Conflict("Somebody else is reviewing this one. Take another.")
    credential = by.credential if ruling.medical else None
    before = _swap(
        review,
        version,
        state=state,
        verdict=verdict,
        decided_by=by,
        decided_at=timezone.now(),
        profession=credential.profession if credential else "",
        country=credential.country if credential else "",
        note=note.source,
        note_html=note.html,
        source_url=source_url,
        withholds=ruling.withholds,
        claimed_by=None,
        claimed_at=None,
    )
    record(review, Move.DECIDE, actor=by, before=before)
    return review


@transaction.atomic
def undo(review: Review, *, by: User, version: int) -> Review:
    """Take the standing verdict back, to what stood before it, and return the review.

    Raises NotAllowed for somebody else's verdict (moderators may), Conflict if there is none or
    the review moved on since `version`.
    """
    review.lock()
    check_move(review, Move.UNDO)
    check_can_undo(by, review)
    decision = review.events.filter(move=Move.DECIDE).latest("pk")
    before = _swap(review, version, **decision.before)
    record(review, Move.UNDO, actor=by, before=before)
    return review


def rerender_notes() -> int:
    """Write the HTML of all notes anew from their source; return how many there are."""
    notes = Review.objects.exclude(note="")
    for review in notes.only("note").iterator(chunk_size=200):
        # Only the note that was read: an undo meanwhile has taken it away.
        same = Review.objects.filter(pk=review.pk, note=review.note)
        same.update(note_html=render(review.note))
    return notes.count()


def _swap(review: Review, version: int, **columns: Any) -> dict[str, Any]:
    """Write `columns` if the review still has `version`; return the old verdict columns as JSON.

    Raises Conflict if it has moved on. One conditional UPDATE, so that of two people exactly one
    wins on every database.
    """
    before = {name: getattr(review, name) for name in VERDICT_COLUMNS}
    before["decided_at"] = review.decided_at and review.decided_at.isoformat()
    rows = Review.objects.filter(pk=review.pk, version=version)
    if not rows.update(version=version + 1, **columns):
        raise Conflict("Somebody was faster. This is how the review stands now.")
    review.refresh_from_db()
    return before
