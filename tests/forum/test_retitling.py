"""The author of a question changes its one sentence as well as its text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post
from tests.forum.pages import Page
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

NEW = "Who else keeps a greenhouse?"


def change(browser: Client, post: Post, **typed: str) -> Any:
    """Open the page for changing a post, type something else and save it."""
    address = reverse("forum:post-edit", args=[post.pk])
    form = Page(browser.get(address)).form("version").fields
    return browser.post(address, form | typed)


def test_asker_changes_the_title_alone_or_with_the_text(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    post = ask(asker, "Who else keeps a garden?", "I have tomatoes.")
    browser = client_of(asker)
    form = Page(browser.get(reverse("forum:post-edit", args=[post.pk]))).form("version")
    assert form.fields["title"] == "Who else keeps a garden?"
    assert change(browser, post, title=NEW).status_code == 302
    post.refresh_from_db()
    post.topic.refresh_from_db()
    assert (post.topic.title, post.topic.slug) == (NEW, "who-else-keeps-a-greenhouse")
    assert (post.source, post.version) == ("I have tomatoes.", 2)
    assert NEW in Page(stranger.get(post.topic.get_absolute_url())).text
    assert NEW in Page(stranger.get(reverse("forum:search"), {"q": "greenhouse"})).text
    assert NEW not in Page(stranger.get(reverse("forum:search"), {"q": "garden"})).text


def test_the_address_of_another_title_leads_to_the_same_page_for_now(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    post = ask(asker)
    before = post.topic.get_absolute_url()
    change(client_of(asker), post, title=NEW)
    post.topic.refresh_from_db()
    now = post.topic.get_absolute_url()
    answer = stranger.get(before, {"order": "newest", "after": "7"})
    # A browser never asks again about a 301, and the title may change back.
    assert (answer.status_code, answer["Location"]) == (302, f"{now}?order=newest&after=7")


def test_changed_title_of_a_doubted_question_is_what_the_desk_sees(
    asker: User, client_of: ClientOf
) -> None:
    post = ask(asker)
    doubt_about(post, 2)
    change(client_of(asker), post, title=NEW)
    post.refresh_from_db()
    assert post.review is not None
    assert (post.review.topic_title, post.review.state) == (NEW, "waiting")


def test_title_with_an_address_is_refused_and_kept_in_its_field(
    asker: User, client_of: ClientOf
) -> None:
    post = ask(asker)
    typed = "Will sarah.miller@gmail.com answer me?"
    response = change(client_of(asker), post, title=typed)
    assert response.status_code == 422
    assert Page(response).form("title").fields["title"] == typed
    post.topic.refresh_from_db()
    assert post.topic.title != typed


def test_answer_has_no_title(asker: User, answerer: User, client_of: ClientOf) -> None:
    post = answer(ask(asker), answerer)
    page = Page(client_of(answerer).get(reverse("forum:post-edit", args=[post.pk])))
    assert "title" not in page.form("version").fields
