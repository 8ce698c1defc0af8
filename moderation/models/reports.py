"""Readers' complaints, each of which opened a review or joined one."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from moderation.models.reviews import Review
from moderation.states import ReportReason


class Report(models.Model):
    """A reader's complaint; it opened a review or joined one."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(max_length=10, choices=ReportReason.choices)
    text = models.TextField(blank=True)
    # How much the reader's word counted when it was given: 0 to 1, see moderation.priority.
    weight = models.FloatField(default=0.5)
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "reporter"], name="one_report_a_reader"),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk} on review {self.review_id}"
