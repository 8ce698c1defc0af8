"""The demo loads, and holds something of every kind to try."""

from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from moderation.grounds import Ground
from moderation.models import Review, ReviewGround
from moderation.states import OPEN_STATES, Move, State, Verdict

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_review_of_every_kind_to_try(settings: Settings) -> None:
    settings.DEMO, settings.NEWCOMER_POSTS, settings.NEWCOMER_LINK_POSTS = True, 1, 5
    told = StringIO()
    call_command("load_demo", stdout=told)
    assert "reviews waiting" in told.getvalue()
    waiting = Review.objects.open()
    assert set(waiting.values_list("state", flat=True)) == {*OPEN_STATES} - {State.REOPENED}
    kinds = set(ReviewGround.objects.filter(review__in=waiting).values_list("kind", flat=True))
    assert kinds >= set(Ground) - {Ground.UNSCORED, Ground.CHANGED, Ground.DISPUTE}
    spam = ReviewGround.objects.filter(kind=Ground.LINK, review__about="conduct")
    assert spam.count() == 3
    verdicts = set(Review.objects.exclude(verdict="").values_list("verdict", flat=True))
    assert verdicts >= {Verdict.SOUND, Verdict.MISLEADING, Verdict.HARMFUL, Verdict.REWORD}
    history = waiting.filter(events__move__in=[Move.HAND_OVER, Move.NOTE])
    assert history.distinct().count() == 1
    call_command("load_demo", stdout=told)
    assert "no demo content is added" in told.getvalue()
