"""Sends rows that are e-mails to be: leased, tried again later, never twice at once, then gone."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, InterfaceError
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from moderation.models import Outgoing

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
ROWS_A_ROUND = 100
KEPT_FOR = timedelta(days=30)  # long enough to look into a complaint that no e-mail came

Row = TypeVar("Row", bound=Outgoing)


def leased(rows: QuerySet[Row]) -> Iterator[Row]:
    """Lease and yield those of `rows` that should be sent now.

    The lease is the due time moved on: another worker doesn't take the row meanwhile, and one
    whose worker died comes back by itself. Each failure doubles the wait.
    """
    ready = rows.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS, not_before__lte=timezone.now())
    order = ready.order_by("not_before").values_list("pk", "attempts")
    for pk, attempts in list(order[:ROWS_A_ROUND]):
        mine = rows.model._default_manager.filter(pk=pk, attempts=attempts, sent_at=None)
        until = timezone.now() + LEASE * 2**attempts
        if mine.update(attempts=F("attempts") + 1, not_before=until):
            # What it tells may have been taken back in the meantime, and the row with it.
            yield from rows.filter(pk=pk)


def deliver(row: Outgoing, template: str, *, to: User, context: dict[str, Any]) -> None:
    """Send the e-mail of mail/<template>.txt and mark the row as sent.

    Raises OSError (smtplib's errors are of that kind) if the mail server doesn't take it.
    """
    words = {"site_name": settings.SITE_NAME, "recipient": to} | context
    EmailMessage(
        subject=" ".join(render_to_string(f"mail/{template}_subject.txt", words).split()),
        body=render_to_string(f"mail/{template}.txt", words),
        to=[to.email],
    ).send()
    # Not save(): the row may have been dropped while the e-mail was on its way.
    type(row)._default_manager.filter(pk=row.pk).update(sent_at=timezone.now())


def send_all(rows: Iterator[Row], send: Callable[[Row], bool]) -> tuple[int, int]:
    """Send each row; return how many e-mails went out and how many failed for now.

    `send` returns whether one went out (False: nothing was left to tell). One that can't be written
    keeps no other from going; only what the database raises ends the round.
    """
    sent = failed = 0
    for row in rows:
        try:
            sent += send(row)
        except OSError:  # covers smtplib's errors and those of the network
            failed += 1
            logger.warning("%s could not be sent; it will be tried again.", row)
        except (DatabaseError, InterfaceError):
            raise
        except Exception as error:
            failed += 1
            logger.error("%s can't be sent (%s).", row, type(error).__name__, exc_info=error)
    return sent, failed


def forget_old(rows: QuerySet[Row]) -> int:
    """Delete those of `rows` that were sent KEPT_FOR ago, or failed for good; return how many.

    Who was told what of whom is kept no longer than anybody asks. What is told once only because
    its row is there may be told again after that, such as a reply that a second verdict shows anew.
    """
    until = timezone.now() - KEPT_FOR
    given_up = Q(sent_at=None, attempts__gte=MAX_ATTEMPTS, written_at__lt=until)
    return rows.filter(Q(sent_at__lt=until) | given_up).delete()[0]
