"""The read side: what a page shows, as frozen records. Templates only print.

Every page takes a constant number of queries, whatever the size of the thread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from accounts.roles import Visitor, is_member
from forum import access
from forum.explaining import Explanation, explain
from forum.hiding import HiddenLine, hidden_from_json, hidden_lines, hidden_sentence
from forum.labels import Label, label_of
from forum.models import SHOWN, Dispute, Helpful, Post, Tag, Topic
from moderation.states import State, Verdict

TOPICS_A_PAGE = 20
BRANCHES_A_PAGE = 20
POSTS_A_BRANCH = 30  # more than these unfold on a page of their own

# Keys that put branches into the reader's order; the id makes each order total.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "helpful": ("-standing", "-helpful_count", "id"),
    "oldest": ("id",),
    "newest": ("-id",),
}
ORDER_NAMES = {"helpful": "Most helpful", "oldest": "Oldest first", "newest": "Newest first"}
DEFAULT_ORDER = {Topic.Kind.QUESTION: "helpful", Topic.Kind.ARTICLE: "oldest"}


@dataclass(frozen=True, slots=True)
class PostView:
    """One post as one visitor sees it.

    `state` is "shown", "held", "removed" or "withdrawn". `html` is empty where this visitor may not
    see the words. `level` is 1 for a comment, 2 for a reply to it.
    """

    post: Post
    state: str
    html: str
    level: int
    label: Label | None
    answers: str  # the public name of whom it replies to
    is_own: bool
    is_accepted: bool
    found_helpful: bool
    may_reply: bool
    may_edit: bool
    may_read_history: bool
    may_withdraw: bool
    may_report: bool
    may_appeal: bool
    may_accept: bool
    hidden: list[HiddenLine]  # what is hidden in it and why, told to its author alone
    hidden_sentence: str  # the same in one sentence, for everybody else who may see the words
    replies: list["PostView"] = field(default_factory=list)
    more: int = 0  # replies of this branch that are not on this page
    explanation: Explanation | None = None  # of its review, where its author looks at this one post


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A topic with one page of its thread."""

    topic: Topic
    first: PostView
    branches: list[PostView]
    order: str
    after: int | None  # the key of the next page: the last branch's id
    is_first_page: bool


@dataclass(frozen=True, slots=True)
class ContextPage:
    """One post in its context: what it answers above it, the replies to it below."""

    topic: Topic
    first: PostView
    ancestors: list[PostView]
    post: PostView
    after: str  # the path behind which the next page of replies begins; "" for none


@dataclass(frozen=True, slots=True)
class TopicList:
    """One page of topics."""

    topics: list[Topic]
    after: int | None
    tag: Tag | None
    kind: str


def topic_list(*, kind: str = "", tag: Tag | None = None, after: int | None = None) -> TopicList:
    """Return the topics with the newest words first; `after` is the last topic's id before."""
    topics = Topic.objects.shown().prefetch_related("tags")
    topics = topics.order_by("-last_post_at", "-id")
    if kind in Topic.Kind.values:
        topics = topics.filter(kind=kind)
    if tag is not None:
        topics = topics.filter(tags=tag)
    last = Topic.objects.filter(pk=after).first() if after is not None else None
    if last is not None:
        topics = topics.filter(
            Q(last_post_at__lt=last.last_post_at)
            | Q(last_post_at=last.last_post_at, pk__lt=last.pk)
        )
    rows = list(topics[: TOPICS_A_PAGE + 1])
    more = len(rows) > TOPICS_A_PAGE
    rows = rows[:TOPICS_A_PAGE]
    return TopicList(rows, rows[-1].pk if more else None, tag, kind)


def thread_page(
    visitor: Visitor, topic: Topic, first: Post, *, order: str, after: int | None
) -> ThreadPage:
    """Return the page of `topic` behind the branch with the id `after` (None: the first page).

    `order` is a key of ORDERS; anything else means the usual order of the topic's kind.
    """
    if order not in ORDERS:
        order = DEFAULT_ORDER[Topic.Kind(topic.kind)]
    heads = _ordered_heads(topic, order)
    if after is not None and (last := heads.filter(pk=after).first()) is not None:
        heads = heads.filter(_behind(last, ORDERS[order]))
    ids = list(heads.values_list("pk", flat=True)[: BRANCHES_A_PAGE + 1])
    more = len(ids) > BRANCHES_A_PAGE
    ids = ids[:BRANCHES_A_PAGE]
    posts = _first_of_branches(ids)
    views = _views(visitor, topic, first, posts)
    place = {pk: index for index, pk in enumerate(ids)}
    branches = sorted(_trees(views, posts), key=lambda view: place[view.post.pk])
    return ThreadPage(
        topic=topic,
        first=_explained(_views(visitor, topic, first, [first])[first.pk]),
        branches=branches,
        order=order,
        after=ids[-1] if more else None,
        is_first_page=after is None,
    )


def context_page(
    visitor: Visitor, topic: Topic, first: Post, post: Post, *, after: str
) -> ContextPage:
    """Return `post` (not the first one) with what it answers and a page of what answers it."""
    step = len(first.path)
    above = [post.path[:end] for end in range(2 * step, len(post.path), step)]
    ancestors = list(_with_people(Post.objects.filter(path__in=above)).order_by("path"))
    below = Post.objects.below(post)
    if after:
        below = below.filter(path__gt=after)
    replies = list(_with_people(below).order_by("path")[: POSTS_A_BRANCH + 1])
    more = len(replies) > POSTS_A_BRANCH
    replies = replies[:POSTS_A_BRANCH]
    everything = [first, *ancestors, post, *replies]
    views = _views(visitor, topic, first, everything)
    views[post.pk] = _explained(views[post.pk])
    _trees(views, [post, *replies])
    return ContextPage(
        topic=topic,
        first=views[first.pk],
        ancestors=[views[each.pk] for each in ancestors],
        post=views[post.pk],
        after=replies[-1].path if more else "",
    )


def _ordered_heads(topic: Topic, order: str) -> QuerySet[Post]:
    """Return the top-level comments of a topic in the reader's order."""
    standing = Case(
        When(SHOWN, pk=topic.accepted_id or 0, then=Value(2)),
        When(
            SHOWN,
            review__verdict__in=[Verdict.SOUND, Verdict.CAUTION],
            review__state__in=[State.DECIDED, State.REOPENED, State.SECOND],
            then=Value(1),
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
    heads = Post.objects.filter(topic=topic, depth=1)
    if order == "helpful":
        heads = heads.annotate(standing=standing)
    return heads.order_by(*ORDERS[order])


def _behind(last: Post, keys: Iterable[str]) -> Q:
    """Return the condition that puts a row behind `last` in the order of `keys`."""
    behind, same = Q(pk__in=[]), Q()
    for key in keys:
        name = key.removeprefix("-")
        value = getattr(last, name)
        beyond = Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        behind |= same & beyond
        same &= Q(**{name: value})
    return behind


def _with_people(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Return posts joined with all that a view of them prints."""
    joined = posts.select_related("review__checked_before", "parent")
    return joined.defer("parent__source", "parent__html")


def _first_of_branches(ids: list[int]) -> list[Post]:
    """Return the first POSTS_A_BRANCH posts of each branch in tree order, with its full size.

    Ranked by narrow rows first: a branch of thousands would sort whole texts otherwise.
    """
    ranked = Post.objects.filter(branch__in=ids).annotate(
        place=Window(RowNumber(), partition_by=F("branch"), order_by=F("path").asc()),
        size=Window(Count("pk"), partition_by=F("branch")),
    )
    sizes = dict(ranked.filter(place__lte=POSTS_A_BRANCH).values_list("pk", "size"))
    posts = list(_with_people(Post.objects.filter(pk__in=sizes)).order_by("path"))
    for post in posts:
        post.size = sizes[post.pk]  # type: ignore[attr-defined]
    return posts


def _views(
    visitor: Visitor, topic: Topic, first: Post, posts: Iterable[Post]
) -> dict[int, PostView]:
    """Return a view of each post by its id; one query for the visitor's own marks."""
    posts = list(posts)
    helped: set[int] = set()
    if is_member(visitor):
        marks = Helpful.objects.filter(reader=visitor, post__in=[post.pk for post in posts])
        helped = set(marks.values_list("post_id", flat=True))
    disputes = _disputes(visitor, posts)
    for post in posts:
        post.topic = topic
    return {
        post.pk: _view(visitor, post, first, post.pk in helped, disputes.get(post.pk, []))
        for post in posts
    }


def _disputes(visitor: Visitor, posts: list[Post]) -> dict[int, list[Dispute]]:
    """Return the visitor's own disputes by post; without a query where there can be none."""
    mine = [post.pk for post in posts if post.hidden and access.is_own(visitor, post)]
    found: dict[int, list[Dispute]] = {}
    if mine:
        for each in Dispute.objects.filter(post__in=mine).select_related("review"):
            found.setdefault(each.post_id, []).append(each)
    return found


def _view(
    visitor: Visitor, post: Post, first: Post, found_helpful: bool, disputes: list[Dispute]
) -> PostView:
    """Return one post as the visitor may see it."""
    own = access.is_own(visitor, post)
    readable = access.can_read(visitor, post)
    return PostView(
        post=post,
        state=_state(post),
        html=post.html if readable else "",
        level=post.depth,
        label=label_of(post),
        answers=post.parent.author_name if post.parent else "",
        is_own=own,
        is_accepted=post.topic.accepted_id == post.pk and post.is_shown,
        found_helpful=found_helpful,
        may_reply=access.can_reply(visitor, post),
        may_edit=access.can_edit(visitor, post),
        may_read_history=access.can_read_history(visitor, post),
        may_withdraw=access.can_withdraw(visitor, post),
        may_report=access.can_report(visitor, post),
        may_appeal=access.can_appeal(visitor, post),
        may_accept=access.can_accept(visitor, post, first),
        hidden=hidden_lines(hidden_from_json(post.hidden), disputes) if own else [],
        hidden_sentence=hidden_sentence(post) if readable and not own else "",
        more=max(0, getattr(post, "size", 0) - POSTS_A_BRANCH) if post.depth == 1 else 0,
    )


def _explained(view: PostView) -> PostView:
    """Return the view with what its author is told of its review; for others as it is."""
    return replace(view, explanation=explain(view.post)) if view.is_own else view


def _state(post: Post) -> str:
    """Return what the page says of a post that isn't simply there."""
    if post.withdrawn_at is not None:
        return "withdrawn"
    if not post.is_withheld:
        return "shown"
    return "removed" if post.review is not None and post.review.verdict else "held"


def _trees(views: Mapping[int, PostView], posts: Iterable[Post]) -> list[PostView]:
    """Hang each view under the one above it and return the roots; `posts` are in tree order.

    A reply on the deepest level hangs beside the one that it answers.
    """
    roots: list[PostView] = []
    trail: list[PostView] = []
    for post in posts:
        view = views[post.pk]
        while trail and trail[-1].level >= view.level:
            trail.pop()
        (trail[-1].replies if trail else roots).append(view)
        trail.append(view)
    return roots
