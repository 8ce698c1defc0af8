"""Every column that could hold people's words says where its text comes from.

A new column fails here until it has a line, which is the moment to think of its door.
"""

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField

# Columns of text that people wrote, and what cleans it before it is stored.
CLEANED = {
    "forum.Post.source": "CleanText.source",
    "forum.Post.html": "CleanText.html",
    "forum.PostRevision.source": "a copy of Post.source",
    "forum.PostRevision.html": "a copy of Post.html",
    "forum.Topic.title": "clean_line, which refuses a private detail",
    "forum.Tag.name": "clean_line, which refuses a private detail",
    "moderation.Review.text": "a copy of Post.source",
    "moderation.Review.parent_text": "a copy of Post.source",
    "moderation.Review.topic_title": "a copy of Topic.title",
    "moderation.Review.note": "CleanText.source",
    "moderation.Review.note_html": "CleanText.html",
    "moderation.Review.source_url": "clean_line, which refuses a private detail",
    "moderation.ReviewEvent.before": "a copy of columns of Review",
    "moderation.Report.text": "CleanText.source",
    "accounts.User.display_name": "DISPLAY_NAME_VALIDATORS, which refuse a private detail",
    "forum.Post.author_name": "a copy of User.display_name, or clean_line when imported",
    "moderation.Review.author_name": "a copy of Post.author_name",
}

# Columns that no reader's words reach, and what is in them.
NOT_WRITTEN_BY_READERS = {
    "forum.Post.path": "ids as digits",
    "forum.Post.hidden": "kinds and places of what was hidden, never the value",
    "forum.Post.import_key": "the site and number of an imported comment",
    "forum.Topic.import_key": "the site and number of an imported article",
    "forum.Topic.slug": "made from Topic.title",
    "forum.Tag.slug": "made from Tag.name",
    "moderation.Review.place": "an address of this site, made from ids",
    "moderation.Review.field": "a word of triage",
    "moderation.Review.reasons": "rules, places and sentences of triage",
    "moderation.Review.country": "two letters, copied from Credential.country",
    "accounts.Credential.registration": "written by staff in the admin, from the public register",
    "accounts.Credential.country": "two letters, written by staff in the admin",
    "accounts.User.email": "the address for signing in; never shown",
    "accounts.User.password": "a salted hash",
}


def text_columns() -> set[str]:
    """Return our models' columns that can hold free text."""
    return {
        f"{model._meta.label}.{column.name}"
        for label in ("accounts", "moderation", "forum")
        for model in apps.get_app_config(label).get_models()
        for column in model._meta.local_fields
        if isinstance(column, CharField | TextField | JSONField) and not column.choices
    }


def test_every_text_column_says_where_its_text_comes_from() -> None:
    known = CLEANED.keys() | NOT_WRITTEN_BY_READERS.keys()
    assert text_columns() - known == set(), "say in this module what cleans the new column"


@pytest.mark.parametrize("table", [CLEANED, NOT_WRITTEN_BY_READERS], ids=["cleaned", "others"])
def test_no_line_is_left_over_from_a_column_that_is_gone(table: dict[str, str]) -> None:
    assert {column for column in table if column not in text_columns()} == set()
