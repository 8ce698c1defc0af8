"""Attack posts in a real browser, with nothing else to protect the page: no script, no request."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from moderation.text.clean import clean, clean_html
from tests.moderation.text.attacks import ATTACKS, BENIGN
from tests.requirements import CHROMIUM_ARGUMENTS, chromium_path

pytestmark = pytest.mark.chromium

SITE = "http://forum.example/"

WATCH = """
window.hits = [];
for (const name of ['hit', 'alert', 'confirm', 'prompt', 'print'])
  Object.defineProperty(window, name, {value: (x) => { hits.push(name); }, writable: false});
addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('a');
  if (link && /^https?:$/.test(link.protocol)) event.preventDefault();
}, true);
"""

PROVOKE = """
() => {
  const kinds = ['mouseover', 'mouseenter', 'pointerover', 'pointerdown', 'mousedown', 'mouseup',
    'focusin', 'toggle', 'animationstart', 'load', 'error', 'wheel', 'copy', 'paste'];
  for (const node of document.querySelectorAll('article *')) {
    for (const kind of kinds) node.dispatchEvent(new Event(kind, {bubbles: true}));
    node.focus && node.focus();
    node.click && node.click();
  }
}
"""

INSPECT = """
() => {
  const allowed = new Set(['P','BR','HR','STRONG','EM','DEL','CODE','PRE','BLOCKQUOTE','UL','OL',
    'LI','A','H1','H2','H3','H4','H5','H6','TABLE','THEAD','TBODY','TR','TH','TD','FIGURE','FIGCAPTION',
    'B','I','SUB','SUP']);
  const faults = [];
  for (const post of document.querySelectorAll('article')) {
    const say = (what, node) =>
      faults.push([post.dataset.number, what, node.outerHTML.slice(0, 200)]);
    for (const node of post.querySelectorAll('*')) {
      if (!allowed.has(node.tagName)) say('tag', node);
      if (getComputedStyle(node).position !== 'static') say('overlay', node);
      for (const {name} of node.attributes)
        if (!['href', 'title', 'rel', 'start'].includes(name)) say('attribute ' + name, node);
      if (node.tagName === 'A' && !/^https?:$/.test(node.protocol)) say('link', node);
    }
  }
  return faults;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """One page with posts in it, and what happened there."""

    def __init__(self, browser: Browser, posts: list[str]) -> None:
        body = "".join(
            f"<article data-number={number}>{post}</article>" for number, post in enumerate(posts)
        )
        document = f"<!doctype html><meta charset=utf-8><title>t</title><main>{body}</main>"
        self.requests: list[str] = []
        self.page: Page = browser.new_page()
        self.page.add_init_script(WATCH)
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        self.page.route("**/*", lambda route: self._answer(route, document))
        self.page.goto(SITE, wait_until="load")

    def _answer(self, route: Any, document: str) -> None:
        if route.request.url == SITE and SITE not in self.requests:
            self.requests.append(SITE)
            route.fulfill(body=document, content_type="text/html")
        else:
            self.requests.append(route.request.url)
            route.abort()

    def provoke(self) -> None:
        self.page.evaluate(PROVOKE)
        for number in range(1, 30):
            self.page.keyboard.press("Tab")
            self.page.mouse.move(20 * number, 15 * number)
        self.page.wait_for_timeout(300)

    @property
    def strangers(self) -> list[str]:
        return [url for url in self.requests[1:] if not url.endswith("/favicon.ico")]


def assert_nothing_happens(browser: Browser, posts: list[str]) -> None:
    visit = Visit(browser, posts)
    visit.provoke()
    faults = visit.page.evaluate(INSPECT)
    assert [(posts[int(number)], *rest) for number, *rest in faults] == []
    assert visit.page.evaluate("window.hits") == []
    assert visit.strangers == []
    assert visit.page.url == SITE
    assert visit.page.evaluate("document.forms.length + frames.length") == 0
    assert visit.page.evaluate("document.querySelectorAll('article').length") == len(posts)
    visit.page.close()


def test_corpus_is_large_enough() -> None:
    assert len(set(ATTACKS)) >= 200
    assert len(BENIGN) >= 40


def test_the_harness_sees_an_attack_that_nobody_cleaned(browser: Browser) -> None:
    raw = ["<img src=x onerror=hit(1)>", "<a href=javascript:hit(1)>x</a>"]
    visit = Visit(browser, [*raw, "<img src=https://evil.example/x><form></form>"])
    visit.provoke()
    assert len(visit.page.evaluate("window.hits")) >= 2
    assert any("evil.example" in url for url in visit.strangers)
    assert len(visit.page.evaluate(INSPECT)) >= 3
    visit.page.close()


def test_attack_posts_do_nothing(browser: Browser) -> None:
    assert_nothing_happens(browser, [clean(attack).html for attack in ATTACKS])


def test_attack_articles_do_nothing(browser: Browser) -> None:
    assert_nothing_happens(browser, [clean_html(attack).html for attack in ATTACKS])


def test_benign_posts_are_unharmed(browser: Browser) -> None:
    visit = Visit(browser, [clean(source).html for source, _, _ in BENIGN])
    seen = visit.page.evaluate(
        "() => [...document.querySelectorAll('article')].map((post) => post.innerText)"
    )
    for number, (source, words, selector) in enumerate(BENIGN):
        assert re.sub(r"\s+", " ", seen[number]).strip() == words, source
        assert visit.page.query_selector(f'[data-number="{number}"] :is({selector})'), source
    visit.page.close()


def test_words_of_an_attack_stay_readable() -> None:
    text = "<script>hit(1)</script>"
    assert html.escape(text, quote=False) in clean(text).html
