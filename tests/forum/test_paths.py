"""The place of a post in the tree: its path, its depth, its branch."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from forum.models import MAX_DEPTH, PATH_STEP, Post
from tests.people import answer, ask

pytestmark = pytest.mark.django_db


def in_depth_first_order(first: Post) -> Iterator[int]:
    """Walk the tree by parents alone, the older of two siblings first."""
    yield first.pk
    for reply in Post.objects.filter(parent=first).order_by("pk"):
        yield from in_depth_first_order(reply)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(picks=st.lists(st.integers(min_value=0, max_value=10_000), max_size=MAX_DEPTH + 6))
def test_path_order_is_tree_order_whatever_the_tree(asker: User, picks: list[int]) -> None:
    posts = [ask(asker)]
    for pick in picks:
        takers = [post for post in posts if post.depth < MAX_DEPTH]
        posts.append(answer(takers[pick % len(takers)], asker))
    by_path = Post.objects.filter(topic=posts[0].topic).order_by("path")
    assert list(by_path.values_list("pk", flat=True)) == list(in_depth_first_order(posts[0]))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(picks=st.lists(st.integers(min_value=0, max_value=3), min_size=8, max_size=20))
def test_every_post_hangs_under_its_branch_however_deep(asker: User, picks: list[int]) -> None:
    posts = [ask(asker)]
    for pick in picks:
        # Mostly the newest post is answered, so that the tree grows past the deepest level.
        posts.append(answer(posts[max(0, len(posts) - 1 - pick)], asker))
    for post in posts:
        post.refresh_from_db()
        ids = [
            int(post.path[start : start + PATH_STEP])
            for start in range(0, len(post.path), PATH_STEP)
        ]
        assert len(ids) == post.depth + 1
        assert post.depth <= MAX_DEPTH
        assert (ids[0], ids[-1]) == (posts[0].pk, post.pk)
        assert post.branch_id == (ids[1] if post.depth else None)


def test_reply_below_the_deepest_level_stays_on_it_behind_the_one_it_answers(asker: User) -> None:
    post = ask(asker)
    for depth in range(1, MAX_DEPTH + 1):
        post = answer(post, asker)
        assert post.depth == depth
    ninth, tenth = post.parent, post
    below = answer(tenth, asker)
    further = answer(below, asker)
    assert ninth is not None
    for deep in (below, further):
        assert deep.depth == MAX_DEPTH
        assert deep.path[:-PATH_STEP] == ninth.path
    assert further.parent == below
    assert tenth.path < below.path < further.path


def test_reply_changes_no_other_row(asker: User, answerer: User) -> None:
    first = ask(asker)
    early = answer(first, answerer)
    answer(early, asker)
    answer(first, answerer)
    before = list(Post.objects.order_by("pk").values())
    late = answer(early, answerer)
    assert list(Post.objects.exclude(pk=late.pk).order_by("pk").values()) == before
