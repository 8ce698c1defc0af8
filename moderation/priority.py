"""The place of a review in the queue: expected harm, then reach, then age.

`Review.priority` is one number that an index sorts by, written again by each move that changes it.
Age is a column of its own, as it grows by itself.
"""

from django.db.models import Count, Q, Sum
from django.utils import timezone

from accounts.models import User
from moderation.durations import in_words
from moderation.grounds import Ground
from moderation.models import Report, Review
from moderation.states import Verdict

REACH_MOST = 999
HARM_STEP = REACH_MOST + 1
# Severity always comes first: score and reports together never add up to a step of it.
SEVERITY_STEP = 40
SCORE_STEPS = 10
REPORT_STEPS, REPORTS_MOST = 10, 29
UNREAD_SEVERITY = 1  # what the rules could not read may be anything; it doesn't wait behind spam

# Verdicts that say that a complaint was right.
FOR_THE_REPORTER = (
    Verdict.CAUTION,
    Verdict.MISLEADING,
    Verdict.HARMFUL,
    Verdict.REMOVE,
    Verdict.REWORD,
)


def reporter_weight(reader: User) -> float:
    """Return how much the reader's complaint counts, from 0 to 1, by how often they were right.

    (right + 1) / (decided + 2), Laplace's rule of succession: somebody new counts one half.
    """
    decided = ~Q(review__verdict="")
    found = Report.objects.filter(reporter=reader).aggregate(
        decided=Count("pk", filter=decided),
        right=Count("pk", filter=Q(review__verdict__in=FOR_THE_REPORTER)),
    )
    return float((found["right"] + 1) / (found["decided"] + 2))


def weigh(review: Review) -> None:
    """Write the review's place in the queue anew, from what it and its reports hold now."""
    weights = review.reports.aggregate(total=Sum("weight"))["total"] or 0.0
    unread = review.grounds.filter(kind=Ground.UNSCORED).exists()
    review.priority = priority(
        max(review.severity, UNREAD_SEVERITY if unread else 0), review.score, weights, review.reach
    )
    Review.objects.filter(pk=review.pk).update(priority=review.priority)


def priority(severity: int, score: float, reports: float, reach: int) -> int:
    """Return the number that the queue is sorted by, the greatest first.

    `score` is from 0 to 1, `reports` the sum of the reporters' weights, `reach` a number of people.
    """
    harm = severity * SEVERITY_STEP
    harm += round(score * SCORE_STEPS) if severity else 0
    harm += min(REPORTS_MOST, round(reports * REPORT_STEPS))
    return harm * HARM_STEP + min(reach, REACH_MOST)


def place_in_words(review: Review, *, reports: int) -> str:
    """Return why the review stands where it stands: "High severity; two readers reported it"."""
    parts = [f"{review.severity_word.capitalize()} severity" if review.severity else ""]
    if reports:
        who = "one reader" if reports == 1 else f"{_count(reports)} readers"
        parts.append(f"{who} reported it")
    if review.reach > 1:
        parts.append(f"{review.reach} replies in its topic")
    parts.append(f"waiting {in_words(timezone.now() - review.opened_at)}")
    line = "; ".join(part for part in parts if part)
    return line[0].upper() + line[1:]


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)
