"""Signing in by a code, signing out, and what a wrong guess reveals."""

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.accounts.steps import SIGN_IN, SIGN_IN_CODE, SIGN_OUT, newest_code, send, sign_in
from tests.forum.pages import Page
from tests.people import ask, make_person

pytestmark = pytest.mark.django_db


def test_sign_in_by_code(stranger: Client, asker: User) -> None:
    response = send(stranger, SIGN_IN, "email", email=asker.email)
    assert response.headers["Location"] == SIGN_IN_CODE
    assert [each.to for each in mail.outbox] == [[asker.email]]
    code = newest_code()
    response = send(stranger, SIGN_IN_CODE, "code", code=code.replace("-", " "))
    assert response.headers["Location"] == "/"
    assert "Signed in as Asta Asker" in Page(stranger.get("/")).text


def test_sign_in_with_the_address_in_capitals(stranger: Client, asker: User) -> None:
    send(stranger, SIGN_IN, "email", email=f" {asker.email.upper()} ")
    assert send(stranger, SIGN_IN_CODE, "code", code=newest_code()).headers["Location"] == "/"
    assert stranger.session["_auth_user_id"] == str(asker.pk)


def test_sign_in_leads_back_to_the_words_that_were_typed(stranger: Client, asker: User) -> None:
    reply = ask(make_person("Other Person"))
    address = f"/posts/{reply.pk}/reply/"
    door = stranger.post(address, {"text": "I keep leeks."})["Location"]
    code_page = send(stranger, door, "email", email=asker.email).headers["Location"]
    response = send(stranger, code_page, "code", code=newest_code())
    assert response.headers["Location"] == address
    assert Page(stranger.get(address)).form("text").fields["text"] == "I keep leeks."


def test_session_of_a_stranger_is_short_and_of_a_member_long(
    stranger: Client, asker: User, settings: Settings
) -> None:
    door = stranger.post("/ask/", {"title": "", "text": "I keep leeks.", "tags": ""})["Location"]
    assert stranger.session.get_expiry_age() == 2 * 60 * 60
    sign_in(stranger, asker.email, at=door)
    assert stranger.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
    assert int(stranger.cookies["sessionid"]["max-age"]) == settings.SESSION_COOKIE_AGE


def test_another_address_after_a_mistake_keeps_the_words_that_were_typed(
    stranger: Client, asker: User
) -> None:
    door = stranger.post("/ask/", {"title": "", "text": "I keep leeks.", "tags": ""})["Location"]
    code_page = send(stranger, door, "email", email="astra@example.org").headers["Location"]
    page = Page(stranger.get(code_page))
    [again] = [form for form in page.forms if form.action == SIGN_OUT]
    response = stranger.post(again.action, again.fields)
    assert sign_in(stranger, asker.email, at=response["Location"])["Location"] == "/ask/"
    assert Page(stranger.get("/ask/")).form("title").fields["text"] == "I keep leeks."


def test_wrong_code_says_what_to_do_and_lets_try_again(stranger: Client, asker: User) -> None:
    send(stranger, SIGN_IN, "email", email=asker.email)
    wrong = "0000-0000" if newest_code() != "0000-0000" else "1111-1111"
    for typed, message in (
        (wrong, "That code doesn't match. Check the newest e-mail from us, or ask for a new code."),
        ("", "Enter the 8 digits from the e-mail."),
        ("my code", "That code doesn't match."),
    ):
        page = Page(send(stranger, SIGN_IN_CODE, "code", code=typed))
        assert "There is a problem" in page.text
        assert message in page.text
    send(stranger, SIGN_IN_CODE, "code", code=newest_code())
    assert stranger.session["_auth_user_id"] == str(asker.pk)


def test_guessing_the_code_ends_after_five_times(stranger: Client, asker: User) -> None:
    send(stranger, SIGN_IN, "email", email=asker.email)
    code = newest_code()
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    for _ in range(5):
        stranger.post(SIGN_IN_CODE, {"code": wrong})
    assert stranger.post(SIGN_IN_CODE, {"code": code}).headers["Location"] == SIGN_IN
    assert "_auth_user_id" not in stranger.session


def test_unknown_address_reveals_nothing(asker: User) -> None:
    pages = []
    for address in (asker.email, "nobody@example.net"):
        browser = Client()
        response = send(browser, SIGN_IN, "email", email=address)
        assert (response.status_code, response.headers["Location"]) == (302, SIGN_IN_CODE)
        before = Page(browser.get(SIGN_IN_CODE)).text.replace(address, "ADDRESS")
        refused = send(browser, SIGN_IN_CODE, "code", code="0000-0001")
        pages.append((before, Page(refused).text.replace(address, "ADDRESS")))
    assert pages[0] == pages[1]
    assert [each.to for each in mail.outbox] == [[asker.email], ["nobody@example.net"]]
    assert "There is no account with it." in mail.outbox[1].body


def test_closed_account_cannot_sign_in(stranger: Client, asker: User) -> None:
    User.objects.update(is_active=False)
    send(stranger, SIGN_IN, "email", email=asker.email)
    assert "This is your code" not in mail.outbox[-1].body
    send(stranger, SIGN_IN_CODE, "code", code="0000-0000")
    assert "_auth_user_id" not in stranger.session


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/x", "javascript:x"])
def test_sign_in_leads_to_no_other_site(stranger: Client, asker: User, target: str) -> None:
    send(stranger, f"{SIGN_IN}?next={target}", "email", email=asker.email, next=target)
    response = stranger.post(SIGN_IN_CODE, {"code": newest_code(), "next": target})
    assert response.headers["Location"] == "/"


def test_asking_for_codes_too_often_says_so_and_keeps_the_address(asker: User) -> None:
    for _ in range(3):
        assert Client().post(SIGN_IN, {"email": asker.email}).status_code == 302
    page = Page(Client().post(SIGN_IN, {"email": asker.email}))
    assert "Wait ten minutes, then ask for a new code." in page.text
    assert page.form("email").fields["email"] == asker.email
    assert len(mail.outbox) == 3


def test_sign_out_asks_once_and_forgets_the_session(asker: User) -> None:
    browser = Client()
    browser.force_login(asker)
    assert "Sign out?" in Page(browser.get("/account/sign-out/")).text
    assert "_auth_user_id" in browser.session
    response = browser.post("/account/sign-out/")
    assert response.headers["Location"] == "/"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.cookies["visit"].value
    assert "_auth_user_id" not in browser.session
    assert "Sign in" in Page(browser.get("/")).text
