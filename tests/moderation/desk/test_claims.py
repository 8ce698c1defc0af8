"""Claims: two people never work on one review, and nobody keeps one by going to lunch."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from forum import doubting, posting
from forum.doubting import subject_of
from forum.models import Notice, Post
from moderation import claims, decisions
from moderation.access import Conflict
from moderation.intake import doubt, open_if_doubted
from moderation.models import Review
from moderation.states import Move, ReportReason, State, Verdict
from moderation.text.clean import clean
from tests.moderation.desk.pages import address, give, moves, open_page, press, standing
from tests.people import answer, ask, assessment, complain, doubt_about, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def review(post: Post) -> Review:
    """A waiting review of the answer."""
    return doubt_about(post, severity=2)


def minutes_pass(review: Review, minutes: float) -> None:
    """Let the review's claim be that much older."""
    review.refresh_from_db()
    assert review.claimed_at is not None
    older = review.claimed_at - timedelta(minutes=minutes)
    Review.objects.filter(pk=review.pk).update(claimed_at=older)


def holder(review: Review) -> User | None:
    """Return who has a claim on the review, live or over."""
    return Review.objects.select_related("claimed_by").get(pk=review.pk).claimed_by


def test_a_claim_is_seen_by_others_and_keeps_them_from_deciding(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    assert press(client_of(pharmacist), "claim", review).status_code == 302
    mine = open_page(client_of(pharmacist), review).context["page"]
    theirs = open_page(client_of(physician), review)
    assert (mine.claimed_by_me, mine.claimed_by_other) == (True, False)
    assert (theirs.context["page"].claimed_by_me, theirs.context["page"].claimed_by_other) == (
        False,
        True,
    )
    assert "Petra Pharmacist" in theirs.content.decode()
    response = give(client_of(physician), review, Verdict.SOUND, note="My own view.")
    assert response.status_code == 409
    assert "My own view." in response.content.decode()
    assert press(client_of(physician), "claim", review).status_code == 409
    assert holder(review) == pharmacist
    assert moves(review) == [Move.OPEN, Move.CLAIM]


def test_whoever_claimed_decides_and_the_claim_is_over(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    press(browser, "claim", review)
    assert give(browser, review, Verdict.SOUND).status_code == 302
    assert holder(review) is None
    assert standing(review)["claimed_at"] is None


def test_nobody_must_claim_before_deciding(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    assert give(client_of(pharmacist), review, Verdict.SOUND).status_code == 302


def test_claiming_again_renews_the_claim_without_a_line_of_history(
    review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    press(browser, "claim", review)
    minutes_pass(review, 9)
    press(browser, "claim", review)
    claimed_at = Review.objects.get(pk=review.pk).claimed_at
    assert claimed_at is not None
    assert timezone.now() - claimed_at < timedelta(minutes=1)
    assert moves(review) == [Move.OPEN, Move.CLAIM]


def test_a_claim_ends_after_the_minutes_of_the_setting(
    review: Review,
    pharmacist: User,
    physician: User,
    client_of: ClientOf,
    settings: Settings,
) -> None:
    settings.CLAIM_MINUTES = 10
    press(client_of(pharmacist), "claim", review)
    minutes_pass(review, 9.9)
    assert press(client_of(physician), "claim", review).status_code == 409
    minutes_pass(review, 0.1)
    assert not open_page(client_of(physician), review).context["page"].claimed_by_other
    assert press(client_of(physician), "claim", review).status_code == 302
    assert holder(review) == physician
    assert moves(review) == [Move.OPEN, Move.CLAIM, Move.CLAIM]
    assert give(client_of(pharmacist), review, Verdict.SOUND).status_code == 409


def test_a_claim_that_is_over_keeps_nobody_from_deciding(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    press(client_of(pharmacist), "claim", review)
    minutes_pass(review, 11)
    assert give(client_of(physician), review, Verdict.SOUND).status_code == 302


def test_giving_back_frees_the_review(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    press(client_of(pharmacist), "claim", review)
    press(client_of(pharmacist), "release", review)
    assert holder(review) is None
    assert press(client_of(physician), "claim", review).status_code == 302
    assert moves(review) == [Move.OPEN, Move.CLAIM, Move.RELEASE, Move.CLAIM]


def test_giving_back_what_somebody_else_has_changes_nothing(
    review: Review, pharmacist: User, moderator: User, client_of: ClientOf
) -> None:
    press(client_of(pharmacist), "claim", review)
    assert press(client_of(moderator), "release", review).status_code == 302
    assert holder(review) == pharmacist
    assert moves(review) == [Move.OPEN, Move.CLAIM]


def test_giving_back_twice_is_once(review: Review, pharmacist: User, client_of: ClientOf) -> None:
    browser = client_of(pharmacist)
    press(browser, "claim", review)
    press(browser, "release", review)
    press(browser, "release", review)
    assert moves(review) == [Move.OPEN, Move.CLAIM, Move.RELEASE]


@pytest.mark.parametrize("end", [Verdict.SOUND, None], ids=["decided", "superseded"])
def test_a_closed_review_cannot_be_claimed(
    end: Verdict | None,
    post: Post,
    review: Review,
    pharmacist: User,
    physician: User,
    client_of: ClientOf,
) -> None:
    if end:
        give(client_of(pharmacist), review, end)
    else:
        rewrite(post, "Thank you both, that was kind.")
    assert press(client_of(physician), "claim", review).status_code == 409
    assert holder(review) is None


def test_a_reopened_review_can_be_claimed_and_its_verdict_keeps_standing(
    post: Post, review: Review, asker: User, pharmacist: User, client_of: ClientOf
) -> None:
    give(client_of(pharmacist), review, Verdict.SOUND)
    complain(asker, post, ReportReason.ADVICE)
    press(client_of(pharmacist), "claim", review)
    now = standing(review)
    assert (now["state"], now["verdict"], now["claimed_by_id"]) == (
        State.REOPENED,
        Verdict.SOUND,
        pharmacist.pk,
    )


def test_a_claim_ends_with_the_version_that_it_was_for(
    post: Post, review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    press(browser, "claim", review)
    rewrite(post, "Thank you both, that was kind.")
    assert holder(review) is None
    press(browser, "release", review)
    assert moves(review) == [Move.OPEN, Move.CLAIM, Move.SUPERSEDE]
    assert post.review is not None
    assert holder(post.review) is None


def test_a_claim_outlives_a_report_that_joins(
    post: Post, review: Review, asker: User, pharmacist: User, client_of: ClientOf
) -> None:
    press(client_of(pharmacist), "claim", review)
    complain(asker, post)
    assert holder(review) == pharmacist


def test_a_report_that_comes_while_somebody_decides_is_read_first(
    post: Post, review: Review, asker: User, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    press(browser, "claim", review)
    seen = open_page(browser, review).context["page"].review.version
    complain(asker, post, text="He calls me a fool.")
    words = "Your own doctor knows more."
    response = give(browser, review, Verdict.SOUND, note=words, version=seen)
    assert response.status_code == 409
    page = response.content.decode()
    assert "He calls me a fool." in page
    assert words in page
    assert holder(review) == pharmacist
    assert standing(review)["verdict"] == ""
    assert not Notice.objects.filter(kind=Notice.Kind.REPORT).exists()
    assert give(browser, review, Verdict.SOUND, note=words).status_code == 302
    assert Notice.objects.get(kind=Notice.Kind.REPORT).recipient == asker


def test_the_same_verdict_again_is_not_recorded_while_a_new_report_is_unread(
    post: Post,
    review: Review,
    asker: User,
    moderator: User,
    pharmacist: User,
    client_of: ClientOf,
) -> None:
    browser = client_of(pharmacist)
    give(browser, review, Verdict.SOUND)
    complain(asker, post, ReportReason.ADVICE)
    seen = open_page(browser, review).context["page"].review.version
    complain(moderator, post, ReportReason.ADVICE)
    assert give(browser, review, Verdict.SOUND, version=seen).status_code == 409
    assert standing(review)["state"] == State.REOPENED


# ---- What somebody else did between our reading the review and our move --------------------------


def test_a_claim_made_a_moment_ago_blocks_a_verdict(
    review: Review, pharmacist: User, physician: User
) -> None:
    as_read = Review.objects.get(pk=review.pk)
    claims.claim(review, by=physician)
    with pytest.raises(Conflict, match="Somebody else is reviewing"):
        decisions.decide(as_read, by=pharmacist, version=1, verdict=Verdict.SOUND, note=clean(""))
    assert standing(review)["verdict"] == ""


def test_a_report_made_a_moment_ago_stops_an_undo(
    post: Post, review: Review, asker: User, pharmacist: User
) -> None:
    decisions.decide(review, by=pharmacist, version=1, verdict=Verdict.SOUND, note=clean(""))
    as_read = Review.objects.get(pk=review.pk)
    complain(asker, post)
    with pytest.raises(Conflict, match="doubted again"):
        decisions.undo(as_read, by=pharmacist, version=as_read.version)
    assert standing(review)["state"] == State.REOPENED


def test_a_removal_made_a_moment_ago_outlives_an_edit(
    post: Post, review: Review, pharmacist: User
) -> None:
    as_read = Post.objects.select_related("review").get(pk=post.pk)
    decisions.decide(
        review, by=pharmacist, version=1, verdict=Verdict.REWORD, note=clean("Say it kindly.")
    )
    changed = posting.edit(as_read, text=clean("Thank you both, that was kind."), version=1)
    assert changed.is_withheld
    assert not Post.objects.shown().filter(pk=post.pk).exists()


def test_a_report_made_a_moment_ago_goes_along_with_an_edit(
    post: Post, review: Review, asker: User, pharmacist: User
) -> None:
    decisions.decide(review, by=pharmacist, version=1, verdict=Verdict.SOUND, note=clean(""))
    as_read = Review.objects.get(pk=review.pk)
    complain(asker, post)
    fresh = open_if_doubted(subject_of(post), doubt(assessment(0)), after=as_read)
    assert fresh is not None
    assert fresh.reports.get().reporter == asker


def test_an_edit_made_a_moment_ago_gets_the_report(post: Post, review: Review, asker: User) -> None:
    as_read = Post.objects.select_related("review").get(pk=post.pk)
    rewrite(post, "Thank you both, that was kind.")
    doubting.report(as_read, by=asker, reason=ReportReason.RUDE, text=clean("Unkind."))
    post.refresh_from_db()
    assert post.review is not None
    assert post.review.follows == review
    assert post.review.reports.get().reporter == asker


def test_a_claim_on_what_was_decided_a_moment_ago_is_refused(
    review: Review, pharmacist: User, physician: User
) -> None:
    as_read = Review.objects.get(pk=review.pk)
    decisions.decide(review, by=pharmacist, version=1, verdict=Verdict.SOUND, note=clean(""))
    with pytest.raises(Conflict, match="This review is decided"):
        claims.claim(as_read, by=physician)
    assert moves(review) == [Move.OPEN, Move.DECIDE]


def test_next_takes_the_most_urgent_that_nobody_else_has(
    asker: User, answerer: User, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    question = ask(asker)
    grave, light = (doubt_about(answer(question, answerer), severity=n) for n in (2, 1))
    first, second = client_of(pharmacist), client_of(physician)
    assert first.post("/desk/next/").headers["Location"] == address("detail", grave)
    assert second.post("/desk/next/").headers["Location"] == address("detail", light)
    assert first.post("/desk/next/").headers["Location"] == address("detail", grave)
    press(second, "release", light)
    # Whatever is shown after a verdict is taken as well.
    following = f"{address('detail', light)}?recorded={grave.pk}"
    assert give(first, grave, Verdict.SOUND).headers["Location"] == following
    assert (holder(grave), holder(light)) == (None, pharmacist)
    press(first, "release", light)
    assert second.post("/desk/next/").headers["Location"] == address("detail", light)
    assert first.post("/desk/next/").headers["Location"] == "/desk/"
    assert "Nothing is left to review" in first.get("/desk/").content.decode()


def test_next_looks_past_any_number_of_claimed_reviews(
    asker: User, answerer: User, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    question = ask(asker)
    taken = [doubt_about(answer(question, answerer), severity=3) for _ in range(27)]
    free = doubt_about(answer(question, answerer), severity=1)
    Review.objects.filter(pk__in=[review.pk for review in taken]).update(
        claimed_by=physician, claimed_at=timezone.now()
    )
    response = client_of(pharmacist).post("/desk/next/")
    assert response.headers["Location"] == address("detail", free)


def test_next_never_offers_ones_own_words(
    asker: User, pharmacist: User, client_of: ClientOf
) -> None:
    doubt_about(answer(ask(asker), pharmacist), severity=3)
    response = client_of(pharmacist).post("/desk/next/")
    assert response.headers["Location"] == "/desk/"
