"""E-mails to reviewers: alerts about grave advice that waits, and the summary of the day."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Credential, User
from forum.models import Post
from moderation import alerts
from moderation.models import DeskMail, MailChoice, Review, Route
from moderation.states import Verdict
from tests.moderation.desk.pages import give
from tests.moderation.insights.decided import decided
from tests.people import answer, doubt_about, make_expert

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def waits(question: Post, author: User, minutes: int, severity: int = 3) -> Review:
    """Return a review that has been waiting for so long."""
    review = doubt_about(answer(question, author), severity)
    at = timezone.now() - minutes * MINUTE
    Review.objects.filter(pk=review.pk).update(opened_at=at)
    review.refresh_from_db()
    return review


def work() -> list[EmailMessage]:
    """Run the worker once, and return the e-mails to the desk that it sent."""
    before = len(mail.outbox)
    call_command("work", once=True, stdout=StringIO())
    return [sent for sent in mail.outbox[before:] if "desk/" in str(sent.body)]


def wait(duration: timedelta) -> None:
    """Let time pass since the alerts that were written, and for the reviews."""
    for choice in MailChoice.objects.exclude(last_alert_at=None):
        assert choice.last_alert_at is not None
        MailChoice.objects.filter(pk=choice.pk).update(
            last_alert_at=choice.last_alert_at - duration
        )
    for review in Review.objects.all():
        Review.objects.filter(pk=review.pk).update(opened_at=review.opened_at - duration)


def test_experts_are_alerted_when_grave_advice_has_waited_too_long(
    question: Post, answerer: User, moderator: User, pharmacist: User, physician: User
) -> None:
    waits(question, answerer, 31)
    waits(question, answerer, 200)
    sent = work()
    assert {message.to[0] for message in sent} == {pharmacist.email, physician.email}
    body = str(sent[0].body)
    assert "2 texts with advice of high risk wait for a verdict." in body
    assert "The oldest has been waiting for 3 hours." in body
    assert "/desk/\n" in body
    assert "/desk/preferences/" in body


def test_an_alert_holds_nobodys_words(question: Post, answerer: User, pharmacist: User) -> None:
    review = waits(question, answerer, 31)
    (sent,) = work()
    for words in (review.text, review.author_name, review.topic_title, review.place):
        assert words not in f"{sent.subject} {sent.body}"


@pytest.mark.parametrize(
    ("minutes", "severity", "setting"), [(29, 3, 30), (500, 2, 30), (61, 3, 120), (500, 3, 0)]
)
def test_nobody_is_alerted_before_it_is_time(
    minutes: int,
    severity: int,
    setting: int,
    question: Post,
    answerer: User,
    pharmacist: User,
    settings: Any,
) -> None:
    settings.ALERT_AFTER_MINUTES = setting
    waits(question, answerer, minutes, severity)
    assert work() == []


def test_nobody_is_alerted_twice_for_one_review(
    question: Post, answerer: User, pharmacist: User
) -> None:
    waits(question, answerer, 31)
    assert len(work()) == 1
    assert work() == []
    wait(3 * HOUR)
    assert work() == []


def test_a_person_gets_at_most_one_alert_an_hour_and_misses_none(
    question: Post, answerer: User, pharmacist: User
) -> None:
    waits(question, answerer, 31)
    assert len(work()) == 1
    wait(10 * MINUTE)
    waits(question, answerer, 35)
    assert work() == []
    wait(55 * MINUTE)
    (sent,) = work()
    assert "2 texts" in str(sent.body)


def test_nobody_is_alerted_about_what_they_may_not_decide(
    question: Post, pharmacist: User, physician: User
) -> None:
    waits(question, pharmacist, 31)
    assert [message.to for message in work()] == [[physician.email]]


def test_nobody_is_alerted_about_a_field_of_other_professions(
    question: Post, answerer: User, pharmacist: User, physician: User
) -> None:
    review = waits(question, answerer, 31)
    Route.objects.all().delete()
    Route.objects.create(field=review.field, profession="physician")
    assert [message.to for message in work()] == [[physician.email]]


def test_one_who_wants_no_alerts_gets_none(
    question: Post, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    form = {"alerts": "0", "summary": "0", "summary_hour": "7"}
    assert client_of(pharmacist).post("/desk/preferences/", form).status_code == 302
    waits(question, answerer, 31)
    assert work() == []


def test_an_alert_with_nothing_left_to_tell_is_dropped(
    question: Post, answerer: User, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    review = waits(question, answerer, 31)
    assert alerts.write_mails() == 2
    give(client_of(pharmacist), review, Verdict.MISLEADING, note="Ask first.")
    assert work() == []
    assert not DeskMail.objects.exists()


def test_an_expert_whose_credential_ended_is_not_alerted(
    question: Post, answerer: User, pharmacist: User
) -> None:
    waits(question, answerer, 31)
    alerts.write_mails()
    Credential.objects.filter(user=pharmacist).update(withdrawn_at=timezone.now())
    assert work() == []
    Review.objects.update(opened_at=timezone.now() - HOUR)
    assert alerts.write_alerts() == 0


def test_an_alert_that_the_mail_server_refuses_is_sent_later(
    question: Post, answerer: User, pharmacist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(message: EmailMessage) -> int:
        raise ConnectionRefusedError

    waits(question, answerer, 31)
    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse)
        assert work() == []
    row = DeskMail.objects.get()
    assert (row.sent_at, row.attempts) == (None, 1)
    assert row.not_before > timezone.now()
    DeskMail.objects.update(not_before=timezone.now())
    assert len(work()) == 1
    assert work() == []


@pytest.mark.parametrize("size", [1, 9])
def test_looking_for_late_reviews_costs_the_same_for_many(
    size: int, question: Post, answerer: User
) -> None:
    experts = [make_expert(f"Expert Number {'abcdefghij'[n]}") for n in range(size)]
    for person in experts:
        MailChoice.objects.create(reviewer=person, alerts=False)
    for _ in range(size):
        waits(question, answerer, 31)
    with CaptureQueriesContext(connection) as queries:
        assert alerts.write_mails() == 0
    assert len(queries) == 5  # what is late, the routes, the experts, their choices, the summaries


# ---- The summary of the day ----------------------------------------------------------------------


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that sets the hour of today's clock, at the site."""
    noon = timezone.localtime().replace(hour=12, minute=30)

    def set_hour(hour: int, day: int = 0) -> None:
        moment = (noon + timedelta(days=day)).replace(hour=hour)

        monkeypatch.setattr(alerts, "local_now", lambda: moment)

    return set_hour


def choose(browser: Client, **fields: str) -> Any:
    """Save a choice on the page."""
    form = {"alerts": "0", "summary": "1", "summary_hour": "7"} | fields
    return browser.post("/desk/preferences/", form)


def test_a_summary_comes_once_a_day_at_its_hour(
    pharmacist: User, client_of: ClientOf, at: Callable[..., None]
) -> None:
    at(6)
    assert choose(client_of(pharmacist)).status_code == 302
    assert work() == []
    at(7)
    assert [message.to for message in work()] == [[pharmacist.email]]
    at(9)
    assert work() == []
    at(8, 1)
    assert len(work()) == 1


def test_the_first_summary_is_the_next_one(
    pharmacist: User, client_of: ClientOf, at: Callable[..., None]
) -> None:
    at(15)
    choose(client_of(pharmacist))
    assert work() == []
    at(7, 1)
    assert len(work()) == 1


def test_a_summary_tells_what_waits_and_what_was_decided(
    question: Post,
    answerer: User,
    pharmacist: User,
    physician: User,
    client_of: ClientOf,
    at: Callable[..., None],
) -> None:
    at(6)
    choose(client_of(pharmacist))
    waits(question, answerer, 125, 2)
    waits(question, answerer, 5, 1)
    decided(question, answerer, pharmacist, Verdict.SOUND)
    decided(question, answerer, pharmacist, Verdict.SOUND)
    decided(question, answerer, pharmacist, Verdict.HARMFUL, ago=30 * HOUR)
    decided(question, answerer, physician, Verdict.MISLEADING)
    at(7)
    body = str(work()[0].body)
    assert "2 reviews wait for a verdict. The oldest has been waiting for 2 hours." in body
    assert "In the last 24 hours you decided:\n* Sound: 2\n" in body
    assert "Harmful" not in body
    assert "Misleading" not in body


def test_a_summary_tells_of_appeals(
    question: Post,
    answerer: User,
    pharmacist: User,
    physician: User,
    client_of: ClientOf,
    at: Callable[..., None],
) -> None:
    at(6)
    choose(client_of(pharmacist))
    review = decided(question, answerer, physician, Verdict.MISLEADING)
    Review.objects.filter(pk=review.pk).update(
        state="appealed", appeal="It was my own story.", appealed_at=timezone.now()
    )
    at(7)
    body = str(work()[0].body)
    assert "1 of them is an appeal" in body
    assert "my own story" not in body


def test_a_summary_of_a_quiet_day_says_so(
    moderator: User, client_of: ClientOf, at: Callable[..., None]
) -> None:
    at(6)
    choose(client_of(moderator))
    at(7)
    body = str(work()[0].body)
    assert "Nothing waits for a verdict." in body
    assert "In the last 24 hours you decided nothing." in body


def test_one_who_left_the_desk_gets_no_summary(
    moderator: User, client_of: ClientOf, at: Callable[..., None]
) -> None:
    at(6)
    choose(client_of(moderator))
    User.objects.filter(pk=moderator.pk).update(is_moderator=False)
    at(7)
    assert work() == []


# ---- The page ------------------------------------------------------------------------------------


def test_the_page_shows_what_was_chosen(pharmacist: User, client_of: ClientOf) -> None:
    browser = client_of(pharmacist)
    first: Any = browser.get("/desk/preferences/")
    assert first.context["form"].initial == {"alerts": "1", "summary": "0", "summary_hour": 7}
    choose(browser, alerts="0", summary_hour="18")
    again: Any = browser.get("/desk/preferences/")
    assert again.context["form"].initial == {"alerts": "0", "summary": "1", "summary_hour": 18}
    assert "Your choice is saved." in again.content.decode()


def test_looking_at_the_page_keeps_no_row(pharmacist: User, client_of: ClientOf) -> None:
    client_of(pharmacist).get("/desk/preferences/")
    assert not MailChoice.objects.exists()


def test_a_moderator_is_not_asked_about_alerts(moderator: User, client_of: ClientOf) -> None:
    browser = client_of(moderator)
    assert "high risk" not in browser.get("/desk/preferences/").content.decode()
    assert choose(browser).status_code == 302
    assert MailChoice.objects.get().alerts is True


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("alerts", "", "Choose whether you want these e-mails."),
        ("summary", "", "Choose whether you want the summary."),
        ("summary_hour", "24", "Choose one of the hours in the list."),
        ("summary_hour", "", "Choose an hour."),
    ],
)
def test_a_choice_that_is_none_is_asked_again(
    field: str, value: str, message: str, pharmacist: User, client_of: ClientOf
) -> None:
    response = choose(client_of(pharmacist), **{field: value})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not MailChoice.objects.exists()
