"""A reviewer says that a flag is wrong, takes it back, and loses nothing that was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from moderation import flags
from moderation.access import NotAllowed
from moderation.models import FlagMark, Review
from moderation.states import Move
from tests.moderation.desk.pages import GRAVE, give, moves, open_page, standing
from tests.people import answer, ask

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def review(asker: User, answerer: User) -> Review:
    """A review that triage opened."""
    review = answer(ask(asker), answerer, GRAVE).review
    assert review is not None
    return review


def press_flag(browser: Client, review: Review, wrong: int, number: int = 1, **typed: str) -> Any:
    """Press the button beside a flag."""
    address = reverse("moderation:review-flag", args=[review.pk, number])
    return browser.post(address, {"wrong": str(wrong)} | typed)


def test_a_flag_called_wrong_is_struck_out_and_in_the_history(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser, before = client_of(pharmacist), standing(review)
    response = press_flag(browser, review, 1)
    assert response.headers["Location"].endswith(f"/{review.pk}/#reason-1")
    page = open_page(browser, review).content.decode()
    assert "Called wrong by Petra Pharmacist." in page
    assert "a flag called wrong" in page
    assert standing(review) == before
    mark = FlagMark.objects.get()
    reason = review.reasons[0]
    assert (mark.rule, mark.start, mark.end) == (reason["rule"], reason["start"], reason["end"])
    event = review.events.get(move=Move.WRONG_FLAG)
    assert event.before == {key: reason[key] for key in ("rule", "start", "end")}


def test_a_second_press_of_the_button_changes_nothing(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    press_flag(browser, review, 1)
    press_flag(browser, review, 1)
    assert moves(review).count(Move.WRONG_FLAG) == 1


def test_a_mark_is_taken_back(review: Review, pharmacist: User, client_of: ClientOf) -> None:
    browser = client_of(pharmacist)
    press_flag(browser, review, 1)
    press_flag(browser, review, 0)
    press_flag(browser, review, 0)
    assert not FlagMark.objects.exists()
    assert moves(review)[-2:] == [Move.WRONG_FLAG, Move.RIGHT_FLAG]


def test_only_its_writer_or_a_moderator_takes_a_mark_back(
    review: Review, pharmacist: User, physician: User, moderator: User
) -> None:
    flags.mark_flag(review, number=1, by=pharmacist)
    with pytest.raises(NotAllowed, match="Only the person who called this flag wrong"):
        flags.unmark_flag(review, number=1, by=physician)
    flags.unmark_flag(review, number=1, by=moderator)
    assert not FlagMark.objects.exists()


def test_nobody_calls_the_flags_on_their_own_words_wrong(
    asker: User, moderator: User, client_of: ClientOf
) -> None:
    own = answer(ask(asker), moderator, GRAVE).review
    assert own is not None
    browser = client_of(moderator)
    assert press_flag(browser, own, 1).status_code == 403
    assert "Wrong flag" not in open_page(browser, own).content.decode()


def test_a_flag_that_is_gone_is_a_conflict_that_keeps_what_was_typed(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    response = press_flag(client_of(pharmacist), review, 1, 99, note="Half a note.")
    assert response.status_code == 409
    assert "This flag is gone." in response.content.decode()
    assert "Half a note." in response.content.decode()


def test_the_button_keeps_a_note_that_is_being_typed(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    typed = {"note": "Half a note.", "source_url": "https://example.org/leaf"}
    response = press_flag(browser, review, 1, **typed)
    page = response.content.decode()
    assert "Half a note." in page
    assert "https://example.org/leaf" in page
    assert "Called wrong by" in page
    assert not Review.objects.get(pk=review.pk).verdict


def test_the_first_button_of_the_form_of_the_verdict_is_still_the_one_that_does_nothing(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    page = open_page(client_of(pharmacist), review).content.decode()
    buttons = [part.partition(">")[0] for part in page.split("<button")[1:]]
    of_form = [attributes for attributes in buttons if 'form="decide"' in attributes]
    assert 'aria-hidden="true"' in of_form[0]
    assert "formaction" not in of_form[0]


def test_a_flag_of_a_decided_review_can_be_called_wrong(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    give(browser, review, "experience")
    press_flag(browser, review, 1)
    assert FlagMark.objects.filter(review=review).count() == 1
    assert "Not wrong" in open_page(browser, review).content.decode()
