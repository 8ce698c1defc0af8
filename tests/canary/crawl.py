"""Goes through the site as each of its visitors: reads every page, fills in every form."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.canary.eyes import Sighting, in_tables, sightings
from tests.canary.reader import Form, Reader

MOST_OF_A_ROUTE = 3  # pages of one kind that a visitor opens, the first ones that they come by
# Who presses these sees less afterwards.
PRESSED_LAST = {"forum:post-withdraw", "account_logout", "admin:logout", "demo-sign-in"}


def route_of(address: str) -> str:
    """Return the name of an address's route; "" where no page is."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def body_of(response: HttpResponseBase) -> str:
    """Return what was answered, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


class Visitor:
    """Somebody with a browser, and what they came across."""

    def __init__(self, role: str, browser: Client) -> None:
        self.role = role
        self.browser = browser
        self.pages: dict[str, Reader] = {}
        self.used: set[str] = set()  # routes to which this visitor sent a form
        self.seen: set[Sighting] = set()

    def read_all(self, starts: list[str]) -> None:
        """Open the pages in `starts` and all that they lead to; keep what can be read there."""
        self.pages = {}
        opened: Counter[str] = Counter()
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            route = route_of(address)
            if address in self.pages or opened[route] >= MOST_OF_A_ROUTE:
                continue
            opened[route] += 1
            response = self.browser.get(address)
            assert response.status_code < 500, f"{self.role} {address}"
            body = body_of(response)
            is_html = "html" in response.headers.get("Content-Type", "")
            page = self.pages[address] = Reader(address, body if is_html else "")
            self._look(f"{self.role} GET {route}", str(response.headers) + body)
            if response.status_code in (301, 302):
                waiting.append(response.headers["Location"])
            waiting += [way for link in page.links if (way := self._way(address, link))]

    def forms(self) -> Iterator[Form]:
        """Yield each form once that the pages have, by where it goes and what it asks."""
        known: set[tuple[str, tuple[str, ...]]] = set()
        for address, page in list(self.pages.items()):
            for form in page.forms:
                form.action = urljoin(address, form.action)
                key = (route_of(form.action), tuple(sorted(form.fields)))
                if key not in known:
                    known.add(key)
                    yield form

    def write_everywhere(self, known: set[str]) -> None:
        """Let birds out in every form that takes words; of all kinds where it isn't `known` yet."""
        for form in self.forms():
            if form.typed:
                route = route_of(form.action)
                for values in form.fillings(all_kinds=route not in known and "admin:" not in route):
                    if self.send(form, values).status_code == 302:
                        self.seen |= set(in_tables())  # before the next form overwrites it
                known.add(route)

    def press_everywhere(self) -> None:
        """Press each button that takes no words."""
        for form in self.forms():
            if not form.typed and route_of(form.action) not in PRESSED_LAST:
                self.send(form, next(form.fillings()))

    def send(self, form: Form, values: dict[str, str]) -> HttpResponseBase:
        """Send a form and look at the answer: outside of its fields none of the words may stand."""
        send = self.browser.post if form.method == "post" else self.browser.get
        response = send(form.action, values)
        assert response.status_code != 500, f"{self.role} {form.action}"
        self.used.add(route_of(form.action))
        place = f"{self.role} {form.method.upper()} {route_of(form.action)}"
        # The admin names a record anew on the page that refuses the name, and repeats a search.
        if not route_of(form.action).startswith("admin:"):
            self.look_at_answer(place, response)
        if response.status_code in (301, 302):
            after = self.browser.get(response.headers["Location"])
            self._look(f"{place}, then", body_of(after))
        return response

    def look_at_answer(self, place: str, response: HttpResponseBase) -> None:
        """Look at what answers a form: the words in it may stand in its fields alone."""
        self._look(place, str(response.headers))
        self._look(place, " ".join(Reader(place, body_of(response)).words))

    def _look(self, place: str, text: str) -> None:
        self.seen |= sightings(place, text)

    def _way(self, page: str, link: str) -> str:
        """Return the address behind a link, without its place on the page; "" to stay here."""
        parts = urlsplit(urljoin(page, link))
        in_admin = parts.path.startswith(reverse("admin:index"))
        if parts.scheme or parts.netloc or not route_of(parts.path) or "/static/" in parts.path:
            return ""
        if in_admin and (parts.query or "logout" in parts.path or "delete" in parts.path):
            return ""
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
