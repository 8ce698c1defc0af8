"""The admin of people and credentials: where the staff record what they checked."""

from typing import cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Credential, User


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


@admin.register(Credential)
class CredentialAdmin(admin.ModelAdmin):
    """Credentials; the person who saves one states by it that they checked the register."""

    list_display = ("user", "profession", "country", "valid_until", "checked_by", "withdrawn_at")
    list_filter = ("profession", "country")
    search_fields = ("user__display_name", "registration")
    autocomplete_fields = ("user",)
    readonly_fields = ("checked_by", "checked_at")

    def save_model(
        self,
        request: HttpRequest,
        obj: Credential,
        form: forms.ModelForm,
        change: bool,
    ) -> None:
        """Record who checked the register, and when."""
        obj.checked_by = cast(User, request.user)  # the admin lets no stranger in
        obj.checked_at = timezone.now()
        super().save_model(request, obj, form, change)
