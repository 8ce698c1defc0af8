"""When the mail server fails, people are told what to do, and the log learns no address."""

import logging
import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from accounts.models import User
from forum.config.logs import WordlessFormatter

pytestmark = pytest.mark.django_db

ADDRESS = "ami.miller@example.org"


def refuse(*args: object) -> int:
    raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"unknown")})


def test_sign_in_says_what_to_do_when_no_mail_goes_out(
    asker: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    page = client.post("/account/sign-in/", {"email": asker.email})
    assert page.status_code == 503
    assert "We could not send the e-mail" in page.content.decode()
    assert ADDRESS not in caplog.text


def test_log_tells_where_an_error_happened_and_not_what_it_says() -> None:
    try:
        try:
            refuse()
        except OSError as cause:
            raise ValueError(f"Failing row contains ({ADDRESS})") from cause
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "Broken", (), (type(error), error, error.__traceback__)
        )
    line = WordlessFormatter("{message}", style="{").format(record)
    assert "Broken" in line
    assert "SMTPRecipientsRefused" in line
    assert "ValueError" in line
    assert "in refuse" in line
    assert "ami.miller" not in line
