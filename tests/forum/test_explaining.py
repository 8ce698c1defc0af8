"""What authors see of the doubt about their words, and the page that explains checking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from forum.models import Post
from moderation.models import Review
from moderation.states import RULINGS, ReportReason, Verdict
from tests.moderation.desk.pages import GRAVE, give
from tests.moderation.insights.decided import decided
from tests.people import answer, ask, complain, doubt_about

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def main_of(browser: Client, address: str) -> str:
    """Return the main part of a page, with single spaces."""
    response: Any = browser.get(address, follow=True)
    assert response.status_code == 200
    text = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(text.split())


def own_page(client_of: ClientOf, author: User, post: Post) -> str:
    """Return what the author reads on the page of the post."""
    return main_of(client_of(author), post.get_absolute_url())


def test_the_author_of_a_held_reply_sees_the_marked_words_and_the_reasons(
    question: Post, answerer: User, client_of: ClientOf
) -> None:
    post = answer(question, answerer, GRAVE)
    assert post.review is not None
    assert post.review.withholds
    text = own_page(client_of, answerer, post)
    assert "Why this is checked" in text
    assert text.count("<mark>") == len(post.review.reasons)
    for why in post.review.whys:
        assert f">{why}</li>" in text
    assert "A health professional reads it before others see it." in text
    assert "So we can’t say how long it takes." in text


def test_the_author_is_told_how_long_such_a_check_takes(
    question: Post, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    for minutes in (10, 20, 60):
        decided(question, answerer, pharmacist, severity=3, took=timedelta(minutes=minutes))
    decided(question, answerer, pharmacist, severity=1, took=timedelta(days=3))
    post = answer(question, answerer)
    doubt_about(post, 3)
    text = own_page(client_of, answerer, post)
    assert "Half of such checks take about 20 minutes or less. Nine of ten take 1 hour" in text or (
        "Half of such checks take about 20 minutes or less. Nine of ten take 60 minutes." in text
    )


def test_nobody_else_sees_the_reasons(
    question: Post,
    asker: User,
    answerer: User,
    moderator: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    post = answer(question, answerer)
    doubt_about(post, 2)
    for browser in (stranger, client_of(asker), client_of(moderator)):
        assert "Why this is checked" not in main_of(browser, post.get_absolute_url())


def test_the_topic_explains_the_doubt_about_the_question_and_leads_to_that_about_a_reply(
    asker: User, client_of: ClientOf
) -> None:
    question = ask(asker)
    doubt_about(question, 2)
    reply = answer(question, asker)
    doubt_about(reply, 3)
    text = main_of(client_of(asker), question.topic.get_absolute_url())
    assert text.count("Why this is checked") == 1
    assert f'href="{reply.get_absolute_url()}">Why, and how long it takes</a>' in text


@pytest.mark.parametrize(
    ("verdict", "next_line"),
    [
        (Verdict.SOUND, "It stays on the page. If you change your words, we check them again."),
        (Verdict.HARMFUL, "It stays off the page."),
        (Verdict.REWORD, "You can write it differently. Then we check it again."),
    ],
)
def test_the_author_sees_verdict_and_note_once(
    verdict: Verdict,
    next_line: str,
    question: Post,
    answerer: User,
    pharmacist: User,
    client_of: ClientOf,
) -> None:
    post = answer(question, answerer)
    give(client_of(pharmacist), doubt_about(post), verdict, note="Ask your surgery first.")
    text = own_page(client_of, answerer, post)
    who = "A pharmacist (GB)" if RULINGS[verdict].medical else "We"
    assert f"{who} decided on" in text
    assert f": {verdict.label.lower()}." in text
    assert text.count("Ask your surgery first.") == 1
    assert next_line in text
    assert ("Do you disagree?" in text) is (verdict == Verdict.HARMFUL)


def test_a_kept_reply_shows_its_author_the_note(
    question: Post, asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    post = answer(question, answerer)
    review = complain(asker, post, ReportReason.RUDE)
    Review.objects.filter(pk=review.pk).update(
        reasons=[{"rule": "word", "start": 0, "end": 5, "why": "A word to look at."}]
    )
    give(client_of(moderator), review, Verdict.KEEP, note="It was meant kindly.")
    text = own_page(client_of, answerer, post)
    assert "We decided on" in text
    assert "It was meant kindly." in text


def test_the_author_does_not_learn_of_a_complaint(
    question: Post, asker: User, answerer: User, client_of: ClientOf
) -> None:
    post = answer(question, answerer)
    complain(asker, post, ReportReason.RUDE, "He shouts at me.")
    text = own_page(client_of, answerer, post)
    assert "shouts" not in text
    assert "report" not in text.lower()


def test_words_of_an_earlier_version_are_not_marked(
    question: Post, answerer: User, client_of: ClientOf
) -> None:
    post = answer(question, answerer)
    doubt_about(post, 2)
    Post.objects.filter(pk=post.pk).update(source="Something else by now.")
    assert "Why this is checked" not in own_page(client_of, answerer, post)


# ---- The page about checking ---------------------------------------------------------------------


def test_the_page_about_checking_says_what_was_measured_for_each_risk(
    question: Post, answerer: User, pharmacist: User, stranger: Client
) -> None:
    for minutes in range(1, 11):
        decided(question, answerer, pharmacist, severity=3, took=timedelta(minutes=minutes))
    text = main_of(stranger, "/how-review-works/")
    assert "<strong>about 5 minutes</strong> or less. Nine of ten took 9 minutes or less." in text
    assert text.count("Nothing of this kind was checked in the last 7 days.") == 3


def test_the_page_about_checking_promises_nothing_that_was_not_measured(stranger: Client) -> None:
    text = main_of(stranger, "/how-review-works/")
    assert text.count("So we can’t say.") == 4


@pytest.mark.parametrize(("action", "said"), [("hold", True), ("label", False)])
def test_the_page_about_checking_tells_the_policy_of_the_site(
    action: str, said: bool, stranger: Client, settings: Any
) -> None:
    settings.ADVICE_POLICY = {**settings.ADVICE_POLICY, 3: action}
    assert ("Nobody else sees advice" in main_of(stranger, "/how-review-works/")) is said


def test_the_label_leads_to_the_page_about_checking(
    question: Post, answerer: User, stranger: Client
) -> None:
    post = answer(question, answerer)
    doubt_about(post, 2)
    text = main_of(stranger, post.get_absolute_url())
    assert 'class="label-more"><a href="/how-review-works/"' in text
    assert 'href="/how-review-works/"' in main_of(stranger, "/help/")
