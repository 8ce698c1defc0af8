"""A time limit on reading one text: triage runs inside the request, which must not hang for it.

The detector's time grows in proportion to the length of a text, so this is a net below: it is asked
before each sentence and each step, and ends a reading that a slow machine or a backend drags out.
"""

import time
from collections.abc import Callable
from typing import TypeAlias

Check: TypeAlias = Callable[[], None]


class TooSlowError(Exception):
    """The reading took longer than it may."""


def unlimited() -> None:
    """Let a reading take as long as it takes."""


def within(seconds: float, clock: Callable[[], float] = time.monotonic) -> Check:
    """Return a check that raises TooSlowError once `seconds` have passed since now."""
    end = clock() + seconds

    def check() -> None:
        if clock() > end:
            raise TooSlowError

    return check
