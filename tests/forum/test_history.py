"""After the free minutes a change leaves the version before, for its author and the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum import posting
from forum.models import Post
from tests.forum.pages import Page
from tests.people import answer, ask, rewrite

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


@pytest.fixture
def changed(asker: User, answerer: User, settings: Any) -> Post:
    """An answer that was changed twice, after the free minutes."""
    settings.FREE_EDIT_MINUTES = 0
    post = answer(ask(asker), answerer, "I keep **bees**.")
    return rewrite(rewrite(post, "I keep hens."), "I keep nothing now.")


def test_author_and_desk_read_what_was_there_before(
    changed: Post, answerer: User, moderator: User, pharmacist: User, client_of: ClientOf
) -> None:
    address = reverse("forum:post-history", args=[changed.pk])
    for person in (answerer, moderator, pharmacist):
        assert address in Page(client_of(person).get(changed.get_absolute_url())).links
        words = Page(client_of(person).get(address)).text
        assert words.index("I keep hens.") < words.index("I keep bees.")
        assert "I keep nothing now." in words


def test_others_do_not(changed: Post, asker: User, stranger: Client, client_of: ClientOf) -> None:
    address = reverse("forum:post-history", args=[changed.pk])
    assert client_of(asker).get(address).status_code == 403
    assert "/account/sign-in/" in stranger.get(address)["Location"]
    for browser in (stranger, client_of(asker)):
        page = Page(browser.get(changed.get_absolute_url()))
        assert address not in page.links
        assert "changed" in page.text


def test_change_in_the_free_minutes_leaves_nothing_to_read(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    post = rewrite(answer(ask(asker), answerer, "I keep bees."), "I keep hens.")
    address = reverse("forum:post-history", args=[post.pk])
    assert client_of(answerer).get(address).status_code == 403


def test_withdrawn_words_take_their_history_along(
    changed: Post, moderator: User, client_of: ClientOf
) -> None:
    posting.withdraw(changed)
    address = reverse("forum:post-history", args=[changed.pk])
    assert client_of(moderator).get(address).status_code == 403
    assert not changed.revisions.exists()
