"""The read side: a long thread in pages, in each order, without gaps and without repeats."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from forum import posting, reading
from forum.models import Post, Topic
from moderation import decisions
from moderation.states import Verdict
from moderation.text.clean import clean
from tests.people import answer, ask, doubt_about, make_person

pytestmark = pytest.mark.django_db

STRANGER = AnonymousUser()
HELLO = clean("Hello.")


def pages_of(topic: Topic, order: str) -> Iterator[reading.ThreadPage]:
    """Read a thread page by page, as somebody who presses "next" until the end."""
    first = Post.objects.select_related("review").get(topic=topic, depth=0)
    after = None
    while True:
        topic.refresh_from_db()
        page = reading.thread_page(STRANGER, topic, first, order=order, after=after)
        yield page
        if page.after is None:
            return
        after = page.after


def import_reply(parent: Post) -> Post:
    """Return a new imported reply: the quickest of all, for long threads."""
    return posting.reply(
        parent, author=None, author_name="Colleen", text=HELLO, import_key=str(uuid4())
    )


def flat(views: list[reading.PostView]) -> Iterator[reading.PostView]:
    """Return the posts of a page from top to bottom."""
    for view in views:
        yield view
        yield from flat(view.replies)


def heads_in(topic: Topic, order: str) -> list[int]:
    """Return the top-level comments of all pages in the order in which they are read."""
    return [view.post.pk for page in pages_of(topic, order) for view in page.branches]


def test_thread_of_a_thousand_comments_is_read_whole_in_every_order(asker: User) -> None:
    first = ask(asker)
    heads = [import_reply(first) for _ in range(250)]
    for head in heads:
        below = import_reply(head)
        import_reply(below)
        import_reply(head)
    # Few different counts, so that the order within a count is put to the test.
    for place, head in enumerate(heads):
        Post.objects.filter(pk=head.pk).update(helpful_count=place % 7)
    everything = set(Post.objects.filter(depth__gt=0).values_list("pk", flat=True))
    assert len(everything) == 1000

    by_age = [head.pk for head in heads]
    by_thanks = sorted(by_age, key=lambda pk: (-(by_age.index(pk) % 7), pk))
    expected = {"oldest": by_age, "newest": by_age[::-1], "helpful": by_thanks}
    for order, ids in expected.items():
        pages = list(pages_of(first.topic, order))
        assert [len(page.branches) for page in pages] == [20] * 12 + [10]
        assert [view.post.pk for page in pages for view in page.branches] == ids
        read = [view.post.pk for page in pages for view in flat(page.branches)]
        assert len(read) == 1000
        assert set(read) == everything


def test_branches_are_read_in_tree_order_under_their_parents(asker: User, answerer: User) -> None:
    first = ask(asker)
    head = answer(first, answerer)
    one = answer(head, asker)
    other_head = answer(first, answerer)
    two = answer(head, answerer)
    below_one = answer(one, answerer)
    page = next(pages_of(first.topic, "oldest"))
    assert [view.post for view in page.branches] == [head, other_head]
    assert [view.post for view in flat(page.branches)] == [head, one, below_one, two, other_head]
    assert [view.level for view in flat(page.branches)] == [1, 2, 3, 2, 1]
    assert [view.answers for view in page.branches[0].replies] == ["Anselm Answerer"] * 2


def test_accepted_answer_comes_first_then_the_checked_one_then_the_most_helpful(
    asker: User, answerer: User, pharmacist: User
) -> None:
    first = ask(asker)
    plain, thanked, misleading, checked, accepted = (answer(first, answerer) for _ in range(5))
    posting.mark_helpful(thanked, by=asker, helpful=True)
    for post, verdict in ((checked, Verdict.SOUND), (misleading, Verdict.MISLEADING)):
        review = doubt_about(post)
        decisions.decide(
            review, by=pharmacist, version=review.version, verdict=verdict, note=clean("Note.")
        )
    posting.accept(accepted, accepted=True)
    order = [accepted.pk, checked.pk, thanked.pk, plain.pk, misleading.pk]
    first.topic.refresh_from_db()
    assert heads_in(first.topic, "helpful") == order
    posting.accept(accepted, accepted=False)
    assert heads_in(first.topic, "helpful") == [
        checked.pk,
        thanked.pk,
        plain.pk,
        misleading.pk,
        accepted.pk,
    ]


def test_unknown_order_is_the_usual_one_of_the_kind(asker: User, answerer: User) -> None:
    first = ask(asker)
    older, thanked = answer(first, answerer), answer(first, answerer)
    posting.mark_helpful(thanked, by=asker, helpful=True)
    assert heads_in(first.topic, "no such order") == [thanked.pk, older.pk]
    Topic.objects.update(kind=Topic.Kind.ARTICLE)
    first.topic.refresh_from_db()
    assert heads_in(first.topic, "no such order") == [older.pk, thanked.pk]


def test_page_key_of_another_topic_gives_the_first_page(asker: User, answerer: User) -> None:
    first, other = ask(asker), ask(asker)
    here, elsewhere = answer(first, answerer), answer(other, answerer)
    page = reading.thread_page(STRANGER, first.topic, first, order="oldest", after=elsewhere.pk)
    assert [view.post for view in page.branches] == [here]


def test_comment_that_arrives_between_two_pages_repeats_none(asker: User, answerer: User) -> None:
    first = ask(asker)
    heads = [answer(first, answerer).pk for _ in range(25)]
    read: list[int] = []
    for page in pages_of(first.topic, "newest"):
        read += [view.post.pk for view in page.branches]
        answer(first, answerer)
    assert read == heads[::-1]


def test_branch_of_three_hundred_shows_thirty_and_the_context_page_reads_on(asker: User) -> None:
    first = ask(asker)
    head = import_reply(first)
    below = [import_reply(head) for _ in range(150)]
    deeper = [import_reply(post) for post in below[:149]]
    page = next(pages_of(first.topic, "oldest"))
    assert len(list(flat(page.branches))) == reading.POSTS_A_BRANCH
    assert page.branches[0].more == 300 - reading.POSTS_A_BRANCH

    head = Post.objects.get(pk=head.pk)
    read: list[int] = []
    after = ""
    while True:
        context = reading.context_page(STRANGER, first.topic, first, head, after=after)
        read += [view.post.pk for view in flat(context.post.replies)]
        after = context.after
        if not after:
            break
    expected = [post.pk for pair in zip(below, deeper, strict=False) for post in pair]
    assert read == [*expected, below[149].pk]


def test_short_branch_has_nothing_more(asker: User, answerer: User) -> None:
    first = ask(asker)
    head = answer(first, answerer)
    for _ in range(reading.POSTS_A_BRANCH - 1):
        answer(head, asker)
    page = next(pages_of(first.topic, "oldest"))
    assert page.branches[0].more == 0


def test_context_shows_what_a_post_answers_and_what_answers_it(asker: User, answerer: User) -> None:
    first = ask(asker)
    chain = [answer(first, answerer)]
    for _ in range(4):
        chain.append(answer(chain[-1], asker))
    answer(chain[1], make_person("Aside"))
    middle = Post.objects.get(pk=chain[2].pk)
    context = reading.context_page(STRANGER, first.topic, first, middle, after="")
    assert [view.post for view in context.ancestors] == chain[:2]
    assert context.post.post == middle
    assert [view.post for view in flat(context.post.replies)] == chain[3:]


def test_topic_list_pages_hold_every_shown_topic_once_newest_words_first(
    asker: User, answerer: User
) -> None:
    questions = [ask(asker, f"Question number {number}?") for number in range(45)]
    answer(questions[3], answerer)
    withdrawn = questions.pop(10)
    posting.withdraw(withdrawn)
    read: list[int] = []
    after = None
    while True:
        page = reading.topic_list(after=after)
        read += [topic.pk for topic in page.topics]
        after = page.after
        if after is None:
            break
    newest_first = [post.topic_id for post in reversed(questions) if post is not questions[3]]
    assert read == [questions[3].topic_id, *newest_first]


def test_topic_list_of_one_kind_or_tag_holds_nothing_else(asker: User) -> None:
    question = ask(asker)
    article = posting.start_topic(
        "What the blood test tells you",
        kind=Topic.Kind.ARTICLE,
        text=clean("Words."),
        author=asker,
        tags=["vitamin d"],
    )
    [tag] = article.topic.tags.all()
    assert reading.topic_list(kind="question").topics == [question.topic]
    assert reading.topic_list(kind="article").topics == [article.topic]
    assert reading.topic_list(tag=tag).topics == [article.topic]
    assert len(reading.topic_list(kind="no such kind").topics) == 2
