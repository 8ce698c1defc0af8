"""Blind checks: which decisions are drawn, who is shown one, and the verdict that they give."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import is_expert
from moderation.access import Conflict, NotAllowed
from moderation.models import BlindCheck, Review
from moderation.states import RULINGS, VERDICTS, About, Move, State, Verdict

# What a blind check can answer: the medical verdicts. The rest is no question of medicine.
ANSWERS = tuple(verdict for verdict in VERDICTS[About.ADVICE] if RULINGS[verdict].medical)


def follow(review: Review, move: Move) -> None:
    """Draw a fresh decision by chance; drop the check of one that was undone.

    Call it in the transaction of the move. Nobody is asked about words that have changed since; a
    check that was answered before keeps its answer.
    """
    if move == Move.DECIDE and review.decided_by is not None and _is_drawn(review):
        BlindCheck.objects.get_or_create(
            review=review,
            defaults={"first_verdict": review.verdict, "first_by": review.decided_by},
        )
    elif move == Move.UNDO:
        BlindCheck.objects.filter(review=review).delete()
    elif move == Move.SUPERSEDE:
        BlindCheck.objects.filter(review=review, verdict="").delete()


def check_can_check(person: User) -> None:
    """Raise NotAllowed unless `person` may judge advice."""
    if not is_expert(person):
        raise NotAllowed("Only people with a checked credential compare verdicts.")


def waiting_for(person: User) -> QuerySet[BlindCheck]:
    """Return the checks that `person` can answer: others' words and others' verdicts, oldest first.

    One that was decided a moment ago isn't among them: it may still be undone.
    """
    until = timezone.now() - timedelta(seconds=settings.NOTICE_DELAY_SECONDS)
    open_checks = BlindCheck.objects.filter(verdict="", drawn_at__lte=until)
    others = open_checks.exclude(first_by=person).exclude(review__first_by=person)
    others = others.exclude(review__author=person)
    return others.select_related("review").order_by("drawn_at", "pk")


@transaction.atomic
def answer(check: BlindCheck, *, by: User, verdict: Verdict) -> None:
    """Record the verdict of a second expert who has not seen the first one.

    Raises NotAllowed for somebody who may not answer this one, Conflict if somebody has answered it
    or it was dropped meanwhile, ValueError for a verdict that is not one of ANSWERS.
    """
    check_can_check(by)
    if verdict not in ANSWERS:
        raise ValueError(f"{verdict} is no medical verdict.")
    if by.pk in (check.first_by_id, check.review.first_by_id, check.review.author_id):
        raise NotAllowed("You have judged or written this yourself. Somebody else must look.")
    credential = by.credential
    rows = BlindCheck.objects.filter(pk=check.pk, verdict="")
    if credential is None or not rows.update(
        verdict=verdict,
        checked_by=by,
        checked_at=timezone.now(),
        profession=credential.profession,
    ):
        raise Conflict("Somebody else has looked at this one. Here is another.")


def _is_drawn(review: Review) -> bool:
    """Return whether chance picks a decision, BLIND_CHECK_PERCENT of the medical verdicts."""
    if review.state != State.DECIDED or review.verdict not in ANSWERS:
        return False
    return secrets.randbelow(100) < settings.BLIND_CHECK_PERCENT
