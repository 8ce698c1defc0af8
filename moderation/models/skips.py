"""What a reviewer put off: "not now" is between them and the queue, and no move of the review."""

from django.conf import settings
from django.db import models

from moderation.models.reviews import Review


class Skip(models.Model):
    """One reviewer's "not now" about one review, until a time."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="skips")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "reviewer"], name="one_skip_a_reviewer"),
        ]

    def __str__(self) -> str:
        return f"Review {self.review_id} put off by {self.reviewer_id}"
