"""Rows that must not exist, tried straight at the database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from moderation.models import Report, Review, ReviewEvent, ReviewGround
from moderation.states import Move, ReportReason, State, Verdict
from tests.people import answer, ask, complain, doubt_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(asker: User, answerer: User) -> Review:
    return doubt_about(answer(ask(asker), answerer), severity=3)


def verdict_of(person: User, verdict: str = Verdict.SOUND, **others: Any) -> dict[str, Any]:
    return {
        "state": State.DECIDED,
        "verdict": verdict,
        "decided_by": person,
        "decided_at": timezone.now(),
        "profession": "pharmacist",
        **others,
    }


def write(review: Review, **columns: Any) -> None:
    with transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**columns)


def test_a_whole_verdict_is_accepted(review: Review, pharmacist: User) -> None:
    write(review, **verdict_of(pharmacist))
    write(review, **verdict_of(pharmacist, state=State.REOPENED))
    write(review, **verdict_of(pharmacist, state=State.SUPERSEDED))


@pytest.mark.parametrize("missing", [{"verdict": ""}, {"decided_by": None}, {"decided_at": None}])
def test_a_verdict_without_its_decider_or_time_is_refused(
    review: Review, pharmacist: User, missing: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="review_verdict_decider_time_together"):
        write(review, **verdict_of(pharmacist, state=State.SUPERSEDED) | missing)


@pytest.mark.parametrize("state", [State.DECIDED, State.REOPENED])
def test_a_decided_review_without_a_verdict_is_refused(review: Review, state: State) -> None:
    with pytest.raises(IntegrityError, match="review_decided_has_verdict"):
        write(review, state=state)


def test_a_waiting_review_with_a_verdict_is_refused(review: Review, pharmacist: User) -> None:
    with pytest.raises(IntegrityError, match="review_decided_has_verdict"):
        write(review, **verdict_of(pharmacist, state=State.WAITING))


@pytest.mark.parametrize(
    "verdict",
    [Verdict.SOUND, Verdict.CAUTION, Verdict.EXPERIENCE, Verdict.MISLEADING, Verdict.HARMFUL],
)
def test_a_medical_verdict_without_a_profession_is_refused(
    review: Review, pharmacist: User, verdict: Verdict
) -> None:
    with pytest.raises(IntegrityError, match="review_medical_verdict_has_profession"):
        write(review, **verdict_of(pharmacist, verdict, profession="", withholds=True))


@pytest.mark.parametrize("verdict", [Verdict.HARMFUL, Verdict.REMOVE, Verdict.REWORD])
def test_a_removed_text_that_readers_see_is_refused(
    review: Review, pharmacist: User, verdict: Verdict
) -> None:
    with pytest.raises(IntegrityError, match="review_removed_is_withheld"):
        write(review, **verdict_of(pharmacist, verdict, withholds=False))


def test_a_severity_above_three_is_refused(review: Review) -> None:
    with pytest.raises(IntegrityError, match="review_severity_0_to_3"):
        write(review, severity=4)


def test_a_claim_without_its_time_is_refused(review: Review, pharmacist: User) -> None:
    with pytest.raises(IntegrityError, match="review_claim_has_person_and_time"):
        write(review, claimed_by=pharmacist, claimed_at=None)


def test_a_second_successor_of_one_review_is_refused(
    review: Review, asker: User, answerer: User
) -> None:
    doubt_about(review_post := answer(ask(asker), answerer), severity=1)
    second = doubt_about(review_post, severity=1)
    with pytest.raises(IntegrityError, match="follows"):
        write(review, follows=second.follows)


def test_a_second_report_of_one_reader_is_refused(asker: User, answerer: User) -> None:
    review = complain(asker, answer(ask(asker), answerer))
    with pytest.raises(IntegrityError, match="report"), transaction.atomic():
        Report.objects.create(review=review, reporter=asker, reason=ReportReason.SPAM)


def opinion_of(person: User, **others: Any) -> dict[str, Any]:
    return {
        "state": State.SECOND,
        "first_verdict": Verdict.SOUND,
        "first_by": person,
        "first_at": timezone.now(),
        "first_profession": "pharmacist",
        **others,
    }


def test_a_whole_first_opinion_is_accepted(review: Review, pharmacist: User) -> None:
    write(review, **opinion_of(pharmacist))


@pytest.mark.parametrize(
    "missing",
    [
        {"first_verdict": ""},
        {"first_by": None},
        {"first_at": None},
        {"first_profession": ""},
        {"first_verdict": Verdict.HARMFUL},
    ],
)
def test_half_a_first_opinion_or_one_that_vouches_for_nothing_is_refused(
    review: Review, pharmacist: User, missing: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="review_first_opinion_person_time_together"):
        write(review, **opinion_of(pharmacist, state=State.WAITING) | missing)


def test_waiting_for_a_second_expert_without_a_first_is_refused(review: Review) -> None:
    with pytest.raises(IntegrityError, match="review_second_opinion_needs_first"):
        write(review, state=State.SECOND)


def test_a_second_opinion_by_the_first_expert_is_refused(review: Review, pharmacist: User) -> None:
    with pytest.raises(IntegrityError, match="review_second_opinion_by_another"):
        write(review, **opinion_of(pharmacist) | verdict_of(pharmacist))


def test_an_appeal_without_words_or_time_is_refused(review: Review, pharmacist: User) -> None:
    write(review, **verdict_of(pharmacist, Verdict.HARMFUL, withholds=True))
    with pytest.raises(IntegrityError, match="review_appealed_has_appeal"):
        write(review, state=State.APPEALED)
    with pytest.raises(IntegrityError, match="review_appeal_has_text_and_time"):
        write(review, appeal="I disagree.")


def test_a_verdict_on_ones_own_words_is_refused(review: Review, answerer: User) -> None:
    with pytest.raises(IntegrityError, match="review_never_decided_by_its_author"):
        write(review, **verdict_of(answerer))


def test_the_same_ground_twice_is_refused(review: Review) -> None:
    kind = review.grounds.get().kind
    with pytest.raises(IntegrityError, match="ground"), transaction.atomic():
        ReviewGround.objects.create(review=review, kind=kind)


def test_a_review_with_a_history_cannot_be_deleted(review: Review) -> None:
    with pytest.raises(IntegrityError):
        review.delete()


def test_a_line_of_history_is_never_written_twice(review: Review, pharmacist: User) -> None:
    line = review.events.get()
    line.actor = pharmacist
    with pytest.raises(TypeError, match="append-only"):
        line.save()
    assert review.events.get().actor is None


def test_a_line_of_history_is_never_deleted(review: Review) -> None:
    with pytest.raises(TypeError, match="append-only"):
        review.events.get().delete()
    assert review.events.count() == 1


def test_history_in_bulk_is_refused_too(review: Review) -> None:
    with pytest.raises(TypeError, match="append-only"):
        review.events.all().delete()
    with pytest.raises(TypeError, match="append-only"):
        ReviewEvent.objects.update(move=Move.CLAIM)
    line = review.events.get()
    line.move = Move.CLAIM
    with pytest.raises(TypeError, match="append-only"):
        ReviewEvent.objects.bulk_update([line], ["move"])
    with pytest.raises(TypeError, match="append-only"):
        ReviewEvent.objects.update_or_create(pk=line.pk, defaults={"move": Move.CLAIM})
    with pytest.raises(TypeError, match="append-only"):
        ReviewEvent.objects.filter(pk=line.pk)._raw_delete(using="default")
    assert review.events.get().move == Move.OPEN


def test_an_account_with_a_verdict_to_its_name_cannot_be_deleted(
    review: Review, pharmacist: User
) -> None:
    write(review, **verdict_of(pharmacist))
    with pytest.raises(IntegrityError):
        pharmacist.delete()
