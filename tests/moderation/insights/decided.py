"""Reviews that were decided at a chosen time, through the doors of the desk."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from forum.models import Post
from moderation import decisions
from moderation.models import Review
from moderation.states import Verdict
from moderation.text.clean import clean
from tests.people import answer, doubt_about


def decided(
    question: Post,
    author: User,
    expert: User,
    verdict: Verdict = Verdict.SOUND,
    *,
    severity: int = 2,
    field: str = "medicines",
    took: timedelta = timedelta(minutes=40),
    ago: timedelta = timedelta(hours=1),
) -> Review:
    """Return the review of a new answer, decided `ago` and `took` after it was opened.

    Its severity is written afterwards: for the gravest one expert alone could not vouch.
    """
    review = doubt_about(answer(question, author))
    decisions.decide(
        review, by=expert, version=review.version, verdict=verdict, note=clean("Ask first.")
    )
    at = timezone.now() - ago
    Review.objects.filter(pk=review.pk).update(
        decided_at=at, opened_at=at - took, field=field, severity=severity
    )
    review.refresh_from_db()
    return review
