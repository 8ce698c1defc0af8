"""An e-mail address that somebody types reaches no page, no table and no log; its mask does."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post, Topic
from moderation.models import Report, Review
from tests.forum.pages import Page, stored_words
from tests.people import answer, ask, doubt_about

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

ADDRESS = "sarah.miller@gmail.com"
MASK = "sa*****@***il.com"
TEXT = f"Ask my sister:\n\n**{ADDRESS}** or <{ADDRESS}>, or [here](mailto:{ADDRESS})."


@pytest.fixture(autouse=True)
def every_word_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Keep what is logged at every level."""
    caplog.set_level(logging.DEBUG)


def check_nothing_leaked(caplog: pytest.LogCaptureFixture, *pages: Page, fields: bool) -> None:
    """Fail if the address is in a table, in the log or in what a page says.

    `fields`: whether it may stand in a field of the page's form, for its writer to go on.
    """
    for leaked in ("sarah.miller", "sarah%2emiller", "miller@"):
        assert leaked not in stored_words().lower()
        # The queries of the tests' own database log are no output of the site.
        logged = [each for each in caplog.records if not each.name.startswith("django.db")]
        assert all(leaked not in record.getMessage() for record in logged)
        assert all(leaked not in str(record.exc_text) for record in logged)
        for page in pages:
            assert leaked not in (page.text if fields else page.html)
            assert not any(leaked in link for link in page.links)


def test_address_in_a_question(
    asker: User, stranger: Client, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    response = client_of(asker).post(
        "/ask/", {"title": "Who else keeps a garden?", "text": TEXT}, follow=True
    )
    page = Page(response)
    assert MASK in page.text
    assert (
        "To keep you safe we hid this in your text. Only you see these lines. 3 e-mail addresses."
        in page.text
    )
    topic = Topic.objects.get()
    seen = Page(stranger.get(topic.get_absolute_url()))
    assert MASK in seen.text
    assert "To keep you safe we hid" not in seen.text
    assert MASK in stored_words()
    check_nothing_leaked(caplog, page, seen, Page(stranger.get("/")), fields=False)


def test_address_in_a_title_or_tag_stays_in_its_field(
    asker: User, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    for change in ({"title": f"Will {ADDRESS} answer?"}, {"tags": f"bones, {ADDRESS}"}):
        typed = {"title": "Who else keeps a garden?", "text": "Hello.", "tags": "bones"} | change
        response = client_of(asker).post("/ask/", typed)
        assert response.status_code == 422
        check_nothing_leaked(caplog, Page(response), fields=True)
    assert not Topic.objects.exists()


def test_address_in_a_preview(
    asker: User, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    first = ask(asker)
    for address, typed in (
        ("/ask/", {"title": "Who else keeps a garden?", "text": TEXT}),
        (reverse("forum:post-reply", args=[first.pk]), {"text": TEXT}),
        (reverse("forum:post-edit", args=[first.pk]), {"text": TEXT, "version": "1"}),
    ):
        page = Page(client_of(asker).post(address, typed | {"preview": "1"}))
        assert page.marked
        assert set(page.marked) == {MASK}
        check_nothing_leaked(caplog, page, fields=True)


def test_address_in_a_reply(
    asker: User,
    answerer: User,
    stranger: Client,
    client_of: ClientOf,
    caplog: pytest.LogCaptureFixture,
    mailoutbox: list[Any],
) -> None:
    first = ask(asker)
    response = client_of(answerer).post(
        reverse("forum:post-reply", args=[first.pk]), {"text": TEXT}, follow=True
    )
    seen = Page(stranger.get(first.topic.get_absolute_url()))
    assert MASK in seen.text
    check_nothing_leaked(caplog, Page(response), seen, fields=False)


def test_address_in_a_change_before_and_after_the_free_minutes(
    asker: User,
    stranger: Client,
    client_of: ClientOf,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = ask(asker)
    browser = client_of(asker)
    for version, free in ((1, 10), (2, 0)):
        settings.FREE_EDIT_MINUTES = free
        response = browser.post(
            reverse("forum:post-edit", args=[first.pk]),
            {"text": f"{TEXT} Again: {version}.", "version": str(version)},
            follow=True,
        )
        assert MASK in Page(response).text
        check_nothing_leaked(caplog, Page(response), fields=False)
    assert Post.objects.get().revisions.count() == 1
    page = Page(browser.get(reverse("forum:post-edit", args=[first.pk])))
    assert MASK in page.form("text").fields["text"]
    check_nothing_leaked(caplog, page, fields=False)


def test_address_in_a_report(
    asker: User,
    answerer: User,
    moderator: User,
    client_of: ClientOf,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reply = answer(ask(asker), answerer)
    response = client_of(asker).post(
        reverse("forum:post-report", args=[reply.pk]),
        {"reason": "private", "text": TEXT},
        follow=True,
    )
    report = Report.objects.get()
    assert MASK in report.text
    desk = Page(
        client_of(moderator).get(reverse("moderation:review-detail", args=[report.review_id]))
    )
    check_nothing_leaked(caplog, Page(response), desk, fields=False)


def test_address_in_the_note_of_a_verdict(
    asker: User,
    answerer: User,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reply = answer(ask(asker), answerer)
    review = doubt_about(reply, 2)
    form = {
        "verdict": "misleading",
        "note": TEXT,
        "source_url": "https://www.nhs.uk/",
        "version": str(review.version),
    }
    address = reverse("moderation:review-decide", args=[review.pk])
    refused = client_of(pharmacist).post(
        address, form | {"source_url": f"https://www.nhs.uk/?from={ADDRESS}"}
    )
    assert refused.status_code == 422
    check_nothing_leaked(caplog, Page(refused), fields=True)
    response = client_of(pharmacist).post(address, form, follow=True)
    assert MASK in Review.objects.get().note
    seen = Page(stranger.get(reply.get_absolute_url()))
    assert MASK in seen.text
    check_nothing_leaked(caplog, Page(response), seen, fields=False)


def test_address_in_words_that_wait_for_a_sign_in(
    asker: User, stranger: Client, caplog: pytest.LogCaptureFixture
) -> None:
    first = ask(asker)
    for address, typed in (
        ("/ask/", {"title": f"Will {ADDRESS} answer?", "text": TEXT, "tags": ADDRESS}),
        (reverse("forum:post-reply", args=[first.pk]), {"text": TEXT}),
        (reverse("forum:post-edit", args=[first.pk]), {"text": TEXT, "version": "1"}),
        (reverse("forum:post-report", args=[first.pk]), {"text": TEXT, "reason": "rude"}),
    ):
        response = stranger.post(address, typed, follow=True)
        assert MASK in stranger.session["drafts"][address]["text"]
        check_nothing_leaked(caplog, Page(response), fields=False)
    # A session's row is signed and packed: read what it holds, too.
    assert "sarah.miller" not in str(dict(stranger.session))


def test_address_in_a_request_that_breaks(
    asker: User,
    client_of: ClientOf,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = ask(asker)
    browser = client_of(asker)
    browser.raise_request_exception = False
    settings.POSTS_PER_TEN_MINUTES = "broken"  # the site's own code raises on it
    response = browser.post(reverse("forum:post-reply", args=[first.pk]), {"text": TEXT})
    assert response.status_code == 500
    check_nothing_leaked(caplog, fields=False)


def test_address_that_is_masked_already_stays_as_it_is(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    first = ask(asker)
    browser = client_of(answerer)
    browser.post(reverse("forum:post-reply", args=[first.pk]), {"text": f"It was {MASK}, I think."})
    assert Post.objects.get(parent=first).source == f"It was {MASK}, I think."


def test_members_own_address_is_on_no_page(
    asker: User, answerer: User, moderator: User, stranger: Client, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    review = doubt_about(reply, 2)
    pages = [
        "/",
        reply.topic.get_absolute_url(),
        reply.get_absolute_url(),
        reverse("forum:post-reply", args=[reply.pk]),
        reverse("forum:help"),
    ]
    desk = [
        reverse("moderation:review-list"),
        reverse("moderation:review-detail", args=[review.pk]),
        reverse("forum:post-report", args=[reply.pk]),
    ]
    for browser, addresses in (
        (stranger, pages),
        (client_of(asker), pages),
        (client_of(answerer), pages),
        (client_of(moderator), pages + desk),
    ):
        for address in addresses:
            response = browser.get(address)
            assert response.status_code == 200, address
            assert "example.org" not in response.content.decode(), address
