"""The admin of people and credentials: where the staff record what they checked."""

from typing import Any, cast

import allauth.account.admin  # noqa: F401  (these must have registered what we take away below)
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils import timezone

from accounts.forms import AdminSignInForm
from accounts.models import Credential, User

admin.site.login_form = AdminSignInForm


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People, by public name; the address is looked up, never listed."""

    list_display = ("display_name", "is_moderator", "is_staff", "is_active", "date_joined")
    list_filter = ("is_moderator", "is_staff", "is_active")
    search_fields = ("display_name", "email")
    fields = (
        "display_name",
        "email",
        "is_active",
        "is_moderator",
        "is_staff",
        "is_superuser",
        "date_joined",
        "last_login",
    )
    readonly_fields = ("date_joined", "last_login")

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        """Save the person; a corrected address must prove itself at the next sign-in."""
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()


# It would list everybody's address; UserAdmin finds a person without showing the others'.
admin.site.unregister(EmailAddress)
# Rights come from the columns of User; nobody needs groups, and their names pass no text filter.
admin.site.unregister(Group)


class CredentialForm(forms.ModelForm):
    """Refuses, with a sentence, to let somebody check their own credential."""

    checker: User

    def clean_user(self) -> User:
        """Return the holder; ValidationError where it is the person who fills the form."""
        holder: User = self.cleaned_data["user"]
        if holder == self.checker:
            raise forms.ValidationError("Somebody else must check your own credential.")
        return holder


@admin.register(Credential)
class CredentialAdmin(admin.ModelAdmin):
    """Credentials; the person who saves one states by it that they checked the register."""

    list_display = ("user", "profession", "country", "valid_until", "checked_by", "withdrawn_at")
    list_filter = ("profession", "country")
    search_fields = ("user__display_name", "registration")
    autocomplete_fields = ("user",)
    readonly_fields = ("checked_by", "checked_at")
    form = CredentialForm

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """Return the form, which knows who fills it."""
        form = super().get_form(request, obj, change, **kwargs)
        return type("CredentialForm", (form,), {"checker": request.user})

    def save_model(
        self,
        request: HttpRequest,
        obj: Credential,
        form: forms.ModelForm,
        change: bool,
    ) -> None:
        """Record who checked the register, and when; to withdraw a credential is no check."""
        if set(form.changed_data) - {"withdrawn_at"}:
            obj.checked_by = cast(User, request.user)  # the admin lets no stranger in
            obj.checked_at = timezone.now()
        super().save_model(request, obj, form, change)
