"""How errors are logged: where they happened and of which type, never what they say.

The message of an error may quote a person: a mail server repeats the address that it refuses, a
database the row that it can't take. And what somebody asked for may be anything: of a page that is
missing Django logs the address.
"""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

from moderation.text.redact import redact

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WordlessFormatter(logging.Formatter):
    """Formats a record without private details; of an exception only the places and types."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the name is logging's)
        """Return the line of a record with private details masked in its message."""
        record.message = redact(record.message).text
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
