"""Who works on what: open, hand over, put off, take five; claims as the site wants them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from forum.models import Post
from moderation.models import Review, Skip
from moderation.states import Move, ReportReason, State, Verdict
from tests.moderation.desk.pages import address, give, moves, open_page, press, standing
from tests.people import answer, complain, doubt_about, make_expert

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def review(question: Post, answerer: User) -> Review:
    return doubt_about(answer(question, answerer), severity=2)


def holder(review: Review) -> User | None:
    """Return who has a claim on the review."""
    return Review.objects.select_related("claimed_by").get(pk=review.pk).claimed_by


def test_what_is_opened_from_the_list_is_taken(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    assert f'action="{address("open", review)}"' in browser.get("/desk/").content.decode()
    assert press(browser, "open", review).headers["Location"] == address("detail", review)
    assert holder(review) == pharmacist
    # Somebody else can still read it.
    assert press(client_of(physician), "open", review).status_code == 302
    assert holder(review) == pharmacist


def test_activity_keeps_a_claim_alive(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    press(browser, "claim", review)
    for page, status in (("renew", 204), ("decide", 422), ("note", 422)):
        Review.objects.update(claimed_at=timezone.now() - timedelta(minutes=9))
        assert press(browser, page, review).status_code == status
        fresh = Review.objects.get(pk=review.pk)
        assert fresh.claimed_at is not None
        assert timezone.now() - fresh.claimed_at < timedelta(minutes=1)
    assert moves(review) == [Move.OPEN, Move.CLAIM]
    assert press(client_of(physician), "renew", review).status_code == 409


def test_a_review_is_handed_to_a_colleague_with_a_note(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    press(browser, "claim", review)
    words = {"to": physician.pk, "handover_note": "You know this one. Mail me: me@nhs-mail.co.uk"}
    assert press(browser, "hand-over", review, **words).headers["Location"] == "/desk/"
    assert holder(review) == physician
    line = review.events.latest("pk")
    assert (line.move, line.actor, line.receiver) == (Move.HAND_OVER, pharmacist, physician)
    assert line.note.startswith("You know this one.")
    assert "me@nhs" not in line.note
    assert give(browser, review, Verdict.SOUND).status_code == 409
    page = open_page(client_of(physician), review)
    assert page.context["page"].claimed_by_me
    assert "handed over by Petra Pharmacist to Philip Physician" in page.content.decode()


def test_only_somebody_who_may_decide_it_can_be_chosen(
    question: Post,
    review: Review,
    pharmacist: User,
    physician: User,
    moderator: User,
    asker: User,
    answerer: User,
    client_of: ClientOf,
) -> None:
    nurse = make_expert("Nina Nurse", "nurse")
    browser = client_of(pharmacist)
    colleagues = open_page(browser, review).context["page"].colleagues
    assert colleagues == [nurse, physician]
    severe = doubt_about(answer(question, answerer), severity=3)
    assert open_page(browser, severe).context["page"].colleagues == [physician]
    for person in (moderator, asker, pharmacist, answerer):
        words = {"to": person.pk, "handover_note": "Yours?"}
        response = press(browser, "hand-over", review, **words)
        assert response.status_code == 422
        assert "Yours?" in response.content.decode()
    assert Move.HAND_OVER not in moves(review)


def test_words_for_a_colleague_survive_a_conflict(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    press(client_of(physician), "claim", review)
    nurse = make_expert("Nina Nurse", "nurse")
    words = {"to": nurse.pk, "handover_note": "Please see the dose."}
    response = press(client_of(pharmacist), "hand-over", review, **words)
    assert response.status_code == 409
    assert "Please see the dose." in response.content.decode()


def test_a_note_for_colleagues_is_a_line_of_history(
    review: Review, pharmacist: User, physician: User, answerer: User, client_of: ClientOf
) -> None:
    before = standing(review)
    assert press(client_of(pharmacist), "note", review, text="I rang them.").status_code == 302
    assert standing(review) == before
    assert "I rang them." in open_page(client_of(physician), review).content.decode()


def test_not_now_offers_others_first_and_comes_back(
    question: Post, review: Review, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    other = doubt_about(answer(question, answerer), severity=1)
    browser = client_of(pharmacist)
    assert browser.post("/desk/next/").headers["Location"] == address("detail", review)
    assert press(browser, "skip", review).headers["Location"] == address("detail", other)
    assert (holder(review), holder(other)) == (None, pharmacist)
    assert review in browser.get("/desk/").context["page"].reviews
    assert browser.post("/desk/next/").headers["Location"] == address("detail", other)
    give(browser, other, Verdict.SOUND)
    # Nothing else is left.
    assert holder(review) == pharmacist
    press(browser, "release", review)
    third = doubt_about(answer(question, answerer), severity=1)
    assert browser.post("/desk/next/").headers["Location"] == address("detail", third)
    press(browser, "release", third)
    Skip.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert browser.post("/desk/next/").headers["Location"] == address("detail", review)


def test_the_next_five_are_of_ones_own_field(
    question: Post, answerer: User, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    reviews = [doubt_about(answer(question, answerer), severity=2) for _ in range(8)]
    Review.objects.filter(pk=reviews[0].pk).update(field="exercise", priority=10**6)
    press(client_of(physician), "claim", reviews[1])
    browser = client_of(pharmacist)
    assert browser.post("/desk/next-five/").headers["Location"] == "/desk/?show=mine"
    mine = browser.get("/desk/?show=mine").context["page"].reviews
    assert mine == reviews[2:7]


def test_nobody_can_take_where_claims_are_off(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf, settings: Settings
) -> None:
    settings.CLAIMS = "off"
    page = client_of(pharmacist).get(f"/desk/{review.pk}/").content.decode()
    assert "Take it" not in page
    assert "Skip to the next" in page
    press(client_of(pharmacist), "claim", review)
    assert holder(review) is None
    assert give(client_of(physician), review, Verdict.SOUND).status_code == 302


def test_a_verdict_needs_a_claim_where_the_site_says_so(
    review: Review, pharmacist: User, client_of: ClientOf, settings: Settings
) -> None:
    settings.CLAIMS = "required"
    browser = client_of(pharmacist)
    response = give(browser, review, Verdict.CAUTION, note="Not with milk.")
    assert response.status_code == 409
    assert "Not with milk." in response.content.decode()
    press(browser, "claim", review)
    assert give(browser, review, Verdict.CAUTION, note="Not with milk.").status_code == 302


def test_a_handed_over_complaint_goes_to_a_moderator(
    question: Post, asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    review = complain(asker, answer(question, answerer), ReportReason.SPAM)
    other = make_expert("Edda Expert")
    browser = client_of(moderator)
    assert open_page(browser, review).context["page"].colleagues == []
    other.is_moderator = True
    other.save()
    press(browser, "hand-over", review, to=other.pk, handover_note="I know the seller.")
    assert holder(review) == other
    assert standing(review)["state"] == State.WAITING
