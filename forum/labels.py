"""What stands under a post: the verdict on it, or that nobody has checked it yet."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from forum.models import Post
from moderation.models import Review
from moderation.states import RULINGS, About, State, Verdict

UNCHECKED = "Not yet checked by a health professional"


@dataclass(frozen=True, slots=True)
class Label:
    """The words under a post. `tone` picks the shape beside them: see _label.html.

    `text` is one sentence; note and source unfold under it where the verdict has them.
    """

    tone: str  # "sound", "caution", "wrong", "neutral" or "unchecked"
    text: str
    note_html: str = ""
    source_url: str = ""


TONES = {
    Verdict.SOUND: "sound",
    Verdict.CAUTION: "caution",
    Verdict.EXPERIENCE: "neutral",
    Verdict.MISLEADING: "wrong",
    Verdict.HARMFUL: "wrong",
}


def label_of(post: Post) -> Label | None:
    """Return the label of a post from its review; None where nothing is to be said.

    The review's `checked_before` is read too: select_related("review__checked_before") keeps it
    one query.
    """
    review = post.review
    if review is None or review.withholds or _is_routine(review):
        return None
    if review.state == State.SUPERSEDED:
        return _earlier(review) or _earlier(review.checked_before)
    if review.verdict:
        return _verdict(review)
    if review.about != About.ADVICE:
        return None
    before = _earlier(review.checked_before)
    return Label("unchecked", f"{UNCHECKED}. {before.text}." if before else UNCHECKED)


def _is_routine(review: Review) -> bool:
    """Return whether the post was drawn at random, and nobody has found anything in it."""
    return review.quiet and review.verdict in ("", Verdict.EXPERIENCE)


def _earlier(review: Review | None) -> Label | None:
    """Return the label of a post whose earlier version got its medical verdict in `review`."""
    if review is None or review.ruling is None or not review.ruling.medical:
        return None
    return Label("unchecked", f"An earlier version was {_checked_by(review)}, before this change")


def _verdict(review: Review) -> Label | None:
    """Return the label of a verdict that stands."""
    ruling = RULINGS[Verdict(review.verdict)]
    if not ruling.medical:
        return None
    again = ". It is being checked again" if review.is_open else ""
    checked = _checked_by(review)
    return Label(
        TONES[ruling.verdict],
        f"{checked[0].upper()}{checked[1:]}: {ruling.public}{again}",
        review.note_html,
        review.source_url,
    )


def _checked_by(review: Review) -> str:
    """Return who checked and when: "checked by a pharmacist (GB) on 3 May 2026".

    Where two experts vouch for severe advice, both are named.
    """
    if review.decided_at is None:
        return "checked"
    day = date_format(timezone.localtime(review.decided_at), "j F Y")
    who = f"a {review.get_profession_display()} ({review.country})"
    if review.first_verdict and review.ruling is not None and review.ruling.vouches:
        first = f"a {review.get_first_profession_display()} ({review.first_country})"
        who = f"{first} and {who}"
    return f"checked by {who} on {day}"
