"""The writer's word against the filter: what was hidden was nothing private.

What stood there is kept nowhere, so nobody can put it back. A moderator sees the text around the
mask; who agrees lets the writer write the place once more. docs/decisions has the reasons.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.db import transaction

from accounts.models import User
from forum.access import check_can_dispute
from forum.doubting import locked_if, subject_of
from forum.hiding import hidden_from_json
from forum.models import Dispute, Post
from moderation.hidden import Counts, count_kinds, detail
from moderation.intake import dispute as open_dispute
from moderation.intake import supersede
from moderation.states import State, Verdict
from moderation.text.clean import CleanText, clean
from moderation.text.policy import Policy, current
from moderation.text.redact import uncertain_wordings
from moderation.triage.assess import Reason


@dataclass(frozen=True, slots=True)
class Leave:
    """What the author of a post may write in it readably.

    `policy` is what the filter hides in the new text. `masks` are the disputed places, by the kinds
    to which a moderator agreed: no more than these may be written again.
    """

    policy: Policy
    masks: Mapping[str, tuple[str, ...]]

    def overdrawn(self, text: CleanText) -> Counts:
        """Return how many such places a text has of each kind of which it has too many.

        `text` was cleaned with `policy`.
        """
        if not self.masks:
            return {}
        strict = clean(text.source, replace(self.policy, left=frozenset()))
        written = count_kinds(each.kind for each in strict.hidden if not each.certain)
        return {
            kind: written[kind]
            for kind, masks in self.masks.items()
            if written.get(kind, 0) > len(masks)
        }


@transaction.atomic
def dispute(post: Post, *, by: User, kind: str) -> None:
    """Ask the moderators about what is hidden of `kind` in the post; a second press asks nothing.

    Raises NotAllowed unless `by` wrote the post and the filter was not certain of this kind.
    """
    post = locked_if(partial(check_can_dispute, kind=kind), by, post)
    found, _ = Dispute.objects.get_or_create(post=post, kind=kind)
    if found.review is None:
        _ask(found)


def leave_for(post: Post) -> Leave:
    """Return what the author of the post may write when they change it.

    Of the kinds that a moderator agreed to, what the filter is not certain of stays readable; it
    goes to the desk as a doubt. What was written so earlier stays as it stands.
    """
    policy, disputes = current(), list(post.disputes.select_related("review"))
    masks = {each.kind: _masks(each) for each in disputes if _is_agreed(each)}
    standing = uncertain_wordings(post.source, {each.kind for each in disputes if each.left})
    policy = replace(policy, left=frozenset(masks), allowed=policy.allowed | standing)
    return Leave(policy, masks)


def let_stand() -> Policy:
    """Return what the filter hides, with all that moderators let stand in posts."""
    allowed = set(current().allowed)
    for each in Dispute.objects.filter(left=True).select_related("post"):
        allowed |= uncertain_wordings(each.post.source, {each.kind})
    return replace(current(), allowed=frozenset(allowed))


def follow_edit(post: Post, *, text: CleanText) -> bool:
    """Let the disputes follow their post to its new version, which was stored from `text`.

    One that waits goes on about the new text. One ends where nothing of its kind is left, where its
    author has made use of a moderator's yes, and where the new text brought another such place.
    Returns whether the author has made use of a yes: nobody has read what they wrote there.
    """
    used = False
    unsure = {each.kind for each in hidden_from_json(post.hidden) if not each.certain}
    fresh = {each.kind for each in text.hidden if not each.certain}
    written = {each.kind for each in text.doubts}
    for each in post.disputes.select_related("review"):
        each.post = post
        if each.review is None:
            continue
        if each.review.is_open:
            supersede(each.review)
            _ask(each) if each.kind in unsure else _end(each)
        elif _is_agreed(each) and each.kind in written:
            each.left = used = True
            _end(each)
        elif each.kind in fresh or each.kind not in unsure:
            _end(each)
    return used


def end_disputes(post: Post, *, erase: bool) -> None:
    """End the disputes of a post that is being withdrawn; `erase` empties their copies of it."""
    for each in post.disputes.select_related("review"):
        if each.review is not None:
            supersede(each.review, erase=erase)
        each.delete()


def _is_agreed(each: Dispute) -> bool:
    """Return whether a moderator agrees, and the author hasn't made use of it yet."""
    if each.review is None or each.review.state != State.DECIDED:
        return False
    return each.review.verdict == Verdict.RETYPE


def _masks(each: Dispute) -> tuple[str, ...]:
    """Return what stands at the places that were disputed."""
    if each.review is None:
        return ()
    text = each.review.text
    return tuple(text[place["start"] : place["end"]] for place in each.review.reasons)


def _end(each: Dispute) -> None:
    """Let the author dispute anew what is hidden in the text now."""
    each.review = None
    each.save(update_fields=["review", "left"])


def _ask(each: Dispute) -> None:
    """Open the review of what is hidden of its kind in the post, with the places marked."""
    why = f"The author says that this is not {detail(each.kind).one}."
    places = tuple(
        Reason("dispute", place.start, place.end, why)
        for place in hidden_from_json(each.post.hidden)
        if place.kind == each.kind and not place.certain
    )
    each.review = open_dispute(subject_of(each.post), places=places)
    each.save(update_fields=["review"])
