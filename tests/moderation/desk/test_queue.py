"""What waits, in which order, and what a person is offered of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from forum import doubting
from forum.models import Post
from moderation.models import Review, ReviewGround
from moderation.states import ReportReason, Verdict
from moderation.text.clean import clean
from tests.moderation.desk.pages import address, give, open_page, press
from tests.people import answer, ask, complain, doubt_about, make_person, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(pharmacist: User, client_of: ClientOf) -> Client:
    """A pharmacist's browser."""
    return client_of(pharmacist)


def waits(question: Post, author: User, severity: int = 2, score: float = 0.5) -> Review:
    """Return the review of a new answer."""
    return doubt_about(answer(question, author), severity, score)


def listed(browser: Client, **query: object) -> list[Review]:
    """Return the reviews on one page of the desk."""
    response = browser.get("/desk/", query)
    assert response.status_code == 200
    reviews: list[Review] = response.context["page"].reviews
    text = response.content.decode()
    for review in reviews:
        assert address("detail", review) in text
    return reviews


def all_pages(browser: Client, show: str = "waiting") -> list[list[Review]]:
    """Return the reviews of all pages, by following the link to the next ones."""
    pages, query = [], {"show": show}
    while True:
        response = browser.get("/desk/", query)
        page = response.context["page"]
        pages.append(page.reviews)
        assert len(pages) < 20
        if page.next_after is None:
            assert "Show the next ones" not in response.content.decode()
            return pages
        assert f"after={page.next_after}" in response.content.decode()
        query = {"show": show, "after": page.next_after}


def test_the_most_harmful_is_first_then_the_surest_then_the_longest_waiting(
    question: Post, answerer: User, desk: Client
) -> None:
    late = waits(question, answerer, 2, 0.5)
    early = waits(question, answerer, 2, 0.5)
    sure = waits(question, answerer, 2, 0.9)
    grave = waits(question, answerer, 3, 0.1)
    light = waits(question, answerer, 1, 1.0)
    Review.objects.filter(pk=early.pk).update(opened_at=timezone.now() - timedelta(hours=1))
    same = waits(question, answerer, 1, 1.0)
    Review.objects.filter(pk__in=[light.pk, same.pk]).update(opened_at=timezone.now())
    assert listed(desk) == [grave, sure, early, late, light, same]


def test_a_complaint_and_an_unread_text_wait_behind_what_triage_found(
    question: Post, asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    complaint = complain(asker, answer(question, answerer), ReportReason.SPAM)
    found = waits(question, answerer, 1, 0.1)
    assert listed(client_of(moderator)) == [found, complaint]


def test_a_pharmacist_is_not_asked_about_spam(
    question: Post, asker: User, answerer: User, desk: Client
) -> None:
    complaint = complain(asker, answer(question, answerer), ReportReason.SPAM)
    found = waits(question, answerer, 1, 0.1)
    assert listed(desk) == [found]
    for verdict in ("keep", "remove", "reword"):
        form = {"verdict": verdict, "note": "Not my field.", "version": complaint.version}
        assert desk.post(f"/desk/{complaint.pk}/decide/", form).status_code == 403


def test_a_moderator_is_led_to_spam_and_not_to_advice(
    question: Post, asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    waits(question, answerer, 3, 0.9)
    complaint = complain(asker, answer(question, answerer), ReportReason.SPAM)
    browser = client_of(moderator)
    assert browser.post("/desk/next/").headers["Location"] == f"/desk/{complaint.pk}/"
    browser.post(f"/desk/{complaint.pk}/decide/", {"verdict": "keep", "version": complaint.version})
    assert browser.post("/desk/next/").headers["Location"] == "/desk/"


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 51])
def test_pages_hold_every_review_once(
    count: int, question: Post, answerer: User, desk: Client
) -> None:
    reviews = [waits(question, answerer, n % 3 + 1, n % 4 / 10) for n in range(count)]
    # Many are opened in the same moment: only the id tells them apart.
    Review.objects.filter(pk__in=[each.pk for each in reviews[::2]]).update(
        opened_at=timezone.now()
    )
    pages = all_pages(desk)
    assert [len(page) for page in pages[:-1]] == [25] * (len(pages) - 1)
    seen = [review for page in pages for review in page]
    assert len(seen) == count
    assert set(seen) == set(reviews)
    keys = [(-each.severity, -each.score, each.opened_at, each.pk) for each in seen]
    assert keys == sorted(keys)


def test_a_page_goes_on_where_it_was_when_reviews_come_and_go_meanwhile(
    question: Post, answerer: User, desk: Client
) -> None:
    reviews = [waits(question, answerer) for _ in range(30)]
    first = desk.get("/desk/").context["page"]
    assert first.reviews == reviews[:25]
    waits(question, answerer, 3)
    give(desk, reviews[3], Verdict.SOUND)
    give(desk, reviews[24], Verdict.SOUND)
    assert listed(desk, after=first.next_after) == reviews[25:]


@pytest.mark.parametrize("after", ["", "x", "-1", "0", "999999", "9" * 30, "²", "1.5"])
def test_a_page_behind_nothing_is_the_first(
    after: str, question: Post, answerer: User, desk: Client
) -> None:
    review = waits(question, answerer)
    assert listed(desk, after=after) == [review]


def test_an_unknown_tab_shows_what_waits(question: Post, answerer: User, desk: Client) -> None:
    review = waits(question, answerer)
    assert listed(desk, show="everything") == [review]
    assert desk.get("/desk/?show=everything").context["page"].shown == "waiting"


def test_mine_shows_what_i_claimed(
    question: Post, answerer: User, desk: Client, physician: User, client_of: ClientOf
) -> None:
    mine, theirs, free = (waits(question, answerer) for _ in range(3))
    press(desk, "claim", mine)
    press(client_of(physician), "claim", theirs)
    assert listed(desk, show="mine") == [mine]
    assert listed(client_of(physician), show="mine") == [theirs]
    give(desk, mine, Verdict.SOUND)
    assert listed(desk, show="mine") == [free]


def test_a_claimed_review_stays_in_the_list_with_its_holder(
    question: Post, answerer: User, desk: Client, physician: User, client_of: ClientOf
) -> None:
    review = waits(question, answerer)
    press(client_of(physician), "claim", review)
    assert listed(desk) == [review]
    assert "Philip Physician" in desk.get("/desk/").content.decode()


def test_decided_shows_verdicts_newest_first_on_pages(
    question: Post, answerer: User, desk: Client
) -> None:
    reviews = [waits(question, answerer) for _ in range(27)]
    for review in reviews:
        give(desk, review, Verdict.SOUND)
    # Decided in the same moment: only the id tells them apart.
    Review.objects.filter(pk__in=[each.pk for each in reviews[:5]]).update(
        decided_at=timezone.now() - timedelta(hours=1)
    )
    pages = all_pages(desk, "decided")
    assert [review for page in pages for review in page] == reviews[::-1]
    assert [len(page) for page in pages] == [25, 2]
    assert listed(desk) == []


def test_decided_leaves_out_what_was_undone_or_doubted_again(
    question: Post, asker: User, answerer: User, desk: Client
) -> None:
    undone, doubted, done = (waits(question, answerer) for _ in range(3))
    for review in (undone, doubted, done):
        give(desk, review, Verdict.SOUND)
    press(desk, "undo", undone)
    complain(asker, Post.objects.get(review=doubted))
    assert listed(desk, show="decided") == [done]
    assert set(listed(desk)) == {undone, doubted}


def test_nobody_is_offered_their_own_words(
    question: Post, pharmacist: User, desk: Client, physician: User, client_of: ClientOf
) -> None:
    review = waits(question, pharmacist)
    assert listed(desk) == []
    assert desk.get("/desk/").context["page"].waiting == 0
    assert listed(client_of(physician)) == [review]


def test_words_without_an_account_are_offered_to_everybody(
    question: Post, answerer: User, desk: Client
) -> None:
    review = waits(question, answerer)
    Review.objects.update(author=None)
    assert listed(desk) == [review]
    assert "has no account here" in open_page(desk, review).content.decode()


def test_the_page_of_a_review_tells_all_that_a_reviewer_needs(
    answerer: User, asker: User, desk: Client
) -> None:
    question = ask(asker, "How do I keep my bones strong?", "I take alendronate <b>daily</b>.")
    post = answer(question, answerer, "<i>Stop</i> taking your Fosamax & eat prunes.")
    review = doubt_about(post, 3)
    complain(asker, post, ReportReason.ADVICE, "It frightens me.")
    for _ in range(2):
        other = waits(question, answerer, 1)
    give(desk, other, Verdict.HARMFUL, note="It could hurt.")
    text = open_page(desk, review).content.decode()
    for words in (
        "How do I keep my bones strong?",
        "I take alendronate &lt;b&gt;daily&lt;/b&gt;.",
        " taking your Fosamax &amp; eat prunes.",
        "It tells somebody what to do.",
        "It frightens me.",
        "High risk",
        "Anselm Answerer: 2 other doubted, 1 of them taken off the page.",
        post.get_absolute_url(),
    ):
        assert words in text
    assert "<i>Stop" not in text
    assert "<mark>" in text


def test_the_authors_line_counts_each_reply_once(
    question: Post, answerer: User, desk: Client
) -> None:
    post = answer(question, answerer)
    doubt_about(post)
    for number in range(3):
        assert post.review is not None
        give(desk, post.review, Verdict.REWORD, note="Say it kindly.")
        rewrite(post, f"Thank you, {number} times.")
    review = waits(question, answerer)
    line = open_page(desk, review).context["page"].author_line
    assert line == "Anselm Answerer: 1 other doubted, 0 of them taken off the page."
    assert post.review is not None
    give(desk, post.review, Verdict.REWORD, note="Say it kindly.")
    line = open_page(desk, review).context["page"].author_line
    assert line == "Anselm Answerer: 1 other doubted, 1 of them taken off the page."


def test_the_history_names_who_did_what(question: Post, answerer: User, desk: Client) -> None:
    review = waits(question, answerer)
    press(desk, "claim", review)
    give(desk, review, Verdict.SOUND)
    history = open_page(desk, review).context["page"].history
    assert [(line.move, str(line.actor)) for line in history] == [
        ("opened", "None"),
        ("claimed", "Petra Pharmacist"),
        ("decided", "Petra Pharmacist"),
    ]


def test_a_moderator_sees_which_verdicts_are_not_theirs(
    question: Post, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    review = waits(question, answerer)
    page = open_page(client_of(moderator), review).context["page"]
    offered = {button.ruling.verdict for button in page.buttons if not button.refusal}
    assert offered == {Verdict.REMOVE, Verdict.REWORD}


# A full page of one's own fields leaves no room for others, which aren't asked for then.
@pytest.mark.parametrize(("waiting", "others"), [(3, 1), (30, 0)])
def test_the_list_asks_the_database_as_often_for_3_as_for_30(
    waiting: int,
    others: int,
    question: Post,
    desk: Client,
    physician: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(waiting):
        waits(question, make_person(f"Author {number}"))
    Review.objects.update(claimed_by=physician, claimed_at=timezone.now())
    last = Review.objects.order_by("-pk")[waiting - 2]
    with django_assert_num_queries(11 + others):
        desk.get("/desk/")
    with django_assert_num_queries(12 + others):
        desk.get("/desk/", {"after": last.pk})
    with django_assert_num_queries(9):
        desk.get("/desk/?show=mine")
    Review.objects.update(
        state="decided", verdict="keep", decided_by=physician, decided_at=timezone.now()
    )
    with django_assert_num_queries(9):
        desk.get("/desk/?show=decided")


@pytest.mark.parametrize("others", [3, 30])
def test_a_review_asks_the_database_as_often_beside_3_as_beside_30(
    others: int,
    question: Post,
    answerer: User,
    desk: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    post = answer(question, answerer)
    review = doubt_about(post)
    for number in range(others):
        waits(question, answerer)
        complain(make_person(f"Reader {number}"), post)
    with django_assert_num_queries(15):
        open_page(desk, review)


# ---- Filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        {"field": "diet"},
        {"severity": "1"},
        {"ground": "report"},
        {"topic": "garden gnomes"},
        {"age": "day"},
        {"field": "diet", "severity": "2", "ground": "link", "topic": "?", "age": "week"},
    ],
)
def test_no_filter_hides_a_held_post(
    query: dict[str, str], question: Post, answerer: User, desk: Client
) -> None:
    held = waits(question, answerer, 3)
    waits(question, answerer, 2)
    assert listed(desk, **query) == [held]


def test_filters_choose_by_field_risk_reason_topic_and_age(
    asker: User, question: Post, answerer: User, desk: Client
) -> None:
    of_diet, light, reported, old = (waits(question, answerer, n) for n in (2, 1, 2, 2))
    elsewhere = waits(ask(asker, "Which shoes are kind to bunions?"), answerer, 2)
    Review.objects.filter(pk=of_diet.pk).update(field="diet")
    ReviewGround.objects.create(review=reported, kind="report")
    Review.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=2))
    assert listed(desk, field="diet") == [of_diet]
    assert of_diet not in listed(desk, field="mine")
    assert listed(desk, severity="1") == [light]
    assert listed(desk, ground="report") == [reported]
    assert listed(desk, topic="bunions") == [elsewhere]
    assert listed(desk, age="day") == [old]
    assert len(listed(desk, field="nonsense", severity="9", ground="x", age="y")) == 5


def test_filters_stay_on_the_way_to_the_next_page(
    question: Post, answerer: User, desk: Client
) -> None:
    for _ in range(27):
        waits(question, answerer, 2)
    waits(question, answerer, 1)
    response = desk.get("/desk/", {"severity": "2"})
    assert "severity=2" in response.context["further"]
    rest = desk.get(f"/desk/?{response.context['further']}")
    assert len(rest.context["page"].reviews) == 2


def test_the_list_says_why_a_review_stands_where_it_does(
    question: Post, asker: User, answerer: User, physician: User, desk: Client
) -> None:
    review = waits(question, answerer, 3)
    for reader in (asker, physician):
        doubting.report(
            Post.objects.get(review=review), by=reader, reason=ReportReason.RUDE, text=clean("")
        )
    Review.objects.filter(pk=review.pk).update(opened_at=timezone.now() - timedelta(hours=3))
    (row,) = desk.get("/desk/").context["page"].rows
    assert row.place == "High severity; two readers reported it; waiting 3 hours"


def test_a_long_queue_is_counted_up_to_a_thousand(
    question: Post, answerer: User, desk: Client
) -> None:
    review = waits(question, answerer)
    columns = ("text", "topic_title", "place", "author_name", "about", "severity", "author_id")
    copied = {name: getattr(review, name) for name in columns}
    Review.objects.bulk_create([Review(**copied) for _ in range(1000)])
    page = desk.get("/desk/")
    assert page.context["page"].waiting == 1000
    assert "More than 1000" in page.content.decode()
