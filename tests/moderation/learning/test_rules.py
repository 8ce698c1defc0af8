"""What decides at this moment: shipped or learned weights, the limits that staff chose."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from forum import doubting
from forum.models import Post
from moderation import rules
from moderation.grounds import Ground
from moderation.models import TriageSettings, WeightsVersion
from moderation.triage import model
from tests.people import answer

pytestmark = pytest.mark.django_db

MILD = "Bob's your uncle with the wobblestick."
TAUGHT = {"advice": {"wobblestick": 9.0}}


def learned(delta: Any, *, base: str | None = None, digest: str = "0") -> WeightsVersion:
    """Return a learned version that decides from now on."""
    version = WeightsVersion.objects.create(
        base=base or model.load().version,
        delta=delta,
        digest=digest,
        decisions=1,
        guard_before=0.9,
        guard_after=0.9,
        accepted=True,
    )
    TriageSettings.objects.create(weights=version)
    return version


def test_the_shipped_weights_decide_where_nobody_chose_anything(
    question: Post, answerer: User
) -> None:
    assert rules.current() == rules.Rules(model.load(), 0.02)
    (first,) = TriageSettings.objects.all()
    assert (first.because, first.by) == ("shipped", None)
    post = answer(question, answerer, "You should stop taking your warfarin.")
    assert post.review is not None
    assert post.review.rules == model.load().version


def test_a_limit_counts_from_the_next_post_on(question: Post, answerer: User) -> None:
    text = "You should stop taking your warfarin."
    TriageSettings.objects.create(advice_limit=0.99, hold_limit=0.99, sample_share=0)
    assert rules.current().weights.thresholds["advice"] == 0.99
    TriageSettings.objects.create(advice_limit=0.01, sample_share=0)
    assert answer(question, answerer, text).review is not None
    assert rules.current().weights.thresholds["grave"] == model.load().thresholds["grave"]


def test_a_learned_version_decides_and_signs_its_reviews(question: Post, answerer: User) -> None:
    assert answer(question, answerer, MILD).review is None
    version = learned(TAUGHT, digest="a")
    review = answer(question, answerer, MILD).review
    assert review is not None
    assert review.rules == version.name


@pytest.mark.parametrize(
    "delta",
    [
        ["no", "delta"],
        {"advice": {"wobblestick": "much"}},
        {"advice": {"wobblestick": None}},
        {"mood": {"wobblestick": 1.0}},
    ],
)
def test_a_version_that_cannot_be_read_leaves_the_shipped_weights_in_charge(
    question: Post, answerer: User, delta: Any, caplog: pytest.LogCaptureFixture
) -> None:
    version = learned(delta, digest=repr(delta)[-12:])
    review = answer(question, answerer, "You should stop taking your warfarin.").review
    assert review is not None
    assert review.rules == model.load().version
    assert rules.current().trouble == rules.UNREADABLE
    assert f"{version.name} can't be read" in caplog.text


def test_a_version_for_another_release_waits_until_it_is_learned_anew() -> None:
    learned(TAUGHT, base="older", digest="b")
    now = rules.current()
    assert now.weights == model.load()
    assert now.trouble == rules.OTHER_RELEASE


def test_asking_what_decides_takes_one_query(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    learned(TAUGHT, digest="c")
    rules.current()
    with django_assert_num_queries(1):
        rules.current()


def test_a_text_beyond_every_form_is_queued_unscored(
    question: Post, answerer: User, caplog: pytest.LogCaptureFixture
) -> None:
    post = answer(question, answerer, "so be it " * 12_000)
    assert post.review is not None
    assert post.review.rules == ""
    assert "too long for triage" in caplog.text


def test_a_text_that_takes_too_long_is_queued_unscored(
    question: Post,
    answerer: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(doubting, "LONGEST_SECONDS", -1.0)
    post = answer(question, answerer, MILD)
    assert post.review is not None
    assert [ground.kind for ground in post.review.grounds.all()] == [Ground.UNSCORED]
    assert "Triage took too long" in caplog.text
    assert MILD not in caplog.text
