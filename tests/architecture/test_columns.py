"""Every column that could hold people's words says where its text comes from.

A new column fails here until it has a line, which is the moment to think of its door.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import CharField, JSONField, TextField
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post
from moderation.models import Review
from moderation.states import ReportReason, Verdict
from tests.people import answer, ask, doubt_about

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
    "moderation.WeightsVersion.delta": "words of Review.text, at most three in a row",
    "moderation.Review.note": "CleanText.source",
    "moderation.Review.note_html": "CleanText.html",
    "moderation.Review.source_url": "clean_line, which refuses a private detail",
    "moderation.Review.first_note": "CleanText.source",
    "moderation.Review.first_source_url": "clean_line, which refuses a private detail",
    "moderation.Review.appeal": "CleanText.source",
    "moderation.ReviewEvent.note": "CleanText.source",
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
    "forum.Dispute.kind": "a kind of detail, out of Post.hidden",
    "forum.Post.import_key": "the site and number of an imported comment",
    "forum.Topic.import_key": "the site and number of an imported article",
    "forum.Topic.slug": "made from Topic.title",
    "forum.Tag.slug": "made from Tag.name",
    "moderation.Review.hidden": "kinds and numbers of what was hidden, never the value",
    "forum.Post.country": "two letters, copied from Credential.country",
    "moderation.Review.place": "an address of this site, made from ids",
    "moderation.Review.field": "a word of triage",
    "moderation.Review.reasons": "rules, places and sentences of triage",
    "moderation.Review.rules": "a version of the weights",
    "moderation.WeightsVersion.base": "a version of the weights",
    "moderation.WeightsVersion.digest": "a digest",
    "moderation.WeightsVersion.learned_from": "a digest",
    "moderation.FlagMark.rule": "the name of a rule",
    "moderation.Review.country": "two letters, copied from Credential.country",
    "moderation.Review.first_country": "two letters, copied from Credential.country",
    "moderation.DeskKeys.chosen": "single keys, a letter or sign for an action",
    "moderation.ReadyNote.title": "written by staff in the admin; a private detail is refused",
    "moderation.ReadyNote.text": "written by staff in the admin; a private detail is refused",
    "moderation.ReadyNote.source_url": "written by staff in the admin; a private detail is refused",
    "moderation.WatchWord.phrase": "written by staff in the admin; a private detail is refused",
    "moderation.WatchWord.why": "written by staff in the admin; a private detail is refused",
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


ADDRESS = "skye.walker@mailhost.example.org"
WORDS = f"It went well, and I tell you more if you write to {ADDRESS} this week."


def send(browser: Client, name: str, record: Any = None, **fields: Any) -> None:
    """Post a form and expect that it was taken."""
    address = reverse(name, args=[record.pk] if record else [])
    assert browser.post(address, fields).status_code == 302


def test_an_address_typed_into_every_form_is_in_no_column(
    asker: User, answerer: User, pharmacist: User, client_of: Callable[[User], Client]
) -> None:
    asks, answers, judges = client_of(asker), client_of(answerer), client_of(pharmacist)
    question = ask(asker)
    send(asks, "forum:topic-ask", title="How did your hearing test go?", text=WORDS, tags="ears")
    send(answers, "forum:post-reply", question, text=WORDS)
    post = Post.objects.filter(author=answerer).get()
    send(answers, "forum:post-edit", post, text=f"Again: {WORDS}", version=post.version)
    send(asks, "forum:post-report", post, reason=ReportReason.RUDE, text=WORDS)
    review = doubt_about(answer(question, answerer))
    decision = {"verdict": Verdict.CAUTION, "note": WORDS, "version": review.version}
    send(judges, "moderation:review-decide", review, **decision)
    send(Client(), "forum:post-reply", question, text=WORDS)  # a stranger's draft

    assert Review.objects.get(pk=review.pk).note
    stored = [
        str(value)
        for label in ("accounts", "moderation", "forum", "sessions")
        for model in apps.get_app_config(label).get_models()
        for row in model._default_manager.values_list()
        for value in row
    ]
    assert sum("*****@***" in value for value in stored) >= 6
    assert [value for value in stored if "skye" in value or "mailhost" in value] == []
    drafts = [session.get_decoded() for session in Session.objects.all()]
    assert "*****@***" in str(drafts)
    assert "skye" not in str(drafts)
