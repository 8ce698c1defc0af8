"""The desk that shows the next review at once: nothing typed or decided is lost on the way."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Route, expect

from accounts.models import User
from moderation import decisions
from moderation.models import Review
from moderation.states import Move, State, Verdict
from moderation.text.clean import clean
from tests.journeys.desk import Desk, doubted_answers, sign_in_at_once
from tests.people import ask, make_expert

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

NOTE = "Take it as your pharmacist told you."


@pytest.fixture
def reviews(asker: User, answerer: User) -> list[Review]:
    """Five reviews that wait, the most urgent first."""
    return doubted_answers(ask(asker), answerer, 5)


@pytest.fixture
def desk(chromium: Browser, live_server: object, pharmacist: User, reviews: list[Review]) -> Desk:
    """The pharmacist's desk with the first review open."""
    opened = Desk.of(chromium, str(live_server), pharmacist)
    opened.start()
    return opened


def verdicts(review: Review) -> int:
    """Return how often a verdict was recorded on the review."""
    return review.events.filter(move=Move.DECIDE).count()


def test_next_review_is_named_when_it_comes_later_than_the_answer(
    chromium: Browser, live_server: object, pharmacist: User, reviews: list[Review]
) -> None:
    desk = Desk.of(chromium, str(live_server), pharmacist)
    held: list[Route] = []
    desk.page.route("**/desk/ahead/**", lambda route: held.append(route), times=1)
    desk.start()
    desk.press("1", "1")
    expect(desk.page.locator("#recorded [data-undo]")).to_be_visible()
    held[0].continue_()
    desk.wait_for_another(reviews[0].pk)
    desk.hears("Recorded: sound. 4 left. Next:")


def test_verdict_is_undone_with_one_key_and_its_words_come_back(
    desk: Desk, reviews: list[Review]
) -> None:
    desk.press("4", "Control+a")  # a ready-made note may stand there
    desk.page.keyboard.type(NOTE)
    desk.press("Control+Enter")
    desk.wait_for_another(reviews[0].pk)
    desk.hears("Recorded: misleading. 4 left. Next:")
    desk.press("u")
    desk.hears("Undone.")
    assert desk.shown() == reviews[0].pk
    expect(desk.page.locator("[name=note]")).to_have_value(NOTE)
    assert Review.objects.get(pk=reviews[0].pk).state == State.WAITING
    desk.press("Tab")
    desk.page.locator("h1").focus()
    desk.press("1", "1")
    desk.wait_for_another(reviews[0].pk)
    assert desk.shown() == reviews[1].pk


def test_keys_do_nothing_while_somebody_types(desk: Desk, reviews: list[Review]) -> None:
    desk.page.locator("[name=note]").focus()
    desk.page.keyboard.type("1 1 u n c ? 4 4")
    expect(desk.page.locator("[name=note]")).to_have_value("1 1 u n c ? 4 4")
    assert desk.shown() == reviews[0].pk
    assert not Review.objects.filter(state=State.DECIDED).exists()


def test_keys_do_nothing_while_they_are_off(
    chromium: Browser, live_server: object, pharmacist: User, reviews: list[Review]
) -> None:
    desk = Desk.of(chromium, str(live_server), pharmacist, keys=False)
    desk.start()
    desk.press("1", "1", "?")
    expect(desk.page.locator("kbd")).to_have_count(0)
    desk.page.get_by_role("button", name="Switch keys on").click()
    expect(desk.page.locator("button.verdict kbd").first).to_have_text("1")
    desk.press("?")
    expect(desk.page.get_by_role("dialog")).to_contain_text("Undo the last verdict")
    assert not Review.objects.filter(state=State.DECIDED).exists()


def test_lost_connection_is_told_once_and_no_verdict_is_lost_or_doubled(
    desk: Desk, reviews: list[Review]
) -> None:
    desk.page.wait_for_load_state("networkidle")
    lost_answers = 0

    def lose_the_answer(route: Route) -> None:
        nonlocal lost_answers
        lost_answers += 1
        if lost_answers == 1:
            route.fetch()  # the site records it, and its answer gets lost
            route.abort()
        elif lost_answers < 3:
            route.abort()
        else:
            route.continue_()

    desk.page.route("**/decide/", lose_the_answer)
    desk.press("1", "1")
    desk.wait_for_another(reviews[0].pk)
    desk.press("1", "1")
    desk.wait_for_another(reviews[1].pk)
    expect(desk.page.get_by_role("alert")).to_contain_text("No connection. Your verdicts are kept")
    desk.hears("Recorded: sound. 3 left.")
    expect(desk.page.locator("#trouble")).to_be_hidden()
    assert [verdicts(review) for review in reviews] == [1, 1, 0, 0, 0]


def test_verdict_that_came_second_shows_the_fresh_page_with_the_typed_words(
    desk: Desk, reviews: list[Review]
) -> None:
    first = Review.objects.get(pk=reviews[0].pk)
    first.claimed_by = None
    first.save()
    colleague = make_expert("Doris Doctor", "physician")
    decisions.decide(
        first, by=colleague, version=first.version, verdict=Verdict.SOUND, note=clean("")
    )
    desk.press("4")
    desk.page.keyboard.type(NOTE)
    desk.press("Control+Enter")
    desk.wait_for_another(reviews[0].pk)
    expect(desk.page.get_by_role("alert")).to_contain_text("Not recorded: “Who else keeps a garden")
    desk.page.get_by_role("button", name="Look at it").click()
    expect(desk.page.locator("#review")).to_contain_text("What you had typed")
    expect(desk.page.locator("#review")).to_contain_text(NOTE)
    expect(desk.page.locator("#review")).to_contain_text("Doris Doctor")
    assert verdicts(first) == 1


def test_second_press_of_a_double_click_is_not_for_the_next_review(
    desk: Desk, reviews: list[Review]
) -> None:
    desk.page.wait_for_load_state("networkidle")
    desk.page.get_by_role("button", name="Sound Shows").dblclick()
    desk.wait_for_another(reviews[0].pk)
    desk.hears("Recorded: sound. 4 left.")
    assert [verdicts(review) for review in reviews] == [1, 0, 0, 0, 0]
    desk.page.get_by_role("button", name="Sound Shows").click()
    desk.hears("Recorded: sound. 3 left.")


def test_back_shows_the_review_before_and_typed_words_stay(
    desk: Desk, reviews: list[Review]
) -> None:
    desk.press("1", "1")
    desk.wait_for_another(reviews[0].pk)
    desk.hears("Recorded")
    desk.page.locator("[name=note]").fill(NOTE)
    desk.page.go_back()
    expect(desk.page.get_by_role("button", name="Undo this verdict")).to_be_visible()
    assert desk.shown() == reviews[0].pk
    desk.page.go_forward()
    expect(desk.page.locator("[name=note]")).to_have_value(NOTE)
    assert desk.shown() == reviews[1].pk


def test_whoever_signs_in_again_in_another_tab_loses_no_verdict(
    desk: Desk, reviews: list[Review], pharmacist: User
) -> None:
    desk.page.wait_for_load_state("networkidle")
    desk.page.context.clear_cookies()
    desk.press("1", "1")
    desk.wait_for_another(reviews[0].pk)
    expect(desk.page.get_by_role("alert")).to_contain_text("You are signed out")
    sign_in_at_once(desk.page.context, desk.home, pharmacist)
    desk.page.get_by_role("button", name="Send them").click()
    desk.hears("Recorded: sound. 4 left.")
    desk.press("1", "1")
    desk.hears("Recorded: sound. 3 left.")


def test_verdict_without_its_note_opens_the_note(desk: Desk, reviews: list[Review]) -> None:
    desk.page.get_by_role("button", name="Harmful").click()
    expect(desk.page.locator("[name=note]")).to_be_focused()
    desk.hears("Harmful. Chosen. Write your note")
    assert desk.shown() == reviews[0].pk
    desk.page.keyboard.type(NOTE)
    desk.page.get_by_role("button", name="Harmful").click()
    desk.hears("Recorded: harmful. 4 left.")


def test_two_reviewers_are_led_past_each_other(
    desk: Desk, chromium: Browser, reviews: list[Review], client_of: Callable[[User], Client]
) -> None:
    desk.page.wait_for_load_state("networkidle")
    colleague = Desk.of(chromium, desk.home, make_expert("Doris Doctor", "physician"))
    colleague.start()
    assert colleague.shown() == reviews[1].pk
    desk.press("1", "1")
    desk.wait_for_another(reviews[0].pk)
    desk.page.wait_for_function(
        "(id) => document.querySelector('#review').dataset.review === String(id)",
        arg=reviews[2].pk,
    )
