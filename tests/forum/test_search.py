"""Readers find what was asked before; nobody finds what they may not see."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum import posting
from forum.models import Topic
from moderation.text.clean import clean
from tests.forum.pages import Page
from tests.people import ask

pytestmark = pytest.mark.django_db


def search(words: str) -> str:
    return Client().get(reverse("forum:search"), {"q": words}).content.decode()


def test_reader_finds_a_question_by_its_title_and_by_its_text(asker: User) -> None:
    ask(asker, "Who grows tomatoes on a balcony?", "Mine get too much wind from the estuary.")
    assert "tomatoes on a balcony" in search("tomatoes")
    assert "tomatoes on a balcony" in search("estuary")


def test_topics_with_all_words_come_before_those_with_some(asker: User) -> None:
    ask(asker, "Who grows tomatoes on a balcony?")
    ask(asker, "Who paints a balcony in blue?")
    assert "blue" not in search("tomatoes balcony")
    assert "blue" in search("marrows balcony")


@pytest.mark.parametrize("words", ['"', "a OR", "NEAR(", "*", "-", "title:x", "' ; --", "", "  "])
def test_marks_that_search_engines_know_do_no_harm(words: str, asker: User) -> None:
    ask(asker)
    assert "Search questions and articles" in search(words)


def test_changed_and_withdrawn_words_are_no_longer_found(asker: User) -> None:
    post = ask(asker, text="I have a greenhouse.")
    posting.edit(post, text=clean("I have a conservatory."), version=post.version)
    assert post.topic.title not in search("greenhouse")
    assert post.topic.title in search("conservatory")
    posting.withdraw(post)
    assert post.topic.title not in search("conservatory")
    assert post.topic.title not in search("garden")


def test_withheld_question_is_not_found(asker: User, settings: object) -> None:
    post = ask(asker)
    assert post.topic.title in search("garden")
    assert Topic.objects.shown().count() == 1
    settings.ADVICE_POLICY = {1: "hold", 2: "hold", 3: "hold"}  # type: ignore[attr-defined]
    held = ask(
        asker,
        "Stop taking your warfarin tablets today",
        "Stop taking your warfarin. Take garlic instead, you don't need the tablets.",
    )
    assert held.is_withheld
    assert "warfarin" not in search("garlic").replace("garlic", "")


def test_asker_sees_similar_questions_before_posting(asker: User) -> None:
    ask(asker, "Who grows tomatoes on a balcony?")
    page = Client().post(reverse("forum:similar-topics"), {"title": "Can tomatoes stand the wind?"})
    assert "Who grows tomatoes" in page.content.decode()
    nothing = Client().post(reverse("forum:similar-topics"), {"title": "How do you do?"})
    assert "Who grows" not in nothing.content.decode()


def test_title_that_is_being_typed_is_sent_in_no_address(asker: User, stranger: Client) -> None:
    ask(asker, "Can tomatoes stand the wind?")
    address = reverse("forum:similar-topics")
    assert stranger.get(address, {"title": "Can tomatoes stand the wind?"}).status_code == 405
    careful = Client(enforce_csrf_checks=True)
    form = Page(careful.get("/ask/")).form("title").fields
    assert careful.post(address, {"title": "tomatoes"}).status_code == 403
    token = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}
    found = careful.post(address, {"title": "tomatoes", **token})
    assert "Can tomatoes stand the wind?" in Page(found).text


def test_private_detail_in_a_search_is_masked_and_the_other_words_are_found(asker: User) -> None:
    ask(asker, "Who grows tomatoes on a balcony?")
    browser = Client()
    response = browser.get(
        reverse("forum:search"), {"q": "tomatoes sarah.miller@gmail.com"}, follow=True
    )
    assert len(response.redirect_chain) == 1
    page = Page(response)
    assert "sarah" not in page.html
    assert "miller" not in page.html
    assert "tomatoes sa*****@***il.com" in page.text
    assert "Who grows tomatoes on a balcony?" in page.text
