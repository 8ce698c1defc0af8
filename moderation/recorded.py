"""What a person hears after a verdict, and whether a verdict that comes twice was the same one."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from moderation import queue
from moderation.access import can_undo
from moderation.models import Review
from moderation.states import State, Verdict
from moderation.text.clean import CleanText


@dataclass(frozen=True, slots=True)
class Recorded:
    """The verdict that a person gave just now; `left` counts up to queue.COUNT_MOST."""

    review: Review
    left: int
    may_undo: bool

    @property
    def sentence(self) -> str:
        """What was recorded, and how many reviews wait."""
        verdict = self.review.get_verdict_display().lower()
        if self.review.state == State.SECOND:
            first = self.review.get_first_verdict_display().lower()
            verdict = f"{first}. A second expert must agree"
        more = "More than " if self.left >= queue.COUNT_MOST else ""
        return f"Recorded: {verdict}. {more}{self.left} left."


def recorded_by(person: User, pk: int | None) -> Recorded | None:
    """Return the verdict or first opinion of `person` that stands on the review `pk`, if any."""
    given = Q(decided_by=person) | Q(state=State.SECOND, first_by=person)
    review = Review.objects.filter(given, pk=pk).first() if pk else None
    if review is None:
        return None
    return Recorded(review, queue.waiting_count(person), can_undo(person, review))


def was_recorded(
    review: Review, *, by: User, version: int, verdict: Verdict, note: CleanText, source_url: str
) -> bool:
    """Return whether exactly this verdict stands already, given by `by` on that version.

    A browser that lost the connection sends a verdict again, because it can't know whether the
    first one arrived.
    """
    verdict_stands = Q(
        state=State.DECIDED,  # not one that stands while a new report waits to be read
        decided_by=by,
        verdict=verdict,
        note=note.source,
        source_url=source_url,
    )
    opinion_stands = Q(
        state=State.SECOND,
        first_by=by,
        first_verdict=verdict,
        first_note=note.source,
        first_source_url=source_url,
    )
    same = Review.objects.filter(verdict_stands | opinion_stands, pk=review.pk, version=version + 1)
    return same.exists()
