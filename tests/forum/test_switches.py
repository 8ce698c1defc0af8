"""Each kind of private detail has a switch; what readers see follows it, and helplines stay."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post
from moderation.text.policy import configure, current
from tests.forum.pages import Page
from tests.people import ask

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

DETAILS = {
    "HIDE_PHONES": ("Ring me on 020 7946 0123.", "020 7946 0123", "phone"),
    "HIDE_STREET_ADDRESSES": (
        "I live at 14 Orchard Road, York YO1 7AB.",
        "14 Orchard Road",
        "address",
    ),
    "HIDE_BIRTH_DATES": ("I was born on 3 May 1946.", "3 May 1946", "birth_date"),
    "HIDE_INSURANCE_NUMBERS": (
        "My insurance number is AB 123456 C.",
        "AB 123456 C",
        "insurance_number",
    ),
}
EVERYTHING = "\n\n".join(text for text, _, _ in DETAILS.values())


@pytest.fixture
def site_starts() -> Iterator[Callable[[], None]]:
    """Return a function that starts the site anew with the settings of now."""
    usual = current()
    yield apps.get_app_config("moderation").ready
    configure(usual)


def what_readers_see(writer: User, client_of: ClientOf, text: str) -> tuple[str, set[str]]:
    """Return what a stranger reads of the text, and the kinds that were hidden in it."""
    address = reverse("forum:post-reply", args=[ask(writer).pk])
    assert client_of(writer).post(address, {"text": text}).status_code == 302
    post = Post.objects.latest("pk")
    words = Page(Client().get(post.get_absolute_url())).text
    return words, {each["kind"] for each in post.hidden}


def test_every_kind_is_hidden_as_the_site_comes(
    asker: User, client_of: ClientOf, site_starts: Callable[[], None]
) -> None:
    site_starts()
    words, kinds = what_readers_see(asker, client_of, EVERYTHING)
    assert kinds == {kind for _, _, kind in DETAILS.values()}
    assert not any(value in words for _, value, _ in DETAILS.values())


@pytest.mark.parametrize("switch", DETAILS)
def test_kind_that_is_switched_off_stays_readable_and_the_others_are_hidden(
    switch: str,
    asker: User,
    client_of: ClientOf,
    settings: Any,
    site_starts: Callable[[], None],
) -> None:
    setattr(settings, switch, False)
    site_starts()
    words, kinds = what_readers_see(asker, client_of, EVERYTHING)
    for name, (_, value, kind) in DETAILS.items():
        assert (value in words) == (name == switch), name
        assert (kind in kinds) == (name != switch), name


def test_helplines_and_the_sites_own_address_stay_readable(
    asker: User, client_of: ClientOf, settings: Any, site_starts: Callable[[], None]
) -> None:
    settings.PUBLIC_CONTACTS = ["0800 111 222", "help@clinic.example.org"]
    site_starts()
    text = "Ring 0800 111 222 or 0800111222, or write to help@clinic.example.org."
    words, kinds = what_readers_see(asker, client_of, text)
    assert text in words
    assert kinds == set()
    mine = f"{text} Or write to me@clinic.example.org."
    assert "me@clinic" not in what_readers_see(asker, client_of, mine)[0]
