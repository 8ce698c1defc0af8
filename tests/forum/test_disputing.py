"""The writer says that what was hidden was nothing private, and a moderator answers."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post
from moderation import decisions
from moderation.models import Review
from moderation.states import About, Verdict
from moderation.text.clean import clean
from tests.forum.pages import Page, stored_words
from tests.people import answer, ask

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

# It reads like an address in words, and names a plant stall.
WORDS = "I bought them from rosie AT marlow DOT com last year."
PRESS = "This is not an e-mail address"


@pytest.fixture
def post(asker: User, answerer: User) -> Post:
    """An answer in which something was hidden without certainty."""
    found = answer(ask(asker), answerer, WORDS)
    assert found.source == "I bought them from [email hidden] last year."
    return found


def press(browser: Client, post: Post, kind: str = "email") -> Any:
    """Press "This is not an e-mail address" and follow to the page that comes."""
    address = reverse("forum:post-dispute", args=[post.pk])
    return browser.post(address, {"kind": kind}, follow=True)


def change(browser: Client, post: Post, text: str) -> Post:
    """Change the post through its form."""
    address = reverse("forum:post-edit", args=[post.pk])
    form = Page(browser.get(address)).form("version").fields
    assert browser.post(address, form | {"text": text}).status_code == 302
    post.refresh_from_db()
    return post


def judge(moderator: User, verdict: Verdict) -> Review:
    """Give the waiting dispute its verdict."""
    review = Review.objects.get(about=About.HIDDEN, state="waiting")
    return decisions.decide(
        review, by=moderator, version=review.version, verdict=verdict, note=clean("")
    )


def test_author_is_asked_once_and_told_what_happens_next(
    post: Post, answerer: User, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    assert PRESS in Page(browser.get(post.get_absolute_url())).text
    asked = Page(browser.get(f"{reverse('forum:post-dispute', args=[post.pk])}?kind=email"))
    assert "I bought them from [email hidden] last year." in asked.text
    assert not Review.objects.filter(about=About.HIDDEN).exists()
    page = Page(press(browser, post))
    assert "A moderator is looking at it" in page.text
    assert "It stays hidden until a moderator has looked" in page.text
    again = Page(press(browser, post))
    assert "A moderator is looking at it" in again.text
    assert Review.objects.filter(about=About.HIDDEN).count() == 1
    on_page = Page(browser.get(post.get_absolute_url())).text
    assert "You told us: this is not an e-mail address. A moderator is looking at it" in on_page
    assert PRESS not in on_page


def test_nobody_else_can_dispute_and_a_certain_address_not_at_all(
    post: Post,
    asker: User,
    answerer: User,
    moderator: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    for person in (asker, moderator):
        assert press(client_of(person), post).status_code == 403
        assert PRESS not in Page(client_of(person).get(post.get_absolute_url())).text
    assert "/account/sign-in/" in press(stranger, post).redirect_chain[0][0]
    assert post.parent is not None
    certain = answer(post.parent, answerer, "Write to sarah.miller@gmail.com.")
    assert press(client_of(answerer), certain).status_code == 403
    assert press(client_of(answerer), post, "phone").status_code == 403
    assert PRESS not in Page(client_of(answerer).get(certain.get_absolute_url())).text
    assert not Review.objects.filter(about=About.HIDDEN).exists()


def test_moderators_see_the_text_around_the_mask_and_never_what_stood_there(
    post: Post, answerer: User, moderator: User, pharmacist: User, client_of: ClientOf
) -> None:
    press(client_of(answerer), post)
    review = Review.objects.get(about=About.HIDDEN)
    address = reverse("moderation:review-detail", args=[review.pk])
    page = Page(client_of(moderator).get(address))
    assert "I bought them from [email hidden]" in page.text
    assert "The author says that this is not an e-mail address." in page.text
    assert ("verdict", "retype") in page.form("version").buttons
    assert ("verdict", "stay") in page.form("version").buttons
    for each in ("rosie", "marlow"):
        assert each not in stored_words().lower()
        assert each not in page.html.lower()
    queue = Page(client_of(pharmacist).get(reverse("moderation:review-list"))).text
    assert "I bought them" not in queue
    assert not Page(client_of(pharmacist).get(address)).text.count("Lets the author write")


def test_what_a_moderator_agrees_to_can_be_written_once_and_is_read_before_others_see_it(
    post: Post, answerer: User, moderator: User, stranger: Client, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    press(browser, post)
    judge(moderator, Verdict.RETYPE)
    assert "Write it again" in Page(browser.get(post.get_absolute_url())).text
    form = Page(browser.get(reverse("forum:post-edit", args=[post.pk]))).text
    assert "A moderator agrees that this is not an e-mail address." in form
    assert "take out all of “[email hidden]”" in form
    written = change(browser, post, WORDS)
    assert written.source == WORDS
    assert written.review is not None
    assert "contact" in {each.kind for each in written.review.grounds.all()}
    assert stranger.get(post.get_absolute_url()).status_code == 404
    assert "marlow" not in Page(stranger.get(post.topic.get_absolute_url())).text
    decisions.decide(
        written.review,
        by=moderator,
        version=written.review.version,
        verdict=Verdict.KEEP,
        note=clean(""),
    )
    assert "rosie AT marlow DOT com" in Page(stranger.get(post.get_absolute_url())).text
    # The yes is used up: what stands may stay, and nothing else may come.
    kept = change(browser, written, f"{WORDS} Thank you.")
    assert kept.source == f"{WORDS} Thank you."
    more = change(browser, kept, f"{WORDS} Or from peter AT hillside DOT com.")
    assert more.source == f"{WORDS} Or from [email hidden]."
    assert PRESS in Page(browser.get(post.get_absolute_url())).text
    call_command("scan_addresses", stdout=StringIO())


def test_a_yes_to_one_place_lets_no_second_one_through(
    post: Post, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    assert post.parent is not None
    ticket = answer(post.parent, answerer, "The number on my library ticket is 01904 123456.")
    browser = client_of(answerer)
    press(browser, ticket, "phone")
    judge(moderator, Verdict.RETYPE)
    typed = "The number on my library ticket is 01904 123456. Ring me on 01904 654321."
    address = reverse("forum:post-edit", args=[ticket.pk])
    fields = Page(browser.get(address)).form("version").fields
    refused = browser.post(address, fields | {"text": typed})
    assert refused.status_code == 422
    assert "Your text has 2 places that read like a telephone number" in Page(refused).text
    assert Page(refused).form("version").fields["text"] == typed
    assert "01904" not in stored_words()
    one = change(browser, ticket, "The number on my library ticket is 01904 123456. Thank you.")
    assert "01904 123456" in one.source
    assert one.is_withheld
    own = Page(browser.get(one.get_absolute_url())).text
    assert "Your words are kept. A moderator reads them before others see them." in own
    assert "Only you see this for now. A moderator reads it before others do." in own


def test_a_certain_address_stays_hidden_whatever_a_moderator_agreed_to(
    post: Post, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    press(browser, post)
    judge(moderator, Verdict.RETYPE)
    written = change(browser, post, "I bought them from rosie@marlow.com, she says.")
    assert "rosie" not in written.source
    assert "rosie" not in stored_words()


def test_undone_yes_allows_nothing(
    post: Post, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    press(browser, post)
    review = judge(moderator, Verdict.RETYPE)
    decisions.undo(review, by=moderator, version=review.version)
    assert "rosie" not in change(browser, post, f"{WORDS} Yes.").source


def test_a_no_is_told_and_stands(
    post: Post, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    press(browser, post)
    judge(moderator, Verdict.STAY)
    assert "A moderator looked: it stays hidden" in Page(browser.get(post.get_absolute_url())).text
    assert "It stays hidden" in Page(press(browser, post)).text
    assert "rosie" not in change(browser, post, f"{post.source} {WORDS}").source
    # Another such place is another question.
    assert (
        "Not all of these are e-mail addresses" in Page(browser.get(post.get_absolute_url())).text
    )


@pytest.mark.parametrize(
    ("verdict", "told"),
    [(Verdict.RETYPE, "you can write it again"), (Verdict.STAY, "that place stays hidden")],
)
def test_author_gets_an_email_about_the_answer(
    verdict: Verdict,
    told: str,
    post: Post,
    answerer: User,
    moderator: User,
    client_of: ClientOf,
    settings: Any,
    mailoutbox: list[Any],
) -> None:
    settings.NOTICE_DELAY_SECONDS = 0
    press(client_of(answerer), post)
    judge(moderator, verdict)
    call_command("work", "--once", stdout=StringIO())
    (message,) = [each for each in mailoutbox if each.to == [answerer.email]]
    assert told in message.body
    edit = reverse("forum:post-edit", args=[post.pk])
    assert (edit in message.body) == (verdict == Verdict.RETYPE)


def test_dispute_follows_a_change_and_ends_with_what_it_was_about(
    post: Post, answerer: User, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    press(browser, post)
    first = Review.objects.get(about=About.HIDDEN)
    change(browser, post, f"Well. {post.source}")
    first.refresh_from_db()
    second = Review.objects.exclude(pk=first.pk).get(about=About.HIDDEN)
    assert (first.state, second.state) == ("superseded", "waiting")
    assert second.text == "Well. I bought them from [email hidden] last year."
    (place,) = second.reasons
    assert second.text[place["start"] : place["end"]] == "[email hidden]"
    change(browser, post, "I bought them at a stall.")
    second.refresh_from_db()
    assert second.state == "superseded"
    assert "hid this" not in Page(browser.get(post.get_absolute_url())).text


def test_withdrawn_words_take_their_dispute_along(
    post: Post, answerer: User, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    press(browser, post)
    browser.post(reverse("forum:post-withdraw", args=[post.pk]))
    review = Review.objects.get(about=About.HIDDEN)
    assert (review.state, review.text) == ("superseded", "")
