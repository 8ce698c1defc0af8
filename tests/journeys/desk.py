"""A reviewer at the desk, in a browser of their own, and what they do there."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from forum.models import Post
from moderation.keys import switch_keys
from moderation.models import Review
from tests.people import answer, doubt_about
from tests.requirements import PATIENCE


def sign_in_at_once(context: BrowserContext, home: str, person: User) -> None:
    """Give the browser a session of `person`, without the way through an e-mail."""
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie: Any = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": home}
    context.add_cookies([cookie])


@dataclass(frozen=True)
class Desk:
    """The desk as one reviewer has it open."""

    page: Page
    home: str

    @classmethod
    def of(
        cls, chromium: Browser, home: str, person: User, *, keys: bool = True, **options: Any
    ) -> "Desk":
        """Return the desk of `person` in a new browser, at its list."""
        switch_keys(person, on=keys)
        context = chromium.new_context(locale="en-GB", **options)
        context.set_default_timeout(PATIENCE)
        sign_in_at_once(context, home, person)
        page = context.new_page()
        page.goto(f"{home}/desk/")
        return cls(page, home)

    def start(self) -> None:
        """Open the most urgent review."""
        self.page.get_by_role("button", name="Start with the most urgent").click()
        expect(self.page.locator("#review")).to_be_visible()
        self.page.wait_for_function("document.querySelector('[data-claim=mine]')")

    def shown(self) -> int:
        """Return the number of the review on show."""
        return int(self.page.locator("#review").get_attribute("data-review") or 0)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def wait_for_another(self, than: int) -> None:
        """Wait until another review is on show, with the focus on its heading."""
        self.page.wait_for_function(
            "(id) => document.querySelector('#review').dataset.review !== String(id)"
            " && document.activeElement.matches('#review h1')",
            arg=than,
        )

    def hears(self, text: str) -> None:
        """Wait until the live region says something with `text` in it."""
        expect(self.page.locator("#said")).to_contain_text(text)


def doubted_answers(question: Post, author: User, count: int) -> list[Review]:
    """Return the reviews of so many new answers, the most urgent first."""
    return [
        doubt_about(
            answer(question, author, f"Advice number {number}: take it at noon."),
            2,
            0.9 - number / 10_000,
        )
        for number in range(count)
    ]
