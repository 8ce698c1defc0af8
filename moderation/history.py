"""The history of a review: each move writes one line and tells who follows it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.models import User
from moderation.blind import follow
from moderation.models import Review, ReviewEvent
from moderation.signals import review_moved
from moderation.states import Move


def record(
    review: Review,
    move: Move,
    *,
    actor: User | None,
    before: Mapping[str, Any] | None = None,
    note: str = "",
    receiver: User | None = None,
    batch: UUID | None = None,
) -> ReviewEvent:
    """Write one line of history and send `review_moved`; call it inside the move's transaction.

    `before` holds the columns that the move changed, as they were (JSON values). Without an
    `actor` the site itself acted. `note` is a cleaned source for colleagues, `receiver` whom the
    review was handed to, `batch` the number of the moves that one press made together.
    """
    event = ReviewEvent.objects.create(
        review=review,
        move=move,
        actor=actor,
        before=dict(before or {}),
        note=note,
        receiver=receiver,
        batch=batch,
    )
    follow(review, move)
    review_moved.send(sender=Review, review=review, move=move)
    return event
