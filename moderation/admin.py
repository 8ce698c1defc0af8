"""The admin may look at reviews; only the desk changes them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from moderation.models import ReadyNote, Report, Review, ReviewEvent, Route, WatchWord


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    """Which professions check advice of which field."""

    list_display = ("field", "profession")
    list_filter = ("field", "profession")


@admin.register(ReadyNote)
class ReadyNoteAdmin(admin.ModelAdmin):
    """Notes that reviewers take over with one key."""

    list_display = ("title", "verdict", "place")
    list_filter = ("verdict",)
    list_editable = ("place",)


@admin.register(WatchWord)
class WatchWordAdmin(admin.ModelAdmin):
    """Words and phrases that bring a post to the desk."""

    list_display = ("phrase", "why")
    search_fields = ("phrase",)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows; refuses every change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes here."""
        return False


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """Reviews, newest first."""

    list_display = ("pk", "about", "severity", "field", "state", "verdict", "opened_at")
    list_filter = ("state", "about", "severity", "field", "verdict")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Readers' complaints."""

    list_display = ("pk", "review", "reason", "reported_at")
    list_filter = ("reason",)


@admin.register(ReviewEvent)
class ReviewEventAdmin(ReadOnlyAdmin):
    """The history of all reviews."""

    list_display = ("pk", "review", "move", "actor", "at")
    list_filter = ("move",)
