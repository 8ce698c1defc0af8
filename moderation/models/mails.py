"""E-mails to the people of the desk, and which of them each wants."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from moderation.models.outbox import Outgoing


class MailChoice(models.Model):
    """Which e-mails one reviewer wants; whoever never chose is alerted and gets no summary."""

    reviewer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice"
    )
    alerts = models.BooleanField(default=True)
    summary = models.BooleanField(default=False)
    summary_hour = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(23)])
    # When the newest alert and the newest summary were written: both change by one conditional
    # UPDATE, so that of several workers one writes.
    last_alert_at = models.DateTimeField(null=True)
    last_summary_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["summary_hour"], condition=Q(summary=True), name="mail_choice_summary"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_choice_hour_of_a_day", condition=Q(summary_hour__lte=23)
            ),
        ]

    def __str__(self) -> str:
        return f"E-mails that {self.reviewer_id} wants"


class DeskMail(Outgoing):
    """An e-mail to a reviewer. It holds no text: what it says is read when it is sent."""

    class Kind(models.TextChoices):
        """What the e-mail tells."""

        ALERT = "alert", "Risky advice has waited too long"
        SUMMARY = "summary", "The day at the desk"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_mails"
    )

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(sent_at=None), name="desk_mail_due"),
        ]

    def __str__(self) -> str:
        return f"Desk mail {self.pk} ({self.kind})"
