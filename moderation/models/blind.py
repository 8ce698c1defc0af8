"""Blind checks: decided advice that another expert judges without seeing the verdict."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Profession
from moderation.models.reviews import Review
from moderation.states import Verdict


class BlindCheck(models.Model):
    """A decided review that a second expert is shown, and the verdict that they gave.

    It measures how far experts agree. It is no part of the review: readers never see it, and it
    changes no verdict.
    """

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="blind_check")
    first_verdict = models.CharField(max_length=12, choices=Verdict.choices)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    profession = models.CharField(max_length=20, choices=Profession.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["drawn_at"], condition=Q(verdict=""), name="blind_check_waits"),
            models.Index(fields=["checked_at"], name="blind_check_done"),
        ]
        constraints = [
            models.CheckConstraint(
                name="blind_check_verdict_person_time_together",
                condition=Q(
                    verdict="", checked_by__isnull=True, checked_at__isnull=True, profession=""
                )
                | (
                    ~Q(verdict="")
                    & ~Q(profession="")
                    & Q(checked_by__isnull=False, checked_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="blind_check_by_another",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("first_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Blind check of review {self.review_id}"
