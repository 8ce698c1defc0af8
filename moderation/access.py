"""Who may do what at the desk: for each rule a twin that asks and one that raises."""

from django.conf import settings
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Visitor, is_expert, is_moderator, is_reviewer, is_staff
from moderation.models import FlagMark, Review, Route
from moderation.states import FOR_MODERATORS, MOVES, RULINGS, VERDICTS, About, Move, State, Verdict

OWN_REPLY = "This is your own reply. Somebody else must review it."
SEVERE = 3
# An author who is asked to write it differently does that instead.
APPEALABLE = (Verdict.MISLEADING, Verdict.HARMFUL, Verdict.REMOVE)


class NotAllowed(PermissionDenied):
    """A refusal whose message tells the person what to do. Shown as a page with status 403."""


class Conflict(Exception):  # noqa: N818  (the name is what a caller reads)
    """Somebody was faster, or the review moved on. Shown as the fresh page with status 409."""


def check_can_review(visitor: Visitor) -> None:
    """Raise NotAllowed unless the visitor works at the desk."""
    if not is_reviewer(visitor):
        raise NotAllowed("Only moderators and people with a checked credential can open the desk.")


def can_review(visitor: Visitor) -> bool:
    """Return whether the visitor works at the desk."""
    return is_reviewer(visitor)


def check_can_read_figures(visitor: Visitor) -> None:
    """Raise NotAllowed unless the visitor works at the desk or runs the site."""
    if not (is_reviewer(visitor) or is_staff(visitor)):
        raise NotAllowed("Only moderators, health professionals and the site's staff see figures.")


def check_can_export(visitor: Visitor) -> None:
    """Raise NotAllowed unless the visitor may take the desk's figures away as a file."""
    if not can_export(visitor):
        raise NotAllowed("Only moderators and the site's staff can export figures.")


def can_export(visitor: Visitor) -> bool:
    """Return whether the visitor may take the desk's figures away as a file."""
    return is_moderator(visitor) or is_staff(visitor)


def claim_refusal(person: User, review: Review) -> str:
    """Return why `person` may not work on the review at all, in a sentence; "" if they may."""
    if review.author_id == person.pk:
        return OWN_REPLY
    if not is_reviewer(person):
        return "Only moderators and people with a checked credential can decide."
    if review.about in FOR_MODERATORS and not is_moderator(person):
        return "Only a moderator can decide about tone, spam or privacy."
    if review.state == State.APPEALED and person.pk in (review.decided_by_id, review.first_by_id):
        return "Its author disagrees with your verdict. Somebody else must look at it now."
    if review.state == State.SECOND and person.pk in (review.first_by_id, review.decided_by_id):
        return "You have given your verdict on this. A second expert must agree."
    return ""


def refusal(person: User, review: Review, verdict: Verdict) -> str:
    """Return why `person` may not give `verdict` on `review`, in a sentence; "" if they may."""
    if reason := claim_refusal(person, review):
        return reason
    if verdict not in VERDICTS[About(review.about)]:
        return f"“{verdict.label}” is not a verdict on this kind of review."
    if not RULINGS[verdict].medical:
        return ""
    if not is_expert(person):
        return "Only a person with a valid credential can give a medical verdict."
    if review.severity >= SEVERE and is_outside_field(person, review):
        who = " or ".join(review.routed_names)
        return f"High risk in the field of {review.field}: this is for a {who}."
    return ""


def is_outside_field(person: User, review: Review) -> bool:
    """Return whether the site's routes give advice of this field to other professions."""
    if not review.routed or person.credential is None:
        return False
    return person.credential.profession not in review.routed


def writes_in_own_field(author: User, field: str) -> bool:
    """Return whether the author is an expert whose own advice of this field needs no check."""
    if not is_expert(author) or author.credential is None:
        return False
    professions = Route.professions_of(field)
    return not professions or author.credential.profession in professions


def needs_two_experts(review: Review) -> bool:
    """Return whether one expert alone can't vouch for it: settings.SECOND_OPINION by severity."""
    least = settings.SECOND_OPINION
    return least != "never" and review.severity >= int(least)


def check_can_claim(person: User, review: Review) -> None:
    """Raise NotAllowed where `claim_refusal` has a reason."""
    if reason := claim_refusal(person, review):
        raise NotAllowed(reason)


def check_can_decide(person: User, review: Review, verdict: Verdict) -> None:
    """Raise NotAllowed where `refusal` has a reason."""
    if reason := refusal(person, review, verdict):
        raise NotAllowed(reason)


def can_decide(person: User, review: Review, verdict: Verdict) -> bool:
    """Return whether `person` may give `verdict` on `review`."""
    return not refusal(person, review, verdict)


def can_settle(person: User, review: Review) -> bool:
    """Return whether the doubt is `person`'s to settle: on advice, by a medical verdict."""
    offered = VERDICTS[About(review.about)]
    medical = [verdict for verdict in offered if RULINGS[verdict].medical]
    return any(can_decide(person, review, verdict) for verdict in medical or offered)


def check_can_undo(person: User, review: Review) -> None:
    """Raise NotAllowed unless `person` gave the verdict that stands, or is a moderator.

    Nobody undoes the verdict on their own reply.
    """
    if review.author_id == person.pk:
        raise NotAllowed(OWN_REPLY)
    if not _may_undo(person, review):
        raise NotAllowed("Only the person who decided, or a moderator, can undo this verdict.")


def can_undo(person: User, review: Review) -> bool:
    """Return whether `person` may take the standing verdict, or a first opinion, back."""
    if Move.UNDO not in MOVES[State(review.state)] or review.author_id == person.pk:
        return False
    return _may_undo(person, review)


def _may_undo(person: User, review: Review) -> bool:
    gave = review.first_by_id if review.state == State.SECOND else review.decided_by_id
    return gave == person.pk or is_moderator(person)


def check_can_appeal(person: User, review: Review) -> None:
    """Raise NotAllowed unless the verdict can be appealed against, and by `person`."""
    if review.author_id != person.pk:
        raise NotAllowed("Only the author can appeal.")
    if not can_appeal(person, review):
        raise NotAllowed("There is no verdict here that you can appeal against.")


def can_appeal(visitor: Visitor, review: Review) -> bool:
    """Return whether the visitor wrote the post, and a verdict removed or corrected this version.

    Once for each version: whoever decides on the appeal has the last word.
    """
    is_author = visitor.is_authenticated and review.author_id == visitor.pk
    decided = review.state == State.DECIDED and review.verdict in APPEALABLE
    return is_author and decided and review.appealed_at is None


def check_can_mark_flag(person: User, review: Review) -> None:
    """Raise NotAllowed unless `person` reviews and didn't write the text that was flagged.

    What marks a hidden detail is its author's word, not a flag.
    """
    check_can_review(person)
    if review.about == About.HIDDEN:
        raise NotAllowed("Its author says this. Give your verdict on it.")
    if review.author_id == person.pk:
        raise NotAllowed(OWN_REPLY)


def can_mark_flag(person: User, review: Review) -> bool:
    """Return whether `person` may call a flag of the review wrong."""
    own = review.author_id == person.pk
    return is_reviewer(person) and not own and review.about != About.HIDDEN


def check_can_unmark_flag(person: User, review: Review, mark: FlagMark) -> None:
    """Raise NotAllowed unless `person` called the flag wrong, or is a moderator."""
    check_can_mark_flag(person, review)
    if mark.by_id != person.pk and not is_moderator(person):
        raise NotAllowed("Only the person who called this flag wrong, or a moderator, can do that.")


def can_unmark_flag(person: User, review: Review, mark: FlagMark) -> bool:
    """Return whether `person` may take back that the flag is wrong."""
    mine = mark.by_id == person.pk or is_moderator(person)
    return mine and can_mark_flag(person, review)


def check_move(review: Review, move: Move) -> State:
    """Return the state that `move` leads to; raise Conflict where the table doesn't allow it."""
    moves = MOVES[State(review.state)]
    if move not in moves:
        raise Conflict(f"This review is {State(review.state).label}. Look at it again.")
    return moves[move]
