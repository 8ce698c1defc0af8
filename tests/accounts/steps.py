"""The steps of signing up and in, as a person takes them in a browser."""

import re
from typing import Any

from django.core import mail
from django.http import HttpResponseBase
from django.test import Client

from tests.forum.pages import Page

SIGN_UP, SIGN_UP_CODE = "/account/sign-up/", "/account/sign-up/code/"
SIGN_OUT = "/account/sign-out/"
SIGN_IN, SIGN_IN_CODE = "/account/sign-in/", "/account/sign-in/code/"


def newest_code() -> str:
    """Return the code in the newest e-mail, in its two groups."""
    found = re.findall(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)
    assert len(found) == 1, mail.outbox[-1].body
    code: str = found[0]
    return code


def send(browser: Client, address: str, field: str, **typed: Any) -> HttpResponseBase:
    """Open a page, fill in the form that has this field, and send it where the form says."""
    form = Page(browser.get(address, follow=True)).form(field)
    return browser.post(form.action or address, form.fields | typed)


def sign_up(browser: Client, email: str, name: str) -> None:
    """Make an account and finish it with the code."""
    send(browser, SIGN_UP, "display_name", email=email, display_name=name)
    send(browser, SIGN_UP_CODE, "code", code=newest_code())


def sign_in(browser: Client, email: str, *, at: str = SIGN_IN) -> HttpResponseBase:
    """Sign in with a code, from the page that asks to; return the answer that leads on."""
    code_page = send(browser, at, "email", email=email).headers["Location"]
    return send(browser, code_page, "code", code=newest_code())
