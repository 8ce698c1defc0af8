"""Why a post is at the desk: each ground by itself, and several joined in one review."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from forum.models import Post
from moderation.grounds import Ground
from moderation.states import About, ReportReason
from tests.moderation.desk.pages import GRAVE, PLAIN, grounds, sees
from tests.people import answer, ask, complain, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

TELLS_A_CONTACT = "She met jane at gmail"


@pytest.fixture
def question(asker: User) -> Post:
    return ask(asker)


def test_grave_advice_is_there_as_advice(question: Post, answerer: User) -> None:
    review = answer(question, answerer, GRAVE).review
    assert review is not None
    assert grounds(review) == {Ground.ADVICE}


def test_what_the_rules_cannot_read_is_there_unscored(
    question: Post, answerer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str, **_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("forum.doubting.assess", broken)
    review = answer(question, answerer).review
    assert review is not None
    assert grounds(review) == {Ground.UNSCORED}
    assert review.about == About.ADVICE


def test_complaints_join_what_the_rules_found(
    question: Post, answerer: User, asker: User, settings: Settings
) -> None:
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "label")
    post = answer(question, answerer, GRAVE)
    review = complain(asker, post, ReportReason.RUDE)
    assert review == post.review
    assert grounds(review) == {Ground.ADVICE, Ground.REPORT}


def test_a_change_of_doubted_words_carries_the_complaint_along(
    question: Post, answerer: User, asker: User
) -> None:
    post = answer(question, answerer)
    complain(asker, post)
    changed = rewrite(post, "Thank you both, that was kind.")
    assert changed.review is not None
    assert grounds(changed.review) == {Ground.CHANGED, Ground.REPORT}


def test_a_site_may_hold_what_tells_a_contact(
    question: Post, answerer: User, stranger: Client, settings: Settings
) -> None:
    shown = answer(question, answerer, TELLS_A_CONTACT)
    assert shown.review is not None
    assert grounds(shown.review) == {Ground.CONTACT}
    assert sees(stranger, shown)
    settings.HOLD_GROUNDS = ["contact"]
    held = answer(question, answerer, TELLS_A_CONTACT)
    assert not sees(stranger, held)
    assert sees(stranger, answer(question, answerer, PLAIN))
