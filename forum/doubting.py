"""What the desk is told of a post: the review of each version, and readers' complaints."""

import logging
from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from forum.access import check_is_there
from forum.finding import find, own_words
from forum.models import Post
from moderation import rules
from moderation.hidden import count_kinds
from moderation.intake import Subject, doubt, open_if_doubted
from moderation.intake import appeal as appeal_against
from moderation.intake import report as file_report
from moderation.models import Review
from moderation.states import ReportReason
from moderation.text.clean import CleanText
from moderation.triage import backend
from moderation.triage.assess import Assessment, assess
from moderation.triage.deadline import TooSlowError, within
from moderation.triage.model import Weights

logger = logging.getLogger(__name__)

# The forms take a tenth of it. Triage takes time in proportion to the length, so this bounds it.
LONGEST_ASSESSED = 100_000  # characters
# Triage runs inside the request. A reply takes less than a millisecond, the longest text a tenth of
# a second; with embeddings, which load with the first reply, some seconds.
LONGEST_SECONDS = 10.0


def review_version(post: Post, text: CleanText, *, withholds: bool = False) -> None:
    """Assess a new version of a post and open its review where the policy asks for one.

    `text` is what the version was stored from; what its filter was not sure of goes to the desk.
    `withholds` keeps what goes there off the page until a person has read it, whatever it is.
    """
    subject = subject_of(post)
    counts = rules.current()
    own = own_words(post)
    # A question doesn't answer its own title: that is the asker's as well.
    answered = subject.topic_title if post.depth else None
    seen = assess_subject(replace(subject, text=own), topic=answered, weights=counts.weights)
    finding = find(post, text, own=own, assessment=seen, share=counts.sample_share)
    finding = replace(finding, withholds=withholds)
    fresh = open_if_doubted(subject, doubt(seen, finding), after=post.review)
    if fresh is not None:
        link_review(post, fresh)


@transaction.atomic
def report(post: Post, *, by: User, reason: ReportReason, text: CleanText) -> None:
    """File a reader's complaint; it opens a review of the post or joins the one it has.

    Raises NotAllowed where the post was withdrawn meanwhile. One that a verdict took off the page
    meanwhile still has a text, and the complaint tells the desk more about it.
    """
    post = locked_if(check_is_there, by, post)
    review = file_report(
        subject_of(post), review=post.review, reporter=by, reason=reason, text=text
    )
    link_review(post, review)


@transaction.atomic
def appeal(post: Post, *, by: User, text: CleanText) -> None:
    """Send what the author says against the verdict to the desk."""
    post = locked(post)
    if post.review is not None:
        appeal_against(post.review, by=by, text=text)


def erase_copies(post: Post, *, own: bool) -> None:
    """Empty what undecided reviews copied of a withdrawn post as the context of other posts.

    With `own`, what they copied of its versions to judge them too.
    """
    undecided = Review.objects.filter(verdict="")
    if own:
        undecided.filter(place=post.get_absolute_url()).update(text="", reasons=[])
    undecided.filter(place__in=_places(post.replies.all())).update(parent_text="")
    if not post.depth:
        in_topic = undecided.filter(place__in=_places(post.topic.posts.all()))
        in_topic.update(topic_title=post.topic.title)


def _places(posts: QuerySet[Post]) -> list[str]:
    """Return the addresses by which reviews know these posts, whatever their version."""
    return [post.get_absolute_url() for post in posts.only("pk")]


def locked(post: Post) -> Post:
    """Return the post as it stands now, which nobody else can change until we are done.

    Rows that point at the post may be written meanwhile (`no_key`): a verdict writes a notice of it
    while it holds the review that we may wait for, and neither would ever go on.
    """
    return Post.objects.select_for_update(no_key=True).get(pk=post.pk)


def locked_if(check: Callable[[User, Post], None], person: User, post: Post) -> Post:
    """Return the post as `locked` does if `check` lets the person do this to it as it stands now.

    The page asked before; meanwhile the post may have been withdrawn or removed. It and its review
    stay as they are until the transaction ends. Raises what `check` does.
    """
    post = locked(post)
    if post.review is not None:
        post.review.lock()
    check(person, post)
    return post


def subject_of(post: Post) -> Subject:
    """Return what a review must know of a post as it stands."""
    return Subject(
        text=post.source,
        hidden=count_kinds(each["kind"] for each in post.hidden),
        author=post.author,
        author_name=post.author_name,
        topic_title=post.topic.title,
        parent=post.parent.source if post.parent else "",
        place=post.get_absolute_url(),
        reach=post.topic.comment_count,
    )


def assess_subject(subject: Subject, *, topic: str | None, weights: Weights) -> Assessment | None:
    """Return what triage thinks by these weights, with the title that the text answers, if any.

    None means that it failed, or that the text is too long or took too long; the log tells that
    without the text.
    """
    if len(subject.text) > LONGEST_ASSESSED:
        logger.error("%s is too long for triage; it goes to the queue unscored.", subject.place)
        return None
    check = within(LONGEST_SECONDS)
    try:
        parent = subject.parent or None
        tilt = backend.current().tilt(subject.text, parent=parent, topic=topic)
        return assess(
            subject.text, parent=parent, topic=topic, weights=weights, tilt=tilt, check=check
        )
    except TooSlowError:
        logger.error("Triage took too long on %s; it goes to the queue unscored.", subject.place)
        return None
    except Exception as error:
        # Whatever goes wrong in there, the post must neither be lost nor pass silently. The site's
        # formatter leaves out what the error says: it may quote the text.
        logger.error(
            "Triage failed on %s; it goes to the queue unscored.", subject.place, exc_info=error
        )
        return None


def link_review(post: Post, review: Review) -> None:
    """Point the post at its newest review."""
    post.review = review
    post.save(update_fields=["review"])
