"""Every page in a real browser: axe finds nothing, nothing is cut off, targets are large.

The pages are opened as stranger, reader and expert: on a wide screen in the light scheme, on a
small phone in the dark one, and once more there with the largest letters and wide spacing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import axe_playwright_python  # type: ignore[import-untyped]
import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accounts.models import User
from forum import posting
from moderation import decisions
from moderation.models import BlindCheck, Review
from moderation.states import ReportReason, Verdict
from moderation.text.clean import clean
from tests.people import answer, ask, complain, doubt_about, make_expert

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = [
    *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa"),
    *("wcag22a", "wcag22aa", "wcag22aaa", "best-practice"),
]
FINDINGS = """async (tags) => {
  const result = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return result.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 150)}`));
}"""
# Links inside a sentence are as tall as the sentence; everything else is a target of 48 pixels.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, textarea, input, select")]
  .filter((e) => !e.closest(".skip-link, [aria-hidden]") && !["hidden", "radio"].includes(e.type))
  .filter((e) => getComputedStyle(e).display !== "inline")
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && (box.height < 47.5 || box.width < 47.5))
  .map(([e, box]) => `${e.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`)"""
LETTERS = """() => [...document.body.querySelectorAll("*")]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16)
  .map((e) => e.outerHTML.slice(0, 120))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""


@dataclass(frozen=True)
class Site:
    """A small forum with every state that a page can show, and browsers to look at it."""

    home: str
    chromium: Browser
    asker: User
    expert: User
    topic: str
    reply: int
    own: int
    open_review: int
    decided_review: int

    def browser(self, person: User | None, **options: Any) -> Page:
        """Return a browser in which `person` is signed in."""
        context = self.chromium.new_context(**options)
        if person is not None:
            client = Client()
            client.force_login(person)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.home}
            context.add_cookies([cookie])  # type: ignore[list-item]
        return context.new_page()

    def browsers(self, **options: Any) -> dict[User | None, Page]:
        """Return a browser for each of those who look at pages."""
        return {who: self.browser(who, **options) for who in (None, self.asker, self.expert)}

    def pages(self) -> list[tuple[User | None, str]]:
        """Return the addresses to look at, each with who looks."""

        def of_post(name: str, pk: int) -> str:
            return reverse(f"forum:{name}", args=[pk])

        public = [
            reverse("forum:topics"),
            self.topic,
            of_post("post", self.reply),
            of_post("post-reply", self.reply),
            reverse("forum:topic-ask"),
            reverse("forum:help"),
            reverse("forum:how-review-works"),
            reverse("forum:moderation-log"),
            reverse("account_login"),
            reverse("account_signup"),
        ]
        members = [
            self.topic,
            of_post("post", self.own),  # with why it is checked
            of_post("post-edit", self.own),
            of_post("post-withdraw", self.own),
            of_post("post-report", self.reply),
            reverse("account_logout"),
            reverse("moderation:review-list"),  # refused: the page of a 403
        ]
        desk = [
            self.topic,
            reverse("moderation:review-list"),
            reverse("moderation:review-list") + "?show=decided",
            reverse("moderation:insights"),
            reverse("moderation:blind-check"),
            reverse("moderation:preferences"),
            reverse("moderation:review-detail", args=[self.open_review]),
            reverse("moderation:review-detail", args=[self.decided_review]),
        ]
        return [
            *((None, each) for each in public),
            *((self.asker, each) for each in members),
            *((self.expert, each) for each in desk),
        ]


@pytest.fixture
def site(
    chromium: Browser, live_server: object, asker: User, answerer: User, pharmacist: User
) -> Site:
    """A question with answers that are accepted, checked, doubted, reported and withdrawn."""
    question = ask(asker, "How far apart should calcium and a thyroid tablet be?")
    good = answer(question, answerer, "My pharmacist told me that four hours is right for me.")
    posting.accept(good, accepted=True)
    posting.mark_helpful(good, by=asker, helpful=True)
    wrong = answer(question, answerer, "I heard that it makes no difference, really.")
    unchecked = answer(question, answerer, "A walk after lunch did a lot for me, by the way.")
    own = answer(good, asker, "Thank you. My address is asta.asker@example.org if you like.")
    deep = own
    for number in range(5):
        deep = answer(deep, answerer if number % 2 else asker, f"You are welcome, time {number}.")
    posting.withdraw(answer(question, answerer, "I wrote this by mistake, forgive me."))
    complain(asker, unchecked, ReportReason.OTHER, "I can't read it.")
    decided = [
        _decide(doubt_about(good), pharmacist, Verdict.SOUND, "Four hours is usual."),
        _decide(doubt_about(wrong), pharmacist, Verdict.MISLEADING, "It makes a difference."),
        _decide(doubt_about(deep), pharmacist, Verdict.HARMFUL, "This could do harm."),
    ]
    doubt_about(own)
    # An hour passes: what was decided is in the log, and one of it waits for a blind check.
    Review.objects.exclude(verdict="").update(decided_at=F("decided_at") - timedelta(hours=1))
    BlindCheck.objects.create(
        review=decided[0],
        first_verdict=Verdict.SOUND,
        first_by=make_expert("Olga Other"),
        drawn_at=timezone.now() - timedelta(hours=1),
    )
    held = doubt_about(answer(question, answerer, "You could leave the tablet out today."), 3)
    return Site(
        home=str(live_server),
        chromium=chromium,
        asker=asker,
        expert=pharmacist,
        topic=question.topic.get_absolute_url(),
        reply=good.pk,
        own=own.pk,
        open_review=held.pk,
        decided_review=decided[0].pk,
    )


def _decide(review: Review, by: User, verdict: Verdict, note: str) -> Review:
    """Return the review with a verdict that has a note and a source."""
    return decisions.decide(
        review,
        by=by,
        version=review.version,
        verdict=verdict,
        note=clean(note),
        source_url="https://www.nhs.uk/medicines/levothyroxine/",
    )


def problems(page: Page) -> list[str]:
    """Return what axe and our own measures find on the page that is open."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(FINDINGS, TAGS)
    found += [f"small target: {each}" for each in page.evaluate(SMALL)]
    found += [f"small letters: {each}" for each in page.evaluate(LETTERS)]
    if page.evaluate(SIDEWAYS) > 0:
        found.append("it scrolls sideways")
    return [f"{page.url}: {each}" for each in found]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_no_page_has_a_finding(site: Site, scheme: str, width: int) -> None:
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    browsers = site.browsers(**options)
    found: list[str] = []
    for person, address in site.pages():
        page = browsers[person]
        page.goto(site.home + address)
        found += problems(page)
    assert found == []


def test_largest_letters_and_wide_spacing_lose_nothing_on_a_phone(site: Site) -> None:
    options = {"viewport": {"width": 320, "height": 900}}
    found: list[str] = []
    for person, page in site.browsers(**options).items():
        page.goto(site.home)
        with page.expect_response("**/text-size/"):
            page.get_by_role("button", name="largest letters").click()
        for who, address in site.pages():
            if who != person:
                continue
            page.goto(site.home + address)
            assert page.locator("html").get_attribute("data-text-size") == "28"
            page.evaluate(SPACED)
            if page.evaluate(SIDEWAYS) > 0:
                found.append(page.url)
    assert found == []


Act = Callable[[Page], None]


def _ask_nothing(page: Page) -> None:
    page.get_by_role("button", name="Ask my question").click()


def _see_first(page: Page) -> None:
    page.get_by_label("Your question in one sentence").fill("How do I keep my address to myself?")
    page.get_by_label("Tell us more").fill("Write to rose.green@example.net, or not.")
    page.get_by_role("button", name="See it first").click()


@pytest.mark.parametrize(
    ("act", "title", "focus"),
    [(_ask_nothing, "Error: Ask a question", "error-summary"), (_see_first, "Ask", "preview")],
)
def test_answer_to_a_form_is_where_reading_goes_on(
    site: Site, act: Act, title: str, focus: str
) -> None:
    page = site.browser(site.asker, viewport={"width": 320, "height": 900})
    page.goto(site.home + reverse("forum:topic-ask"))
    act(page)
    assert page.title().startswith(title)
    assert page.evaluate("document.activeElement.id") == focus
    assert problems(page) == []


def test_size_of_letters_changes_without_losing_typed_words(site: Site) -> None:
    page = site.browser(site.asker)
    page.goto(site.home + reverse("forum:topic-ask"))
    page.get_by_label("Tell us more").fill("Half a thought")
    page.get_by_role("button", name="largest letters").click()
    assert page.locator("html").get_attribute("data-text-size") == "28"
    assert page.get_by_label("Tell us more").input_value() == "Half a thought"


def test_size_of_letters_is_remembered_without_javascript(site: Site) -> None:
    page = site.browser(None, java_script_enabled=False)
    page.goto(site.home + site.topic)
    page.get_by_role("button", name="A large letters", exact=True).click()
    assert page.url == site.home + site.topic
    assert page.locator("html").get_attribute("data-text-size") == "24"


def test_branch_folds_and_unfolds(site: Site) -> None:
    page = site.browser(None)
    page.goto(site.home + site.topic)
    button = page.get_by_role("button", name="Hide").first
    below = page.locator(f"#{button.get_attribute('aria-controls')}")
    button.click()
    assert not below.is_visible()
    page.get_by_role("button", name="Show").first.click()
    assert below.is_visible()
