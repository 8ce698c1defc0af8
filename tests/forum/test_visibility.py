"""Who sees what: held, removed and withheld words, and the label under those that are shown."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum import doubting, posting
from forum.models import Post
from moderation import decisions
from moderation.models import Review
from moderation.states import ReportReason, Verdict
from moderation.text.clean import clean
from tests.forum.pages import Page
from tests.people import answer, ask, doubt_about, make_expert

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

TITLE = "Who else keeps a garden?"
WORDS = "My marigolds glow like lanterns."
NOT_YET = "Not yet checked by a health professional"


def decide(
    review: Review, by: User, verdict: Verdict, note: str = "A note.", source_url: str = ""
) -> Review:
    """Give a verdict as the desk does."""
    review.refresh_from_db()
    return decisions.decide(
        review,
        by=by,
        version=review.version,
        verdict=verdict,
        note=clean(note),
        source_url=source_url,
    )


def decided_on(review: Review, day: datetime) -> None:
    """Let the verdict be of another day."""
    Review.objects.filter(pk=review.pk).update(decided_at=day)


def pages_around(post: Post) -> list[str]:
    """Return the addresses of all pages that could show a post."""
    neighbours = Post.objects.filter(topic=post.topic, depth__gt=0).exclude(pk=post.pk)
    return [
        "/",
        "/?kind=question",
        "/search/?q=garden",
        post.topic.get_absolute_url(),
        *(f"{post.topic.get_absolute_url()}?order={order}" for order in ("newest", "helpful")),
        *(each.get_absolute_url() for each in neighbours),
        *(reverse("forum:post-reply", args=[each.pk]) for each in neighbours),
    ]


@pytest.fixture
def talk(asker: User, answerer: User) -> tuple[Post, Post, Post]:
    """A question, an answer to it, and the asker's reply to that answer."""
    first = ask(asker, TITLE)
    reply = answer(first, answerer, WORDS)
    return first, reply, answer(reply, asker, "How lovely.")


# ---- Withheld replies ---------------------------------------------------------------------------


def test_held_reply_shows_no_word_to_strangers_and_members(
    talk: tuple[Post, Post, Post], asker: User, stranger: Client, client_of: ClientOf
) -> None:
    first, reply, below = talk
    assert "marigolds" in Page(stranger.get(first.topic.get_absolute_url())).html
    doubt_about(reply, 3)
    for browser in (stranger, client_of(asker)):
        for address in pages_around(reply):
            page = Page(browser.get(address))
            assert "marigolds" not in page.html, address
        for name in ("post", "post-reply"):
            assert browser.get(reverse(f"forum:{name}", args=[reply.pk])).status_code == 404
        page = Page(browser.get(first.topic.get_absolute_url()))
        assert "A health professional is checking these words." in page.text
        assert "How lovely." in page.text
        assert NOT_YET not in page.text
    assert stranger.get(below.get_absolute_url()).status_code == 200


def test_held_reply_is_shown_to_its_author_with_the_reason(
    talk: tuple[Post, Post, Post], answerer: User, client_of: ClientOf
) -> None:
    first, reply, _ = talk
    doubt_about(reply, 3)
    browser = client_of(answerer)
    for address in (first.topic.get_absolute_url(), reply.get_absolute_url()):
        page = Page(browser.get(address))
        assert WORDS in page.text
        assert "Only you see this for now." in page.text
        assert "A health professional is checking these words." not in page.text


def test_held_reply_is_shown_to_the_people_of_the_desk(
    talk: tuple[Post, Post, Post], moderator: User, pharmacist: User, client_of: ClientOf
) -> None:
    first, reply, _ = talk
    doubt_about(reply, 3)
    for person in (moderator, pharmacist):
        page = Page(client_of(person).get(first.topic.get_absolute_url()))
        assert WORDS in page.text
        assert "because you work at the review desk" in page.text
        assert client_of(person).get(reply.get_absolute_url()).status_code == 200


def test_held_reply_is_hidden_from_somebody_whose_credential_has_ended(
    talk: tuple[Post, Post, Post], client_of: ClientOf
) -> None:
    first, reply, _ = talk
    doubt_about(reply, 3)
    former = make_expert("Fred Former")
    former.credentials.update(valid_until="2020-01-01")
    page = Page(client_of(former).get(first.topic.get_absolute_url()))
    assert "marigolds" not in page.html


@pytest.mark.parametrize(
    ("verdict", "placeholder"),
    [
        (Verdict.HARMFUL, "Taken off the page because it could do harm."),
        (Verdict.REMOVE, "Taken off the page by a moderator."),
        (Verdict.REWORD, "Sent back to its author to be written differently."),
    ],
)
def test_removed_reply_shows_its_words_and_the_reason_to_its_author_alone(
    talk: tuple[Post, Post, Post],
    asker: User,
    answerer: User,
    pharmacist: User,
    moderator: User,
    stranger: Client,
    client_of: ClientOf,
    verdict: Verdict,
    placeholder: str,
) -> None:
    first, reply, _ = talk
    decide(doubt_about(reply, 2), pharmacist, verdict, "Marigolds are not for eating.")
    for browser in (stranger, client_of(asker)):
        for address in pages_around(reply):
            page = Page(browser.get(address))
            assert "marigolds" not in page.html.lower(), address
        assert browser.get(reply.get_absolute_url()).status_code == 404
        page = Page(browser.get(first.topic.get_absolute_url()))
        assert placeholder in page.text
        assert "How lovely." in page.text
    for person in (answerer, moderator):
        page = Page(client_of(person).get(first.topic.get_absolute_url()))
        assert WORDS in page.text
        assert "Marigolds are not for eating." in page.text


def test_reply_removed_for_good_cannot_be_changed_but_one_for_rewording_can(
    asker: User, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    first = ask(asker)
    browser = client_of(answerer)
    for verdict, status in (
        (Verdict.HARMFUL, 403),
        (Verdict.REMOVE, 403),
        (Verdict.REWORD, 302),
    ):
        reply = answer(first, answerer, WORDS)
        decide(doubt_about(reply, 2), pharmacist, verdict)
        response = browser.post(
            reverse("forum:post-edit", args=[reply.pk]), {"text": "Better words.", "version": "1"}
        )
        assert response.status_code == status, verdict
        reply.refresh_from_db()
        assert reply.is_withheld


def test_reworded_reply_waits_until_a_person_has_seen_it(
    talk: tuple[Post, Post, Post],
    answerer: User,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    first, reply, _ = talk
    decide(doubt_about(reply, 2), pharmacist, Verdict.REWORD)
    response = client_of(answerer).post(
        reverse("forum:post-edit", args=[reply.pk]),
        {"text": "Roses are red.", "version": "1"},
        follow=True,
    )
    assert "A health professional reads it before others see it." in Page(response).text
    assert "Roses" not in Page(stranger.get(first.topic.get_absolute_url())).html
    reply.refresh_from_db()
    assert reply.review is not None
    decide(reply.review, pharmacist, Verdict.EXPERIENCE)
    assert "Roses are red." in Page(stranger.get(first.topic.get_absolute_url())).text


def test_earlier_version_of_a_reply_is_on_no_page(
    talk: tuple[Post, Post, Post], answerer: User, stranger: Client, settings: Any
) -> None:
    settings.FREE_EDIT_MINUTES = 0
    first, reply, _ = talk
    posting.edit(reply, text=clean("Roses are red."), version=1)
    assert reply.revisions.count() == 1
    for address in (first.topic.get_absolute_url(), reply.get_absolute_url()):
        page = Page(stranger.get(address))
        assert "Roses are red." in page.text
        assert "marigolds" not in page.html


# ---- Withheld questions -------------------------------------------------------------------------


def test_withheld_question_is_a_404_with_its_whole_thread_and_in_no_list(
    talk: tuple[Post, Post, Post],
    asker: User,
    answerer: User,
    moderator: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    first, reply, below = talk
    lists = ("/", "/?kind=question", "/search/?q=garden")
    similar = ("/ask/similar/", {"title": "who keeps a garden"})
    for address in lists:
        assert TITLE in Page(stranger.get(address)).text, address
    assert TITLE in Page(stranger.post(*similar)).text
    doubt_about(first, 3)
    addresses = [
        first.topic.get_absolute_url(),
        f"/topics/{first.topic.pk}/",
        *(post.get_absolute_url() for post in talk),
        *(reverse("forum:post-reply", args=[post.pk]) for post in talk),
    ]
    for browser in (stranger, client_of(answerer)):
        for address in addresses:
            response = browser.get(address)
            assert response.status_code == 404, address
            assert TITLE not in Page(response).text
        for address in lists:
            assert TITLE not in Page(browser.get(address)).text, address
        assert TITLE not in Page(browser.post(*similar)).text
    for person in (asker, moderator):
        assert TITLE in Page(client_of(person).get(first.topic.get_absolute_url())).text
    response = client_of(answerer).post(
        reverse("forum:post-reply", args=[reply.pk]), {"text": "I was slow to type."}
    )
    assert response.status_code == 404
    assert Page(response).form("text").fields["text"] == "I was slow to type."
    assert not below.replies.exists()


def test_withheld_question_looks_like_a_missing_one(
    talk: tuple[Post, Post, Post], stranger: Client
) -> None:
    first, _, _ = talk
    doubt_about(first, 3)
    withheld = stranger.get(f"/topics/{first.topic.pk}/who-else/").content.decode()
    missing = stranger.get("/topics/999999/who-else/").content.decode()
    assert withheld.replace(f"/topics/{first.topic.pk}/", "/topics/999999/") == missing


# ---- Labels -------------------------------------------------------------------------------------


def label_on(stranger: Client, post: Post) -> str:
    """Return what stands on the page of a post."""
    return Page(stranger.get(post.get_absolute_url())).text


def test_unchecked_advice_says_so(talk: tuple[Post, Post, Post], stranger: Client) -> None:
    _, reply, _ = talk
    assert NOT_YET not in label_on(stranger, reply)
    doubt_about(reply, 2)
    assert label_on(stranger, reply).count(NOT_YET) == 1


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.SOUND, "sound advice"),
        (Verdict.CAUTION, "sound, with a caution"),
        (Verdict.EXPERIENCE, "one person's experience, not advice"),
        (Verdict.MISLEADING, "misleading"),
    ],
)
def test_verdict_stands_under_the_reply_with_profession_country_and_date(
    talk: tuple[Post, Post, Post],
    physician: User,
    stranger: Client,
    verdict: Verdict,
    words: str,
) -> None:
    first, reply, _ = talk
    review = decide(
        doubt_about(reply, 2), physician, verdict, "Ask **first**.", "https://www.nhs.uk/x/"
    )
    decided_on(review, datetime(2026, 5, 3, 12, tzinfo=UTC))
    for address in (first.topic.get_absolute_url(), reply.get_absolute_url()):
        page = Page(stranger.get(address))
        assert f"Checked by a physician (US) on 3 May 2026: {words}" in page.text
        assert "<strong>first</strong>" in page.html
        assert "https://www.nhs.uk/x/" in page.links
        assert WORDS in page.text
        assert NOT_YET not in page.text
        assert "Philip Physician" not in page.text


def test_verdict_keeps_the_profession_of_its_day(
    talk: tuple[Post, Post, Post], pharmacist: User, stranger: Client
) -> None:
    _, reply, _ = talk
    decide(doubt_about(reply, 2), pharmacist, Verdict.SOUND)
    pharmacist.credentials.update(profession="nurse", country="FR", valid_until="2020-01-01")
    assert "Checked by a pharmacist (GB) on" in label_on(stranger, reply)


def test_edit_turns_the_verdict_into_that_of_an_earlier_version(
    talk: tuple[Post, Post, Post], pharmacist: User, stranger: Client, settings: Any
) -> None:
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "label")
    _, reply, _ = talk
    review = decide(doubt_about(reply, 2), pharmacist, Verdict.SOUND)
    decided_on(review, datetime(2026, 5, 3, 12, tzinfo=UTC))
    earlier = (
        "An earlier version was checked by a pharmacist (GB) on 3 May 2026, before this change"
    )
    posting.edit(reply, text=clean("Thank you, that was kind of you."), version=1)
    page = label_on(stranger, reply)
    assert earlier in page
    assert "sound advice" not in page
    reply.refresh_from_db()
    posting.edit(
        reply,
        text=clean("Stop taking your warfarin, you don't need it. Take 5,000 IU of vitamin D."),
        version=2,
    )
    reply.refresh_from_db()
    assert reply.review is not None
    assert reply.review.is_open
    page = label_on(stranger, reply)
    assert NOT_YET in page
    assert earlier in page
    posting.edit(reply, text=clean("Stop taking your warfarin, you don't need it."), version=3)
    page = label_on(stranger, reply)
    assert NOT_YET in page
    assert earlier in page


def test_report_on_a_verdict_says_that_it_is_being_checked_again(
    talk: tuple[Post, Post, Post], asker: User, pharmacist: User, stranger: Client
) -> None:
    _, reply, _ = talk
    decide(doubt_about(reply, 2), pharmacist, Verdict.SOUND)
    assert "being checked again" not in label_on(stranger, reply)
    doubting.report(reply, by=asker, reason=ReportReason.ADVICE, text=clean(""))
    page = label_on(stranger, reply)
    assert "sound advice. It is being checked again" in page


def test_undone_verdict_is_on_no_page(
    talk: tuple[Post, Post, Post], pharmacist: User, stranger: Client
) -> None:
    _, reply, _ = talk
    review = decide(doubt_about(reply, 2), pharmacist, Verdict.SOUND)
    decisions.undo(review, by=pharmacist, version=review.version)
    page = label_on(stranger, reply)
    assert "Checked by" not in page
    assert NOT_YET in page


def test_report_of_rudeness_puts_no_medical_label_on_a_reply(
    talk: tuple[Post, Post, Post], asker: User, moderator: User, stranger: Client
) -> None:
    _, reply, _ = talk
    doubting.report(reply, by=asker, reason=ReportReason.RUDE, text=clean(""))
    assert NOT_YET not in label_on(stranger, reply)
    reply.refresh_from_db()
    assert reply.review is not None
    decide(reply.review, moderator, Verdict.KEEP)
    page = label_on(stranger, reply)
    assert "Checked by" not in page
    assert WORDS in page
