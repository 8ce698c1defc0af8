"""Somebody in danger is told whom to ring before the words are posted, and may still post."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post
from tests.people import ask

pytestmark = pytest.mark.django_db

QUESTION = {
    "title": "What should I do about my chest?",
    "text": "I have crushing chest pain since an hour.",
}


def test_card_with_the_number_comes_first_and_one_more_press_posts(
    asker: User, client: Client, settings: object
) -> None:
    settings.EMERGENCY_NUMBER = "112"  # type: ignore[attr-defined]
    client.force_login(asker)
    page = client.post(reverse("forum:topic-ask"), QUESTION)
    assert "Ring 112 now" in page.content.decode()
    assert QUESTION["text"] in page.content.decode()
    assert not Post.objects.exists()
    client.post(reverse("forum:topic-ask"), {**QUESTION, "emergency_seen": "1"})
    assert Post.objects.count() == 1


def test_changed_words_meet_the_card_as_well(asker: User, client: Client) -> None:
    post = ask(asker)
    client.force_login(asker)
    address = reverse("forum:post-edit", args=[post.pk])
    change = {"text": QUESTION["text"], "version": "1"}
    assert "emergency-card" in client.post(address, change).content.decode()
    post.refresh_from_db()
    assert post.source != QUESTION["text"]
    client.post(address, {**change, "emergency_seen": "1"})
    post.refresh_from_db()
    assert post.source == QUESTION["text"]


def test_usual_question_meets_no_card(asker: User, client: Client) -> None:
    client.force_login(asker)
    client.post(reverse("forum:topic-ask"), {**QUESTION, "text": "It aches in cold weather."})
    assert Post.objects.count() == 1
