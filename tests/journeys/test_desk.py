"""The review desk in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moderation.models import Review
from moderation.states import State
from tests.journeys.test_question_to_verdict import sign_in
from tests.people import answer, ask, doubt_about, make_expert, make_person

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_second_press_of_a_double_click_gives_no_verdict_on_the_next_review(
    visit: Callable[..., Page], motion: str
) -> None:
    pharmacist = make_expert("Petra Pharmacist")
    question = ask(make_person("Rose"))
    for name in ("Walter", "Colleen", "Sheila"):
        doubt_about(answer(question, make_person(name)))
    page = visit(javascript=False)
    page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
    sign_in(page, pharmacist)
    page.get_by_role("link", name="Review desk").click()
    page.get_by_role("button", name="Start with the most urgent").click()
    # From now on every page has the line about the verdict before, so the buttons stand still.
    page.get_by_role("button", name="Sound Shows").click()
    expect(page.get_by_text("Recorded: sound. 2 left.")).to_be_visible()
    button = page.get_by_role("button", name="Sound Shows")
    button.click(trial=True)
    box = button.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(*middle)
    expect(page.get_by_text("Recorded: sound. 1 left.")).to_be_visible()
    page.mouse.click(*middle)
    page.wait_for_timeout(300)
    assert Review.objects.filter(state=State.DECIDED).count() == 2
    page.get_by_role("button", name="Sound Shows").click()  # a while later it is meant
    expect(page.get_by_text("Recorded: sound. 0 left.")).to_be_visible()
