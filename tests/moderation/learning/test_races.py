"""Two at once: whoever changes what triage decides by, and the workers that learn."""

from functools import partial
from threading import Barrier

import pytest

from accounts.models import User
from moderation import decisions, learning, rules
from moderation.models import TriageSettings, WeightsVersion
from moderation.states import Verdict
from moderation.text.clean import clean
from moderation.triage import feedback
from tests.moderation.desk.test_races import WON, at_once
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def first_settings(transactional_db: None) -> None:
    """Put back the row that a new site has: tests like these leave every table empty."""
    if not TriageSettings.objects.exists():
        TriageSettings.objects.create(because=TriageSettings.Because.SHIPPED)


def test_of_two_first_changes_both_count(moderator: User) -> None:
    change = partial(rules.change_settings, because=TriageSettings.Because.LIMITS, by=moderator)
    acts = [partial(change, advice_limit=0.4), partial(change, sample_share=0.05)]
    assert at_once(*acts) == [WON, WON]
    now = rules.newest_settings()
    assert (now.advice_limit, now.sample_share) == (0.4, 0.05)


def test_two_workers_learn_one_version(
    asker: User, answerer: User, pharmacist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = doubt_about(answer(ask(asker), answerer, "Bump the wobblestick by two."))
    note = clean("It could do harm.")
    decisions.decide(
        review, by=pharmacist, version=review.version, verdict=Verdict.HARMFUL, note=note
    )
    both_have_looked = Barrier(2, timeout=60)

    def guard_precision(weights: object) -> float:
        both_have_looked.wait()
        return 0.9

    monkeypatch.setattr(feedback, "guard_precision", guard_precision)
    assert at_once(learning.learn, learning.learn) == [WON, WON]
    assert WeightsVersion.objects.count() == 1
    assert TriageSettings.objects.filter(because=TriageSettings.Because.LEARNED).count() == 1
