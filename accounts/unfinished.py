"""Sign-ups that were begun and never finished: after a day their name is free again."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User

KEPT_FOR = timedelta(days=1)  # the code that would finish one is good for ten minutes


def forget_unfinished() -> int:
    """Delete the accounts whose address nobody has proved in time; return how many there were.

    Nobody has ever signed in to them. What the staff or a command made stays however long it waits.
    """
    until = timezone.now() - KEPT_FOR
    begun = User.objects.filter(signed_up=True, last_login=None, date_joined__lt=until)
    return begun.delete()[1].get("accounts.User", 0)
