"""The promise of how long a check takes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.models import Post
from moderation import decisions
from moderation.models import Review
from moderation.states import Verdict
from moderation.text.clean import clean
from moderation.waits import promise, usual_waits
from tests.moderation.insights.decided import decided
from tests.people import complain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ([0], "about 1 minute"),
        ([30], "about 30 minutes"),
        ([1, 30, 50_000], "about 30 minutes"),
        ([89], "about 89 minutes"),
        ([90], "about 2 hours"),
        ([35 * 60], "about 35 hours"),
        ([36 * 60], "about 2 days"),
        ([6 * 24 * 60], "about 6 days"),
    ],
)
def test_the_usual_wait_is_the_median_in_words(
    minutes: list[int], words: str, question: Post, answerer: User, pharmacist: User
) -> None:
    for wait in minutes:
        decided(question, answerer, pharmacist, took=timedelta(minutes=wait))
    assert promise(2).startswith(f"Half of such checks take {words} or less. Nine of ten take ")


def test_each_severity_has_a_promise_of_its_own(
    question: Post, answerer: User, pharmacist: User
) -> None:
    decided(
        question,
        answerer,
        pharmacist,
        Verdict.EXPERIENCE,
        severity=3,
        took=timedelta(minutes=5),
    )
    decided(question, answerer, pharmacist, severity=1, took=timedelta(hours=5))
    assert {severity: wait.usually for severity, wait in usual_waits().items()} == {
        3: "about 5 minutes",
        1: "about 5 hours",
    }
    assert promise(2) == ""


def test_nothing_is_promised_without_a_verdict_this_week(
    question: Post, answerer: User, pharmacist: User
) -> None:
    assert usual_waits() == {}
    decided(question, answerer, pharmacist, ago=timedelta(days=8))
    assert usual_waits() == {}


def test_a_second_verdict_after_a_complaint_is_no_measure(
    question: Post, asker: User, answerer: User, pharmacist: User, moderator: User
) -> None:
    review = decided(question, answerer, pharmacist, ago=timedelta(days=60))
    complain(asker, Post.objects.get(review=review))
    review.refresh_from_db()
    decisions.decide(
        review, by=pharmacist, version=review.version, verdict=Verdict.SOUND, note=clean("Yes.")
    )
    assert Review.objects.filter(decided_at__gte=timezone.now() - timedelta(hours=1)).exists()
    assert usual_waits() == {}
