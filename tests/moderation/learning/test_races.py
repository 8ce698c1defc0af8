"""Two at once who change what triage decides by."""

from functools import partial

import pytest

from accounts.models import User
from moderation import rules
from moderation.models import TriageSettings
from tests.moderation.desk.test_races import WON, at_once

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
