"""What happens between the moment a page allows something and the moment it is written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum import disputing, posting
from forum.models import Post
from forum.views import posts
from moderation import claims, decisions
from moderation.access import NotAllowed
from moderation.models import Report, Review
from moderation.states import Verdict
from moderation.text.clean import clean
from tests.forum.pages import Page
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


def meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, happens: Callable[[], Any]) -> None:
    """Let something happen when the view calls `name`, after it asked who may do what."""
    original = getattr(posts, name)

    def first_that(*args: Any) -> Any:
        happens()
        return original(*args)

    monkeypatch.setattr(posts, name, first_that)


def remove(post: Post, by: User) -> None:
    """Take the post off the page for good."""
    review = doubt_about(post, 2)
    claims.claim(review, by=by)
    decisions.decide(
        review, by=by, version=review.version, verdict=Verdict.HARMFUL, note=clean("No.")
    )


def test_reply_to_words_that_are_withdrawn_or_removed_meanwhile_is_refused_and_kept(
    asker: User,
    answerer: User,
    pharmacist: User,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = ask(asker)
    taken_back, removed = answer(first, answerer), answer(first, answerer)
    for parent, happens in (
        (taken_back, lambda: posting.withdraw(taken_back)),
        (removed, lambda: remove(removed, pharmacist)),
    ):
        with monkeypatch.context() as patched:
            meanwhile(patched, "not_yet", happens)
            address = reverse("forum:post-reply", args=[parent.pk])
            response = client_of(asker).post(address, {"text": "I was slow to type."})
        assert response.status_code == 403
        assert Page(response).form("text").fields["text"] == "I was slow to type."
        assert not parent.replies.exists()


def test_change_of_words_that_are_withdrawn_or_removed_meanwhile_is_refused(
    asker: User,
    answerer: User,
    pharmacist: User,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = answer(ask(asker), answerer, "These are my words.")
    meanwhile(monkeypatch, "change_not_yet", lambda: remove(post, pharmacist))
    address = reverse("forum:post-edit", args=[post.pk])
    response = client_of(answerer).post(address, {"text": "Others.", "version": "1"})
    assert response.status_code == 403
    assert Page(response).form("text").fields["text"] == "Others."
    post.refresh_from_db()
    assert (post.source, post.version) == ("These are my words.", 1)


def test_report_of_words_that_are_withdrawn_meanwhile_is_refused(
    asker: User, answerer: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = answer(ask(asker), answerer)
    meanwhile(monkeypatch, "reports_too_fast", lambda: posting.withdraw(post))
    address = reverse("forum:post-report", args=[post.pk])
    response = client_of(asker).post(address, {"reason": "rude", "text": "Unkind."})
    assert response.status_code == 403
    assert "This was taken back by its author" in Page(response).text
    assert not Report.objects.exists()
    assert not Review.objects.open().exists()


def test_dispute_about_words_that_are_withdrawn_meanwhile_is_refused(
    asker: User, answerer: User
) -> None:
    post = answer(ask(asker), answerer, "I bought it from rosie AT marlow DOT com last year.")
    as_read = Post.objects.get(pk=post.pk)
    posting.withdraw(post)
    with pytest.raises(NotAllowed):
        disputing.dispute(as_read, by=answerer, kind="email")
    assert not post.disputes.exists()
    assert not Review.objects.exists()
