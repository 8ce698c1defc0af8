"""The public log: what was decided, by which profession and why, without anybody's name.

A decision is told only when it can no longer be undone unseen (NOTICE_DELAY_SECONDS), and not at
all once it was undone.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from forum.models import Post, Topic
from moderation.models import Review
from moderation.states import OPEN_STATES, State

ENTRIES_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision; `post` is the reply itself where every reader may see it.

    `whys` are empty for a text that is off the page: they would tell what it said. `news` says
    what happened to the decision or to the text since.
    """

    review: Review
    whys: list[str]
    post: Post | None
    news: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, the newest decision first; `after` is the key of the next page."""

    entries: list[Entry]
    after: int | None


def log_page(after: int | None) -> LogPage:
    """Return the page behind the decision on the review with the id `after` (None: the first).

    Three queries at most.
    """
    until = timezone.now() - timedelta(seconds=settings.NOTICE_DELAY_SECONDS)
    decided = Review.objects.filter(decided_at__lte=until).order_by("-decided_at", "-pk")
    decided = decided.defer("text", "parent_text", "note", "note_html")
    if after is not None:
        decided = decided.filter(_older(after))
    reviews = list(decided[: ENTRIES_A_PAGE + 1])
    more = len(reviews) > ENTRIES_A_PAGE
    reviews = reviews[:ENTRIES_A_PAGE]
    posts = _shown_posts(reviews)
    entries = [
        Entry(
            review,
            [] if review.withholds else review.whys,
            posts.get(review.pk),
            _news(review),
        )
        for review in reviews
    ]
    return LogPage(entries, reviews[-1].pk if more else None)


def _shown_posts(reviews: list[Review]) -> dict[int | None, Post]:
    """Return the posts that these reviews are about and that every reader may see."""
    posts = Post.objects.shown().filter(review__in=[review.pk for review in reviews])
    posts = posts.filter(topic__in=Topic.objects.shown()).select_related("topic")
    return {post.review_id: post for post in posts.only("review_id", "depth", "topic")}


def _news(review: Review) -> str:
    """Return what has happened since, in a sentence; "" for nothing."""
    if review.state == State.SUPERSEDED:
        return "The words were changed or taken back since."
    return "Somebody looks at it again." if review.state in OPEN_STATES else ""


def _older(after: int) -> Q:
    """Return the condition that puts a decision behind that on the review `after`."""
    last = Review.objects.filter(pk=after, decided_at__isnull=False).only("decided_at").first()
    if last is None:
        return Q()
    return Q(decided_at__lt=last.decided_at) | Q(decided_at=last.decided_at, pk__lt=last.pk)
