"""The worker: e-mails go out after the delay, once, and again after a failure."""

import os
import signal
import smtplib
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import User
from forum import notices
from forum.management.commands import work
from forum.models import Notice, Post
from moderation import alerts, decisions
from moderation.models import DeskMail, Review
from moderation.states import Verdict
from moderation.text.clean import clean
from tests.people import answer, ask, doubt_about


def make_due() -> None:
    """Let the delay pass."""
    Notice.objects.update(not_before=timezone.now() - timedelta(seconds=1))


def month_ago() -> datetime:
    """Return a time that is just old enough for an e-mail of then to be forgotten."""
    return timezone.now() - timedelta(days=30, seconds=1)


def run_once() -> str:
    """Run the worker for one round and return what it printed."""
    out = StringIO()
    call_command("work", "--once", stdout=out)
    return out.getvalue()


def judged(question: Post, answerer: User, pharmacist: User) -> Review:
    """The review of a reply that the pharmacist found misleading."""
    review = doubt_about(answer(question, answerer))
    return decisions.decide(
        review,
        by=pharmacist,
        version=review.version,
        verdict=Verdict.MISLEADING,
        note=clean("Never stop warfarin without asking."),
    )


def test_work_sends_nothing_before_the_delay(question: Post, answerer: User) -> None:
    answer(question, answerer)
    assert run_once() == ""
    assert mail.outbox == []


def test_work_sends_once_after_the_delay(question: Post, answerer: User, asker: User) -> None:
    answer(question, answerer)
    make_due()
    assert run_once() == "E-mails sent: 1.\n"
    assert [message.to for message in mail.outbox] == [[asker.email]]
    make_due()
    assert run_once() == ""
    assert len(mail.outbox) == 1


def test_notice_waits_as_long_as_the_setting_says(question: Post, answerer: User) -> None:
    earliest = timezone.now() + timedelta(seconds=settings.NOTICE_DELAY_SECONDS)
    answer(question, answerer)
    assert Notice.objects.get().not_before >= earliest


def test_work_tells_the_author_of_a_verdict(
    question: Post, answerer: User, pharmacist: User
) -> None:
    judged(question, answerer, pharmacist)
    make_due()
    run_once()
    assert [answerer.email] in [message.to for message in mail.outbox]


def test_work_sends_no_word_of_a_verdict_that_was_undone(
    question: Post, answerer: User, pharmacist: User
) -> None:
    review = judged(question, answerer, pharmacist)
    decisions.undo(review, by=pharmacist, version=review.version)
    make_due()
    run_once()
    told = [address for message in mail.outbox for address in message.to]
    assert answerer.email not in told


def test_work_tries_again_later_when_the_mail_server_fails(
    question: Post, answerer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(question, answerer)
    make_due()

    def refuse(message: EmailMessage) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse)
        assert "could not be sent now: 1" in run_once()
    assert run_once() == "", "the failed one waits"
    make_due()
    assert run_once() == "E-mails sent: 1.\n"
    assert len(mail.outbox) == 1


def test_work_sends_the_others_when_one_cannot_be_written(
    question: Post, answerer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(question, answerer)
    answer(question, answerer)
    make_due()
    broken = Notice.objects.order_by("not_before").first()
    send = notices.send

    def send_unless_broken(notice: Notice) -> bool:
        if notice == broken:
            raise ValueError("a header with a line break")
        return send(notice)

    monkeypatch.setattr(notices, "send", send_unless_broken)
    assert run_once() == (
        "E-mails sent: 1.\nE-mails that could not be sent now: 1; tried again later.\n"
    )


def test_work_sends_though_writing_to_the_desk_fails(
    question: Post,
    answerer: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> None:
        raise ValueError("no luck")

    answer(question, answerer)
    make_due()
    monkeypatch.setattr(alerts, "write_mails", broken)
    assert run_once() == "E-mails sent: 1.\n"
    assert "The worker could not write to the desk (ValueError)" in caplog.text


def test_work_waits_longer_after_each_failure(
    question: Post, answerer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(message: EmailMessage) -> int:
        raise ConnectionRefusedError

    answer(question, answerer)
    monkeypatch.setattr(EmailMessage, "send", refuse)
    waits = []
    for _ in range(3):
        make_due()
        run_once()
        waits.append(Notice.objects.get().not_before - timezone.now())
    assert waits[0] < waits[1] < waits[2]


def test_work_forgets_after_a_month_to_whom_it_sent_what(
    question: Post, answerer: User, pharmacist: User
) -> None:
    judged(question, answerer, pharmacist)
    answer(question, answerer)
    make_due()
    run_once()
    sent, fresh, *_ = Notice.objects.order_by("pk")
    assert sent.sent_at is not None
    DeskMail.objects.create(
        kind=DeskMail.Kind.ALERT, recipient=pharmacist, not_before=month_ago(), sent_at=month_ago()
    )
    Notice.objects.filter(pk=sent.pk).update(sent_at=month_ago())
    Notice.objects.filter(pk=fresh.pk).update(sent_at=month_ago() + timedelta(minutes=5))
    run_once()
    assert list(Notice.objects.order_by("pk")[:1]) == [fresh]
    assert not DeskMail.objects.exists()


def test_work_forgets_after_a_month_what_it_gave_up(question: Post, answerer: User) -> None:
    answer(question, answerer)
    answer(question, answerer)
    given_up, waiting = Notice.objects.order_by("pk")
    later = timezone.now() + timedelta(days=1)
    Notice.objects.update(written_at=month_ago(), not_before=later, attempts=7)
    Notice.objects.filter(pk=given_up.pk).update(attempts=8)
    run_once()
    assert list(Notice.objects.all()) == [waiting]


def test_two_workers_share_the_notices_without_sending_one_twice(
    question: Post, answerer: User
) -> None:
    for _ in range(3):
        answer(question, answerer)
    make_due()
    other = notices.due()  # has seen all three, and leased the first
    notices.send(next(other))
    assert run_once() == "E-mails sent: 2.\n"
    assert list(other) == []
    assert len(mail.outbox) == 3


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_notice_once(asker: User, answerer: User) -> None:
    first = ask(asker)
    for _ in range(12):
        answer(first, answerer)
    make_due()
    start = threading.Barrier(4)

    def work_beside_others() -> None:
        start.wait()
        notices.send_due()
        connection.close()

    workers = [threading.Thread(target=work_beside_others) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(mail.outbox) == 12


@pytest.mark.django_db
def test_work_goes_on_after_a_database_hiccup(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def hiccup_then_stop() -> tuple[int, int]:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise OperationalError("server closed the connection")
        command.stopping = True
        return 2, 0

    monkeypatch.setattr(work, "send_due", hiccup_then_stop)
    monkeypatch.setattr(work, "PAUSE", 0.001)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    out = StringIO()
    command = work.Command(stdout=out)
    command.handle(once=False)
    assert rounds == [0, 1]
    assert "E-mails sent: 2." in out.getvalue()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_work_ends_cleanly_when_told_to_stop(number: signal.Signals, tmp_path: Path) -> None:
    # A database without tables: the worker meets its errors, goes on, and still stops when told.
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=settings.BASE_DIR,
        env={**environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert "sends e-mails" in worker.stdout.readline()
        worker.send_signal(number)
        rest, _ = worker.communicate(timeout=20)
    finally:
        worker.kill()
    assert worker.returncode == 0
    assert "stopped" in rest
