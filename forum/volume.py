"""Tells the desk how much is written: only this layer knows the posts."""

from datetime import datetime

from forum.models import Post, Topic
from moderation.measured import count_with


def assessed_since(since: datetime) -> int:
    """Return how many posts triage has read since then: all but articles."""
    posts = Post.objects.filter(created_at__gte=since)
    return posts.exclude(depth=0, topic__kind=Topic.Kind.ARTICLE).count()


count_with(assessed_since)
