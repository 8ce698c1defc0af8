"""The page of insights: every figure, for the days that were chosen, in a few queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forum.models import Post
from moderation import flags, insights
from moderation.grounds import Ground
from moderation.insights import Figures, Sample
from moderation.models import Review, ReviewGround
from moderation.states import Verdict
from tests.moderation.insights.decided import decided
from tests.people import answer, doubt_about

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(pharmacist: User, client_of: ClientOf) -> Client:
    """A pharmacist's browser."""
    return client_of(pharmacist)


def figures(browser: Client, days: object = 30) -> tuple[Figures, str]:
    """Return what the page shows, and its text with single spaces."""
    response: Any = browser.get("/desk/insights/", {"days": days})
    assert response.status_code == 200
    return response.context["figures"], " ".join(response.content.decode().split())


def test_what_waits_is_counted_by_risk_with_the_oldest(
    question: Post, answerer: User, desk: Client
) -> None:
    old = doubt_about(answer(question, answerer), 3)
    doubt_about(answer(question, answerer), 3)
    doubt_about(answer(question, answerer), 1)
    Review.objects.filter(pk=old.pk).update(opened_at=timezone.now() - 3 * HOUR)
    found, text = figures(desk)
    assert [each.count for each in found.waiting] == [2, 0, 1, 0]
    assert found.waiting[0].oldest == Review.objects.get(pk=old.pk).opened_at
    assert found.waiting[1].oldest is None
    assert "2, the oldest for 3 hours" in text


def test_half_and_nine_of_ten_verdicts_are_timed_by_field(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    for minutes in range(1, 11):
        decided(question, answerer, pharmacist, took=minutes * MINUTE)
    decided(question, answerer, pharmacist, field="diet", took=4 * HOUR)
    found, text = figures(desk)
    medicines, diet = found.waits
    assert (medicines.name, medicines.count) == ("medicines", 10)
    assert (medicines.median, medicines.p90) == (5 * MINUTE, 9 * MINUTE)
    assert (diet.name, diet.count, diet.median, diet.p90) == ("diet", 1, 4 * HOUR, 4 * HOUR)
    assert "Medicines: half of them</span> <strong>within 5 minutes" in text
    assert "Diet: nine of ten</span> <strong>within 4 hours" in text


def test_verdicts_are_counted_by_day_and_kind(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    decided(question, answerer, pharmacist, ago=0 * DAY)
    decided(question, answerer, pharmacist, ago=2 * DAY)
    decided(question, answerer, pharmacist, ago=2 * DAY)
    decided(question, answerer, pharmacist, Verdict.HARMFUL, ago=6 * DAY)
    decided(question, answerer, pharmacist, Verdict.HARMFUL, ago=8 * DAY)
    found, text = figures(desk, 7)
    counted = {tally.verdict: tally.counts for tally in found.tallies}
    assert counted == {
        Verdict.SOUND: (0, 0, 0, 0, 2, 0, 1),
        Verdict.HARMFUL: (1, 0, 0, 0, 0, 0, 0),
    }
    assert "3 in all, at most 2 in one day" in text


def test_ninety_days_are_counted_by_week_and_hold_each_verdict_once(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    for days in (0, 6, 7, 13, 14, 88, 89, 90):
        decided(question, answerer, pharmacist, ago=days * DAY)
    found, text = figures(desk, 90)
    assert found.period.slice_name == "week"
    assert found.tallies[0].counts == (2, *[0] * 9, 1, 2, 2)
    assert "7 in all, at most 2 in one week" in text


def test_a_rule_is_right_when_an_expert_judged_advice(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    decided(question, answerer, pharmacist, Verdict.SOUND)
    decided(question, answerer, pharmacist, Verdict.MISLEADING)
    decided(question, answerer, pharmacist, Verdict.EXPERIENCE)
    decided(question, answerer, pharmacist, Verdict.REWORD)  # says nothing about the rule
    found, text = figures(desk)
    (rule,) = found.rules
    assert (rule.rule, rule.right, rule.wrong) == ("by-hand", 2, 1)
    assert "It tells somebody what to do (by-hand)</span> <strong>2 of 3 confirmed" in text


def test_a_flag_that_was_marked_as_wrong_is_not_confirmed(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    flags.mark_flag(decided(question, answerer, pharmacist), number=1, by=pharmacist)
    decided(question, answerer, pharmacist)
    (rule,) = figures(desk)[0].rules
    assert (rule.right, rule.wrong) == (1, 1)


def test_misses_are_the_advice_that_only_the_random_sample_found(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    missed, fine, marked = (
        decided(question, answerer, pharmacist, verdict)
        for verdict in (Verdict.MISLEADING, Verdict.EXPERIENCE, Verdict.SOUND)
    )
    ReviewGround.objects.all().delete()
    for review in (missed, fine, marked):
        ReviewGround.objects.create(review=review, kind=Ground.SAMPLE)
    ReviewGround.objects.create(review=marked, kind=Ground.ADVICE)
    found, text = figures(desk)
    assert (found.sample.looked_at, found.sample.missed) == (2, 1)
    assert "<strong>1 of 2</strong> replies that were drawn at random" in text


def test_the_range_around_a_share_is_wilsons() -> None:
    # By hand for 10 of 100: 5.5 to 17.4 percent.
    low, high = Sample(100, 10).between
    assert (round(low, 1), round(high, 1)) == (5.5, 17.4)
    assert Sample(0, 0).between == (0.0, 100.0)


def test_figures_of_a_desk_without_work_say_so(desk: Client) -> None:
    found, text = figures(desk)
    assert (found.waits, found.tallies, found.rules) == ([], [], [])
    assert text.count("Nothing to count in these days.") == 3
    assert "No blind check was answered in these days." in text


@pytest.mark.parametrize("days", ["", "0", "8", "-7", "x", "9" * 30])
def test_days_that_are_no_choice_mean_thirty(days: str, desk: Client) -> None:
    found, _ = figures(desk, days)
    assert found.period.days == 30


def test_every_plot_says_the_same_as_a_table_and_has_a_name(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    decided(question, answerer, pharmacist)
    _, text = figures(desk)
    assert text.count("The same numbers as a table") == 4
    assert text.count('<svg class="plot-') == text.count("<title id=") == text.count("<desc id=")
    assert "style=" not in text


def test_waits_say_when_only_the_newest_were_read(
    question: Post, answerer: User, pharmacist: User, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insights, "MOST_ROWS", 2)
    for hours in (1, 2, 30):
        decided(question, answerer, pharmacist, took=hours * HOUR, ago=hours * HOUR)
    found, text = figures(desk)
    assert found.waits[0].p90 == 2 * HOUR
    assert "Reckoned from the newest 2 verdicts." in text
    assert found.tallies[0].total == 3


@pytest.mark.parametrize("size", [1, 12])
def test_the_page_takes_the_same_queries_whatever_it_counts(
    size: int, question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    for number in range(size):
        decided(question, answerer, pharmacist, list(Verdict)[number % 5], ago=number * DAY)
        doubt_about(answer(question, answerer), number % 4 or 1)
    with CaptureQueriesContext(connection) as queries:
        figures(desk)
    # The session, the reader, their credential; then what waits, the newest verdicts, the counts,
    # wrong flags and what was flagged, the sample, the blind checks that were answered and those
    # that wait.
    assert len(queries) == 11
