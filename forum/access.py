"""One door for each record and right. A record that must not be seen looks like a missing one."""

from datetime import timedelta

from django.conf import settings
from django.db.models import BigIntegerField
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from accounts.roles import Visitor, is_member, is_reviewer
from forum.models import Post, PostQuerySet, Topic
from moderation.access import NotAllowed
from moderation.access import can_appeal as can_appeal_against
from moderation.states import Verdict

# A post that was removed for good stays as it is: the record of why must fit the text.
FINAL_REMOVALS = (Verdict.HARMFUL, Verdict.REMOVE)


def is_own(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor wrote the post."""
    return is_member(visitor) and post.author_id == visitor.pk


def can_read(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor may see the words of the post: all may, unless it is withheld.

    Then its author and the people of the desk may.
    """
    return post.is_shown or is_own(visitor, post) or is_reviewer(visitor)


def find_topic(visitor: Visitor, pk: int) -> tuple[Topic, Post]:
    """Return the topic and its first post; Http404 where the visitor may not see it.

    Where the question was withdrawn, its answers and the verdicts on them stay where they are.
    """
    known = min(pk, BigIntegerField.MAX_BIGINT)  # SQLite raises on a larger number
    first = _posts().filter(topic_id=known, depth=0).first()
    if first is None or not (can_read(visitor, first) or _only_answers_are_left(first)):
        raise Http404
    return first.topic, first


def _only_answers_are_left(first: Post) -> bool:
    """Return whether the first post was withdrawn, and not withheld, after others had answered."""
    withdrawn = first.withdrawn_at is not None and not first.is_withheld
    return withdrawn and first.topic.comment_count > 0


def find_post(visitor: Visitor, pk: int) -> Post:
    """Return the post; Http404 where the visitor may not see it or its topic."""
    post = _posts().filter(pk=pk).first()
    if post is None or not can_read(visitor, post):
        raise Http404
    if post.depth:
        find_topic(visitor, post.topic_id)
    return post


def check_can_reply(person: User, post: Post) -> None:
    """Raise NotAllowed where the post takes no replies."""
    if not post.is_shown:
        raise NotAllowed("Nobody can reply to this yet. It is not shown on the page.")


def can_reply(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor may reply (a stranger is asked to sign in first)."""
    return post.is_shown


def check_can_edit(person: User, post: Post) -> None:
    """Raise NotAllowed unless `person` may change the text of the post."""
    if post.author_id != person.pk:
        raise NotAllowed("Only the author can change a reply.")
    if not can_edit(person, post):
        raise NotAllowed("This was taken off the page, so it can't be changed any more.")


def can_edit(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor wrote the post and it wasn't withdrawn or removed for good."""
    removed = post.review is not None and post.review.verdict in FINAL_REMOVALS
    return is_own(visitor, post) and post.withdrawn_at is None and not removed


def check_can_read_history(visitor: Visitor, post: Post) -> None:
    """Raise NotAllowed unless the visitor may read earlier versions of the post."""
    if not can_read_history(visitor, post):
        raise NotAllowed("Only its author and the moderators can read what was there before.")


def can_read_history(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor may read earlier versions: its author, and people of the desk.

    Others don't: what an author took out of the text, for whatever reason, should be gone.
    """
    readable = post.edited_at is not None and post.withdrawn_at is None
    return readable and (is_own(visitor, post) or is_reviewer(visitor))


def check_can_withdraw(person: User, post: Post) -> None:
    """Raise NotAllowed unless `person` may take the post back."""
    if not can_withdraw(person, post):
        raise NotAllowed("Only the author can withdraw a reply.")


def can_withdraw(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor wrote the post and hasn't withdrawn it yet."""
    return is_own(visitor, post) and post.withdrawn_at is None


def check_can_report(person: User, post: Post) -> None:
    """Raise NotAllowed unless `person` may report the post."""
    if not can_report(person, post):
        raise NotAllowed("You can't report your own reply. You can withdraw it.")


def check_is_there(person: User, post: Post) -> None:
    """Raise NotAllowed where the post was withdrawn, so that nothing is left of its text."""
    if post.withdrawn_at is not None:
        raise NotAllowed("This was taken back by its author, so you need not report it.")


def can_report(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor may complain about the post: anybody but its author."""
    return post.is_shown and not is_own(visitor, post)


def check_can_dispute(person: User, post: Post, kind: str) -> None:
    """Raise NotAllowed unless `person` may say that what is hidden of `kind` is nothing private."""
    if not can_dispute(person, post, kind):
        raise NotAllowed("We are sure of what is hidden here. You can change your words.")


def can_dispute(visitor: Visitor, post: Post, kind: str) -> bool:
    """Return whether the visitor wrote the post and the filter was not certain of this kind."""
    unsure = any(each["kind"] == kind and not each.get("certain", True) for each in post.hidden)
    return unsure and can_edit(visitor, post)


def check_can_appeal(person: User, post: Post) -> None:
    """Raise NotAllowed unless `person` may appeal against the verdict on the post."""
    if not can_appeal(person, post):
        raise NotAllowed("There is no verdict here that you can appeal against.")


def can_appeal(visitor: Visitor, post: Post) -> bool:
    """Return whether the visitor may say once what is wrong with the verdict on this version."""
    if post.review is None or post.withdrawn_at is not None or not is_own(visitor, post):
        return False
    return can_appeal_against(visitor, post.review)


def check_can_mark_helpful(person: User, post: Post) -> None:
    """Raise NotAllowed unless `person` may say that the post helped."""
    if not can_mark_helpful(person, post):
        raise NotAllowed("You can say “This helped me” of what others wrote and everybody can see.")


def can_mark_helpful(visitor: Visitor, post: Post) -> bool:
    """Return whether the post may count as helpful to the visitor: anybody's but their own."""
    return post.is_shown and not is_own(visitor, post)


def check_can_accept(person: User, post: Post, first: Post) -> None:
    """Raise NotAllowed unless `person` asked the question that the post answers."""
    if not can_accept(person, post, first):
        raise NotAllowed("Only the person who asked can choose the answer that helped most.")


def can_accept(visitor: Visitor, post: Post, first: Post) -> bool:
    """Return whether the visitor asked the question `first` and may choose `post` as its answer."""
    is_answer = first.topic.kind == Topic.Kind.QUESTION and post.parent_id == first.pk
    return is_answer and post.is_shown and is_own(visitor, first)


def edits_leave_no_history(post: Post) -> bool:
    """Return whether the post is so new that its author may still change it without a trace."""
    free = timedelta(minutes=settings.FREE_EDIT_MINUTES)
    return timezone.now() - post.created_at < free


def posts_too_fast(person: User) -> bool:
    """Return whether the person has posted POSTS_PER_TEN_MINUTES times in the last ten minutes."""
    since = timezone.now() - timedelta(minutes=10)
    recent = Post.objects.filter(author=person, created_at__gt=since)
    return recent.count() >= settings.POSTS_PER_TEN_MINUTES


def _posts() -> PostQuerySet:
    """Return posts with all that the rules above ask of them, in one query."""
    return Post.objects.select_related("topic", "review", "author")
