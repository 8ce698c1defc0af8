"""`manage.py relearn`: learn anew from all decisions, now."""

from typing import Any

from django.core.management.base import BaseCommand

from moderation import learning
from moderation.models import WeightsVersion
from moderation.progress import Bar


class Command(BaseCommand):
    """Makes anew what triage learned: the same verdicts give the same weights.

    The worker does the same by itself as verdicts come in.
    """

    help = "Learn anew from all verdicts that stand, and say what came of it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn, and print the figures."""
        total = learning.teaching().count()
        if not total and not WeightsVersion.objects.exists():
            self.stdout.write("There is no verdict yet to learn from.")
            return
        version = learning.learn(Bar(self.stderr, total, "verdicts"))
        change = version.guard_after - version.guard_before
        self.stdout.write(
            f"Version {version} ({version.digest}): {version.decisions} verdicts, "
            f"{version.marks} wrong flags. Average precision on the guard replies "
            f"{version.guard_before:.3f} before, {version.guard_after:.3f} after ({change:+.3f})."
        )
        if not version.accepted:
            self.stdout.write("It lost too much there, so it does not decide.")
