"""What the desk's script asks for: parts of pages, and short answers to what it sends."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from forum.models import Post
from moderation import claims
from moderation.models import Review
from moderation.states import Move, State
from tests.moderation.desk.pages import address
from tests.people import answer, doubt_about

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
PART = {"X-Desk": "part"}
NOTE = "Ask your pharmacist first."


@pytest.fixture
def reviews(question: Post, answerer: User) -> list[Review]:
    """Five reviews, the most urgent first."""
    return [doubt_about(answer(question, answerer), 2, 0.9 - n / 10) for n in range(5)]


@pytest.fixture
def desk(pharmacist: User, client_of: ClientOf) -> Client:
    """A pharmacist's browser."""
    return client_of(pharmacist)


def ahead(browser: Client, **query: Any) -> list[str]:
    """Return the numbers of the reviews that are fetched ahead."""
    parts = browser.get("/desk/ahead/", query, headers=PART).json()["parts"]
    return [part.partition('data-review="')[2].partition('"')[0] for part in parts]


def send(browser: Client, page: str, review: Review, **fields: object) -> Any:
    """Send a form of the review as the script does, with the version that was on show at first."""
    return browser.post(address(page, review), {"version": 1} | fields, headers=PART)


def test_three_reviews_come_ahead_but_for_those_that_are_known(
    desk: Client, reviews: list[Review]
) -> None:
    numbers = [str(review.pk) for review in reviews]
    assert ahead(desk) == numbers[:3]
    assert ahead(desk, but=numbers[:2]) == numbers[2:]
    assert ahead(desk, but=[numbers[0], "nonsense"], want="1") == [numbers[1]]
    assert ahead(desk, want="99") == numbers[:3]


def test_what_a_colleague_has_taken_does_not_come_ahead(
    desk: Client, reviews: list[Review], physician: User
) -> None:
    claims.claim(reviews[0], by=physician)
    assert ahead(desk) == [str(review.pk) for review in reviews[1:4]]


def test_ahead_claims_nothing(desk: Client, reviews: list[Review]) -> None:
    ahead(desk)
    assert not Review.objects.exclude(claimed_by=None).exists()


@pytest.mark.parametrize("others", [3, 30])
def test_ahead_asks_the_database_as_often_beside_3_as_beside_30(
    question: Post,
    answerer: User,
    desk: Client,
    others: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(others):
        doubt_about(answer(question, answerer))
    with django_assert_num_queries(37):
        desk.get("/desk/ahead/", headers=PART)


def test_verdict_is_answered_with_a_sentence_and_its_undo(
    desk: Client, reviews: list[Review]
) -> None:
    told = send(desk, "decide", reviews[0], verdict="misleading", note=NOTE).json()
    assert told["said"] == "Recorded: misleading. 4 left."
    assert told["left"] == 4
    assert address("undo", reviews[0]) in told["line"]


def test_verdict_that_is_sent_twice_is_recorded_once(desk: Client, reviews: list[Review]) -> None:
    for _ in range(2):
        told = send(desk, "decide", reviews[0], verdict="misleading", note=NOTE)
        assert told.status_code == 200
        assert told.json()["said"] == "Recorded: misleading. 4 left."
    assert reviews[0].events.filter(move=Move.DECIDE).count() == 1


def test_another_verdict_on_the_same_version_is_a_conflict(
    desk: Client, reviews: list[Review]
) -> None:
    send(desk, "decide", reviews[0], verdict="misleading", note=NOTE)
    told = send(desk, "decide", reviews[0], verdict="harmful", note=NOTE)
    assert told.status_code == 409
    assert NOTE in told.content.decode()
    assert Review.objects.get(pk=reviews[0].pk).verdict == "misleading"


def test_first_opinion_that_is_sent_twice_is_recorded_once(
    desk: Client, question: Post, answerer: User
) -> None:
    grave = doubt_about(answer(question, answerer), 3)
    for _ in range(2):
        told = send(desk, "decide", grave, verdict="sound").json()
        assert told["said"].startswith("Recorded: sound. A second expert must agree.")
    assert Review.objects.get(pk=grave.pk).state == State.SECOND


def test_undo_is_answered_with_the_review_that_waits_again(
    desk: Client, reviews: list[Review]
) -> None:
    send(desk, "decide", reviews[0], verdict="sound")
    told = send(desk, "undo", reviews[0], version=2)
    assert told.status_code == 200
    assert f'data-review="{reviews[0].pk}"' in told.content.decode()
    assert "<html" not in told.content.decode()
    assert Review.objects.get(pk=reviews[0].pk).state == State.WAITING


def test_claim_is_answered_with_the_version_that_counts(
    desk: Client, reviews: list[Review], pharmacist: User
) -> None:
    told = send(desk, "claim", reviews[0]).json()
    assert told["version"] == 1
    assert "You have taken this review." in told["bar"]
    assert Review.objects.get(pk=reviews[0].pk).claimed_by == pharmacist


def test_claim_that_came_second_gives_the_typed_words_back(
    desk: Client, reviews: list[Review], physician: User
) -> None:
    claims.claim(reviews[0], by=physician)
    told = send(desk, "claim", reviews[0], note=NOTE)
    assert told.status_code == 409
    assert NOTE in told.content.decode()


def test_skip_is_answered_without_words(desk: Client, reviews: list[Review]) -> None:
    assert send(desk, "skip", reviews[0]).status_code == 204
    assert ahead(desk)[0] == str(reviews[1].pk)


def test_line_about_a_verdict_is_for_whoever_gave_it(
    desk: Client, reviews: list[Review], physician: User, client_of: ClientOf
) -> None:
    send(desk, "decide", reviews[0], verdict="sound")
    page = f"{address('detail', reviews[1])}?recorded={reviews[0].pk}"
    assert "Recorded: sound. 4 left." in desk.get(page).content.decode()
    assert "Recorded" not in client_of(physician).get(page).content.decode()
