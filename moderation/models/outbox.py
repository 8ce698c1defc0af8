"""What every e-mail that waits to be sent has: when it may go, how often it was tried."""

from django.db import models
from django.utils import timezone


class Outgoing(models.Model):
    """An e-mail to be sent: a row first, so that a crash loses none and an undo leaves no trace."""

    written_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
