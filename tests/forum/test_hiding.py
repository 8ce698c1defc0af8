"""Who learns what of a hidden detail: its writer, readers, and the people of the desk."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post
from tests.accounts.steps import sign_in
from tests.forum.pages import Page
from tests.people import answer, ask, doubt_about, rewrite

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

BOTH = "Write to sarah.miller@gmail.com or ring me on 020 7946 0123 or 020 7946 0456."
TO_THE_WRITER = "To keep you safe we hid this in your text."
TO_READERS = "An e-mail address and 2 telephone numbers are hidden here, so that nobody can misuse"
WHY = (
    "An e-mail address. Strangers could use this",
    "2 telephone numbers. Strangers could ring this number.",
)


def test_preview_tells_each_kind_with_its_reason_in_a_line(
    asker: User, client_of: ClientOf
) -> None:
    first = ask(asker)
    for address, more in (
        ("/ask/", {"title": "Who else keeps a garden?"}),
        (reverse("forum:post-reply", args=[first.pk]), {}),
        (reverse("forum:post-edit", args=[first.pk]), {"version": "1"}),
    ):
        page = Page(client_of(asker).post(address, {"text": BOTH, "preview": "1", **more}))
        for line in WHY:
            assert line in page.text
        assert page.marked == ["sa*****@***il.com", *["[phone number hidden]"] * 2]


def test_published_post_tells_its_author_alone_what_was_hidden_and_why(
    asker: User, answerer: User, stranger: Client, moderator: User, client_of: ClientOf
) -> None:
    post = answer(ask(asker), answerer, BOTH)
    for address in (post.get_absolute_url(), post.topic.get_absolute_url()):
        own = Page(client_of(answerer).get(address)).text
        assert TO_THE_WRITER in own
        assert all(line in own for line in WHY)
        assert TO_READERS not in own
        for browser in (stranger, client_of(asker), client_of(moderator)):
            others = Page(browser.get(address)).text
            assert TO_THE_WRITER not in others
            assert TO_READERS in others
            assert "sa*****@***il.com or ring me on [phone number hidden]" in others


def test_nothing_is_explained_where_nothing_is_hidden(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    first = ask(asker)
    for browser in (stranger, client_of(asker)):
        words = Page(browser.get(first.topic.get_absolute_url())).text
        assert TO_THE_WRITER not in words
        assert "Something is hidden here" not in words


def test_words_that_a_reader_may_not_see_are_not_explained_either(
    asker: User, answerer: User, stranger: Client
) -> None:
    post = answer(ask(asker), answerer, BOTH)
    doubt_about(post, 3)
    assert "Something is hidden here" not in Page(stranger.get(post.topic.get_absolute_url())).text


def test_what_was_hidden_is_still_told_after_a_change(asker: User, answerer: User) -> None:
    post = answer(ask(asker), answerer, BOTH)
    kept = rewrite(post, f"{post.source} Thank you.")
    assert [each["kind"] for each in kept.hidden] == ["email", "phone", "phone"]
    assert [kept.source[each["start"] : each["end"]] for each in kept.hidden] == [
        "sa*****@***il.com",
        "[phone number hidden]",
        "[phone number hidden]",
    ]
    without = rewrite(kept, kept.source.replace("sa*****@***il.com", "me"))
    assert [each["kind"] for each in without.hidden] == ["phone", "phone"]
    more = rewrite(without, f"Or ann.baker@yahoo.com. {without.source}")
    assert [each["kind"] for each in more.hidden] == ["email", "phone", "phone"]


def test_what_was_hidden_before_signing_in_is_told_after_it(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    address = reverse("forum:post-reply", args=[ask(asker).pk])
    sent = stranger.post(address, {"text": BOTH}, follow=True)
    assert "we hid an e-mail address and 2 telephone numbers in them" in Page(sent).text
    sign_in(stranger, answerer.email, at=f"/account/sign-in/?next={address}")
    form = Page(stranger.get(address)).form("submission")
    stranger.post(address, form.fields)
    post = Post.objects.get(author=answerer)
    assert [each["kind"] for each in post.hidden] == ["email", "phone", "phone"]


def test_a_mask_that_somebody_types_counts_as_nothing_hidden(asker: User) -> None:
    assert ask(asker, text="It said sa*****@***il.com, I think.").hidden == []


def test_desk_shows_how_many_details_of_which_kind_are_hidden(
    asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    review = doubt_about(answer(ask(asker), answerer, BOTH))
    assert review.hidden == {"email": 1, "phone": 2}
    page = Page(client_of(moderator).get(reverse("moderation:review-detail", args=[review.pk])))
    told = "1 e-mail address and 2 telephone numbers are hidden in this text."
    assert told in page.text
