"""Everywhere a detail could turn up beside the pages: tables, sessions, logs, mail, cookies."""

import logging
from collections.abc import Iterator

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client

from forum.config.logs import WordlessFormatter
from tests.canary.birds import NEST, birds_in

# Where the address that a person signs up with belongs.
NESTS = {
    "accounts_user.email",
    "account_emailaddress.email",
    "django_session",  # of somebody who waits for the code
    "mail.to",
    "mail",  # to that address alone
}

Sighting = tuple[str, str]  # the place, and what was seen there


def sightings(place: str, text: str) -> set[Sighting]:
    """Return the birds in the text of a place, without the nests where these belong."""
    # The staff look people up by their address, and whoever signs up or in is told which they gave.
    home = place in NESTS or " admin:" in place or " account_" in place
    return {(place, each) for each in birds_in(text) if not (home and each.startswith(NEST))}


def in_tables() -> Iterator[Sighting]:
    """Yield what can be read in any column of any table, those of the search index too."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quote(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield from sightings(f"{table}.{column}", _readable(value))
    for session in Session.objects.all():
        yield from sightings("django_session", str(session.get_decoded()))


def _readable(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def in_mails() -> Iterator[Sighting]:
    """Yield what can be read in the e-mails that went out."""
    for message in mail.outbox:
        yield from sightings("mail.to", " ".join(message.to))
        yield from sightings("mail", f"{message.subject}\n{message.body}")
        for alternative in getattr(message, "alternatives", []):
            yield from sightings("mail", str(alternative))


def in_cookies(browsers: dict[str, Client]) -> Iterator[Sighting]:
    """Yield what can be read in the browsers' cookies."""
    for role, browser in browsers.items():
        yield from sightings(f"cookies of {role}", browser.cookies.output())


class Log(logging.Handler):
    """Keeps what the site would write to its log, in the words of its own formatter."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        plain = settings.LOGGING["formatters"]["plain"]
        self.setFormatter(WordlessFormatter(plain["format"], style=plain["style"]))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(self.format(record))

    def sightings(self) -> Iterator[Sighting]:
        """Yield what can be read in the log."""
        for line in self.lines:
            yield from sightings("log", line)
