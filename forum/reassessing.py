"""Tries rules on past posts: what they would mark, hold and leave, and opens the reviews missed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from forum.doubting import assess_subject, link_review, locked, subject_of
from forum.finding import is_excused, own_words
from forum.models import Post, PostQuerySet, Topic
from moderation.intake import Doubt, Finding, doubt, open_if_doubted
from moderation.models import Review
from moderation.states import State
from moderation.triage.model import Weights

Progress = Callable[[int], None]


@dataclass(slots=True)
class Side:
    """Posts that some rules treat otherwise than before: ids, and of which field by which rules."""

    ids: list[int] = field(default_factory=list)
    fields: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, post: Post, of_field: str, rules: Iterable[str]) -> None:
        """Count a post."""
        self.ids.append(post.pk)
        self.fields[of_field or "none"] += 1
        self.rules.update(set(rules))


@dataclass(slots=True)
class Trial:
    """What came of it.

    `marked` are newly marked and have no review, `reviewed` are newly marked and have one for
    another reason, `unmarked` wouldn't be marked any more, `held` would newly be held back,
    `unscored` couldn't be read. `opened` counts the reviews that were opened.
    """

    read: int = 0
    marked: Side = field(default_factory=Side)
    reviewed: Side = field(default_factory=Side)
    unmarked: Side = field(default_factory=Side)
    held: list[int] = field(default_factory=list)
    unscored: list[int] = field(default_factory=list)
    opened: int = 0


def assessed_posts(since: datetime | None) -> PostQuerySet:
    """Return the posts that triage reads, those written since then, the oldest first."""
    posts = Post.objects.filter(withdrawn_at=None)
    posts = posts.exclude(depth=0, topic__kind=Topic.Kind.ARTICLE)
    return posts.filter(created_at__gte=since) if since else posts


def reassess(
    posts: PostQuerySet, *, weights: Weights, opens: bool, progress: Progress | None = None
) -> Trial:
    """Read posts again by these weights and return what would change.

    With `opens`, those newly marked get a review, and are held back where the policy says so.
    Nothing else happens: what is held stays held, and no verdict and no review is touched.
    """
    trial = Trial()
    found = posts.select_related("topic", "parent", "author", "review").order_by("pk")
    for post in found.iterator(chunk_size=200):
        _try(trial, post, weights, opens=opens)
        trial.read += 1
        if progress is not None:
            progress(trial.read)
    return trial


def _try(trial: Trial, post: Post, weights: Weights, *, opens: bool) -> None:
    subject = subject_of(post)
    topic = subject.topic_title if post.depth else None
    own = replace(subject, text=own_words(post))
    seen = assess_subject(own, topic=topic, weights=weights)
    if seen is None:
        trial.unscored.append(post.pk)
        return
    doubted = doubt(seen, Finding(excused=is_excused(post.author, seen)))
    review = _review_of(post)
    was_marked = review is not None and review.severity > 0
    if was_marked and not doubted.opens_review:
        assert review is not None  # noqa: S101  (for the types)
        trial.unmarked.add(post, review.field, (reason["rule"] for reason in review.reasons))
    if doubted.withholds and not (review and review.withholds):
        trial.held.append(post.pk)
    if doubted.opens_review and not was_marked:
        side = trial.reviewed if review else trial.marked
        side.add(post, seen.field, (reason.rule for reason in seen.reasons))
        if opens and review is None:
            trial.opened += _open(post, doubted)


def _review_of(post: Post) -> Review | None:
    """Return the review of the post as it stands; one of an earlier version is none."""
    review = post.review
    return None if review is None or review.state == State.SUPERSEDED else review


@transaction.atomic
def _open(post: Post, doubted: Doubt) -> bool:
    """Open the review of a post unless it changed or got one meanwhile; return whether it did."""
    now = locked(post)
    if (now.version, now.review_id, now.withdrawn_at) != (post.version, post.review_id, None):
        return False
    review = open_if_doubted(subject_of(now), doubted, after=now.review)
    if review is not None:
        link_review(now, review)
    return review is not None
