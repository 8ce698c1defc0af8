"""Wrong flags: a reviewer says that triage marked words for a wrong reason, or takes that back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from moderation.access import (
    Conflict,
    can_mark_flag,
    can_unmark_flag,
    check_can_mark_flag,
    check_can_unmark_flag,
)
from moderation.history import record
from moderation.models import FlagMark, Review
from moderation.states import Move


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason of a review as its page shows it; `mark` is the word that it was wrong, if any."""

    number: int  # from 1, as in the marked text
    why: str
    mark: FlagMark | None
    may_change: bool


def flags_of(review: Review, *, person: User) -> list[Flag]:
    """Return the reasons of a review in their order, each with its mark; one query."""
    marks = {
        (mark.rule, mark.start, mark.end): mark
        for mark in FlagMark.objects.filter(review=review).select_related("by")
    }
    found = []
    for number, reason in enumerate(review.reasons, start=1):
        mark = marks.get((reason["rule"], reason["start"], reason["end"]))
        may = can_unmark_flag(person, review, mark) if mark else can_mark_flag(person, review)
        found.append(Flag(number, reason["why"], mark, may))
    return found


@transaction.atomic
def mark_flag(review: Review, *, number: int, by: User) -> FlagMark:
    """Record that the reason with this number (from 1) is wrong, and return the mark.

    A second mark of the same words changes nothing. Raises NotAllowed for somebody who doesn't
    review or wrote the text, Conflict if the review has no such reason (any more).
    """
    check_can_mark_flag(by, review)
    review.lock()
    reason = _reason(review, number)
    mark, new = FlagMark.objects.get_or_create(review=review, **reason, defaults={"by": by})
    if new:
        record(review, Move.WRONG_FLAG, actor=by, before=reason)
    return mark


@transaction.atomic
def unmark_flag(review: Review, *, number: int, by: User) -> None:
    """Take back that the reason with this number is wrong; nothing happens if nobody said so.

    Raises NotAllowed for somebody else's mark (moderators may), Conflict as `mark_flag` does.
    """
    check_can_mark_flag(by, review)
    review.lock()
    reason = _reason(review, number)
    mark = FlagMark.objects.filter(review=review, **reason).first()
    if mark is None:
        return
    check_can_unmark_flag(by, review, mark)
    mark.delete()
    record(review, Move.RIGHT_FLAG, actor=by, before=reason)


def wrong_places(marks: Iterable[FlagMark]) -> tuple[tuple[int, int], ...]:
    """Return the places in the text that were flagged wrongly, in the order of the text."""
    return tuple(sorted((mark.start, mark.end) for mark in marks))


def _reason(review: Review, number: int) -> dict[str, str | int]:
    """Return rule, start and end of a reason; Conflict if there is none with this number."""
    if not 1 <= number <= len(review.reasons):
        raise Conflict("This flag is gone. This is how the review stands now.")
    reason = review.reasons[number - 1]
    return {name: reason[name] for name in ("rule", "start", "end")}
