"""The admin of triage: its limits with what they would do, and the weights that it learned."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import whole_number
from moderation import measured, rules
from moderation.admin import ReadOnlyAdmin
from moderation.models import TriageSettings, WeightsVersion
from moderation.triage import model

_MOST_DIFFERENCES = 20


class TriageSettingsForm(forms.ModelForm):
    """The limits and the sample; the rest of a row is kept as it was."""

    class Meta:
        model = TriageSettings
        fields = ("advice_limit", "hold_limit", "sample_share")
        help_texts = {
            "advice_limit": "Lower finds more advice and marks more stories. Empty: as shipped.",
            "hold_limit": "Lower holds more replies back. Empty: as shipped.",
            "sample_share": "0.02 is two in a hundred. The sample shows what the rules miss.",
        }


@admin.register(TriageSettings)
class TriageSettingsAdmin(ReadOnlyAdmin):
    """The settings that count, with the expected load, and all earlier ones."""

    form = TriageSettingsForm
    add_form_template = "moderation/triage_settings.html"
    list_display = (
        "at",
        "because",
        "by",
        "advice_limit",
        "hold_limit",
        "sample_share",
        "weights",
        "pinned",
    )
    list_select_related = ("by", "weights")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may add settings changes what counts; the rows before stay as history."""
        return bool(request.user.has_perm("moderation.add_triagesettings"))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Start from what counts now."""
        now = rules.newest_settings()
        return {name: getattr(now, name) for name in TriageSettingsForm.Meta.fields}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the form under the tables of what each limit would do."""
        now, found = rules.current(), measured.measure()
        limits = now.weights.thresholds
        advice, hold = round(limits["advice"], 2), round(limits["grave"], 2)
        context = {
            "title": "Change what triage decides by",
            "measured": found,
            "per_hundred": round(100 * found.rate),
            "days": measured.DAYS,
            "trouble": now.trouble,
            "shipped": model.load().thresholds,
            "advice_choices": measured.advice_choices(found, now=advice, hold=hold),
            "hold_choices": measured.hold_choices(found, now=hold, advice=advice),
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        return super().add_view(request, form_url, context | (extra_context or {}))

    def save_model(
        self, request: HttpRequest, obj: TriageSettings, form: forms.ModelForm, change: bool
    ) -> None:
        """Write the row; it counts from the next post on, in every process."""
        written = rules.change_settings(
            because=TriageSettings.Because.LIMITS,
            by=cast(User, request.user),  # the admin lets no stranger in
            **form.cleaned_data,
        )
        obj.pk, obj.at = written.pk, written.at


@admin.register(WeightsVersion)
class WeightsVersionAdmin(ReadOnlyAdmin):
    """What was learned: compare the versions, and choose which decides."""

    change_list_template = "moderation/triage_weights.html"
    exclude = ("delta",)
    list_display = (
        "name",
        "created_at",
        "verdicts",
        "guard",
        "accepted",
        "standing",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the differences unread: a list of versions would be megabytes."""
        return super().get_queryset(request).defer("delta")

    @admin.display(description="verdicts and wrong flags")
    def verdicts(self, version: WeightsVersion) -> str:
        """What it was learned from."""
        return f"{version.decisions} and {version.marks}"

    @admin.display(description="on the guard replies")
    def guard(self, version: WeightsVersion) -> str:
        """Average precision of the shipped weights and of this version."""
        return f"{version.guard_before:.3f}, then {version.guard_after:.3f}"

    @admin.display(description="decides")
    def standing(self, version: WeightsVersion) -> str:
        """Whether the version decides, or the way to let it."""
        if version.pk == rules.newest_settings().weights_id:
            return "decides now"
        if version.base != model.load().version:
            return "for an earlier release"
        if version.emptied_at:
            return "too old: only its figures were kept"
        return format_html('<a href="{}">compare and choose</a>', choose_address(str(version.pk)))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the versions under a line that says what decides."""
        context = {
            "title": "Weights that triage learned",
            "settings": rules.newest_settings(),
            "trouble": rules.current().trouble,
            "shipped": model.load().version,
            "choose_shipped": choose_address("shipped"),
            "unpin": choose_address("newest"),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which a version is compared and chosen."""
        choose = require_http_methods(["GET", "POST"])(self.choose_view)
        page = self.admin_site.admin_view(choose)
        return [
            path("choose/<str:which>/", page, name="moderation_weightsversion_choose"),
            *super().get_urls(),
        ]

    def choose_view(self, request: HttpRequest, which: str) -> HttpResponse:
        """Compare what would decide with what does; on POST let it decide.

        `which` is the id of a version, "shipped", or "newest" to unpin.
        """
        if not request.user.has_perm("moderation.change_weightsversion"):
            raise PermissionDenied
        version = chosen_version(which)
        if request.method == "POST":
            by = cast(User, request.user)  # the admin lets no stranger in
            try:
                _choose(which, version, by)
            except ValueError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, "Done. It counts from the next post on.")
            return redirect("admin:moderation_weightsversion_changelist")
        now = rules.newest_settings().weights
        context = {
            **self.admin_site.each_context(request),
            "title": "Unpin" if which == "newest" else "Choose the weights that decide",
            "opts": self.opts,
            "which": which,
            "version": version,
            "now": now,
            "differences": differences(now, version),
        }
        return TemplateResponse(request, "moderation/triage_choose.html", context)


def _choose(which: str, version: WeightsVersion | None, by: User) -> None:
    if which == "newest":
        rules.unpin_weights(by=by)
    else:
        rules.choose_weights(version, by=by)


def choose_address(which: str) -> str:
    """Return the address of the page on which a version is chosen."""
    return reverse("admin:moderation_weightsversion_choose", args=[which])


def chosen_version(which: str) -> WeightsVersion | None:
    """Return the version that `which` names, None for the shipped weights; Http404 for neither."""
    if which == "shipped":
        return None
    if which == "newest":
        return rules.newest_accepted()
    if (number := whole_number(which)) is None:
        raise Http404
    can_decide = {"base": model.load().version, "emptied_at": None}
    return get_object_or_404(WeightsVersion, pk=number, **can_decide)


def differences(
    now: WeightsVersion | None, then: WeightsVersion | None
) -> list[tuple[str, float, float]]:
    """Return the words and cues that two versions weigh most differently: name, weight now, then.

    Orders of kinds of words are left out: nobody could judge them.
    """
    ours, theirs = (rules.advice_changes(each) for each in (now, then))
    names = sorted(
        filter(_can_be_read, ours.keys() | theirs.keys()),
        key=lambda name: (-abs(theirs.get(name, 0.0) - ours.get(name, 0.0)), name),
    )
    pairs = [(name, ours.get(name, 0.0), theirs.get(name, 0.0)) for name in names]
    return [each for each in pairs if each[1] != each[2]][:_MOST_DIFFERENCES]


def _can_be_read(feature: str) -> bool:
    return feature.startswith("cue=") or not any(sign in feature for sign in "=/>+")
