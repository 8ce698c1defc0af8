"""How allauth makes our users, and what it says to them."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
)
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from accounts.way_in import remember

logger = logging.getLogger(__name__)

TOO_OFTEN = "You have tried many times. Wait ten minutes, then ask for a new code."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Saves the public name with the account; addresses in lower case."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": "We sent a code a moment ago. Wait a minute, then ask for a new one.",
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Return `user` filled from the sign-up form and saved if `commit`."""
        mistyped = unfinished_account(request)
        if mistyped is not None:
            mistyped.delete()
        user.signed_up = True
        user.display_name = form.cleaned_data["display_name"]
        user.email = form.cleaned_data["email"].lower()
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def clean_email(self, email: str) -> str:
        """Return the address in lower case: one mailbox, one account."""
        return str(super().clean_email(email)).lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an e-mail now; where the mail server doesn't take it, show a page that says so."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # covers smtplib's errors and those of the network
            logger.warning("An e-mail with a code could not be sent (%s).", type(error).__name__)
            page = render(self.request, "account/mail_down.html", status=503)
            raise ImmediateHttpResponse(page) from None

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the holder of an address that somebody wanted to sign up with it."""
        self.send_mail("account/email/account_already_exists", email, {})

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        """Return the way to the page where the visitor wanted to go, and remember it.

        A session that began as a stranger's lasts as long as any member's from now on.
        """
        request.session.set_expiry(None)
        response: HttpResponse = super().post_login(request, user, **login)
        remember(request, response.headers.get("Location", ""))
        return response

    def get_user_search_fields(self) -> list[str]:
        """Return the columns that the admin searches for a person."""
        return ["email", "display_name"]


def unfinished_account(request: HttpRequest) -> User | None:
    """Return the account that was begun in this browser and never finished; None without one.

    Who mistypes the address signs up again: the first try must not keep the name.
    """
    begun = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY) or {}
    return User.objects.filter(pk=begun.get("user_id", 0), last_login=None).first()
