"""How errors are logged: where they happened and of which type, never what they say.

The message of an error may quote a person: a mail server repeats the address that it refuses, a
database the row that it can't take.
"""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class WordlessFormatter(logging.Formatter):
    """Formats a record; of an exception and its causes only the places and types."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  (the name is logging's)
        """Return the traceback with the messages left out, the first cause on top."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            places = traceback.format_tb(error.__traceback__)
            lines = [*places, f"{type(error).__qualname__}\n", *lines]
            error = error.__cause__ or error.__context__
        return "".join(lines)
