"""The forms of signing up and in, and of the admin's door: messages say what to do."""

import re
from typing import Any
from unicodedata import normalize

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from accounts.adapter import unfinished_account
from accounts.models import User, validate_display_name

EMAIL_MESSAGES = {
    "required": "Enter your e-mail address.",
    "invalid": "Enter an e-mail address like name@example.com.",
}


# Words by which a name would claim what only a checked credential or the site's staff may say.
ROLES = frozenset(
    {"dr", "doctor", "gp", "md", "physician", "surgeon", "pharmacist", "nurse", "dietitian"}
    | {"physiotherapist", "professor", "moderator", "admin", "administrator", "staff", "editor"}
)


def _plain_email_field(field: forms.Field) -> None:
    """Give allauth's e-mail field our words, and take its placeholder away."""
    field.label = "Your e-mail address"
    field.help_text = "Only we see it. We send a code to it; it is never shown on the site."
    field.error_messages |= EMAIL_MESSAGES
    field.widget.attrs = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}


class SignupForm(allauth_forms.SignupForm):  # type: ignore[misc]
    """An address for us and a name for everybody: no password."""

    display_name = forms.CharField(
        label="Your public name",
        help_text="Everybody sees it. A first name is enough. Don't use your e-mail address.",
        max_length=40,
        min_length=2,
        error_messages={
            "required": "Enter the name that others will see.",
            "max_length": "Use a name of at most 40 letters.",
            "min_length": "Use a name of at least 2 letters.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ["email", "display_name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_email_field(self.fields["email"])

    def clean_display_name(self) -> str:
        """Return the name with single spaces; refuse one that is taken or holds an address."""
        name = " ".join(normalize("NFKC", str(self.cleaned_data["display_name"])).split())
        validate_display_name(name)
        if ROLES.intersection(re.findall(r"\w+", name.lower())):
            raise ValidationError(
                "Leave your profession out of your name. We show it once it is checked: "
                "ask the people who run this site."
            )
        holders = User.objects.filter(display_name__iexact=name)
        mistyped = unfinished_account(context.request)
        if holders.exclude(pk=mistyped.pk if mistyped else 0).exists():
            raise ValidationError(
                f"Somebody already uses the name “{name}”. Add a letter or a town, "
                f"for example “{name} from Leeds”."
            )
        return name


class RequestCodeForm(allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for the address to send a sign-in code to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_email_field(self.fields["email"])

    def clean_email(self) -> str:
        """Return the address; the code that goes there proves it, whoever made the account."""
        email = str(super().clean_email())
        if self._user is not None:
            EmailAddress.objects.get_or_create(
                user=self._user, email=self._user.email, defaults={"primary": True}
            )
        return email


class _CodeField:
    """The one field of both code forms: spaces and dashes in the code don't matter."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = "The code from the e-mail"
        field.help_text = "8 digits, for example 1234-5678. You may paste it."
        field.error_messages["required"] = "Enter the 8 digits from the e-mail."
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}

    def clean_code(self) -> str:
        """Return the code; say what to do when it doesn't match."""
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError(
                "That code doesn't match. Check the newest e-mail from us, or ask for a new code."
            ) from error


class ConfirmCodeForm(_CodeField, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    """Asks for the code of a sign-in."""


class ConfirmEmailForm(_CodeField, allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """Asks for the code that proves a new account's address."""


class AdminSignInForm(AdminAuthenticationForm):
    """Asks staff for their password, a few times in five minutes: allauth's "login_failed" limit.

    It counts wrong passwords by the visitor's address and by the name that is tried. Whoever is
    kept out by somebody else's guesses can sign in by a code.
    """

    error_messages = AdminAuthenticationForm.error_messages | {
        "too_often": "There were too many wrong passwords. Wait five minutes, or sign in by a code."
    }

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Return the fields of somebody who may come in.

        Raises ValidationError for a wrong password, and for any after too many wrong ones.
        """
        given = {name: self.cleaned_data.get(name) for name in ("username", "password")}
        if not all(given.values()):
            return self.cleaned_data
        try:
            user = get_adapter().authenticate(self.request, **given)
        except ValidationError as error:
            raise ValidationError(self.error_messages["too_often"], code="too_often") from error
        if user is None:
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(user)
        self.user_cache = user
        return self.cleaned_data
