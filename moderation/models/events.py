"""The append-only history of reviews."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from moderation.models.reviews import Review
from moderation.states import Move

APPEND_ONLY = "The history of a review is append-only."


class ReviewEventQuerySet(models.QuerySet["ReviewEvent"]):
    """Lines of history, which can be read and added to."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: TypeError."""
        raise TypeError(APPEND_ONLY)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse: TypeError."""
        raise TypeError(APPEND_ONLY)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: TypeError."""
        raise TypeError(APPEND_ONLY)

    def _raw_delete(self, using: str | None) -> int:
        """Refuse, as Django would delete by it what a cascade reaches: TypeError."""
        raise TypeError(APPEND_ONLY)


class ReviewEvent(models.Model):
    """One line of a review's history: written in the transaction of the move, never changed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="events")
    move = models.CharField(max_length=12, choices=Move.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    # The columns of the review that the move changed, as they were before it.
    before = models.JSONField(default=dict)
    # What the actor wrote to colleagues: a note, or why the review was handed over.
    note = models.TextField(blank=True)
    # Whom it was handed to.
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The decisions, or the undoings, that one press made together.
    batch = models.UUIDField(null=True)

    objects = ReviewEventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="event_batch"),
        ]

    def __str__(self) -> str:
        return f"Review {self.review_id} {self.move}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the line once; TypeError on a second time."""
        if self.pk is not None:
            raise TypeError(APPEND_ONLY)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: TypeError."""
        raise TypeError(APPEND_ONLY)
