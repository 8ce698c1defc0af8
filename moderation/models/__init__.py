"""What the desk stores: reviews, the reports that join them, and their append-only history."""

from moderation.models.events import ReviewEvent, ReviewEventQuerySet
from moderation.models.reports import Report
from moderation.models.reviews import Review, ReviewQuerySet, claims_end_before

__all__ = [
    "Report",
    "Review",
    "ReviewEvent",
    "ReviewEventQuerySet",
    "ReviewQuerySet",
    "claims_end_before",
]
