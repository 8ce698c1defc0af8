"""Replying, changing, withdrawing, reporting, thanking and accepting, as people do it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Helpful, Post, PostRevision
from moderation.models import Report, Review
from moderation.states import About, State
from tests.accounts.steps import sign_in
from tests.forum.pages import Page, stored_words
from tests.people import HARMLESS, answer, ask, doubt_about, make_person

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


def url(name: str, post: Post) -> str:
    """Return the address of something that can be done with a post."""
    return reverse(f"forum:post-{name}", args=[post.pk])


def make_older(post: Post, minutes: int = 11) -> None:
    """Let the minutes pass in which a post is changed without a trace."""
    Post.objects.filter(pk=post.pk).update(created_at=F("created_at") - timedelta(minutes=minutes))


def edit_form(browser: Client, post: Post) -> dict[str, str]:
    """Open the page for changing a post and return what its form holds."""
    return Page(browser.get(url("edit", post))).form("text").fields


# ---- Reply --------------------------------------------------------------------------------------


def test_reply_shows_up_on_the_page_and_on_its_own(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker)
    browser = client_of(answerer)
    form = Page(browser.get(first.topic.get_absolute_url())).form("text")
    assert form.action == url("reply", first)
    response = browser.post(form.action, form.fields | {"text": "I keep *leeks*."}, follow=True)
    page = Page(response)
    assert "Your reply is on the page." in page.text
    assert "I keep leeks." in page.text
    reply = Post.objects.get(parent=first)
    for address in (first.topic.get_absolute_url(), reply.get_absolute_url()):
        seen = Page(stranger.get(address))
        assert "I keep leeks." in seen.text
        assert "Anselm Answerer" in seen.text
    first.topic.refresh_from_db()
    assert first.topic.comment_count == 1
    assert first.topic.last_post_at == reply.created_at


def test_reply_that_breaks_a_rule_keeps_every_character(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    first = ask(asker)
    for typed, message in (
        ("", "Write something first."),
        (" \n ", "Write something first."),
        ("y" * 10_001, "Shorten your text to 10,000 characters."),
    ):
        response = client_of(answerer).post(url("reply", first), {"text": typed})
        assert response.status_code == 422
        page = Page(response)
        assert message in page.text
        assert page.form("text").fields["text"] == typed
    assert not Post.objects.filter(depth=1).exists()


def test_reply_preview_posts_nothing(asker: User, answerer: User, client_of: ClientOf) -> None:
    first = ask(asker)
    text = "Ring me? No: *write* to sarah.miller@gmail.com."
    response = client_of(answerer).post(url("reply", first), {"text": text, "preview": "1"})
    page = Page(response)
    assert page.marked == ["sa*****@***il.com"]
    assert "<em>write</em>" in page.html
    assert page.form("text").fields["text"] == text
    assert not Post.objects.filter(depth=1).exists()


def test_reply_sent_twice_is_one(asker: User, answerer: User, client_of: ClientOf) -> None:
    first = ask(asker)
    form = {"text": HARMLESS, "submission": str(uuid4())}
    browser = client_of(answerer)
    for _ in range(3):
        assert browser.post(url("reply", first), form).status_code == 302
    assert Post.objects.filter(parent=first).count() == 1
    first.topic.refresh_from_db()
    assert first.topic.comment_count == 1


def test_reply_signed_out_keeps_the_words(asker: User, answerer: User, stranger: Client) -> None:
    first = ask(asker)
    response = stranger.post(url("reply", first), {"text": "I keep leeks.\n\nAnd kale."})
    assert response["Location"].endswith(f"?next={url('reply', first)}")
    sign_in(stranger, answerer.email, at=response["Location"])
    form = Page(stranger.get(url("reply", first))).form("text").fields
    assert form["text"] == "I keep leeks.\n\nAnd kale."
    other = ask(asker, "And what of the summer?")
    assert Page(stranger.get(url("reply", other))).form("text").fields["text"] == ""


def test_reply_too_fast_is_a_429_that_keeps_the_words(
    asker: User, answerer: User, client_of: ClientOf, settings: Any
) -> None:
    settings.POSTS_PER_TEN_MINUTES = 1
    first = ask(asker)
    browser = client_of(answerer)
    browser.post(url("reply", first), {"text": "One."})
    response = browser.post(url("reply", first), {"text": "Two, after long thought."})
    assert response.status_code == 429
    assert Page(response).form("text").fields["text"] == "Two, after long thought."
    assert Post.objects.filter(parent=first).count() == 1


def test_reply_to_withheld_or_withdrawn_words_is_refused_and_the_words_kept(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    doubt_about(reply, 3)
    response = client_of(answerer).post(url("reply", reply), {"text": "One more thing."})
    assert response.status_code == 403
    page = Page(response)
    assert "Nobody can reply to this yet." in page.text
    assert page.form("text").fields["text"] == "One more thing."


def test_reply_page_quotes_what_it_answers(asker: User, stranger: Client) -> None:
    first = ask(asker, text="Mine is small and cold.")
    assert "Mine is small and cold." in Page(stranger.get(url("reply", first))).text


# ---- Change -------------------------------------------------------------------------------------


def test_change_in_the_first_minutes_leaves_no_history(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer, "I keep leaks.")
    browser = client_of(answerer)
    form = edit_form(browser, reply)
    assert form["text"] == "I keep leaks."
    assert browser.post(url("edit", reply), form | {"text": "I keep leeks."}).status_code == 302
    reply.refresh_from_db()
    assert (reply.source, reply.html.strip(), reply.version) == (
        "I keep leeks.",
        "<p>I keep leeks.</p>",
        2,
    )
    assert reply.edited_at is None
    assert not PostRevision.objects.exists()
    assert "leaks" not in stored_words()


def test_change_after_the_first_minutes_keeps_the_old_words(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer, "I keep leaks.")
    make_older(reply)
    browser = client_of(answerer)
    for text in ("I keep leeks.", "I keep leeks and kale."):
        browser.post(url("edit", reply), edit_form(browser, reply) | {"text": text})
    reply.refresh_from_db()
    revisions = reply.revisions.all()
    assert [(each.version, each.source) for each in revisions] == [
        (1, "I keep leaks."),
        (2, "I keep leeks."),
    ]
    assert revisions[0].written_at == reply.created_at
    assert (reply.version, reply.source) == (3, "I keep leeks and kale.")


def test_change_to_the_same_words_changes_nothing(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    make_older(reply)
    browser = client_of(answerer)
    browser.post(url("edit", reply), edit_form(browser, reply))
    reply.refresh_from_db()
    assert (reply.version, reply.edited_at) == (1, None)


def test_change_of_words_that_wait_for_rewording_is_told_truly(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    review = doubt_about(reply, 3)
    Review.objects.filter(pk=review.pk).update(
        state=State.DECIDED, verdict="reword", decided_by=asker, decided_at=reply.created_at
    )
    browser = client_of(answerer)
    response = browser.post(url("edit", reply), edit_form(browser, reply), follow=True)
    assert "Your reply is on the page." not in Page(response).text


def test_change_in_two_tabs_is_a_conflict_that_keeps_what_was_typed(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer, "I keep leeks.")
    browser = client_of(answerer)
    one_tab, other_tab = edit_form(browser, reply), edit_form(browser, reply)
    browser.post(url("edit", reply), one_tab | {"text": "I keep kale."})
    response = browser.post(url("edit", reply), other_tab | {"text": "I keep chard."})
    assert response.status_code == 409
    page = Page(response)
    assert "changed in another window" in page.text
    assert "press Save" in page.text
    assert "How it stands now I keep kale." in page.text
    form = page.form("text").fields
    assert form["text"] == "I keep chard."
    reply.refresh_from_db()
    assert reply.source == "I keep kale."
    assert browser.post(url("edit", reply), form).status_code == 302
    reply.refresh_from_db()
    assert reply.source == "I keep chard."


def test_change_preview_changes_nothing(asker: User, answerer: User, client_of: ClientOf) -> None:
    reply = answer(ask(asker), answerer, "I keep leeks.")
    browser = client_of(answerer)
    form = edit_form(browser, reply) | {"text": "I keep **kale**.", "preview": "1"}
    page = Page(browser.post(url("edit", reply), form))
    assert "<strong>kale</strong>" in page.html
    assert page.form("text").fields["text"] == "I keep **kale**."
    reply.refresh_from_db()
    assert reply.source == "I keep leeks."


def test_change_to_nothing_keeps_the_words(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer, "I keep leeks.")
    browser = client_of(answerer)
    response = browser.post(url("edit", reply), edit_form(browser, reply) | {"text": ""})
    assert response.status_code == 422
    reply.refresh_from_db()
    assert reply.source == "I keep leeks."


def test_change_is_the_authors_alone(
    asker: User, answerer: User, moderator: User, pharmacist: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    for person in (asker, moderator, pharmacist):
        browser = client_of(person)
        assert browser.get(url("edit", reply)).status_code == 403
        response = browser.post(url("edit", reply), {"text": "Mine now.", "version": "1"})
        assert response.status_code == 403
        page = Page(response)
        assert "Only the author can change a reply." in page.text
        assert page.form("text").fields["text"] == "Mine now."
        assert "Change my words" not in Page(browser.get(reply.get_absolute_url())).text
    reply.refresh_from_db()
    assert reply.source == HARMLESS


def test_change_signed_out_keeps_the_words(asker: User, answerer: User, stranger: Client) -> None:
    reply = answer(ask(asker), answerer, "I keep leeks.")
    response = stranger.post(url("edit", reply), {"text": "I keep kale.", "version": "1"})
    assert response["Location"].endswith(f"?next={url('edit', reply)}")
    sign_in(stranger, answerer.email, at=response["Location"])
    form = edit_form(stranger, reply)
    assert form["text"] == "I keep kale."
    assert stranger.post(url("edit", reply), form).status_code == 302
    assert edit_form(stranger, reply)["text"] == "I keep kale."
    reply.refresh_from_db()
    assert reply.source == "I keep kale."


# ---- Withdraw -----------------------------------------------------------------------------------


def test_withdrawn_words_are_gone_from_every_page_and_every_table_and_replies_stay(
    asker: User, answerer: User, moderator: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker)
    reply = answer(first, answerer, "My secret is horse manure.")
    below = answer(reply, asker, "How kind of you to tell.")
    doubt_about(reply, 2)
    doubt_about(below, 2)
    browser = client_of(answerer)
    browser.post(
        url("edit", reply), edit_form(browser, reply) | {"text": "My secret is horse manure!!"}
    )
    question = Page(browser.get(url("withdraw", reply)))
    assert "horse manure" in question.text
    assert Post.objects.get(pk=reply.pk).withdrawn_at is None
    response = browser.post(url("withdraw", reply), follow=True)
    assert "Your words are gone from the page." in Page(response).text
    assert "horse manure" not in stored_words()
    for person in (None, asker, answerer, moderator):
        visitor = client_of(person) if person else stranger
        page = Page(visitor.get(first.topic.get_absolute_url()))
        assert "horse manure" not in page.html
        assert "How kind of you to tell." in page.text
        assert "took these words back" in page.text
    assert stranger.get(below.get_absolute_url()).status_code == 200
    assert stranger.get(reply.get_absolute_url()).status_code == 404


def test_withdrawn_after_the_first_minutes_the_words_are_gone_from_every_page(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker)
    reply = answer(first, answerer, "My secret is horse manure.")
    make_older(reply)
    browser = client_of(answerer)
    browser.post(url("edit", reply), edit_form(browser, reply) | {"text": "It is goat manure."})
    assert reply.revisions.count() == 1
    browser.post(url("withdraw", reply))
    assert "manure" not in stored_words()
    assert "manure" not in Page(stranger.get(first.topic.get_absolute_url())).html


def test_withdrawn_words_cannot_be_changed_reported_thanked_or_withdrawn_again(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    author = client_of(answerer)
    author.post(url("withdraw", reply))
    assert author.post(url("edit", reply), {"text": "Back.", "version": "2"}).status_code == 403
    assert author.post(url("withdraw", reply)).status_code == 403
    reader = client_of(asker)
    assert reader.post(url("report", reply), {"reason": "rude"}).status_code == 404
    assert reader.post(url("helpful", reply)).status_code == 404
    assert reader.post(url("accept", reply)).status_code == 404


def test_withdrawn_question_is_gone_with_its_title(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker, "Is my horse manure too fresh?")
    answer(first, answerer)
    client_of(asker).post(url("withdraw", first))
    assert "horse manure" not in Page(stranger.get("/")).text
    assert "horse manure" not in stored_words()


def test_answers_to_a_withdrawn_question_stay_where_they_are(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker, "Is my horse manure too fresh?")
    reply = answer(first, answerer, "Mine smelt of violets after a year.")
    client_of(asker).post(url("withdraw", first))
    first.topic.refresh_from_db()
    for address in (first.topic.get_absolute_url(), reply.get_absolute_url()):
        page = Page(stranger.get(address)).text
        assert "violets" in page
        assert "horse manure" not in page
    assert "violets" not in Page(stranger.get("/")).text


def test_withdrawn_question_without_an_answer_is_missing(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker, "Is my horse manure too fresh?")
    client_of(asker).post(url("withdraw", first))
    first.topic.refresh_from_db()
    assert stranger.get(first.topic.get_absolute_url()).status_code == 404


def test_withdrawing_is_the_authors_alone(
    asker: User, answerer: User, moderator: User, stranger: Client, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    for person in (asker, moderator):
        assert client_of(person).post(url("withdraw", reply)).status_code == 403
    assert stranger.post(url("withdraw", reply)).status_code == 302
    reply.refresh_from_db()
    assert reply.withdrawn_at is None


# ---- Report -------------------------------------------------------------------------------------


def test_report_reaches_the_desk_and_leaves_the_reply_on_the_page(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf, settings: Any
) -> None:
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "publish")
    reply = answer(ask(asker), answerer, "You are rude to everybody here.")
    response = client_of(asker).post(
        url("report", reply), {"reason": "rude", "text": "He says it every day."}, follow=True
    )
    assert "The moderators will look at it." in Page(response).text
    report = Report.objects.get()
    assert (report.reporter, report.reason, report.text) == (asker, "rude", "He says it every day.")
    review = report.review
    assert (review.about, review.state, review.text) == (
        About.CONDUCT,
        State.WAITING,
        "You are rude to everybody here.",
    )
    assert "You are rude to everybody here." in Page(stranger.get(reply.get_absolute_url())).text


def test_report_of_advice_asks_for_somebody_with_a_credential(
    asker: User, answerer: User, client_of: ClientOf, settings: Any
) -> None:
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "publish")
    reply = answer(ask(asker), answerer)
    client_of(asker).post(url("report", reply), {"reason": "advice"})
    assert Review.objects.get().about == About.ADVICE


def test_report_joins_the_review_that_is_open(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    review = doubt_about(reply, 2)
    for person in (asker, make_person("Rita Reader"), asker):
        client_of(person).post(url("report", reply), {"reason": "advice"})
    assert Review.objects.get() == review
    assert {report.reporter.display_name for report in Report.objects.all() if report.reporter} == {
        "Asta Asker",
        "Rita Reader",
    }


def test_report_without_a_reason_says_so_and_keeps_the_words(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    for typed, message in (
        ({"text": "He says it every day."}, "Choose what is wrong."),
        (
            {"text": "He says it every day.", "reason": "boring"},
            "Choose one of the reasons.",
        ),
        ({"text": "z" * 1001, "reason": "rude"}, "Shorten this to 1,000 characters."),
    ):
        response = client_of(asker).post(url("report", reply), typed)
        assert response.status_code == 422
        page = Page(response)
        assert message in page.text
        form = page.form("text").fields
        assert form["text"] == typed["text"]
        assert form.get("reason") == (typed.get("reason") if "z" in typed["text"] else None)
    assert not Report.objects.exists()


def test_report_of_ones_own_words_is_refused(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    response = client_of(answerer).post(url("report", reply), {"reason": "rude"})
    assert response.status_code == 403
    assert "You can withdraw it." in Page(response).text


def test_report_signed_out_keeps_the_words(asker: User, answerer: User, stranger: Client) -> None:
    reply = answer(ask(asker), answerer)
    typed = {"reason": "rude", "text": "He says it every day."}
    response = stranger.post(url("report", reply), typed)
    assert response["Location"].endswith(f"?next={url('report', reply)}")
    sign_in(stranger, asker.email, at=response["Location"])
    form = Page(stranger.get(url("report", reply))).form("text").fields
    assert {name: form.get(name) for name in typed} == typed


# ---- Helpful and accepted -----------------------------------------------------------------------


def test_helpful_counts_each_reader_once_and_can_be_taken_back(
    asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    for person in (asker, asker, moderator):
        assert client_of(person).post(url("helpful", reply)).status_code == 302
    reply.refresh_from_db()
    assert (reply.helpful_count, Helpful.objects.count()) == (2, 2)
    page = Page(client_of(asker).get(reply.get_absolute_url()))
    assert "2 people found this helpful" in page.text
    assert "You said this helped." in page.text
    for _ in range(2):
        client_of(asker).post(url("helpful", reply), {"helpful": "0"})
    reply.refresh_from_db()
    assert (reply.helpful_count, Helpful.objects.count()) == (1, 1)


def test_helpful_is_for_other_peoples_words(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    reply = answer(ask(asker), answerer)
    browser = client_of(answerer)
    assert "This helped me" not in Page(browser.get(reply.get_absolute_url())).text
    assert browser.post(url("helpful", reply)).status_code == 403
    reply.refresh_from_db()
    assert reply.helpful_count == 0


def test_pressing_a_button_signed_out_leads_back_to_the_reply(
    asker: User, answerer: User, stranger: Client
) -> None:
    reply = answer(ask(asker), answerer)
    for name in ("helpful", "accept"):
        target = stranger.post(url(name, reply))["Location"].partition("?next=")[2]
        assert stranger.get(target).status_code == 200, name


def test_accepting_is_the_askers_alone(
    asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    first = ask(asker)
    reply = answer(first, answerer)
    for person in (answerer, moderator):
        browser = client_of(person)
        assert browser.post(url("accept", reply)).status_code == 403
        assert "helped me most" not in Page(browser.get(first.topic.get_absolute_url())).text
    first.topic.refresh_from_db()
    assert first.topic.accepted is None


def test_accepted_answer_says_so_until_it_is_taken_back(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker)
    reply, other = answer(first, answerer), answer(first, answerer)
    browser = client_of(asker)
    browser.post(url("accept", reply))
    browser.post(url("accept", other), {"accepted": "0"})
    words = "Asta Asker chose this answer: it helped most."
    assert Page(stranger.get(first.topic.get_absolute_url())).text.count(words) == 1
    browser.post(url("accept", reply), {"accepted": "0"})
    assert words not in Page(stranger.get(first.topic.get_absolute_url())).text


def test_only_an_answer_to_the_question_can_be_accepted(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    first = ask(asker)
    deeper = answer(answer(first, answerer), answerer)
    browser = client_of(asker)
    for post in (first, deeper):
        assert browser.post(url("accept", post)).status_code == 403


def test_reading_a_button_changes_nothing(asker: User, answerer: User, client_of: ClientOf) -> None:
    reply = answer(ask(asker), answerer)
    for name in ("helpful", "accept"):
        assert client_of(asker).get(url(name, reply)).status_code == 405
    assert not Helpful.objects.exists()
