"""A real browser in front of the running site."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.requirements import CHROMIUM_ARGUMENTS, PATIENCE, chromium_path

# Playwright's event loop runs in the thread of the tests, which ask the database directly.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=PATIENCE)

Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def launched() -> Iterator[Browser]:
    """One browser for all journeys, closed before another test of this worker opens its own."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def chromium(launched: Browser) -> Iterator[Browser]:
    """A browser in which nobody has a page open; what a test opens there is closed after it."""
    yield launched
    for context in launched.contexts:
        context.close()


@pytest.fixture
def visit(chromium: Browser, live_server: object) -> Iterator[Visit]:
    """Return a function that opens the site's front page in a browser of a new person.

    After the test, nothing may have gone wrong in a page's scripts, and nothing may have been
    asked of another host.
    """
    contexts: list[BrowserContext] = []
    trouble: list[str] = []
    home = str(live_server)

    def hear(kind: str, text: str) -> None:
        # A page that says what to change has the status 422, which Chromium reports as an error.
        if kind == "error" and "status of 422" not in text:
            trouble.append(f"console: {text}")

    def failed(request: Request) -> None:
        # A page that is left before its pictures are there asks for them in vain.
        if request.failure != "net::ERR_ABORTED":
            trouble.append(f"failed: {request.url}")

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
        page.on("requestfailed", failed)
        page.on(
            "request",
            lambda request: (
                None
                if urlsplit(request.url).netloc == urlsplit(home).netloc
                or request.url.startswith("data:")
                else trouble.append(f"another host: {request.url}")
            ),
        )
        page.on("console", lambda message: hear(message.type, message.text))

    def opened(*, javascript: bool = True) -> Page:
        context = chromium.new_context(java_script_enabled=javascript, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.goto(home)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []
