"""Two people at one computer: Back shows the second one nothing that the first one typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.journeys.desk import sign_in_at_once
from tests.people import ask

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Page]

TYPED = "My neighbour at the allotment has gout, and I sit with her on Mondays."


def type_and_leave(page: Page, address: str) -> None:
    """Begin a reply and go to read the help, as people do who look something up."""
    page.goto(address)
    page.get_by_label("Your reply").fill(TYPED)
    page.get_by_role("link", name="Help", exact=True).click()


def test_back_keeps_the_words_of_a_slow_typist_who_is_signed_in(
    visit: Visit, asker: User, live_server: object
) -> None:
    address = f"{live_server}/posts/{ask(asker).pk}/reply/"
    page = visit()
    sign_in_at_once(page.context, str(live_server), asker)
    type_and_leave(page, address)
    page.go_back()
    expect(page.get_by_label("Your reply")).to_have_value(TYPED)


@pytest.mark.parametrize(
    ("next_one", "javascript"), [("a stranger", True), ("a stranger", False), ("a member", True)]
)
def test_back_shows_nothing_of_somebody_who_has_signed_out(
    visit: Visit,
    asker: User,
    answerer: User,
    live_server: object,
    next_one: str,
    javascript: bool,
) -> None:
    address = f"{live_server}/posts/{ask(asker).pk}/reply/"
    page = visit(javascript=javascript)
    sign_in_at_once(page.context, str(live_server), asker)
    type_and_leave(page, address)
    page.get_by_role("button", name="Sign out").click()
    if next_one == "a member":
        sign_in_at_once(page.context, str(live_server), answerer)
        page.goto(f"{live_server}/ask/")
    page.evaluate("history.go(-2)" if next_one == "a stranger" else "history.go(-3)")
    page.wait_for_url(address)
    expect(page.get_by_label("Your reply")).to_have_value("")
    assert TYPED not in page.content()


def test_back_shows_nothing_of_a_stranger_who_was_asked_to_sign_in(
    visit: Visit, asker: User, live_server: object
) -> None:
    page = visit()
    page.goto(f"{live_server}/posts/{ask(asker).pk}/reply/")
    page.get_by_label("Your reply").fill(TYPED)
    page.get_by_role("button", name="Send my reply").click()
    expect(page.get_by_text("Your words are kept for two hours.")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Your reply")).to_have_value("")
    # It was their own Back: one press brings the words.
    page.reload()
    page.get_by_role("link", name="Put my words back").click()
    expect(page.get_by_label("Your reply")).to_have_value(TYPED)
