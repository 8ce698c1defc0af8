"""Spam by the dozen: exactly what will change first, all or nothing, and one undo."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from forum.models import Post
from moderation.models import Review, ReviewEvent
from moderation.states import ReportReason, State, Verdict
from tests.moderation.desk.pages import give, sees, standing
from tests.people import answer, ask, complain, doubt_about, make_person

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

SPAM = "It sells something. We keep sales out."


@pytest.fixture
def posts(asker: User) -> list[Post]:
    """Three replies that readers reported as spam."""
    question = ask(asker)
    found = [answer(question, make_person(f"Seller {name}")) for name in ("One", "Two", "Three")]
    for post in found:
        complain(asker, post, ReportReason.SPAM)
    return found


def reviews_of(posts: list[Post]) -> list[Review]:
    return [post.review for post in posts if post.review is not None]


def send(browser: Client, reviews: list[Review], **fields: object) -> Any:
    """Send the reviews, as the page named them, with the other fields."""
    named = [f"{review.pk}:{review.version}" for review in reviews]
    return browser.post("/desk/batch/", {"review": named, **fields})


def test_the_first_press_lists_what_will_change_and_changes_nothing(
    posts: list[Post], moderator: User, client_of: ClientOf
) -> None:
    reviews = reviews_of(posts)
    browser = client_of(moderator)
    assert f'value="{reviews[0].pk}:{reviews[0].version}"' in browser.get("/desk/").content.decode()
    response = send(browser, reviews[:2], verdict="remove")
    assert response.context["reviews"] == reviews[:2]
    assert {standing(review)["state"] for review in reviews} == {State.WAITING}


def test_the_second_press_changes_all_and_one_undo_takes_all_back(
    posts: list[Post], moderator: User, stranger: Client, client_of: ClientOf
) -> None:
    reviews = reviews_of(posts)
    before = [standing(review) for review in reviews]
    browser = client_of(moderator)
    response = send(browser, reviews, verdict="remove", note=SPAM, confirm="1")
    assert response.status_code == 302
    assert [sees(stranger, post) for post in posts] == [False] * 3
    assert {standing(review)["note"] for review in reviews} == {SPAM}
    batch = ReviewEvent.objects.filter(move="decided").values_list("batch", flat=True)
    assert len(set(batch)) == 1
    page = browser.get(response.headers["Location"])
    assert page.context["reviews"] == reviews
    browser.post(f"{response.headers['Location']}undo/")
    assert [standing(review) for review in reviews] == before
    assert [sees(stranger, post) for post in posts] == [True] * 3


def test_if_one_has_moved_on_nothing_changes(
    posts: list[Post], moderator: User, client_of: ClientOf
) -> None:
    reviews = reviews_of(posts)
    other = make_person("Martha Moderator", moderator=True)
    give(client_of(other), reviews[1], Verdict.KEEP)
    response = send(client_of(moderator), reviews, verdict="remove", note=SPAM, confirm="1")
    assert response.status_code == 409
    assert SPAM in response.content.decode()
    assert response.context["reviews"] == [reviews[0], reviews[2]]
    assert standing(reviews[0])["state"] == State.WAITING


def test_an_undo_leaves_what_has_moved_on_since(
    posts: list[Post], asker: User, pharmacist: User, moderator: User, client_of: ClientOf
) -> None:
    reviews = reviews_of(posts)
    browser = client_of(moderator)
    response = send(browser, reviews, verdict="keep", confirm="1")
    complain(pharmacist, posts[0], ReportReason.RUDE)
    answer_ = browser.post(f"{response.headers['Location']}undo/", follow=True)
    assert "Undone: 2. 1 had moved on since" in answer_.content.decode()
    states = [standing(review)["state"] for review in reviews]
    assert states == [State.REOPENED, State.WAITING, State.WAITING]


def test_a_reason_is_needed_to_remove(
    posts: list[Post], moderator: User, client_of: ClientOf
) -> None:
    response = send(client_of(moderator), reviews_of(posts), verdict="remove", confirm="1")
    assert response.status_code == 422
    assert "needs a sentence of explanation" in response.content.decode()


def test_advice_is_never_decided_together(
    posts: list[Post], answerer: User, asker: User, moderator: User, client_of: ClientOf
) -> None:
    advice = doubt_about(answer(ask(asker), answerer), severity=1)
    response = send(
        client_of(moderator),
        [*reviews_of(posts), advice],
        verdict="remove",
        note=SPAM,
        confirm="1",
    )
    assert response.status_code == 403
    assert {standing(review)["state"] for review in reviews_of(posts)} == {State.WAITING}


def test_an_expert_decides_no_batch(
    posts: list[Post], pharmacist: User, client_of: ClientOf
) -> None:
    response = send(client_of(pharmacist), reviews_of(posts), verdict="keep", confirm="1")
    assert response.status_code == 403
