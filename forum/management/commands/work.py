"""manage.py work: the worker, which sends e-mails that are due and lets triage learn."""

import logging
import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections

from accounts.unfinished import forget_unfinished
from forum.models import Notice
from forum.notices import send_due
from moderation import alerts, learning
from moderation.models import DeskMail
from moderation.outbox import forget_old

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks; also the longest that stopping takes when idle
MINUTE = 60.0  # seconds
DAY = 24 * 60 * 60.0  # seconds
LONGEST_PAUSE = 60.0  # seconds, while the database doesn't answer


class Command(BaseCommand):
    """Sends due e-mails until it is told to stop; any number of workers may run side by side."""

    help = "Send due e-mails and learn from verdicts, again and again (--once: one time)."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopping = False
        self.tidy_at = 0.0
        self.write_at = 0.0
        self.learn_at = 0.0

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --once."""
        parser.add_argument(
            "--once", action="store_true", help="send what is due now, then exit (for cron)"
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Send what is due: once, or until SIGTERM or Ctrl-C, which let the round under way end."""
        if once:
            self.guard(alerts.write_mails, "write to the desk")
            self.guard(self.send_round, "send e-mails")
            self.guard(self.tidy, "tidy")
            self.guard(self.learn, "learn")
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.stdout.write("The worker sends e-mails as they become due.")
        pause = PAUSE
        while not self.stopping:
            close_old_connections()
            try:
                self.write_each_minute()
                self.guard(self.send_round, "send e-mails")
                self.tidy_daily()
                self.learn_each_minute()
                pause = PAUSE
            except (OperationalError, InterfaceError) as error:
                pause = min(pause * 2, LONGEST_PAUSE)
                logger.warning(
                    "The database does not answer (%s); the worker tries again.",
                    type(error).__name__,
                )
            self.wait(pause)
        self.stdout.write("The worker has stopped.")

    def guard(self, step: Callable[[], object], what: str) -> None:
        """Do a step of the round; only a database that doesn't answer keeps the next from its turn.

        So no mistake in one step, such as a template that can't be read, stops all e-mails.
        """
        try:
            step()
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            reason = type(error).__name__
            logger.error("The worker could not %s (%s).", what, reason, exc_info=error)

    def send_round(self) -> None:
        """Send what is due now and say how it went, if there was anything."""
        sent, failed = map(sum, zip(send_due(), alerts.send_due(), strict=True))
        if sent:
            self.stdout.write(f"E-mails sent: {sent}.")
        if failed:
            self.stdout.write(f"E-mails that could not be sent now: {failed}; tried again later.")

    def write_each_minute(self) -> None:
        """Write the alerts and summaries for the desk that have become due, once a minute."""
        if time.monotonic() >= self.write_at:
            self.guard(alerts.write_mails, "write to the desk")
            self.write_at = time.monotonic() + MINUTE

    def tidy_daily(self) -> None:
        """Tidy once a day."""
        if time.monotonic() >= self.tidy_at:
            self.guard(self.tidy, "tidy")
            self.tidy_at = time.monotonic() + DAY

    def tidy(self) -> None:
        """Drop ended sessions, which hold drafts, unfinished sign-ups, and e-mails of long ago."""
        call_command("clearsessions")
        forget_unfinished()
        for mails in (Notice, DeskMail):
            forget_old(mails.objects.all())

    def learn_each_minute(self) -> None:
        """Let triage learn once a minute, if there are new verdicts."""
        if time.monotonic() >= self.learn_at:
            self.guard(self.learn, "learn")
            self.learn_at = time.monotonic() + MINUTE

    def learn(self) -> None:
        """Let triage learn what reviewers decided, and say so."""
        version = learning.learn_if_due()
        if version is not None:
            self.stdout.write(f"Triage learned from {version.decisions} verdicts: {version}.")

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than PAUSE once stopping was asked for."""
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, PAUSE))

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Ask the loop to end (a signal handler); a second signal ends the process at once."""
        self.stopping = True
        signal.signal(number, signal.SIG_DFL)
