"""How the site logs: where something happened and of which type, never what a person wrote.

The message of an error may quote somebody: a mail server repeats the address that it refuses, a
database the row that it can't take. And what a visitor asks for may be anything that they typed: a
search, the end of a link. So a line names the page as forum.config.urls does.
"""

import logging
import re
import traceback
from types import TracebackType
from typing import TypeAlias

from django.conf import settings
from django.urls import Resolver404, resolve

from moderation.text.redact import redact

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

# What stands behind the question mark of an address; one in a sentence has a blank behind it.
_QUERY = re.compile(r"(?<=\S)\?\S+")


class WordlessFormatter(logging.Formatter):
    """Formats a record without private details; of an exception only the places and types."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the name is logging's)
        """Return the line of a record with the page for an address, and private details masked."""
        record.message = redact(_QUERY.sub("", _with_page(record))).text
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  (the name is logging's)
        """Return the traceback with the messages left out, the first cause on top."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            places = traceback.format_tb(error.__traceback__)
            lines = [*places, f"{type(error).__qualname__}\n", *lines]
            error = error.__cause__ or error.__context__
        return "".join(lines)


PLAIN = {
    "()": WordlessFormatter,
    "format": "{asctime} {levelname} {name}: {message}",
    "style": "{",
}
"""The formatter of every log of the site, as logging.config wants it."""


def page_of(path: str) -> str:
    """Return the pattern of the page at `path`, such as "/posts/<int:pk>/"."""
    if path.startswith(settings.STATIC_URL):
        return settings.STATIC_URL
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return "no page of ours"


def _with_page(record: logging.LogRecord) -> str:
    """Return the message of a record; where it quotes the address of its request, with the page."""
    path = getattr(getattr(record, "request", None), "path", "")
    quoted = path.encode("unicode_escape").decode()  # as Django logs it
    return record.message.replace(quoted, page_of(path)) if path else record.message
