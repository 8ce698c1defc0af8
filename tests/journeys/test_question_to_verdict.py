"""The whole path in a real browser: a question, a risky answer, a pharmacist's verdict."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.people import make_expert

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Page]

QUESTION = "Can I take vitamin D together with my warfarin?"
DETAILS = "I am 74 and my doctor is away.\n\nMy daughter reads my mail: rose.green@example.net"
RISKY = "Stop taking your warfarin, you don't need it. Take 5,000 IU of vitamin D instead."
NOTE = "Do not stop warfarin on your own. Ask your anticoagulation clinic first."
SOURCE = "https://www.nhs.uk/medicines/warfarin/"


@pytest.fixture(autouse=True)
def advice_is_held(settings: Any) -> None:
    """Hold everything that counts as advice, however grave triage thinks it is."""
    settings.ADVICE_POLICY = {1: "hold", 2: "hold", 3: "hold"}


def enter_code(page: Page, button: str) -> None:
    """Type the code from the newest e-mail as it stands there."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your e-mail")
    code = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)
    assert code is not None
    page.get_by_label("The code from the e-mail").fill(code.group())
    page.get_by_role("button", name=button).click()


def sign_up(page: Page, email: str, name: str) -> None:
    """Make an account from the page that asks to sign in."""
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Your public name").fill(name)
    page.get_by_role("button", name="Make my account").click()
    enter_code(page, "Finish my account")


def sign_in(page: Page, person: User) -> None:
    """Sign in with a code."""
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_label("Your e-mail address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, "Sign in")


def problem(page: Page) -> Locator:
    """Return the heading of the page's error summary."""
    return page.get_by_role("heading", name="There is a problem")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_question_gets_a_risky_answer_and_the_answer_its_verdict(
    visit: Visit, javascript: bool
) -> None:
    pharmacist = make_expert("Petra Pharmacist", "pharmacist")

    # Somebody new writes a question, and makes an account only then.
    asker = visit(javascript=javascript)
    asker.get_by_role("link", name="Ask a question").first.click()
    asker.get_by_label("Your question in one sentence").fill(QUESTION)
    asker.get_by_label("Tell us more").fill(DETAILS)
    asker.get_by_label("Topics it belongs to").fill("vitamin D, warfarin")
    asker.get_by_role("button", name="Ask my question").click()
    expect(asker.get_by_text("To keep you safe we hid an e-mail address")).to_be_visible()
    sign_up(asker, "rose@example.org", "Rose")
    expect(asker.get_by_label("Your question in one sentence")).to_have_value(QUESTION)
    asker.get_by_label("Tell us more").fill(DETAILS)
    asker.get_by_role("button", name="See it first").click()
    expect(asker.get_by_text("We hide this to keep you safe.")).to_be_visible()
    expect(asker.get_by_text("An e-mail address.")).to_be_visible()
    expect(asker.locator("mark")).to_have_text("ro*****@***le.net")
    asker.get_by_role("button", name="Ask my question").click()
    expect(asker.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(asker.get_by_text("Your question is on the page.")).to_be_visible()
    expect(asker.get_by_text("rose.green@example.net")).to_have_count(0)
    address = asker.url

    # Somebody else gives a risky answer. It is kept back, and the page says why.
    answerer = visit(javascript=javascript)
    answerer.get_by_role("link", name=QUESTION).click()
    answerer.get_by_role("link", name="Write an answer").click()
    answerer.get_by_label("Your reply").fill(RISKY)
    answerer.get_by_role("button", name="Send my reply").click()
    sign_up(answerer, "walter@example.org", "Walter")
    expect(answerer.get_by_label("Your reply")).to_have_value(RISKY)
    answerer.get_by_role("button", name="Send my reply").click()
    expect(
        answerer.get_by_text("A health professional reads it before others see it.").first
    ).to_be_visible()
    expect(answerer.get_by_text("Only you see this for now.")).to_be_visible()
    expect(answerer.get_by_role("article").get_by_text(RISKY)).to_be_visible()

    # A stranger reads no word of it, and gets no cookie for reading.
    stranger = visit(javascript=javascript)
    stranger.get_by_role("link", name=QUESTION).click()
    expect(stranger.get_by_text("A health professional is checking these words.")).to_be_visible()
    assert "warfarin, you don" not in stranger.content()
    assert stranger.context.cookies() == []

    # The pharmacist finds it at the desk, sees which words raised the doubt, and decides.
    expert = visit(javascript=javascript)
    sign_in(expert, pharmacist)
    expert.get_by_role("link", name="Review desk").click()
    expert.get_by_role("link", name=QUESTION).first.click()
    expect(expert.locator("mark").first).to_be_visible()
    expert.get_by_role("button", name="Take it").click()
    expert.get_by_role("button", name="Misleading").click()
    # Without a note it is not sent: the desk's script says so at once, else the next page does.
    asked = expert.get_by_text("Write your note") if javascript else problem(expert)
    expect(asked.first).to_be_visible()
    expert.get_by_label("Your note to readers and to the author").fill(NOTE)
    expert.get_by_label("Source").fill(SOURCE)
    expert.get_by_role("button", name="Misleading").click()
    expect(expert.get_by_text("Recorded: misleading.").first).to_be_visible()

    # The stranger now reads the answer with the verdict on it.
    stranger.goto(address)
    answer = stranger.get_by_role("article").filter(has_text="Stop taking your warfarin")
    day = date_format(timezone.localdate(), "j F Y")
    expect(answer.get_by_text(f"Checked by a pharmacist (GB) on {day}: misleading")).to_be_visible()
    expect(answer.get_by_text(NOTE)).to_be_visible()
    expect(answer.get_by_role("link", name=SOURCE)).to_have_attribute("href", SOURCE)
    assert stranger.context.cookies() == []


def focused(page: Page) -> dict[str, str]:
    """Return what has the focus: its tag, its name and its words."""
    found: dict[str, str] = page.evaluate(
        """() => {
            const it = document.activeElement;
            const label = it.labels && it.labels[0] ? it.labels[0].textContent : it.textContent;
            return {tag: it.tagName, name: it.getAttribute("name") || "", words: label.trim()};
        }"""
    )
    return found


def tab_to(page: Page, words: str, most: int = 40) -> None:
    """Press Tab until what has the focus says `words`; fail after `most` times."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = focused(page)
        if here["words"].startswith(words):
            return
        passed.append(here["words"])
    raise AssertionError(f"Tab never came to {words!r}, only to {passed}")


def test_question_is_asked_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert focused(page)["words"] == "Skip to the main text"
    tab_to(page, "Ask a question")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/")
    tab_to(page, "Your question in one sentence")
    page.keyboard.type("Tea?")
    tab_to(page, "Tell us more")
    page.keyboard.type("Does tea count as water?")
    tab_to(page, "Topics it belongs to")
    tab_to(page, "Ask my question")
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 3
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/sign-in/**")
    tab_to(page, "Make an account")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/sign-up/**")
    tab_to(page, "Your e-mail address")
    page.keyboard.type("rose@example.org")
    tab_to(page, "Your public name")
    page.keyboard.type("Rose")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/sign-up/code/**")
    tab_to(page, "The code from the e-mail")
    code = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)
    assert code is not None
    page.keyboard.type(code.group())
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/")

    # The question is too short: the focus is on the summary, whose line leads to the field.
    tab_to(page, "Ask my question")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Error: "))
    assert focused(page)["words"].startswith("There is a problem")
    tab_to(page, "Write a little more", most=1)
    page.keyboard.press("Enter")
    assert focused(page)["name"] == "title"
    page.keyboard.press("End")
    page.keyboard.type(" How much of it counts as water?")
    tab_to(page, "Ask my question")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Tea? How much of it counts as water?"
    )
