"""What the desk stores: reviews, why they are there, their history, its tables, triage's."""

from moderation.models.blind import BlindCheck
from moderation.models.events import ReviewEvent, ReviewEventQuerySet
from moderation.models.grounds import ReviewGround
from moderation.models.keys import DeskKeys
from moderation.models.mails import DeskMail, MailChoice
from moderation.models.outbox import Outgoing
from moderation.models.reports import Report
from moderation.models.reviews import Review, ReviewQuerySet, claims_end_before
from moderation.models.skips import Skip
from moderation.models.tables import ReadyNote, Route, WatchWord
from moderation.models.triage import FlagMark, TriageSettings, WeightsVersion

__all__ = [
    "BlindCheck",
    "DeskKeys",
    "DeskMail",
    "FlagMark",
    "MailChoice",
    "Outgoing",
    "ReadyNote",
    "Report",
    "Review",
    "ReviewEvent",
    "ReviewEventQuerySet",
    "ReviewGround",
    "ReviewQuerySet",
    "Route",
    "Skip",
    "TriageSettings",
    "WatchWord",
    "WeightsVersion",
    "claims_end_before",
]
