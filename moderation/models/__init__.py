"""What the desk stores: reviews with reports and history, and what triage decides by."""

from moderation.models.events import ReviewEvent, ReviewEventQuerySet
from moderation.models.reports import Report
from moderation.models.reviews import Review, ReviewQuerySet, claims_end_before
from moderation.models.triage import FlagMark, TriageSettings, WeightsVersion

__all__ = [
    "FlagMark",
    "Report",
    "Review",
    "ReviewEvent",
    "ReviewEventQuerySet",
    "ReviewQuerySet",
    "TriageSettings",
    "WeightsVersion",
    "claims_end_before",
]
