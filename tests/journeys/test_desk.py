"""The review desk in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from moderation.models import ReadyNote, Review
from moderation.states import State, Verdict
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
    clock = page.context.new_cdp_session(page)
    clock.send("Animation.enable")
    clock.send("Animation.setPlaybackRate", {"playbackRate": 0})
    # However slow the machine is, the next page has only just opened when the second press comes.
    page.mouse.click(*middle)
    expect(page.get_by_text("Recorded: sound. 1 left.")).to_be_visible()
    page.mouse.click(*middle)
    clock.send("Animation.setPlaybackRate", {"playbackRate": 1})
    page.get_by_role("button", name="Sound Shows").click()  # a while later it is meant
    expect(page.get_by_text("Recorded: sound. 0 left.")).to_be_visible()
    assert Review.objects.filter(state=State.DECIDED).count() == 3


def test_whole_way_of_a_reviewer_works_without_javascript(visit: Callable[..., Page]) -> None:
    pharmacist = make_expert("Petra Pharmacist")
    make_expert("Doris Doctor", "physician")
    ReadyNote.objects.create(verdict=Verdict.MISLEADING, title="Dose", text="Ask about the dose.")
    question = ask(make_person("Rose"))
    for name in ("Walter", "Colleen", "Sheila"):
        doubt_about(answer(question, make_person(name)))
    page = visit(javascript=False)
    sign_in(page, pharmacist)
    page.get_by_role("link", name="Review desk").click()
    page.get_by_text("Choose what to see").click()
    page.get_by_label("Risk").select_option("Medium")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("listitem").filter(has_text="Review this one")).to_have_count(3)
    page.get_by_role("button", name="Review this one").first.click()
    expect(page.get_by_role("button", name="Give it back")).to_be_visible()

    page.get_by_text("Ready-made notes", exact=True).click()
    page.get_by_role("button", name="Put it into my note").click()
    expect(page.get_by_label("Your note to readers")).to_have_value("Ask about the dose.")
    page.get_by_role("button", name="Misleading Shows").click()
    expect(page.get_by_text("Recorded: misleading. 2 left.")).to_be_visible()
    page.get_by_role("button", name="Undo the verdict on").click()
    expect(page.get_by_text("Undone. The review waits again.")).to_be_visible()

    page.get_by_role("button", name="Skip to the next").click()
    page.get_by_text("Hand it over").first.click()
    page.get_by_label("Colleague", exact=True).select_option("Doris Doctor")
    page.get_by_label("Your note to them", exact=True).fill("This is about doses.")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.get_by_text("Doris Doctor has it now, with your note.")).to_be_visible()
    page.get_by_role("button", name="Switch keys on").click()
    expect(page.get_by_role("link", name="Keys")).to_be_visible()
