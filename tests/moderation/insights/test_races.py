"""Two workers that look at the same moment write one alert."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.utils import timezone

from accounts.models import User
from moderation import alerts
from moderation.models import DeskMail, MailChoice, Review
from tests.moderation.desk.test_races import WON, at_once
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("told_before", [False, True], ids=["first", "later"])
def test_two_workers_write_one_alert(
    told_before: bool,
    asker: User,
    answerer: User,
    pharmacist: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doubt_about(answer(ask(asker), answerer), severity=3)
    Review.objects.update(opened_at=timezone.now() - timedelta(minutes=31))
    if told_before:
        yesterday = timezone.now() - timedelta(days=1)
        MailChoice.objects.create(reviewer=pharmacist, last_alert_at=yesterday)
    can_settle, both_have_looked = alerts.can_settle, Barrier(2, timeout=10)

    def settles(person: User, review: Review) -> bool:
        both_have_looked.wait()
        return can_settle(person, review)

    monkeypatch.setattr(alerts, "can_settle", settles)
    assert at_once(alerts.write_alerts, alerts.write_alerts) == [WON, WON]
    assert DeskMail.objects.count() == 1
