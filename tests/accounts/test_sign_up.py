"""Making an account: an address for the site, a name for everybody, a code by e-mail."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from forum.models import Post
from tests.accounts.steps import (
    SIGN_IN_CODE,
    SIGN_OUT,
    SIGN_UP,
    SIGN_UP_CODE,
    newest_code,
    send,
    sign_up,
)
from tests.forum.pages import Page, stored_words
from tests.people import ask, make_person

pytestmark = pytest.mark.django_db

ADDRESS = "rose.green@example.net"


def test_sign_up_with_an_address_a_name_and_the_code(stranger: Client) -> None:
    response = send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green")
    assert response.headers["Location"] == SIGN_UP_CODE
    assert [each.to for each in mail.outbox] == [[ADDRESS]]
    page = Page(stranger.get(SIGN_UP_CODE))
    assert "We sent a code to rose.green@example.net." in page.text
    assert "_auth_user_id" not in stranger.session
    response = send(stranger, SIGN_UP_CODE, "code", code=newest_code())
    assert response.headers["Location"] == "/"
    page = Page(stranger.get("/"))
    assert "Signed in as Rose Green" in page.text
    person = User.objects.get()
    assert (person.email, person.display_name) == (ADDRESS, "Rose Green")
    assert not any([person.is_staff, person.is_moderator, person.is_superuser])
    assert not person.has_usable_password()


@pytest.mark.parametrize("typed", ["{} {}", "  {}{}  ", "{}-{}\n", "{} - {}", "{}.{}"])
def test_sign_up_code_may_be_pasted_with_spaces_and_dashes(stranger: Client, typed: str) -> None:
    send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green")
    pasted = typed.format(*newest_code().split("-"))
    assert send(stranger, SIGN_UP_CODE, "code", code=pasted).headers.get("Location") == "/"


def test_sign_up_with_a_wrong_code_says_what_to_do(stranger: Client) -> None:
    send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green")
    wrong = "0000-0000" if newest_code() != "0000-0000" else "1111-1111"
    page = Page(send(stranger, SIGN_UP_CODE, "code", code=wrong))
    assert "There is a problem" in page.text
    assert "That code doesn't match. Check the newest e-mail from us" in page.text
    assert "<title>Error: " in page.html
    assert "_auth_user_id" not in stranger.session
    assert send(stranger, SIGN_UP_CODE, "code", code=newest_code()).status_code == 302
    assert "_auth_user_id" in stranger.session


def test_sign_up_leads_back_to_the_question_that_was_typed(stranger: Client) -> None:
    typed = {"title": "Who else keeps a garden?", "text": "Mine is cold.", "tags": "gardens"}
    response = stranger.post("/ask/", typed)
    page = Page(stranger.get(response["Location"]))
    [door] = [link for link in page.links if link.startswith(SIGN_UP)]
    send(stranger, door, "display_name", email=ADDRESS, display_name="Rose Green")
    response = send(stranger, SIGN_UP_CODE, "code", code=newest_code())
    assert response.headers["Location"] == "/ask/"
    form = Page(stranger.get("/ask/")).form("title").fields
    assert {name: form[name] for name in typed} == typed
    stranger.post("/ask/", form)
    assert Post.objects.get().author_name == "Rose Green"


def test_sign_up_keeps_an_address_in_lower_case(stranger: Client) -> None:
    sign_up(stranger, "Rose.Green@Example.NET", "Rose Green")
    assert User.objects.get().email == ADDRESS


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"email": ""}, "Enter your e-mail address."),
        ({"email": "rose.green"}, "Enter an e-mail address like name@example.com."),
        ({"display_name": ""}, "Enter the name that others will see."),
        ({"display_name": "R"}, "Use a name of at least 2 letters."),
        ({"display_name": "R" * 41}, "Use a name of at most 40 letters."),
        ({"display_name": "Taken Name"}, "Somebody already uses the name “Taken Name”."),
        ({"display_name": "tAKEN  nAME"}, "Somebody already uses the name “tAKEN nAME”."),
        (
            {"display_name": "rose.green@example.net"},
            "This would show a private detail, such as an e-mail address, to everybody.",
        ),
        ({"display_name": "Jo 1234567"}, "Use at most 6 digits."),
        ({"display_name": "Rose Gmail"}, "Leave the e-mail service out of your name."),
        ({"display_name": "roseonyahoo"}, "Leave the e-mail service out of your name."),
        (
            {"display_name": "me: r@example.net"},
            "This would show a private detail, such as an e-mail address, to everybody.",
        ),
    ],
)
def test_sign_up_that_breaks_a_rule_says_what_to_do(
    stranger: Client, typed: dict[str, str], message: str
) -> None:
    make_person("Taken Name")
    form = {"email": ADDRESS, "display_name": "Rose Green"} | typed
    response = send(stranger, SIGN_UP, "display_name", **form)
    page = Page(response)
    assert "There is a problem" in page.text
    assert message in page.text
    kept = page.form("display_name").fields
    assert {name: kept[name] for name in form} == form
    assert User.objects.count() == 1
    assert mail.outbox == []


def test_sign_up_with_a_known_address_looks_like_any_other_and_makes_no_account(
    stranger: Client,
) -> None:
    known = make_person("Known Person")
    pages = []
    for number, address in enumerate((known.email, ADDRESS)):
        browser = Client()
        response = send(
            browser, SIGN_UP, "display_name", email=address, display_name=f"Name {number}"
        )
        assert (response.status_code, response.headers["Location"]) == (302, SIGN_UP_CODE)
        pages.append(Page(browser.get(SIGN_UP_CODE)).text.replace(address, "ADDRESS"))
    assert pages[0] == pages[1]
    assert not User.objects.filter(display_name="Name 0").exists()
    to_known = next(each for each in mail.outbox if each.to == [known.email])
    assert "You have an account already." in to_known.body


def test_sign_up_after_a_typing_mistake_in_the_address_keeps_the_name(stranger: Client) -> None:
    send(stranger, SIGN_UP, "display_name", email="rose@exmaple.net", display_name="Rose Green")
    page = Page(stranger.get(SIGN_UP_CODE))
    [again] = [form for form in page.forms if form.action == SIGN_OUT]
    response = stranger.post(again.action, again.fields)
    assert response["Location"] == SIGN_UP
    response = send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green")
    assert response.headers.get("Location") == SIGN_UP_CODE, Page(response).text
    assert mail.outbox[-1].to == [ADDRESS]
    assert send(stranger, SIGN_UP_CODE, "code", code=newest_code()).headers["Location"] == "/"
    assert User.objects.get(email=ADDRESS).display_name == "Rose Green"


def test_unfinished_account_of_somebody_else_keeps_its_name(stranger: Client) -> None:
    send(Client(), SIGN_UP, "display_name", email="other@example.net", display_name="Rose Green")
    page = Page(send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green"))
    assert "Somebody already uses the name “Rose Green”." in page.text


def test_sign_up_code_works_once_and_in_one_browser(stranger: Client) -> None:
    send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green")
    other = Client()
    assert other.post(SIGN_UP_CODE, {"code": newest_code()}).status_code == 302
    assert "_auth_user_id" not in other.session


def test_too_many_wrong_codes_end_the_attempt(stranger: Client) -> None:
    send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green")
    code = newest_code()
    wrong = "0000-0000" if code != "0000-0000" else "1111-1111"
    for _ in range(6):
        stranger.post(SIGN_UP_CODE, {"code": wrong})
    stranger.post(SIGN_UP_CODE, {"code": code})
    assert "_auth_user_id" not in stranger.session


def test_code_is_in_no_table_and_no_page(stranger: Client) -> None:
    send(stranger, SIGN_UP, "display_name", email=ADDRESS, display_name="Rose Green")
    code = newest_code()
    assert code not in Page(stranger.get(SIGN_UP_CODE)).html
    assert code not in stored_words()
    assert code.replace("-", "") not in stored_words()


def test_members_name_may_hold_no_address_however_it_is_made() -> None:
    person = User(email=ADDRESS, display_name="rose.green@example.net")
    with pytest.raises(Exception, match="private detail"):
        person.full_clean()


def test_names_that_differ_in_capitals_cannot_both_be_stored(db: Any) -> None:
    make_person("Rose Green")
    with pytest.raises(Exception, match=r"display_name_unique|UNIQUE"):
        User.objects.create_user("two@example.net", "ROSE GREEN")


def test_sign_in_pages_give_a_signed_in_person_no_second_account(asker: User) -> None:
    browser = Client()
    browser.force_login(asker)
    ask(asker)
    for address in (SIGN_UP, SIGN_UP_CODE, SIGN_IN_CODE):
        assert browser.get(address).status_code == 302


def test_signing_up_too_often_from_one_place_is_a_429_that_keeps_what_was_typed() -> None:
    form = {"email": ADDRESS, "display_name": ""}
    for _ in range(20):
        assert Client().post(SIGN_UP, form).status_code == 200
    response = Client().post(SIGN_UP, form)
    assert response.status_code == 429
    page = Page(response)
    assert "Wait a few minutes" in page.text
    assert page.form("email").action == SIGN_UP
    assert page.form("email").fields["email"] == ADDRESS


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Ami\u200bra", "Use letters, numbers and spaces only."),
        ("\u200b\u200b\u200b", "Use letters, numbers and spaces only."),
        ("\u0410mira", "Use the letters of one alphabet only."),  # a Cyrillic A
        ("A 1", "Use a name with at least 2 letters."),
        ("Amira Haddad, pharmacist", "Leave your profession out of your name."),
        ("Dr Amira", "Leave your profession out of your name."),
    ],
)
def test_name_that_could_pass_for_another_or_claims_a_profession_is_refused(
    name: str, message: str, client: Client
) -> None:
    page = client.post("/account/sign-up/", {"email": "ami@example.org", "display_name": name})
    assert message in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["Zoë", "O’Brien", "Иван", "Priya & Ken", "Anne-Marie (Leeds)"])
def test_ordinary_names_of_many_places_are_welcome(name: str, client: Client) -> None:
    client.post("/account/sign-up/", {"email": "ami@example.org", "display_name": name})
    assert User.objects.get().display_name == name
