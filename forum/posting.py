"""The write side: ask, reply, edit, withdraw, thank, accept.

Text comes in as CleanText only. Each function is one transaction: the post, its assessment, its
review and the notices are all there, or none is.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from forum.access import check_can_edit, check_can_reply, edits_leave_no_history
from forum.disputing import end_disputes, follow_edit
from forum.doubting import erase_copies, locked, locked_if, review_version
from forum.hiding import hidden_as_json, hidden_from_json
from forum.models import MAX_DEPTH, PATH_STEP, Helpful, Post, PostRevision, Tag, Topic
from forum.notices import reply_posted
from forum.search import index_topic
from moderation.access import Conflict
from moderation.intake import supersede
from moderation.text.clean import RENDERER, CleanText, HoldsPersonalDetail, clean_line
from moderation.text.clean import rerender as render_again

# Signs that keep two words of a title apart; without them "5:30" would read as 530.
_APART = re.compile(r"[^\w\s'’-]")


def start_topic(
    title: str,
    *,
    kind: Topic.Kind,
    text: CleanText,
    author: User | None,
    author_name: str = "",
    tags: Iterable[str] = (),
    at: datetime | None = None,
    submission: UUID | None = None,
    import_key: str | None = None,
) -> Post:
    """Write a topic and its first post, which is returned.

    `title`, `tags` and `author_name` come from moderation.text.clean.clean_line. A question is
    assessed like any other text; an article is the site's own word and isn't.
    """
    now = at or timezone.now()
    post = Post(
        depth=0,
        author=author,
        author_name=author_name or (author.display_name if author else ""),
        created_at=now,
        submission=submission,
        import_key=import_key,
    )

    def write() -> None:
        post.topic = Topic.objects.create(
            kind=kind,
            title=title,
            slug=_slug(title),
            created_at=now,
            last_post_at=now,
            import_key=import_key,
        )
        post.topic.tags.set([_tag(name) for name in tags])
        _store(post, text)
        index_topic(post.topic)
        if kind == Topic.Kind.QUESTION:
            review_version(post, text)

    return _once(post, write)


def reply(
    parent: Post,
    *,
    author: User | None,
    text: CleanText,
    author_name: str = "",
    at: datetime | None = None,
    submission: UUID | None = None,
    import_key: str | None = None,
) -> Post:
    """Write a reply to `parent` and return it, reviewed and with its notice.

    Raises NotAllowed where `parent` is no longer shown. A form that was sent twice (the same
    `submission` by the same author) is one reply. An imported
    reply has no account (`author` None) and its own `author_name` and time.
    """
    now = at or timezone.now()
    post = Post(
        topic=parent.topic,
        parent=parent,
        depth=min(parent.depth + 1, MAX_DEPTH),
        branch=parent.branch,
        author=author,
        author_name=author_name or (author.display_name if author else ""),
        created_at=now,
        submission=submission,
        import_key=import_key,
    )

    def write() -> None:
        if import_key is None and author is not None:
            locked_if(check_can_reply, author, parent)
        _store(post, text)
        Topic.objects.filter(pk=parent.topic_id).update(
            comment_count=F("comment_count") + 1,
            last_post_at=Greatest(F("last_post_at"), now),
        )
        review_version(post, text)
        if import_key is None:
            reply_posted(post)

    return _once(post, write)


@transaction.atomic
def edit(post: Post, *, text: CleanText, version: int, title: str = "") -> Post:
    """Replace the text of a post and return it; an unchanged text changes nothing.

    `title` is the new one of a question ("" to keep it), from clean_line. Raises Conflict if the
    post isn't at `version` any more, NotAllowed if it was taken off the page for good meanwhile.
    After the first minutes the old text is kept as a revision. A doubted post is doubted afresh,
    and stays withheld if it was.
    """
    renamed = bool(title) and title != post.topic.title
    if text.source == post.source and not renamed:
        return post
    written, text = text, text.following(post.source, hidden_from_json(post.hidden))
    now = timezone.now()
    rows = Post.objects.filter(pk=post.pk, version=version)
    traceless = edits_leave_no_history(post)
    edited_at = post.edited_at if traceless else now
    columns = _columns(text) | _credential(post.author)
    if not rows.update(version=version + 1, edited_at=edited_at, **columns):
        raise Conflict("This reply was changed in another window. This is how it stands now.")
    if not traceless:
        PostRevision.objects.create(
            post=post,
            version=version,
            source=post.source,
            html=post.html,
            written_at=post.edited_at or post.created_at,
        )
    if post.author is not None:
        locked_if(check_can_edit, post.author, post)
    post.refresh_from_db()
    if renamed:
        post.topic.title, post.topic.slug = title, _slug(title)
        post.topic.save(update_fields=["title", "slug"])
    unread = follow_edit(post, text=written)
    if not post.depth:
        index_topic(post.topic)
    if post.depth or post.topic.kind == Topic.Kind.QUESTION:
        review_version(post, text, withholds=unread)
    return post


@transaction.atomic
def withdraw(post: Post) -> None:
    """Take a post back: its words are gone from the site, its replies stay.

    The desk keeps the text that a review judged, but not as the context of other posts. Within the
    free minutes a review that nobody has decided gives its copy up as well: the author withdraws
    without a trace.
    """
    post = locked(post)
    fresh = edits_leave_no_history(post)
    if post.review is not None:
        supersede(post.review, erase=fresh)
    if not post.depth:
        post.topic.title, post.topic.slug = f"Withdrawn {post.topic.kind}", "withdrawn"
        post.topic.save(update_fields=["title", "slug"])
    end_disputes(post, erase=fresh)
    erase_copies(post, own=fresh)
    post.withdrawn_at = timezone.now()
    post.source, post.html, post.hidden = "", "", []
    post.version += 1  # an edit from another window finds its version gone
    post.save(update_fields=["withdrawn_at", "source", "html", "hidden", "version"])
    post.revisions.all().delete()
    if not post.depth:
        index_topic(post.topic)


def rerender(post: Post) -> None:
    """Write the HTML of a post anew from its stored source, with today's renderer."""
    html = render_again(post.source, post.markup)
    # Only the version that was read: an edit meanwhile has written its own.
    Post.objects.filter(pk=post.pk, version=post.version).update(html=html, renderer=RENDERER)


@transaction.atomic
def mark_helpful(post: Post, *, by: User, helpful: bool) -> None:
    """Record or take back the reader's word that the post helped."""
    if helpful:
        _, changed = Helpful.objects.get_or_create(post=post, reader=by)
        step = 1
    else:
        changed = bool(Helpful.objects.filter(post=post, reader=by).delete()[0])
        step = -1
    if changed:
        Post.objects.filter(pk=post.pk).update(helpful_count=F("helpful_count") + step)


def accept(post: Post, *, accepted: bool) -> None:
    """Make the post the answer that helped the asker most, or take that back."""
    topics = Topic.objects.filter(pk=post.topic_id)
    if accepted:
        topics.update(accepted=post)
    else:
        topics.filter(accepted=post).update(accepted=None)


def was_sent(submission: UUID, *, author: User) -> bool:
    """Return whether the author's form with this id, and with these words, made a post already."""
    return Post.objects.filter(submission=submission, author=author).exists()


def _once(post: Post, write: Callable[[], None]) -> Post:
    """Run `write` in a transaction and return `post`; or the one that the same form made before.

    The look-up answers the usual double click. Where two requests race, the unique column stops
    the second, which then finds what the first wrote. A form that somebody else left open in this
    browser gets another id.
    """
    earlier = Post.objects.filter(submission=post.submission, author=post.author)
    if post.submission and (found := earlier.first()):
        return found
    if post.submission and Post.objects.filter(submission=post.submission).exists():
        post.submission = uuid4()
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        if post.submission and (found := earlier.first()):
            return found
        raise
    return post


def _columns(text: CleanText) -> dict[str, object]:
    """Return the columns of a post that hold its text."""
    return {
        "source": text.source,
        "html": text.html,
        "hidden": hidden_as_json(text),
        "markup": text.markup,
        "renderer": text.renderer,
    }


def _credential(author: User | None) -> dict[str, object]:
    """Return the columns of a post that hold its author's credential of today."""
    credential = author.credential if author is not None else None
    if credential is None:
        return {"profession": "", "country": ""}
    return {"profession": credential.profession, "country": credential.country}


def _store(post: Post, text: CleanText) -> Post:
    """Save a new post with its text and its place in the tree."""
    for name, value in (_columns(text) | _credential(post.author)).items():
        setattr(post, name, value)
    # The id is part of the path and known only once the row is there; until the transaction ends
    # nobody else sees the interim value, which only has to be unique.
    post.path = f"new {uuid4()}"
    post.save(force_insert=True)
    post.path = _path_above(post) + str(post.pk).zfill(PATH_STEP)
    if post.depth == 1:
        post.branch_id = post.pk
    post.save(update_fields=["path", "branch"])
    return post


def _path_above(post: Post) -> str:
    """Return the path that the post's own id is added to."""
    if post.parent is None:
        return ""
    # A reply to the deepest level stays on it, behind the post that it answers.
    return post.parent.path[: PATH_STEP * MAX_DEPTH]


def _slug(title: str) -> str:
    """Return the words of a title for the topic's address."""
    return _in_address(_APART.sub(" ", title), 80) or "topic"


def _tag(name: str) -> Tag:
    """Return the tag with this name, made if it is new."""
    known = Tag.objects.filter(name=name).first()
    return known or Tag.objects.get_or_create(slug=tag_slug(name), defaults={"name": name})[0]


def tag_slug(name: str) -> str:
    """Return what stands in the address of a tag's page."""
    lost = any(letter.isalnum() and not slugify(letter) for letter in name)
    # In a script that slugs can't hold, two tags must not become one.
    usual = "" if lost else _in_address(name, 50)
    return usual or f"tag-{sha256(name.encode()).hexdigest()[:12]}"


def _in_address(line: str, most: int) -> str:
    """Return the words of a line as a slug; "" where they read as a private detail, so joined."""
    slug = slugify(line)[:most]
    try:
        clean_line(slug)
        clean_line(slug.replace("-", " "))
    except HoldsPersonalDetail:
        return ""
    return slug
