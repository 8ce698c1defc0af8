"""An author who disagrees with a verdict is heard once, by somebody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Notice, Post
from moderation.grounds import Ground
from moderation.models import Review
from moderation.states import Move, State, Verdict
from tests.moderation.desk.pages import give, grounds, moves, open_page, sees, standing
from tests.people import doubt_about, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

WORDS = "I only told what my own doctor said to me."


@pytest.fixture
def removed(post: Post, pharmacist: User, client_of: ClientOf) -> Review:
    """A review that took the post off the page."""
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, Verdict.HARMFUL, note="It could hurt.")
    return review


def appeal(browser: Client, post: Post, text: str = WORDS) -> int:
    """Send the form of the appeal; return the status."""
    address = reverse("forum:post-appeal", args=[post.pk])
    return int(browser.post(address, {"text": text}).status_code)


def test_an_appeal_waits_for_somebody_else_while_the_verdict_stands(
    post: Post,
    removed: Review,
    answerer: User,
    pharmacist: User,
    physician: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    browser = client_of(answerer)
    link = reverse("forum:post-appeal", args=[post.pk])
    assert link in browser.get(post.get_absolute_url()).content.decode()
    assert appeal(browser, post) == 302
    now = standing(removed)
    assert (now["state"], now["verdict"], now["appeal"]) == (
        State.APPEALED,
        Verdict.HARMFUL,
        WORDS,
    )
    assert Ground.APPEAL in grounds(removed)
    assert not sees(stranger, post)
    first, other = client_of(pharmacist), client_of(physician)
    assert give(first, removed, Verdict.HARMFUL, note="As before.").status_code == 403
    assert first.post("/desk/next/").headers["Location"] == "/desk/"
    page = open_page(other, removed).content.decode()
    assert WORDS in page
    assert "It could hurt." in page
    give(other, removed, Verdict.EXPERIENCE)
    assert sees(stranger, post)
    assert moves(removed)[-2:] == [Move.APPEAL, Move.DECIDE]
    assert Notice.objects.filter(kind=Notice.Kind.VERDICT, recipient=answerer).exists()


def test_an_author_appeals_once(
    post: Post, removed: Review, answerer: User, physician: User, client_of: ClientOf
) -> None:
    browser = client_of(answerer)
    assert [appeal(browser, post), appeal(browser, post, "And again.")] == [302, 302]
    assert standing(removed)["appeal"] == WORDS
    give(client_of(physician), removed, Verdict.HARMFUL, note="It could indeed.")
    link = reverse("forum:post-appeal", args=[post.pk])
    assert link not in browser.get(post.get_absolute_url()).content.decode()
    assert moves(removed).count(Move.APPEAL) == 1


def test_nothing_typed_is_lost_and_words_are_needed(
    post: Post, removed: Review, answerer: User, client_of: ClientOf
) -> None:
    assert appeal(client_of(answerer), post, "...") == 422
    assert appeal(client_of(answerer), post, "") == 422


@pytest.mark.parametrize("verdict", [Verdict.SOUND, Verdict.EXPERIENCE, Verdict.REWORD])
def test_there_is_no_appeal_where_nothing_was_taken_away(
    verdict: Verdict, post: Post, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, verdict, note="Say it as your own story.")
    assert appeal(client_of(answerer), post) == 403


def test_nobody_else_appeals(post: Post, removed: Review, asker: User, client_of: ClientOf) -> None:
    assert appeal(client_of(asker), post) in (403, 404)
    assert standing(removed)["state"] == State.DECIDED


def test_the_edit_page_shows_why_the_words_came_back(
    post: Post, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, Verdict.REWORD, note="Leave out the dose.")
    page = client_of(answerer).get(reverse("forum:post-edit", args=[post.pk])).content.decode()
    assert "Leave out the dose." in page
    assert post.source in page
    fresh = rewrite(post, "I took a small one, and it helped me.").review
    assert fresh is not None
    assert fresh.follows == review
    assert Ground.CHANGED in grounds(fresh)
