"""`manage.py draw_states`: the states of a review and its moves, for docs/review-desk.md."""

from typing import Any

from django.core.management.base import BaseCommand

from moderation.diagram import diagram


class Command(BaseCommand):
    help = "Print the states of a review and the moves between them as a Mermaid diagram."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(diagram())
