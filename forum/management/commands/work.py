"""manage.py work: the worker, which sends the e-mails that are due."""

import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections

from forum.notices import send_due

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks; also the longest that stopping takes when idle
DAY = 24 * 60 * 60.0  # seconds
LONGEST_PAUSE = 60.0  # seconds, while the database doesn't answer


class Command(BaseCommand):
    """Sends due e-mails until it is told to stop; any number of workers may run side by side."""

    help = "Send the e-mails that are due, again and again, until stopped (--once: one time)."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopping = False
        self.tidy_at = 0.0

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --once."""
        parser.add_argument(
            "--once", action="store_true", help="send what is due now, then exit (for cron)"
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Send what is due: once, or until SIGTERM or Ctrl-C, which let the round under way end."""
        if once:
            self.send_round()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.stdout.write("The worker sends e-mails as they become due.")
        pause = PAUSE
        while not self.stopping:
            close_old_connections()
            try:
                self.send_round()
                self.tidy_daily()
                pause = PAUSE
            except (OperationalError, InterfaceError) as error:
                pause = min(pause * 2, LONGEST_PAUSE)
                logger.warning(
                    "The database does not answer (%s); the worker tries again.",
                    type(error).__name__,
                )
            self.wait(pause)
        self.stdout.write("The worker has stopped.")

    def send_round(self) -> None:
        """Send what is due now and say how it went, if there was anything."""
        sent, failed = send_due()
        if sent:
            self.stdout.write(f"E-mails sent: {sent}.")
        if failed:
            self.stdout.write(f"E-mails that could not be sent now: {failed}; tried again later.")

    def tidy_daily(self) -> None:
        """Drop ended sessions once a day: they hold drafts and the addresses of sign-ups."""
        if time.monotonic() >= self.tidy_at:
            call_command("clearsessions")
            self.tidy_at = time.monotonic() + DAY

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than PAUSE once stopping was asked for."""
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, PAUSE))

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Ask the loop to end (a signal handler); a second signal ends the process at once."""
        self.stopping = True
        signal.signal(number, signal.SIG_DFL)
