"""The size of the letters, cookies, and the pages about the site."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.forum.pages import Page
from tests.people import answer, ask

pytestmark = pytest.mark.django_db

SIZE = "/text-size/"


def test_reading_leaves_no_cookie(asker: User, answerer: User, stranger: Client) -> None:
    reply = answer(ask(asker), answerer)
    topic = reply.topic.get_absolute_url()
    for address in (
        "/",
        "/?kind=article",
        topic,
        f"{topic}?order=newest",
        reply.get_absolute_url(),
        reverse("forum:help"),
        "/no/such/page/",
    ):
        response = stranger.get(address)
        assert not response.cookies, address
        assert not stranger.cookies, address


def test_text_size_is_remembered_without_an_account(stranger: Client) -> None:
    assert 'data-text-size="20"' in Page(stranger.get("/")).html
    for size in ("24", "28", "20"):
        response = stranger.post(SIZE, {"size": size, "next": "/help/"})
        assert (response.status_code, response["Location"]) == (302, "/help/")
        assert f'data-text-size="{size}"' in Page(stranger.get("/")).html
    cookie = stranger.cookies["text_size"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] >= 60 * 60 * 24 * 180


@pytest.mark.parametrize("size", ["", "16", "99", "2", "240", '"><b>', "24;x"])
def test_text_size_that_is_not_offered_is_not_remembered(stranger: Client, size: str) -> None:
    response = stranger.post(SIZE, {"size": size, "next": "/"})
    assert response.status_code == 302
    assert "text_size" not in stranger.cookies
    stranger.cookies["text_size"] = "99"
    assert 'data-text-size="20"' in Page(stranger.get("/")).html


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "http:///evil.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_text_size_leads_to_no_other_site(stranger: Client, target: str) -> None:
    response = stranger.post(SIZE, {"size": "24", "next": target})
    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize("address", ["/", "/search/?q=bone", "/help/"])
def test_a_page_answers_who_only_asks_whether_it_is_there(stranger: Client, address: str) -> None:
    assert stranger.head(address).status_code == 200


def test_text_size_is_not_changed_by_a_link(stranger: Client) -> None:
    assert stranger.get(SIZE, {"size": "28"}).status_code == 405


def test_text_size_form_leads_back_to_the_page_with_its_query(stranger: Client) -> None:
    form = Page(stranger.get("/?kind=article")).form("next")
    assert (form.action, form.method) == (SIZE, "post")
    assert form.fields["next"] == "/?kind=article"
    assert form.buttons == [("size", "20"), ("size", "24"), ("size", "28")]


def test_help_tells_what_happens_to_advice(stranger: Client, settings: Any) -> None:
    response = stranger.get(reverse("forum:help"))
    assert response.status_code == 200
    assert "How this site works" in Page(response).text


def test_every_page_names_the_emergency_number_and_the_help(
    asker: User, stranger: Client, settings: Any
) -> None:
    settings.EMERGENCY_NUMBER = "4711"
    first = ask(asker)
    for address in ("/", first.topic.get_absolute_url(), "/ask/", "/help/", "/no/such/page/"):
        page = Page(stranger.get(address))
        assert "4711" in page.text, address
        assert "/help/" in page.links, address


def test_page_keys_that_make_no_sense_give_a_page(asker: User, stranger: Client) -> None:
    first = ask(asker)
    reply = answer(first, asker)
    for key in ("", "x", "-1", "9" * 40, "１", "0", "1e3", "%00"):
        for address in ("/", first.topic.get_absolute_url(), reply.get_absolute_url()):
            assert stranger.get(f"{address}?after={key}").status_code == 200, (address, key)


def test_numbers_that_no_post_can_have_are_missing_pages(stranger: Client) -> None:
    for number in ("0", "9" * 18, "9" * 40):
        for address in (f"/topics/{number}/", f"/posts/{number}/", f"/posts/{number}/reply/"):
            assert stranger.get(address).status_code == 404, address
