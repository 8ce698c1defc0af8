"""E-mails to reviewers: that grave advice has waited too long, and how the day at the desk was.

Rows first, sent by the worker; they hold no text of anybody, and their links only open pages.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import experts, is_reviewer
from moderation.access import can_settle
from moderation.durations import in_words
from moderation.models import DeskMail, MailChoice, Review, Route
from moderation.outbox import deliver, leased, send_all
from moderation.queue import COUNT_MOST, waiting_count, waiting_for
from moderation.states import SEVERITY_WORDS, State, Verdict

GRAVE = 3  # the severity that alerts are about
QUIET = timedelta(hours=1)  # between two alerts to one person
MOST_OVERDUE = 100  # that one look at the queue reads
DAY = timedelta(days=1)


def mail_choice_of(person: User) -> MailChoice:
    """Return which e-mails `person` wants; what is usual where they never chose."""
    return MailChoice.objects.filter(reviewer=person).first() or MailChoice(reviewer=person)


def choose_mails(person: User, *, alerts: bool, summary: bool, summary_hour: int) -> MailChoice:
    """Keep which e-mails `person` wants; the first summary comes at the next such hour."""
    now = local_now()
    today = now.date() if summary_hour <= now.hour else None
    choice, _ = MailChoice.objects.update_or_create(
        reviewer=person,
        defaults={
            "alerts": alerts,
            "summary": summary,
            "summary_hour": summary_hour,
            "last_summary_on": today,
        },
    )
    return choice


def write_mails() -> int:
    """Write the alerts and summaries that are due, and return how many."""
    return write_alerts() + write_summaries()


def write_alerts() -> int:
    """Write an alert to each expert who can decide grave advice that waits too long.

    One alert tells of all that waits, so a person gets at most one an hour, and none for a review
    that an earlier one told of.
    """
    late = _overdue()
    if not late:
        return 0
    people = experts().prefetch_related("mail_choice")
    return sum(_alert(person, late) for person in people)


def write_summaries() -> int:
    """Write the day's summary to each reviewer who wants it at this hour or earlier today."""
    now = local_now()
    due = MailChoice.objects.filter(summary=True, summary_hour__lte=now.hour)
    due = due.filter(Q(last_summary_on=None) | Q(last_summary_on__lt=now.date()))
    written = 0
    for choice in due.select_related("reviewer"):
        with transaction.atomic():
            mine = MailChoice.objects.filter(pk=choice.pk, last_summary_on=choice.last_summary_on)
            if mine.update(last_summary_on=now.date()):
                _write(DeskMail.Kind.SUMMARY, choice.reviewer)
                written += 1
    return written


def send_due() -> tuple[int, int]:
    """Send all that is due; return how many e-mails went out and how many failed for now."""
    return send_all(leased(DeskMail.objects.select_related("recipient")), _send)


def local_now() -> datetime:
    """Return the time at the site, by whose hours summaries are sent."""
    return timezone.localtime()


def _overdue() -> list[Review]:
    """Return the grave advice without a verdict that waits longer than ALERT_AFTER_MINUTES."""
    if not settings.ALERT_AFTER_MINUTES:
        return []
    until = timezone.now() - timedelta(minutes=settings.ALERT_AFTER_MINUTES)
    late = Review.objects.open().filter(severity=GRAVE, verdict="", opened_at__lte=until)
    words = ("text", "parent_text", "note", "note_html", "reasons", "appeal")
    found = list(late.order_by("opened_at").defer(*words)[:MOST_OVERDUE])
    routes: dict[str, list[str]] = defaultdict(list)
    if found:
        for name, profession in Route.objects.values_list("field", "profession"):
            routes[name].append(profession)
    for review in found:
        review.routed = tuple(routes[review.field])  # read for all of them in one query
    return found


def _alert(person: User, late: list[Review]) -> bool:
    """Write an alert to `person` if there is news for them; return whether."""
    choice = getattr(person, "mail_choice", None) or MailChoice(reviewer=person)
    before, now = choice.last_alert_at, timezone.now()
    if not choice.alerts or (before is not None and now - before < QUIET):
        return False
    patience = timedelta(minutes=settings.ALERT_AFTER_MINUTES)
    news = [each for each in late if _is_news(each.opened_at + patience, before)]
    if not any(can_settle(person, each) for each in news):
        return False
    with transaction.atomic():
        mine, _ = MailChoice.objects.get_or_create(reviewer=person)
        told = MailChoice.objects.filter(pk=mine.pk, last_alert_at=before)
        if not told.update(last_alert_at=now):
            return False  # another worker was faster
        _write(DeskMail.Kind.ALERT, person)
    return True


def _is_news(late_since: datetime, told_at: datetime | None) -> bool:
    """Return whether a review became late after the last alert."""
    return told_at is None or late_since > told_at


def _write(kind: DeskMail.Kind, recipient: User) -> None:
    """Write one e-mail, due now: no undo takes it back."""
    DeskMail.objects.create(kind=kind, recipient=recipient, not_before=timezone.now())


def _send(row: DeskMail) -> bool:
    """Send one e-mail; drop it, and return False, where it has nothing to tell any more."""
    person = row.recipient
    told = _alert_words(person) if row.kind == DeskMail.Kind.ALERT else _summary_words(person)
    if told is None:
        row.delete()
        return False
    links = {
        "desk_url": settings.SITE_URL + reverse("moderation:review-list"),
        "preferences_url": settings.SITE_URL + reverse("moderation:preferences"),
    }
    deliver(row, f"desk_{row.kind}", to=person, context=told | links)
    return True


def _alert_words(person: User) -> dict[str, Any] | None:
    """Return what an alert says now; None if nothing is late or the person decides no more."""
    late = [each for each in _overdue() if can_settle(person, each)]
    if not late:
        return None
    count = f"{len(late)}+" if len(late) == MOST_OVERDUE else str(len(late))
    return {"count": count, "waited": in_words(timezone.now() - late[0].opened_at)}


def _summary_words(person: User) -> dict[str, Any] | None:
    """Return what the summary says now; None for somebody who doesn't review any more."""
    if not is_reviewer(person):
        return None
    now = timezone.now()
    mine = Review.objects.filter(decided_by=person, decided_at__gte=now - DAY).order_by()
    counted = mine.values_list("verdict").annotate(count=Count("pk"))
    waiting, count = waiting_for(person), waiting_count(person)
    # One look an index answers for each severity, instead of one that sorts the whole queue.
    first = [
        waiting.filter(severity=severity).order_by("opened_at").values_list("opened_at", flat=True)
        for severity in SEVERITY_WORDS
    ]
    oldest = min((each for rows in first for each in rows[:1]), default=None)
    appeals = waiting.filter(state=State.APPEALED).exclude(decided_by=person)[:COUNT_MOST]
    return {
        "waiting": f"{count}+" if count == COUNT_MOST else count,
        "oldest": in_words(now - oldest) if oldest else "",
        "decided": [(Verdict(verdict).label, count) for verdict, count in sorted(counted)],
        "appeals": appeals.count(),
    }
