"""What brings a post to the desk beside triage, and whose words in it count."""

from django.conf import settings

from accounts.models import User
from accounts.roles import is_reviewer, is_staff
from forum.models import Post
from moderation.access import writes_in_own_field
from moderation.grounds import Ground
from moderation.intake import Finding
from moderation.text.clean import CleanText
from moderation.triage.assess import Assessment, Reason
from moderation.triage.copied import without_copies
from moderation.watching import is_drawn, outward_links, watched

CONTACT = "May tell how to reach somebody outside the site."


def own_words(post: Post) -> str:
    """Return the text of a post without what it copies from the post that it answers.

    Nor from the article or question above it all. The copies are blanked, so that places stay.
    """
    if post.parent is None:
        return post.source
    sources = [post.parent.source]
    if post.depth > 1:
        first = Post.objects.filter(topic=post.topic_id, depth=0)
        sources += first.values_list("source", flat=True)
    return without_copies(post.source, *sources)


def find(
    post: Post, text: CleanText, *, own: str, assessment: Assessment | None, share: float
) -> Finding:
    """Return the grounds on which the desk should look at a version, beside its assessment.

    `text` is what the version was stored from, `own` the author's own words of it (see own_words),
    `share` that of the random sample.
    """
    grounds: dict[Ground, tuple[Reason, ...]] = {}
    if text.doubts:
        contacts = (Reason("contact", each.start, each.end, CONTACT) for each in text.doubts)
        grounds[Ground.CONTACT] = tuple(contacts)
    if words := watched(own):
        grounds[Ground.WORD] = words
    if post.author is not None and post.import_key is None:
        grounds |= _newcomers(post, post.author, own)
    return Finding(
        grounds=grounds,
        excused=is_excused(post.author, assessment),
        drawn=is_drawn(f"{post.get_absolute_url()} {post.version}", share=share),
    )


def _newcomers(post: Post, author: User, own: str) -> dict[Ground, tuple[Reason, ...]]:
    """Return the grounds of somebody's first posts; the desk and the staff are no newcomers."""
    most = max(settings.NEWCOMER_POSTS, settings.NEWCOMER_LINK_POSTS)
    if not most or is_reviewer(author) or is_staff(author):
        return {}
    earlier = Post.objects.filter(author=author, pk__lt=post.pk)[:most].count()
    grounds: dict[Ground, tuple[Reason, ...]] = {}
    if earlier < settings.NEWCOMER_POSTS:
        grounds[Ground.NEWCOMER] = ()
    if earlier < settings.NEWCOMER_LINK_POSTS and (links := outward_links(own)):
        grounds[Ground.LINK] = links
    return grounds


def is_excused(author: User | None, assessment: Assessment | None) -> bool:
    """Return whether an expert writes about their own field: nobody else checks that advice."""
    if author is None or assessment is None or not assessment.advice:
        return False
    return writes_in_own_field(author, assessment.field)
