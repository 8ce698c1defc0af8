"""E-mails to members: rows first, written with what they tell of, sent later by the worker.

A notice waits NOTICE_DELAY_SECONDS, so that an undone verdict leaves no trace outside. It holds no
text: what it says is read when it is sent, and it is dropped when nothing is left to say.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forum.models import Dispute, Notice, Post
from moderation.models import Review
from moderation.outbox import deliver, leased, send_all
from moderation.signals import review_moved
from moderation.states import Move, State


@receiver(review_moved, dispatch_uid="forum-notices")
def on_review_moved(*, review: Review, move: Move, **_: Any) -> None:
    """Write the author's notice of a verdict; drop the unsent one when the verdict is undone."""
    if move in (Move.UNDO, Move.SUPERSEDE):
        Notice.objects.filter(review=review, sent_at=None).delete()
    if move != Move.DECIDE:
        return
    for dispute in Dispute.objects.filter(review=review).select_related("post__author"):
        if dispute.post.author is not None:
            _write(Notice.Kind.DISPUTE, dispute.post, recipient=dispute.post.author, review=review)
    for post in Post.objects.filter(review=review).select_related("author", "parent"):
        if post.author is not None:
            _write(Notice.Kind.VERDICT, post, recipient=post.author, review=review)
        _tell_reporters(post, review)
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


def _tell_reporters(post: Post, review: Review) -> None:
    """Write the notice to each reader whose report the verdict answers; none is told twice."""
    told = Notice.objects.filter(kind=Notice.Kind.REPORT, review=review).values("recipient")
    reports = review.reports.exclude(reporter=None).exclude(reporter__in=told)
    for report in reports.select_related("reporter"):
        if report.reporter is not None:
            _write(Notice.Kind.REPORT, post, recipient=report.reporter, review=review)


def due() -> Iterator[Notice]:
    """Lease and yield the notices that should be sent now."""
    told = ("recipient", "post__topic", "post__review", "review")
    return leased(Notice.objects.select_related(*told))


def send(notice: Notice) -> bool:
    """Send one notice; return whether an e-mail went out (False: nothing was left to tell)."""
    if not _still_true(notice):
        notice.delete()
        return False
    context = {
        "notice": notice,
        "post": notice.post,
        "review": notice.review,
        "post_url": settings.SITE_URL + notice.post.get_absolute_url(),
        "edit_url": settings.SITE_URL + reverse("forum:post-edit", args=[notice.post_id]),
    }
    deliver(notice, notice.kind, to=notice.recipient, context=context)
    return True


def send_due() -> tuple[int, int]:
    """Send all that is due; return how many e-mails went out and how many failed for now."""
    return send_all(due(), send)


def _still_true(notice: Notice) -> bool:
    """Return whether what the notice tells is still so."""
    if not notice.recipient.is_active:
        return False
    if notice.kind == Notice.Kind.REPLY:
        return notice.post.is_shown
    review = notice.review
    return review is not None and bool(review.verdict) and review.state != State.SUPERSEDED


def _write(kind: Notice.Kind, post: Post, *, recipient: User, review: Review | None = None) -> None:
    """Write one notice, due after the delay that leaves time for an undo."""
    Notice.objects.create(
        kind=kind,
        recipient=recipient,
        post=post,
        review=review,
        not_before=timezone.now() + timedelta(seconds=settings.NOTICE_DELAY_SECONDS),
    )
