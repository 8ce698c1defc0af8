"""Whoever changes or reports very often in a row waits a little, and loses no word."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from moderation.models import Report
from tests.forum.pages import Page
from tests.people import answer, ask

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def nothing_was_counted() -> Iterator[None]:
    """Forget what other tests did."""
    cache.clear()
    yield
    cache.clear()


def test_changes_in_a_row_are_slowed_down_with_the_words_kept(
    asker: User, client_of: ClientOf, settings: Any
) -> None:
    settings.EDITS_PER_TEN_MINUTES = 2
    post, browser = ask(asker), client_of(asker)
    address = reverse("forum:post-edit", args=[post.pk])
    for version in (1, 2):
        typed = {"text": f"Version {version}.", "version": str(version)}
        assert browser.post(address, typed).status_code == 302
    response = browser.post(address, {"text": "One more.", "version": "3"})
    assert response.status_code == 429
    page = Page(response)
    assert "Wait a few minutes, then press the button again." in page.text
    assert page.form("text").fields["text"] == "One more."
    post.refresh_from_db()
    assert post.source == "Version 2."


def test_reports_in_a_row_are_slowed_down_with_the_words_kept(
    asker: User, answerer: User, client_of: ClientOf, settings: Any
) -> None:
    settings.REPORTS_PER_TEN_MINUTES = 1
    first, browser = ask(asker), client_of(asker)
    posts = [answer(first, answerer) for _ in range(2)]
    typed = {"reason": "rude", "text": "That was unkind."}
    done = [browser.post(reverse("forum:post-report", args=[post.pk]), typed) for post in posts]
    assert [response.status_code for response in done] == [302, 429]
    assert Page(done[1]).form("text").fields["text"] == "That was unkind."
    assert Report.objects.count() == 1
