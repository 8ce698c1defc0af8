"""The desk in all its states, on every width and in both schemes: axe finds nothing.

And what a reviewer needs for an ordinary reply is on one screen.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accounts.models import User
from forum.models import Post
from moderation.models import ReadyNote, Review
from moderation.states import ReportReason, Verdict
from tests.journeys.desk import Desk
from tests.journeys.test_pages_look import problems
from tests.people import answer, ask, complain, doubt_about, give_credential, make_expert

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

LOOKS = [("light", 1280, 800), ("dark", 768, 1024), ("dark", 320, 640)]
NOTE = "Take it as your pharmacist told you."
NEEDED = [
    *("h1", ".claim-text", ".reasons", ".parent summary", ".author-line"),
    *("[name=note]", "[name=source_url]", ".verdicts li:last-child > .verdict"),
]
BELOW_THE_SCREEN = """(needed) => needed.filter((each) =>
  document.querySelector(`#review ${each}`).getBoundingClientRect().bottom > innerHeight)"""


@pytest.fixture
def reviews(asker: User, answerer: User) -> list[Review]:
    """Advice that waits, with a reply that it answers, and two posts that smell of spam."""
    question = ask(asker, "How far apart should calcium and a thyroid tablet be?")
    reply: Post = answer(question, asker, "My doctor said four hours. What do you do?")
    advice = answer(reply, answerer, "You could leave the thyroid tablet out on such a day.")
    spam = [answer(question, answerer, f"My cousin sells pills, number {n}.") for n in range(2)]
    return [doubt_about(advice, 2), *(complain(asker, post, ReportReason.SPAM) for post in spam)]


@pytest.fixture
def reviewer(moderator: User) -> User:
    """A moderator who is a pharmacist too, with a colleague and ready-made notes."""
    give_credential(moderator)
    make_expert("Doris Doctor", "physician")
    for title in ("Interaction", "Dose"):
        ReadyNote.objects.create(
            verdict=Verdict.MISLEADING,
            title=title,
            text=f"{title}: {NOTE}",
            source_url="https://www.nhs.uk/medicines/",
        )
    return moderator


@pytest.fixture
def look(
    chromium: Browser, live_server: object, reviews: list[Review], reviewer: User, settings: Any
) -> Callable[..., Desk]:
    """Return a function that opens the desk in one of LOOKS."""
    settings.DEMO = False  # no bar above the page

    def opened(scheme: str, width: int, height: int, **options: object) -> Desk:
        size = {"width": width, "height": height}
        return Desk.of(
            chromium, str(live_server), reviewer, viewport=size, color_scheme=scheme, **options
        )

    return opened


def states_of_a_review(desk: Desk) -> list[str]:
    """Return what is found on a review, plain and with everything on it unfolded."""
    page, found = desk.page, []
    desk.start()
    found += problems(page)
    page.locator(".hand-over summary").click()
    page.locator(".history summary").click()
    found += problems(page)
    page.locator(".hand-over summary").click()
    page.locator("h1").focus()
    desk.press("4")
    expect(page.locator("[name=note]")).to_have_value(f"Interaction: {NOTE}")
    expect(page.locator(".ready-notes section:visible")).to_have_count(1)
    found += problems(page)
    desk.press("Escape")
    expect(page.locator("[name=note]")).to_have_value("")
    expect(page.locator("h1")).to_be_focused()
    desk.press("?")
    found += problems(page)
    page.get_by_role("button", name="Close").click()
    page.locator("[name=note]").focus()
    page.locator("h1").focus()
    desk.press("4")
    desk.press("Control+Enter")
    desk.hears("Recorded: misleading.")
    found += problems(page)
    return found


def states_of_a_batch(desk: Desk) -> list[str]:
    """Return what is found on the way of two reviews that are decided together."""
    page, found = desk.page, []
    page.goto(f"{desk.home}/desk/")
    page.get_by_text("Choose what to see").click()
    found += problems(page)
    for box in page.get_by_label("Choose it").all():
        box.check()
    page.get_by_role("button", name="Remove the chosen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Decide 2 together")
    found += problems(page)
    page.get_by_role("button", name="Remove all of these").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a note")
    found += problems(page)
    page.get_by_label("Your note to the authors").fill("This sells something.")
    page.get_by_role("button", name="Remove all of these").click()
    expect(page.get_by_role("status").first).to_contain_text("Recorded: 2 removed.")
    found += problems(page)
    page.get_by_role("button", name="Undo all of these").click()
    expect(page.get_by_role("status").first).to_contain_text("Undone: 2.")
    return found


def states_of_the_keys(page: Page, home: str) -> list[str]:
    """Return what is found on the page of the keys, with and without a conflict."""
    page.goto(f"{home}/desk/keys/")
    found = problems(page)
    page.get_by_label("Undo the last verdict").fill("n")
    page.get_by_role("button", name="Save my keys").click()
    expect(page.get_by_role("alert")).to_contain_text("“n” is also the key of")
    return found + problems(page)


@pytest.mark.parametrize(("scheme", "width", "height"), LOOKS)
def test_no_state_of_the_desk_has_a_finding(
    look: Callable[..., Desk], scheme: str, width: int, height: int
) -> None:
    desk = look(scheme, width, height)
    found = states_of_a_review(desk)
    found += states_of_a_batch(desk)
    found += states_of_the_keys(desk.page, desk.home)
    assert found == []


def test_an_ordinary_reply_fills_one_screen(look: Callable[..., Desk]) -> None:
    desk = look("light", 1280, 800)
    desk.start()
    assert desk.page.evaluate(BELOW_THE_SCREEN, NEEDED) == []


def top_of(button: Locator) -> tuple[float, float]:
    """Return where the button begins."""
    box = button.bounding_box()
    assert box is not None
    return box["x"], box["y"]


@pytest.mark.parametrize("key", ["u", "n", "3"])
def test_desk_moves_no_button_from_one_review_to_the_next(
    look: Callable[..., Desk], key: str
) -> None:
    desk = look("light", 1280, 800)
    desk.start()
    button = desk.page.locator("button.verdict").first
    place = top_of(button)
    desk.press("3", "3")
    desk.hears("Recorded")
    desk.press(key)
    if key == "u":
        desk.hears("Undone")
    assert top_of(button) == place
