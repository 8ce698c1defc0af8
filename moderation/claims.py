"""Claims: who works on a review, so that two people never do. They end by themselves.

settings.CLAIMS says whether a verdict needs a claim ("required"), may have one ("optional"), or
whether there are none ("off").
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from moderation.access import (
    Conflict,
    NotAllowed,
    can_settle,
    check_can_claim,
    check_can_review,
    check_move,
)
from moderation.history import record
from moderation.models import Review, Skip
from moderation.queue import next_ones
from moderation.states import Move
from moderation.text.clean import CleanText

TAKEN = "Somebody else is reviewing this one. Take another."
NEXT_FEW = 5


@transaction.atomic
def claim(review: Review, *, by: User) -> Review:
    """Reserve a review for `by` for CLAIM_MINUTES; renew it if it is theirs already.

    Raises NotAllowed for somebody who may not review or whose own text it is, Conflict if somebody
    else has a live claim or the review is closed. Where claims are off, nothing is written.
    """
    check_can_review(by)
    review.lock()
    check_can_claim(by, review)
    check_move(review, Move.CLAIM)
    if settings.CLAIMS == "off":
        return review
    renewed = review.claimed_by_id == by.pk
    # One conditional UPDATE decides a race on every database: the second finds no row.
    taken = Review.objects.open().free_for(by).filter(pk=review.pk)
    if not taken.update(claimed_by=by, claimed_at=timezone.now()):
        raise Conflict(TAKEN)
    review.refresh_from_db()
    if not renewed:
        record(review, Move.CLAIM, actor=by)
    return review


def renew(review: Review, *, by: User) -> bool:
    """Let the claim of `by` count from now; return whether they have one.

    Called with whatever they do on the page. A claim that is over, and that nobody else took
    meanwhile, comes to life again.
    """
    mine = Review.objects.open().filter(pk=review.pk, claimed_by=by)
    return bool(mine.update(claimed_at=timezone.now()))


def check_holds(review: Review, *, by: User) -> None:
    """Raise Conflict if somebody else has a live claim, or if `by` needs one and has none."""
    if review.claim_is_live and review.claimed_by_id != by.pk:
        raise Conflict(TAKEN)
    if settings.CLAIMS == "required" and review.claimed_by_id != by.pk:
        raise Conflict("Take this review first, so that nobody else works on it meanwhile.")


@transaction.atomic
def release(review: Review, *, by: User) -> Review:
    """Give a claim back; nothing happens if `by` doesn't hold it."""
    if Review.objects.filter(pk=review.pk, claimed_by=by).update(claimed_by=None, claimed_at=None):
        review.refresh_from_db()
        check_move(review, Move.RELEASE)
        record(review, Move.RELEASE, actor=by)
    return review


@transaction.atomic
def hand_over(review: Review, *, by: User, to: User, note: CleanText) -> Review:
    """Give the review to a colleague, whose claim begins now, with a note for them.

    Raises NotAllowed where one of the two may not work on it, Conflict if it is closed or somebody
    else has it.
    """
    review.lock()
    check_can_claim(by, review)
    check_move(review, Move.HAND_OVER)
    if review.claim_is_live and review.claimed_by_id != by.pk:
        raise Conflict(TAKEN)
    if to.pk == by.pk or not can_settle(to, review):
        raise NotAllowed(f"{to} can’t decide this one. Choose somebody else.")
    Review.objects.filter(pk=review.pk).update(claimed_by=to, claimed_at=timezone.now())
    review.refresh_from_db()
    record(review, Move.HAND_OVER, actor=by, note=note.source, receiver=to)
    return review


@transaction.atomic
def claim_next(*, by: User, count: int = 1, only_my_fields: bool = False) -> list[Review]:
    """Claim the first `count` reviews that `by` should see and that nobody else has; return them.

    Those that `by` has already count. Of two people who ask at once, each gets others: on
    PostgreSQL rows that somebody is just taking are passed over, SQLite lets one after the other.
    """
    check_can_review(by)
    claimed: list[Review] = []
    for stage in next_ones(by, only_my_fields=only_my_fields):
        rows = stage
        if connection.features.has_select_for_update_skip_locked:
            rows = stage.select_for_update(skip_locked=True, no_key=True)
        claimed += [claim(review, by=by) for review in rows[: count - len(claimed)]]
        if len(claimed) == count:
            break
    return claimed


@transaction.atomic
def skip(review: Review, *, by: User) -> None:
    """Put a review off for SKIP_MINUTES ("not now"): `by` is offered others first.

    A claim of theirs is given back. The review stays in every list.
    """
    check_can_review(by)
    release(review, by=by)
    until = timezone.now() + timedelta(minutes=settings.SKIP_MINUTES)
    Skip.objects.update_or_create(review=review, reviewer=by, defaults={"until": until})
