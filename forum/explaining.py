"""What authors see of the doubt about their words: the marked places, the reasons, what is next.

The same places and sentences as at the desk. Who complained, and that somebody did, is not told.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from forum.models import Post
from moderation.models import Review
from moderation.reading import Segment, segments
from moderation.states import About, State, Verdict
from moderation.waits import promise

MAIL = "We send you an e-mail when it is checked."
WHO = {
    About.ADVICE: "A health professional",
    About.CONDUCT: "A moderator",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The doubt about one version of one's own words.

    `segments` are the words with the numbers of the reasons that mark them, `whys` the reasons in
    that order. `verdict` is a sentence, "" while there is none; `note_html` is the note with it
    where the page shows it nowhere else. `next` are sentences.
    """

    segments: list[Segment]
    whys: list[str]
    verdict: str
    note_html: str
    next: list[str]


def explain(post: Post) -> Explanation | None:
    """Return what the author is told of the review of the post; None where there is nothing.

    At most one query, for how long a check usually takes.
    """
    review = post.review
    if review is None or review.quiet or post.withdrawn_at is not None:
        return None
    if review.state == State.SUPERSEDED or review.text != post.source:
        return None
    reasons = review.reasons
    if not reasons and not review.is_open and not review.withholds:
        return None
    return Explanation(
        segments(review.text, reasons) if reasons else [],
        [reason["why"] for reason in reasons],
        _verdict(review),
        review.note_html if review.verdict == Verdict.KEEP else "",
        [*_what_is_next(review), *_how_long(review)],
    )


def _verdict(review: Review) -> str:
    """Return what was decided, by which profession and when."""
    if review.decided_at is None:
        return ""
    who = "We"
    if review.profession:
        who = f"A {review.get_profession_display()} ({review.country})"
    day = date_format(timezone.localtime(review.decided_at), "j F Y")
    label = review.get_verdict_display().lower()
    return f"{who} decided on {day}: {label}."


def _what_is_next(review: Review) -> list[str]:
    """Return what happens now, in sentences."""
    who = WHO[About(review.about)]
    if review.state == State.SECOND:
        return ["One health professional finds it sound. A second one reads it too."]
    if review.state == State.APPEALED:
        return ["Somebody else reads it again, with what you wrote to us."]
    if review.state == State.REOPENED:
        return [f"{who} looks at it once more. Until then the verdict stands."]
    if review.is_open:
        if review.withholds:
            return [f"{who} reads it before others see it."]
        return [f"{who} reads it. Others see it meanwhile.", MAIL]
    if review.verdict == Verdict.REWORD:
        return ["You can write it differently. Then we check it again."]
    if review.withholds:
        return ["It stays off the page."]
    return ["It stays on the page. If you change your words, we check them again."]


def _how_long(review: Review) -> list[str]:
    """Return how long a check like this one usually takes; nothing for one that is over."""
    if not review.is_open:
        return []
    unknown = "Nothing like it was checked in the last 7 days. So we can’t say how long it takes."
    return [promise(review.severity) or unknown]
