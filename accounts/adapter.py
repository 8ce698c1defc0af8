"""How allauth makes our users."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Saves the public name with the account; addresses in lower case."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Return `user` filled from the sign-up form and saved if `commit`."""
        user.display_name = form.cleaned_data["display_name"]
        user.email = form.cleaned_data["email"].lower()
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def clean_email(self, email: str) -> str:
        """Return the address in lower case: one mailbox, one account."""
        return str(super().clean_email(email)).lower()

    def get_user_search_fields(self) -> list[str]:
        """Return the columns that the admin searches for a person."""
        return ["email", "display_name"]
