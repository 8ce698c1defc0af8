"""A page takes the same number of queries with three posts and with three hundred."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum import posting
from forum.models import Post, Topic
from moderation import decisions
from moderation.states import Verdict
from moderation.text.clean import clean
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


def grow(first: Post, by: User, size: int) -> Post:
    """Fill a thread to `size` posts, in branches of six with replies to replies; return a head.

    Some are doubted, some judged, some marked as helpful: what costs a query for each would show.
    """
    head = post = answer(first, by)
    for number in range(1, size):
        parent = first if number % 6 == 0 else post if number % 2 else head
        post = answer(parent, by)
        if number % 6 == 0:
            head = post
        if number % 7 == 0:
            doubt_about(post, 2)
        if number % 5 == 0:
            posting.mark_helpful(post, by=by, helpful=True)
    return head


def judge_and_edit(post: Post, by: User) -> None:
    """Give a post a verdict, then another version with a doubt that follows the first."""
    review = doubt_about(post, 2)
    decisions.decide(
        review, by=by, version=review.version, verdict=Verdict.SOUND, note=clean("Yes.")
    )
    post.refresh_from_db()
    posting.edit(post, text=clean("Thank you, that was very kind."), version=post.version)
    post.refresh_from_db()
    doubt_about(post, 2)


def queries_of(browser: Client, address: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def plan_of(query: str) -> list[str]:
    """Return the steps that SQLite takes for a query; a SCAN reads a whole table or index."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        return [step for *_, step in cursor.fetchall()]


@pytest.mark.parametrize("size", [3, 300])
def test_topic_page_queries(
    asker: User,
    answerer: User,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
    size: int,
) -> None:
    first = ask(asker)
    judge_and_edit(grow(first, answerer, size), pharmacist)
    address = first.topic.get_absolute_url()
    assert queries_of(stranger, address) == 5
    assert queries_of(client_of(answerer), address) == 10


@pytest.mark.parametrize("size", [3, 300])
def test_context_page_queries(
    asker: User,
    answerer: User,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
    size: int,
) -> None:
    first = ask(asker)
    head = answer(first, answerer)
    post = answer(head, asker)
    judge_and_edit(post, pharmacist)
    for number in range(size):
        doubt_about(answer(post, answerer), 1 + number % 2)
    address = post.get_absolute_url()
    assert queries_of(stranger, address) == 7
    assert queries_of(client_of(answerer), address) == 11


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Reads the plans of SQLite.")
def test_context_page_reads_no_posts_of_other_topics(
    asker: User, answerer: User, stranger: Client
) -> None:
    post = answer(ask(asker), answerer)
    answer(answer(post, asker), answerer)
    for address in (post.get_absolute_url(), f"{post.get_absolute_url()}?after={post.path}"):
        with CaptureQueriesContext(connection) as queries:
            assert stranger.get(address).status_code == 200
        steps = [step for query in queries for step in plan_of(query["sql"])]
        assert any("SEARCH forum_post" in step for step in steps)
        assert not [step for step in steps if "SCAN forum_post" in step]


@pytest.mark.parametrize("size", [3, 300])
def test_topic_list_queries(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf, size: int
) -> None:
    for number in range(size // 3):
        first = posting.start_topic(
            f"Question number {number}?",
            kind=Topic.Kind.QUESTION,
            text=clean("Hello."),
            author=asker,
            tags=["gardens", f"tag {number}"],
        )
        posting.accept(answer(first, answerer), accepted=True)
        answer(first, asker)
    for address in ("/", "/?kind=question"):
        assert queries_of(stranger, address) == 2
        assert queries_of(client_of(answerer), address) == 5
    assert queries_of(stranger, "/tags/gardens/") == 3
