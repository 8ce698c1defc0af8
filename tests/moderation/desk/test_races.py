"""Two people at the same moment, on two connections: one wins, and nothing is half done."""

import os
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from forum import doubting
from forum.models import Post
from moderation import claims, decisions
from moderation.access import Conflict, NotAllowed
from moderation.models import Review
from moderation.states import Move, ReportReason, State, Verdict
from moderation.text.clean import clean
from tests.moderation.desk.pages import moves
from tests.people import answer, ask, complain, doubt_about, make_person, rewrite

pytestmark = pytest.mark.django_db(transaction=True)
# SOUND_ADVICE_RACE_ROUNDS=500 is for a slow afternoon.
ROUNDS = int(os.environ.get("SOUND_ADVICE_RACE_ROUNDS", "10"))
WON, LOST = "won", "lost"


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all acts at the same moment, each on its own connection; return who won and who lost.

    To lose is to be told of a Conflict, or that it isn't allowed any more; any other error fails.
    """
    start = Barrier(len(acts), timeout=10)
    outcomes: list[str | BaseException] = [LOST] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            act()
            outcomes[number] = WON
        except (Conflict, NotAllowed):
            outcomes[number] = LOST
        except BaseException as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive(), "they wait for each other"
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return [str(outcome) for outcome in outcomes]


def deciding(review: Review, by: User, verdict: Verdict = Verdict.SOUND) -> Callable[[], object]:
    """Return the act of deciding a review as its page shows it now."""
    page = Review.objects.get(pk=review.pk)
    person = User.objects.get(pk=by.pk)
    return partial(
        decisions.decide,
        page,
        by=person,
        version=page.version,
        verdict=verdict,
        note=clean("Not with milk."),
    )


def changing(post: Post, text: str) -> Callable[[], object]:
    """Return the act of changing a post as its author sees it now."""
    return partial(rewrite, Post.objects.select_related("review").get(pk=post.pk), text)


def reporting(post: Post, by: User, reason: ReportReason) -> Callable[[], object]:
    """Return the act of reporting a post as the reader sees it now."""
    seen = Post.objects.select_related("review").get(pk=post.pk)
    return partial(doubting.report, seen, by=by, reason=reason, text=clean("Look."))


def test_the_database_is_one_that_two_can_use_at_once() -> None:
    name = str(connection.settings_dict["NAME"])
    assert connection.vendor == "postgresql" or ("memory" not in name and Path(name).exists())


def test_of_two_verdicts_exactly_one_stands(post: Post, pharmacist: User, physician: User) -> None:
    for _ in range(ROUNDS):
        review = doubt_about(post, severity=2)
        acts = [
            deciding(review, pharmacist, Verdict.SOUND),
            deciding(review, physician, Verdict.HARMFUL),
        ]
        outcomes = at_once(*acts)
        assert Counter(outcomes) == {WON: 1, LOST: 1}
        review.refresh_from_db()
        winner, verdict = [(pharmacist, Verdict.SOUND), (physician, Verdict.HARMFUL)][
            outcomes.index(WON)
        ]
        assert (review.decided_by, review.verdict, review.version) == (winner, verdict, 2)
        assert review.profession == ("pharmacist" if winner == pharmacist else "physician")
        assert review.withholds == (verdict == Verdict.HARMFUL)
        assert moves(review) == [Move.OPEN, Move.DECIDE]


def test_of_two_claims_exactly_one_holds(post: Post, pharmacist: User, physician: User) -> None:
    for _ in range(ROUNDS):
        review = doubt_about(post, severity=2)
        pages = [Review.objects.get(pk=review.pk) for _ in range(2)]
        people = [pharmacist, physician]
        outcomes = at_once(
            *(
                partial(claims.claim, page, by=person)
                for page, person in zip(pages, people, strict=True)
            )
        )
        assert Counter(outcomes) == {WON: 1, LOST: 1}
        review.refresh_from_db()
        assert review.claimed_by == people[outcomes.index(WON)]
        assert moves(review) == [Move.OPEN, Move.CLAIM]


def test_a_claim_and_a_verdict_of_another_never_both_count(
    post: Post, pharmacist: User, physician: User
) -> None:
    for _ in range(ROUNDS):
        review = doubt_about(post, severity=2)
        page = Review.objects.get(pk=review.pk)
        outcomes = at_once(deciding(review, pharmacist), partial(claims.claim, page, by=physician))
        assert Counter(outcomes) == {WON: 1, LOST: 1}
        review.refresh_from_db()
        assert bool(review.verdict) is (outcomes[0] == WON)
        assert (review.claimed_by == physician) is (outcomes[1] == WON)


def test_a_removal_outlives_an_edit_of_the_same_moment(post: Post, pharmacist: User) -> None:
    for number in range(ROUNDS):
        review = doubt_about(post, severity=2)
        removal, edit = at_once(
            deciding(review, pharmacist, Verdict.HARMFUL),
            changing(post, f"Thank you, {number} times."),
        )
        post.refresh_from_db()
        review.refresh_from_db()
        assert (review.verdict == Verdict.HARMFUL) is (removal == WON)
        assert post.is_withheld is (removal == WON)
        if edit == LOST:  # what was taken off the page first can't be changed any more
            assert (removal, review.state) == (WON, State.DECIDED)
            decisions.undo(review, by=pharmacist, version=review.version)
        else:
            assert review.state == State.SUPERSEDED
        assert Review.objects.open().count() == 1
        Review.objects.open().update(withholds=False)


def test_an_undo_and_a_complaint_leave_a_review_that_waits(
    asker: User, answerer: User, pharmacist: User
) -> None:
    question = ask(asker)
    for _ in range(ROUNDS):
        post = answer(question, answerer)
        review = doubt_about(post, severity=2)
        deciding(review, pharmacist)()
        page = Review.objects.get(pk=review.pk)
        undo, complaint = at_once(
            partial(decisions.undo, page, by=pharmacist, version=page.version),
            reporting(post, asker, ReportReason.ADVICE),
        )
        assert complaint == WON
        review.refresh_from_db()
        assert review.state == (State.WAITING if undo == WON else State.REOPENED)
        assert moves(review)[-1] == Move.REPORT
        assert bool(review.verdict) is (undo == LOST)


def test_a_verdict_never_answers_a_complaint_that_came_before_it(
    asker: User, answerer: User, pharmacist: User
) -> None:
    question = ask(asker)
    for _ in range(ROUNDS):
        post = answer(question, answerer)
        review = doubt_about(post, severity=2)
        verdict, complaint = at_once(
            deciding(review, pharmacist), reporting(post, asker, ReportReason.RUDE)
        )
        assert complaint == WON
        review.refresh_from_db()
        assert review.state == (State.REOPENED if verdict == WON else State.WAITING)
        assert bool(review.verdict) is (verdict == WON)
        assert review.reports.count() == 1


def test_two_complaints_about_an_unreviewed_reply_open_one_review(
    asker: User, answerer: User, pharmacist: User
) -> None:
    question = ask(asker)
    for _ in range(ROUNDS):
        post = answer(question, answerer)
        outcomes = at_once(
            reporting(post, asker, ReportReason.RUDE),
            reporting(post, pharmacist, ReportReason.ADVICE),
        )
        assert outcomes == [WON, WON]
        post.refresh_from_db()
        review = Review.objects.get(place=post.get_absolute_url())
        assert post.review == review
        assert review.reports.count() == 2


def test_a_complaint_sent_twice_is_one_complaint(asker: User, answerer: User) -> None:
    question = ask(asker)
    for _ in range(ROUNDS):
        post = answer(question, answerer)
        twice = [reporting(post, asker, ReportReason.RUDE) for _ in range(2)]
        assert at_once(*twice) == [WON, WON]
        review = Review.objects.get(place=post.get_absolute_url())
        assert moves(review) == [Move.OPEN, Move.REPORT]


def test_of_two_first_opinions_on_severe_advice_one_counts_and_nothing_is_released(
    post: Post, pharmacist: User, physician: User
) -> None:
    for _ in range(ROUNDS):
        review = doubt_about(post, severity=3)
        outcomes = at_once(deciding(review, pharmacist), deciding(review, physician))
        assert Counter(outcomes) == {WON: 1, LOST: 1}
        review.refresh_from_db()
        winner = [pharmacist, physician][outcomes.index(WON)]
        assert (review.state, review.first_by, review.verdict) == (State.SECOND, winner, "")
        assert review.withholds
        assert moves(review) == [Move.OPEN, Move.OPINION]


def test_two_who_ask_for_the_next_get_different_ones(
    asker: User, answerer: User, pharmacist: User, physician: User
) -> None:
    question = ask(asker)
    for _ in range(ROUNDS):
        for _ in range(4):
            doubt_about(answer(question, answerer), severity=2)
        people = [User.objects.get(pk=person.pk) for person in (pharmacist, physician)]
        asked = [partial(claims.claim_next, by=person, count=2) for person in people]
        assert at_once(*asked) == [WON, WON]
        held = {review.pk: review.claimed_by for review in Review.objects.open()}
        assert Counter(held.values()) == {pharmacist: 2, physician: 2}
        Review.objects.update(claimed_by=None, claimed_at=None)
        Review.objects.open().update(
            state=State.DECIDED, verdict="keep", decided_by=pharmacist, decided_at=timezone.now()
        )


def test_a_batch_and_a_verdict_of_another_never_half_count(
    asker: User, answerer: User, moderator: User
) -> None:
    other = make_person("Martha Moderator", moderator=True)
    question = ask(asker)
    for _ in range(ROUNDS):
        posts = [answer(question, answerer) for _ in range(3)]
        reviews = [complain(asker, post, ReportReason.SPAM) for post in posts]
        keep = partial(
            decisions.decide_batch,
            [(review.pk, review.version) for review in reviews],
            by=moderator,
            verdict=Verdict.KEEP,
            note=clean(""),
        )
        batch, single = at_once(keep, deciding(reviews[1], other, Verdict.REMOVE))
        assert Counter([batch, single]) == {WON: 1, LOST: 1}
        decided = Review.objects.filter(pk__in=[review.pk for review in reviews])
        assert decided.filter(state=State.DECIDED).count() == (3 if batch == WON else 1)
