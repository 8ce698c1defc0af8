"""The keys of the desk: off until somebody wants them, and one key for one action."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from moderation.keys import ACTIONS, USUAL, keys_of
from tests.people import make_expert

pytestmark = pytest.mark.django_db

KEYS = reverse("moderation:desk-keys")
SWITCH = reverse("moderation:desk-keys-switch")
ClientOf = Callable[[User], Client]


@pytest.fixture
def browser(pharmacist: User, client_of: ClientOf) -> Client:
    return client_of(pharmacist)


def test_keys_are_off_until_switched_on(pharmacist: User, browser: Client) -> None:
    assert not keys_of(pharmacist).on
    browser.post(SWITCH, {"on": "1"})
    assert keys_of(pharmacist).on
    browser.post(SWITCH, {"on": "0"})
    assert not keys_of(pharmacist).on


def test_switch_leads_back_to_a_page_of_this_site_alone(browser: Client) -> None:
    desk = reverse("moderation:review-list")
    assert browser.post(SWITCH, {"on": "1", "next": desk}).headers["Location"] == desk
    elsewhere = browser.post(SWITCH, {"on": "1", "next": "https://example.org/"})
    assert elsewhere.headers["Location"] == KEYS


def test_chosen_keys_are_kept_and_switched_on(pharmacist: User, browser: Client) -> None:
    answer = browser.post(KEYS, USUAL | {"undo": "z"}, follow=True)
    assert "Your keys are saved" in answer.content.decode()
    keys = keys_of(pharmacist)
    assert keys.on
    assert keys.of == USUAL | {"undo": "z"}
    assert ("z", "Undo the last verdict") in keys.lines


def test_keys_of_one_reviewer_are_not_those_of_another(browser: Client) -> None:
    browser.post(KEYS, USUAL | {"undo": "z"})
    assert keys_of(make_expert("Doris Doctor")).of == USUAL


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("n", "“n” is also the key of “Skip this review”. Type another for"),
        ("", "Type one key for “Undo the last verdict”."),
        ("zz", "Type a single letter, digit or sign for"),
    ],
)
def test_a_key_that_cannot_work_is_told_in_words(
    pharmacist: User, browser: Client, key: str, told: str
) -> None:
    answer = browser.post(KEYS, USUAL | {"undo": key})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert keys_of(pharmacist).of == USUAL


def test_usual_keys_come_back_with_one_button(pharmacist: User, browser: Client) -> None:
    browser.post(KEYS, USUAL | {"undo": "z"})
    browser.post(KEYS, {"usual": "1"})
    assert keys_of(pharmacist).of == USUAL


def test_usual_keys_are_all_different() -> None:
    assert len(set(USUAL.values())) == len(ACTIONS)
