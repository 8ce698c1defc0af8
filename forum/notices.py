"""E-mails to members: rows first, written with what they tell of, sent later by the worker.

A notice waits NOTICE_DELAY_SECONDS, so that an undone verdict leaves no trace outside. It holds no
text: what it says is read when it is sent, and it is dropped when nothing is left to say.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from forum.models import Notice, Post
from moderation.models import Review
from moderation.signals import review_moved
from moderation.states import Move, State

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=5)


@receiver(review_moved, dispatch_uid="forum-notices")
def on_review_moved(*, review: Review, move: Move, **_: Any) -> None:
    """Write the author's notice of a verdict; drop the unsent one when the verdict is undone."""
    if move in (Move.UNDO, Move.SUPERSEDE):
        Notice.objects.filter(review=review, sent_at=None).delete()
    if move != Move.DECIDE:
        return
    for post in Post.objects.filter(review=review).select_related("author", "parent"):
        if post.author is not None:
            _write(Notice.Kind.VERDICT, post, recipient=post.author, review=review)
        if not review.withholds:
            reply_posted(post)


def reply_posted(post: Post) -> None:
    """Write the notice to whoever is answered by `post`, once readers can see it."""
    answered = post.parent
    if answered is None or answered.author is None or not post.is_shown:
        return
    if answered.author_id == post.author_id:
        return
    if not Notice.objects.filter(kind=Notice.Kind.REPLY, post=post).exists():
        _write(Notice.Kind.REPLY, post, recipient=answered.author)


def due() -> Iterator[Notice]:
    """Lease and yield the notices that should be sent now.

    The lease is the due time moved on: another worker doesn't take the notice meanwhile, and one
    whose worker died comes back by itself. Each failure doubles the wait.
    """
    ready = Notice.objects.filter(sent_at=None, attempts__lt=MAX_ATTEMPTS)
    ready = ready.filter(not_before__lte=timezone.now())
    for pk, attempts in list(ready.order_by("not_before").values_list("pk", "attempts")[:100]):
        mine = Notice.objects.filter(pk=pk, attempts=attempts, sent_at=None)
        until = timezone.now() + LEASE * 2**attempts
        if mine.update(attempts=F("attempts") + 1, not_before=until):
            leased = Notice.objects.filter(pk=pk)
            # An undo may have dropped it in the meantime.
            yield from leased.select_related("recipient", "post__topic", "post__review", "review")


def send(notice: Notice) -> bool:
    """Send one notice; return whether an e-mail went out (False: nothing was left to tell)."""
    if not _still_true(notice):
        notice.delete()
        return False
    context = {
        "notice": notice,
        "post": notice.post,
        "review": notice.review,
        "site_name": settings.SITE_NAME,
        "post_url": settings.SITE_URL + notice.post.get_absolute_url(),
    }
    EmailMessage(
        subject=" ".join(render_to_string(f"mail/{notice.kind}_subject.txt", context).split()),
        body=render_to_string(f"mail/{notice.kind}.txt", context),
        to=[notice.recipient.email],
    ).send()
    # Not save(): an undo may have dropped the row while the e-mail was on its way.
    Notice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())
    return True


def send_due() -> tuple[int, int]:
    """Send all that is due; return how many e-mails went out and how many failed for now."""
    sent = failed = 0
    for notice in due():
        try:
            sent += send(notice)
        except OSError:  # covers smtplib's errors and those of the network
            failed += 1
            logger.warning("Notice %s could not be sent; it will be tried again.", notice.pk)
    return sent, failed


def _still_true(notice: Notice) -> bool:
    """Return whether what the notice tells is still so."""
    if not notice.recipient.is_active:
        return False
    if notice.kind == Notice.Kind.REPLY:
        return notice.post.is_shown
    review = notice.review
    return review is not None and review.state in (State.DECIDED, State.REOPENED)


def _write(kind: Notice.Kind, post: Post, *, recipient: User, review: Review | None = None) -> None:
    """Write one notice, due after the delay that leaves time for an undo."""
    Notice.objects.create(
        kind=kind,
        recipient=recipient,
        post=post,
        review=review,
        not_before=timezone.now() + timedelta(seconds=settings.NOTICE_DELAY_SECONDS),
    )
