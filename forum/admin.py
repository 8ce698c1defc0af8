"""The admin of the forum looks, and sets tags; posts are changed on the site alone."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from forum.models import Notice, Tag, Topic
from forum.posting import tag_slug
from forum.search import index_topic, index_topics
from moderation.admin import ReadOnlyAdmin


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    """Tags; what stands in the address of one is made from its name.

    Topics are found by a tag's new name, and no longer by one that is gone.
    """

    list_display = ("name", "slug")
    search_fields = ("name",)
    readonly_fields = ("slug",)

    def save_model(self, request: HttpRequest, obj: Tag, form: ModelForm, change: bool) -> None:
        """Save the tag; its address stays when it is renamed, so that links go on working."""
        obj.slug = obj.slug or tag_slug(obj.name)
        super().save_model(request, obj, form, change)
        index_topics(obj.topics.all())

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        """Delete the tag, as one of a list."""
        self.delete_queryset(request, Tag.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        """Delete the tags, and index anew the topics that had them."""
        topics = list(Topic.objects.filter(tags__in=queryset).distinct())
        super().delete_queryset(request, queryset)
        index_topics(topics)


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics: their tags can be set; titles came through the text filter and stay."""

    list_display = ("title", "kind", "comment_count", "last_post_at")
    list_filter = ("kind",)
    search_fields = ("title",)
    fields = ("title", "kind", "tags", "comment_count", "created_at", "last_post_at")
    readonly_fields = ("title", "kind", "comment_count", "created_at", "last_post_at")
    filter_horizontal = ("tags",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Topics are started on the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Posts are withdrawn or removed on the site, where their reviews are told of it."""
        return False

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Save the tags, and let the search find the topic by them."""
        super().save_related(request, form, formsets, change)
        index_topic(form.instance)


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """E-mails that wait, failed or went out; only the site writes them."""

    list_display = ("pk", "kind", "recipient", "not_before", "attempts", "sent_at")
    list_filter = ("kind",)
