"""Two requests at once: one post, one mark, one count."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Helpful, Notice, Post, Topic
from tests.people import answer, ask, make_person

pytestmark = pytest.mark.django_db(transaction=True)

Request = Callable[[], HttpResponseBase]


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Return a function that moves the test's database from memory to a file.

    Threads can't share SQLite's database in memory the way they share a file. What the test wrote
    so far moves along; from then on the file is the database. PostgreSQL needs nothing of it.
    """
    name = connection.settings_dict["NAME"]
    held = connection.connection

    def move() -> None:
        if connection.vendor != "sqlite":
            return
        path = tmp_path / "race.sqlite3"
        with sqlite3.connect(path) as file:
            connection.connection.backup(file)
        file.close()
        connection.settings_dict["NAME"] = str(path)
        connection.connection = None

    yield move
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.connection = held


@contextmanager
def nobody_writes() -> Iterator[None]:
    """Let everybody read and make everybody who writes wait until the end of the block."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("LOCK TABLE forum_post, forum_topic, forum_helpful IN EXCLUSIVE MODE")
        yield


def at_once(*requests: Request) -> list[HttpResponseBase]:
    """Send all requests so that each has read what it needs before the first one writes."""
    responses: list[HttpResponseBase] = []

    def send(request: Request) -> None:
        try:
            responses.append(request())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[request]) for request in requests]
    with nobody_writes():
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        assert all(thread.is_alive() for thread in threads), "somebody wrote while nobody could"
    for thread in threads:
        thread.join(timeout=30)
    assert len(responses) == len(threads)
    return responses


def signed_in(person: User) -> Client:
    """Return a browser in which a person is signed in."""
    browser = Client()
    browser.force_login(person)
    return browser


def test_two_racing_replies_of_one_form_are_one_reply(on_disk: Callable[[], None]) -> None:
    first = ask(make_person("Asta Asker"))
    address = reverse("forum:post-reply", args=[first.pk])
    tabs = [signed_in(make_person("Anselm Answerer"))]
    tabs.append(Client())
    tabs[1].cookies = tabs[0].cookies
    on_disk()
    form = {"text": "Hello.", "submission": str(uuid4())}
    responses = at_once(*[lambda tab=tab: tab.post(address, form) for tab in tabs])  # type: ignore[misc]
    reply = Post.objects.get(parent=first)
    assert [each.status_code for each in responses] == [302, 302]
    assert {each["Location"] for each in responses} == {reply.get_absolute_url()}
    assert Notice.objects.count() == 1
    first.topic.refresh_from_db()
    assert first.topic.comment_count == 1


def test_two_racing_questions_of_one_form_are_one_question(on_disk: Callable[[], None]) -> None:
    browser = signed_in(make_person("Asta Asker"))
    on_disk()
    form = {
        "title": "Who else keeps a garden?",
        "text": "Hello.",
        "tags": "gardens",
        "submission": str(uuid4()),
    }
    responses = at_once(*[lambda: browser.post("/ask/", form)] * 2)
    topic = Topic.objects.get()
    assert {each["Location"] for each in responses} == {topic.get_absolute_url()}
    assert Post.objects.count() == 1


def test_racing_replies_of_different_people_all_arrive(on_disk: Callable[[], None]) -> None:
    first = ask(make_person("Asta Asker"))
    address = reverse("forum:post-reply", args=[first.pk])
    browsers = [signed_in(make_person(f"Answerer {number}")) for number in range(4)]
    on_disk()
    responses = at_once(
        *[lambda each=each: each.post(address, {"text": "Hello."}) for each in browsers]  # type: ignore[misc]
    )
    assert [each.status_code for each in responses] == [302] * 4
    replies = Post.objects.filter(parent=first)
    assert replies.count() == 4
    assert len({reply.path for reply in replies}) == 4
    first.topic.refresh_from_db()
    assert first.topic.comment_count == 4


def test_racing_marks_of_one_reader_count_once(on_disk: Callable[[], None]) -> None:
    asker = make_person("Asta Asker")
    reply = answer(ask(asker), make_person("Anselm Answerer"))
    browser = signed_in(asker)
    on_disk()
    address = reverse("forum:post-helpful", args=[reply.pk])
    responses = at_once(*[lambda: browser.post(address)] * 2)
    assert [each.status_code for each in responses] == [302, 302]
    reply.refresh_from_db()
    assert (reply.helpful_count, Helpful.objects.count()) == (1, 1)


def test_two_racing_changes_are_one_change_and_one_conflict(on_disk: Callable[[], None]) -> None:
    answerer = make_person("Anselm Answerer")
    reply = answer(ask(make_person("Asta Asker")), answerer)
    browser = signed_in(answerer)
    on_disk()
    address = reverse("forum:post-edit", args=[reply.pk])
    texts = ["I keep kale.", "I keep leeks."]
    responses = at_once(
        *[
            lambda text=text: browser.post(address, {"text": text, "version": "1"})  # type: ignore[misc]
            for text in texts
        ]
    )
    assert sorted(each.status_code for each in responses) == [302, 409]
    reply.refresh_from_db()
    assert reply.version == 2
    assert reply.source in texts
