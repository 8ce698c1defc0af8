"""The keys that a reviewer works with."""

from django.conf import settings
from django.db import models


class DeskKeys(models.Model):
    """One reviewer's choice about the single keys of the desk."""

    reviewer = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    on = models.BooleanField(default=False)
    # {action: key}, where the key isn't the usual one; moderation.keys has the actions.
    chosen = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"Keys of {self.reviewer_id}"
