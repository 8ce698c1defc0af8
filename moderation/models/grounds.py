"""The grounds of each review, in a table of their own so that the queue can be filtered by them."""

from django.db import models
from django.utils import timezone

from moderation.grounds import Ground
from moderation.models.reviews import Review


class ReviewGround(models.Model):
    """One ground on which a review was opened or doubted again."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="grounds")
    kind = models.CharField(max_length=10, choices=Ground.choices)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "kind"], name="one_ground_of_a_kind"),
        ]
        indexes = [models.Index(fields=["kind", "review"], name="ground_kind")]

    def __str__(self) -> str:
        return f"Review {self.review_id}: {self.kind}"
