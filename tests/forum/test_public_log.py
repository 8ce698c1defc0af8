"""The public log: decisions for everybody, without names, and only those that stand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forum import posting
from forum.models import Post
from moderation.models import Review
from moderation.states import Verdict
from tests.moderation.desk.pages import give, press
from tests.moderation.insights.decided import decided
from tests.people import answer, ask, complain, doubt_about, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def question(asker: User) -> Post:
    return ask(asker, "Who else keeps bees?")


def log(browser: Client, after: object = "") -> tuple[list[Any], str]:
    """Return the entries of a page of the log, and the text of its main part."""
    response: Any = browser.get("/moderation-log/", {"after": after})
    assert response.status_code == 200
    assert not response.cookies
    text = response.content.decode().split("<main")[1].split("</main>")[0]
    return response.context["page"].entries, " ".join(text.split())


def test_a_decision_is_told_with_profession_reason_and_link(
    question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    review = decided(question, answerer, pharmacist, Verdict.MISLEADING)
    _, text = log(stranger)
    for words in (
        *("<h2>Misleading</h2>", "Medical advice: medicines", "by a pharmacist (GB)"),
        *("It tells somebody what to do.", "Read it under “Who else keeps bees?”", review.place),
    ):
        assert words in text


def test_no_name_of_a_member_is_in_the_log(
    question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    decided(question, answerer, pharmacist, Verdict.SOUND)
    decided(question, answerer, pharmacist, Verdict.REMOVE)
    _, text = log(stranger)
    for name in ("Anselm", "Asta", "Petra", "Ask first"):
        assert name not in text


@pytest.mark.parametrize("verdict", [Verdict.HARMFUL, Verdict.REMOVE, Verdict.REWORD])
def test_of_a_removed_text_only_the_kind_is_told(
    verdict: Verdict, question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    review = decided(question, answerer, pharmacist, verdict)
    (entry,), text = log(stranger)
    assert entry.review == review
    assert "Medical advice: medicines" in text
    assert "It is off the page." in text
    for words in ("It tells somebody", "bees", review.place):
        assert words not in text


def test_a_decision_appears_only_when_it_can_no_longer_be_undone_unseen(
    question: Post, answerer: User, pharmacist: User, stranger: Client, settings: Any
) -> None:
    settings.NOTICE_DELAY_SECONDS = 60
    decided(question, answerer, pharmacist, ago=timedelta(seconds=50))
    assert log(stranger)[0] == []
    Review.objects.update(decided_at=timezone.now() - timedelta(seconds=61))
    assert len(log(stranger)[0]) == 1


def test_an_undone_decision_is_not_told(
    question: Post, answerer: User, pharmacist: User, stranger: Client, client_of: ClientOf
) -> None:
    review = decided(question, answerer, pharmacist)
    assert press(client_of(pharmacist), "undo", review).status_code == 302
    assert log(stranger)[0] == []


def test_what_happened_since_is_told(
    question: Post, asker: User, answerer: User, pharmacist: User, stranger: Client
) -> None:
    again = decided(question, answerer, pharmacist, ago=2 * MINUTE)
    changed = decided(question, answerer, pharmacist, ago=3 * MINUTE)
    complain(asker, Post.objects.get(review=again))
    rewrite(Post.objects.get(review=changed), "Thank you, that was very kind.")
    entries, text = log(stranger)
    assert [entry.news for entry in entries] == [
        "Somebody looks at it again.",
        "The words were changed or taken back since.",
    ]
    assert "Somebody looks at it again." in text


def test_a_reply_under_a_hidden_question_is_not_linked(
    question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    decided(question, answerer, pharmacist)
    doubt_about(question, 3)
    (entry,), text = log(stranger)
    assert entry.post is None
    assert "bees" not in text


def test_a_withdrawn_reply_is_not_linked(
    question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    review = decided(question, answerer, pharmacist)
    posting.withdraw(Post.objects.get(review=review))
    (entry,), text = log(stranger)
    assert entry.post is None
    assert review.place not in text


def test_a_question_leads_to_its_page(
    asker: User, pharmacist: User, stranger: Client, client_of: ClientOf, settings: Any
) -> None:
    settings.NOTICE_DELAY_SECONDS = 0
    question = ask(asker, "Who else keeps bees?")
    give(client_of(pharmacist), doubt_about(question), Verdict.SOUND)
    assert question.topic.get_absolute_url() in log(stranger)[1]


@pytest.mark.parametrize("count", [1, 25, 26, 51])
def test_pages_hold_every_decision_once(
    count: int, question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    at = timezone.now() - MINUTE * 5
    made = [decided(question, answerer, pharmacist).pk for _ in range(count)]
    Review.objects.filter(pk__in=made[::2]).update(decided_at=at)  # many in one moment
    seen: list[int] = []
    after: object = ""
    while True:
        response: Any = stranger.get("/moderation-log/", {"after": after})
        page = response.context["page"]
        seen += [entry.review.pk for entry in page.entries]
        if page.after is None:
            break
        after = page.after
    assert sorted(seen) == sorted(made)


@pytest.mark.parametrize("after", ["x", "-1", "0", "9" * 40, "²"])
def test_a_key_that_is_none_shows_the_first_page(
    after: str, question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    decided(question, answerer, pharmacist)
    assert len(log(stranger, after)[0]) == 1


@pytest.mark.parametrize("size", [1, 20])
def test_the_log_takes_two_queries(
    size: int, question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    for number in range(size):
        decided(question, answerer, pharmacist, list(Verdict)[number % 5])
    with CaptureQueriesContext(connection) as queries:
        assert len(log(stranger)[0]) == size
    assert len(queries) == 2


def test_an_empty_log_says_so(stranger: Client) -> None:
    assert "Nothing was decided yet." in log(stranger)[1]


def test_an_answer_of_the_log_is_found_from_every_page(stranger: Client) -> None:
    text = stranger.get("/").content.decode()
    assert 'href="/moderation-log/"' in text
    assert 'href="/how-review-works/"' in text


def test_a_reply_that_waits_is_not_in_the_log(
    question: Post, answerer: User, stranger: Client
) -> None:
    doubt_about(answer(question, answerer))
    assert log(stranger)[0] == []
