"""The versions of a post that changes replaced."""

from datetime import datetime

from forum.models import Post
from moderation.text.clean import rerender


def earlier_versions(post: Post) -> list[tuple[datetime, str]]:
    """Return when each version that a change replaced was written, and its HTML; newest first.

    It is rendered now, so that an old renderer's HTML is never shown.
    """
    rows = post.revisions.order_by("-version")
    return [(row.written_at, rerender(row.source, post.markup)) for row in rows]
