"""Writes the HTML of all posts anew that an older renderer made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from forum.models import Post
from forum.posting import rerender
from moderation.decisions import rerender_notes
from moderation.text.clean import RENDERER

REPORT_EVERY = 500


class Command(BaseCommand):
    """Goes through the posts in small steps; it can be stopped and started again at any time."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --all, for after a change that didn't raise the renderer's version."""
        parser.add_argument("--all", action="store_true", help="also those of today's renderer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rerender what is old, and say how far it got."""
        posts = Post.objects.order_by("pk")
        if not options["all"]:
            posts = posts.exclude(renderer=RENDERER)
        total = posts.count()
        for done, post in enumerate(posts.iterator(chunk_size=200), start=1):
            rerender(post)
            if done % REPORT_EVERY == 0:
                self.stdout.write(f"{done:,} of {total:,} posts")
        notes = rerender_notes()
        self.stdout.write(f"Rendered {total:,} posts and {notes:,} notes with renderer {RENDERER}.")
