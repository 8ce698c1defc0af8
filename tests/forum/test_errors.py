"""When something goes wrong, the page says what to do and gives back every character typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from accounts.models import User
from forum.models import Post, Topic
from tests.accounts.steps import sign_in
from tests.forum.pages import Page
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

TYPED = 'Two lines,\n"quotes" & <b>brackets</b>,\n\n  and spaces.'


def break_down(request: HttpRequest) -> HttpResponse:
    """A page of the site that breaks."""
    raise RuntimeError("A defect")


handler403 = "forum.views.errors.forbidden"
handler404 = "forum.views.errors.missing"
handler500 = "forum.views.errors.broken"
urlpatterns = [path("broken/", break_down), path("", include("forum.config.urls"))]


def strict(person: User | None = None) -> Client:
    """Return a browser whose forms need a fresh token, as they do outside tests."""
    browser = Client(enforce_csrf_checks=True)
    if person is not None:
        browser.force_login(person)
    return browser


def kept(response: Any) -> dict[str, str]:
    """Return what the error page's form would send again."""
    fields = dict(Page(response).form("text").fields)
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def test_refusal_gives_the_typed_text_back(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    response = client_of(asker).post(
        reverse("forum:post-edit", args=[reply.pk]), {"text": TYPED, "version": "1"}
    )
    assert response.status_code == 403
    assert "Only the author can change a reply." in Page(response).text
    assert kept(response) == {"text": TYPED, "version": "1"}
    assert "&lt;b&gt;brackets" in response.content.decode()
    assert "<b>brackets" not in response.content.decode()


def test_missing_page_gives_the_typed_text_back(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    form = {"text": TYPED, "submission": "0b0f6f0c-3c2f-4a7e-9d0a-6b1d7d5f2a11"}
    address = reverse("forum:post-reply", args=[reply.pk])
    doubt_about(reply, 3)
    response = client_of(asker).post(address, form)
    assert response.status_code == 404
    assert kept(response) == form
    assert Page(response).form("text").action == address


def test_defect_gives_the_typed_text_back_and_says_whose_fault_it_is(
    asker: User, client_of: ClientOf, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.forum.test_errors"
    for browser in (Client(), client_of(asker)):
        browser.raise_request_exception = False
        response = browser.post("/broken/", {"title": "A title", "text": TYPED, "tags": ["a", "b"]})
        assert response.status_code == 500
        page = Page(response)
        assert "It is not your fault." in page.text
        form = page.form("text")
        assert (form.action, form.method) == ("/broken/", "post")
        assert form.fields["text"] == TYPED
        assert form.fields["title"] == "A title"
        for value in ("a", "b"):
            assert f'name="tags" value="{value}"' in page.html


def test_defect_page_needs_no_database(asker: User, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.forum.test_errors"
    browser = Client(raise_request_exception=False)
    browser.force_login(asker)

    def refuse(*_: Any) -> Any:
        raise RuntimeError("The database is gone")

    with connection.execute_wrapper(refuse):
        response = browser.post("/broken/", {"text": TYPED})
    assert response.status_code == 500
    assert kept(response)["text"] == TYPED


def test_defect_page_never_gives_a_code_or_password_back(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.forum.test_errors"
    browser = Client(raise_request_exception=False)
    page = browser.post(
        "/broken/", {"text": "Words", "code": "1234-5678", "password": "correct horse"}
    ).content.decode()
    assert "1234-5678" not in page
    assert "correct horse" not in page


def test_stale_page_is_sent_again_with_one_press(asker: User) -> None:
    browser = strict(asker)
    typed = {"title": "Who else keeps a garden?", "text": TYPED, "tags": "gardens"}
    response = browser.post("/ask/", typed | {"csrfmiddlewaretoken": "x" * 64})
    assert response.status_code == 403
    page = Page(response)
    assert "Press the button once more" in page.text
    form = page.form("text")
    assert form.action == "/ask/"
    assert {name: form.fields[name] for name in typed} == typed
    assert not Topic.objects.exists()
    assert browser.post(form.action, form.fields).status_code == 302
    assert Topic.objects.get().title == typed["title"]
    assert Post.objects.get().source == TYPED


def test_stale_page_of_somebody_signed_out_keeps_the_words_through_signing_in(
    asker: User, answerer: User
) -> None:
    first = ask(asker)
    address = reverse("forum:post-reply", args=[first.pk])
    browser = strict()
    form = Page(browser.post(address, {"text": TYPED})).form("text")
    assert form.fields["text"] == TYPED
    response = browser.post(form.action, form.fields)
    assert response["Location"].endswith(f"?next={address}")
    sign_in(browser, answerer.email, at=response["Location"])
    assert Page(browser.get(address)).form("text").fields["text"] == TYPED


def test_form_from_another_site_is_not_one_press_from_being_sent(asker: User) -> None:
    fields = {"title": "Buy these pills today", "text": TYPED}
    response = strict(asker).post("/ask/", fields, headers={"origin": "https://evil.example"})
    assert response.status_code == 403
    assert "Another website filled in this form" in Page(response).text
    assert "Send it again" not in response.content.decode()
    assert "&lt;b&gt;brackets" in response.content.decode()
    assert not Topic.objects.exists()


def test_error_page_without_typed_words_has_no_form_and_sets_no_cookie(stranger: Client) -> None:
    response = stranger.get("/no/such/page/")
    assert response.status_code == 404
    page = Page(response)
    assert "Your words are still here" not in page.text
    assert not response.cookies


def test_refusal_of_a_moderation_page_says_who_may(asker: User, client_of: ClientOf) -> None:
    response = client_of(asker).get(reverse("moderation:review-list"))
    assert response.status_code == 403
    assert "Only moderators and people with a checked credential" in Page(response).text


@pytest.mark.parametrize("broken", ["host", "size"])
def test_request_that_cannot_be_read_gets_a_page_of_the_house(
    broken: str, asker: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(asker)
    if broken == "host":
        response = browser.get("/", headers={"Host": "somewhere.else"})
    else:
        response = browser.post("/ask/", {"text": "word " * 600_000})
    assert response.status_code == 400
    page = Page(response)
    assert "This was not understood" in page.text
    assert "Go to the questions" in page.text
    assert "Emergency?" in page.text
