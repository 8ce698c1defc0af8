"""The e-mail rows: who is told what, when, and what is dropped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forum import doubting, notices, posting
from forum.models import Notice, Post
from moderation import decisions
from moderation.models import Review, ReviewEvent
from moderation.states import ReportReason, State, Verdict
from moderation.text.clean import clean
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


def decide(review: Review, by: User, verdict: Verdict = Verdict.SOUND) -> Review:
    """Give a verdict as the desk does."""
    review.refresh_from_db()
    return decisions.decide(
        review, by=by, version=review.version, verdict=verdict, note=clean("Why.")
    )


def told(kind: Notice.Kind) -> list[tuple[User, Post]]:
    """Return whom unsent notices of this kind go to, and about which post."""
    return [(each.recipient, each.post) for each in Notice.objects.filter(kind=kind, sent_at=None)]


def wait_over() -> None:
    """Let the delay of all notices pass."""
    Notice.objects.update(not_before=timezone.now() - timedelta(seconds=1))


@contextmanager
def failing_notices() -> Iterator[None]:
    """Make the database refuse notices, as a full disk would."""

    def refuse(**_: Any) -> None:
        raise OSError("No space left on device")

    post_save.connect(refuse, sender=Notice)
    try:
        yield
    finally:
        post_save.disconnect(refuse, sender=Notice)


def test_reply_tells_whom_it_answers_after_the_delay(
    asker: User, answerer: User, settings: Any
) -> None:
    settings.NOTICE_DELAY_SECONDS = 300
    first = ask(asker)
    before = timezone.now()
    reply = answer(first, answerer)
    assert told(Notice.Kind.REPLY) == [(asker, reply)]
    wait = Notice.objects.get().not_before - before
    assert timedelta(seconds=300) <= wait < timedelta(seconds=330)
    assert list(notices.due()) == []


def test_reply_deep_in_a_thread_tells_the_one_it_answers_not_the_asker(
    asker: User, answerer: User, moderator: User
) -> None:
    reply = answer(ask(asker), answerer)
    Notice.objects.all().delete()
    deeper = answer(reply, moderator)
    assert told(Notice.Kind.REPLY) == [(answerer, deeper)]


def test_reply_to_oneself_tells_nobody(asker: User) -> None:
    answer(ask(asker), asker)
    assert not Notice.objects.exists()


def test_reply_to_an_imported_comment_tells_nobody(asker: User, answerer: User) -> None:
    imported = posting.reply(
        ask(asker), author=None, author_name="Colleen", text=clean("Hello"), import_key="x:1"
    )
    answer(imported, answerer)
    assert not Notice.objects.exists()


def test_held_reply_tells_nobody_until_it_is_released(
    asker: User, answerer: User, pharmacist: User
) -> None:
    reply = answer(ask(asker), answerer)
    deeper = answer(reply, asker)
    assert (answerer, deeper) in told(Notice.Kind.REPLY)
    Notice.objects.all().delete()
    review = doubt_about(reply, 3)
    decide(review, pharmacist, Verdict.EXPERIENCE)
    assert told(Notice.Kind.REPLY) == [(asker, reply)]
    assert told(Notice.Kind.VERDICT) == [(answerer, reply)]


def test_reply_that_is_held_from_the_start_tells_nobody(
    asker: User, answerer: User, settings: Any, client_of: ClientOf
) -> None:
    settings.ADVICE_POLICY = {1: "hold", 2: "hold", 3: "hold"}
    first = ask(asker)
    client_of(answerer).post(
        reverse("forum:post-reply", args=[first.pk]),
        {"text": "Stop taking your warfarin, you don't need it."},
    )
    reply = Post.objects.get(parent=first)
    assert reply.is_withheld
    assert not Notice.objects.exists()


def test_removed_reply_is_told_to_its_author_alone(
    asker: User, answerer: User, pharmacist: User
) -> None:
    reply = answer(ask(asker), answerer)
    Notice.objects.all().delete()
    decide(doubt_about(reply, 3), pharmacist, Verdict.HARMFUL)
    assert told(Notice.Kind.VERDICT) == [(answerer, reply)]
    assert told(Notice.Kind.REPLY) == []


def test_verdict_on_a_reply_that_was_shown_tells_its_reader_once(
    asker: User, answerer: User, pharmacist: User
) -> None:
    reply = answer(ask(asker), answerer)
    decide(doubt_about(reply, 2), pharmacist)
    assert told(Notice.Kind.REPLY) == [(asker, reply)]


def test_undone_verdict_tells_nobody(asker: User, answerer: User, pharmacist: User) -> None:
    reply = answer(ask(asker), answerer)
    Notice.objects.all().delete()
    review = decide(doubt_about(reply, 3), pharmacist)
    decisions.undo(review, by=pharmacist, version=review.version)
    assert told(Notice.Kind.VERDICT) == []
    wait_over()
    assert notices.send_due() == (0, 0)


def test_verdict_given_anew_after_an_undo_is_told_once(
    asker: User, answerer: User, pharmacist: User, mailoutbox: list[Any]
) -> None:
    reply = answer(ask(asker), answerer)
    Notice.objects.all().delete()
    review = decide(doubt_about(reply, 3), pharmacist, Verdict.EXPERIENCE)
    decisions.undo(review, by=pharmacist, version=review.version)
    decide(review, pharmacist, Verdict.MISLEADING)
    wait_over()
    assert notices.send_due() == (2, 0)
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([asker.email, answerer.email])


def test_edit_drops_the_unsent_notice_of_the_verdict_on_the_old_words(
    asker: User, answerer: User, pharmacist: User
) -> None:
    reply = answer(ask(asker), answerer)
    decide(doubt_about(reply, 2), pharmacist)
    reply.refresh_from_db()
    posting.edit(reply, text=clean("Other words altogether."), version=reply.version)
    assert told(Notice.Kind.VERDICT) == []


def test_verdict_that_is_doubted_again_is_still_told(
    asker: User, answerer: User, pharmacist: User
) -> None:
    reply = answer(ask(asker), answerer)
    decide(doubt_about(reply, 2), pharmacist)
    reply.refresh_from_db()
    doubting.report(reply, by=asker, reason=ReportReason.ADVICE, text=clean(""))
    assert told(Notice.Kind.VERDICT) == [(answerer, reply)]


def test_withdrawn_reply_is_not_told(asker: User, answerer: User, mailoutbox: list[Any]) -> None:
    reply = answer(ask(asker), answerer)
    posting.withdraw(reply)
    wait_over()
    assert notices.send_due() == (0, 0)
    assert mailoutbox == []
    assert not Notice.objects.exists()


def test_reply_that_cannot_be_told_of_is_not_there_either(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    first = ask(asker)
    browser = client_of(answerer)
    browser.raise_request_exception = False
    with failing_notices():
        response = browser.post(
            reverse("forum:post-reply", args=[first.pk]), {"text": "Words that must not be lost."}
        )
    assert response.status_code == 500
    assert "Words that must not be lost." in response.content.decode()
    assert not Post.objects.filter(parent=first).exists()
    first.topic.refresh_from_db()
    assert first.topic.comment_count == 0


def test_verdict_that_cannot_be_told_is_not_given(
    asker: User, answerer: User, pharmacist: User
) -> None:
    review = doubt_about(answer(ask(asker), answerer), 3)
    with failing_notices(), pytest.raises(OSError, match="No space"):
        decide(review, pharmacist, Verdict.EXPERIENCE)
    review.refresh_from_db()
    assert (review.state, review.verdict, review.withholds) == (State.WAITING, "", True)
    assert not ReviewEvent.objects.filter(review=review, move="decided").exists()
