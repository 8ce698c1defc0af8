"""A progress bar for commands that take a while."""

import time
from typing import Final

from django.core.management.base import OutputWrapper

_WIDTH: Final = 30  # characters
_PAUSE: Final = 0.1  # seconds between two drawings


class Bar:
    """Draws how much is done: one line drawn over on a terminal, one line a tenth elsewhere.

    Call it with the number of things done so far.
    """

    def __init__(self, stream: OutputWrapper, total: int, what: str) -> None:
        """Get ready to count `total` things, which `what` names ("posts")."""
        self.stream, self.total, self.what = stream, total, what
        self.on_terminal = stream.isatty()
        self.drawn_at = 0.0
        self.tenth = -1

    def __call__(self, done: int) -> None:
        """Show that `done` things are done."""
        if self.on_terminal:
            self._draw(done)
        else:
            self._tell(done)

    def _draw(self, done: int) -> None:
        now = time.monotonic()
        if done < self.total and now < self.drawn_at + _PAUSE:
            return
        self.drawn_at = now
        filled = _WIDTH * done // max(self.total, 1)
        bar = "#" * filled + "." * (_WIDTH - filled)
        end = "\n" if done >= self.total else ""
        line = f"\r[{bar}] {done:,} of {self.total:,} {self.what}{end}"
        self.stream.write(line, style_func=str, ending="")
        self.stream.flush()

    def _tell(self, done: int) -> None:
        tenth = 10 * done // max(self.total, 1)
        if tenth > self.tenth:
            self.tenth = tenth
            self.stream.write(f"{done:,} of {self.total:,} {self.what}", style_func=str)
