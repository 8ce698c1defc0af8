"""Why a post is at the desk: each ground by itself, and several joined in one review."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from forum.models import Notice, Post
from forum.notices import send_due
from moderation.grounds import Ground
from moderation.models import WatchWord
from moderation.priority import reporter_weight
from moderation.states import About, ReportReason, Verdict
from moderation.watching import is_drawn
from tests.forum.pages import Page
from tests.moderation.desk.pages import GRAVE, PLAIN, give, grounds, open_page, press, sees
from tests.people import answer, ask, complain, make_expert, make_person, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

TELLS_A_CONTACT = "She met jane at gmail"


def test_grave_advice_is_there_as_advice(question: Post, answerer: User) -> None:
    review = answer(question, answerer, GRAVE).review
    assert review is not None
    assert grounds(review) == {Ground.ADVICE}


def test_what_the_rules_cannot_read_is_there_unscored(
    question: Post, answerer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str, **_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("forum.doubting.assess", broken)
    review = answer(question, answerer).review
    assert review is not None
    assert grounds(review) == {Ground.UNSCORED}
    assert review.about == About.ADVICE


def test_complaints_join_what_the_rules_found(
    question: Post, answerer: User, asker: User, settings: Settings
) -> None:
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "label")
    post = answer(question, answerer, GRAVE)
    review = complain(asker, post, ReportReason.RUDE)
    assert review == post.review
    assert grounds(review) == {Ground.ADVICE, Ground.REPORT}


def test_a_change_of_doubted_words_carries_the_complaint_along(
    question: Post, answerer: User, asker: User
) -> None:
    post = answer(question, answerer)
    complain(asker, post)
    changed = rewrite(post, "Thank you both, that was kind.")
    assert changed.review is not None
    assert grounds(changed.review) == {Ground.CHANGED, Ground.REPORT}


def test_a_site_may_hold_what_tells_a_contact(
    question: Post, answerer: User, stranger: Client, settings: Settings
) -> None:
    shown = answer(question, answerer, TELLS_A_CONTACT)
    assert shown.review is not None
    assert grounds(shown.review) == {Ground.CONTACT}
    assert sees(stranger, shown)
    settings.HOLD_GROUNDS = ["contact"]
    held = answer(question, answerer, TELLS_A_CONTACT)
    assert not sees(stranger, held)
    assert sees(stranger, answer(question, answerer, PLAIN))


# ---- Newcomers -----------------------------------------------------------------------------------


def test_the_first_post_of_a_newcomer_is_seen_by_a_moderator_and_shown_meanwhile(
    question: Post, answerer: User, stranger: Client, settings: Settings
) -> None:
    settings.NEWCOMER_POSTS = 1
    first = answer(question, answerer)
    assert first.review is not None
    assert (grounds(first.review), first.review.about) == ({Ground.NEWCOMER}, About.CONDUCT)
    assert sees(stranger, first)
    assert "Not yet checked" not in stranger.get(first.get_absolute_url()).content.decode()
    assert answer(question, answerer).review is None


def test_a_link_of_a_newcomer_is_marked(question: Post, answerer: User, settings: Settings) -> None:
    settings.NEWCOMER_LINK_POSTS = 2
    own = f"It is told at {settings.SITE_URL}/help/ here."
    assert answer(question, answerer, own).review is None
    review = answer(question, answerer, "I read it at https://pills.example.com/buy today.").review
    assert review is not None
    assert grounds(review) == {Ground.LINK}
    (reason,) = review.reasons
    assert review.text[reason["start"] : reason["end"]] == "https://pills.example.com/buy"
    assert answer(question, answerer, "And at https://pills.example.com/buy").review is None


def test_the_people_of_the_desk_are_no_newcomers(
    question: Post, pharmacist: User, settings: Settings
) -> None:
    settings.NEWCOMER_POSTS = settings.NEWCOMER_LINK_POSTS = 3
    assert answer(question, pharmacist, "See https://www.nhs.uk/ for that.").review is None


# ---- Watch words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["We sold MIRACLE  drops.", "I saw míracle drops!", "(miracle drops)", "miracle\ndrops"],
)
def test_a_watch_word_is_found_however_it_is_written(
    text: str, question: Post, answerer: User
) -> None:
    WatchWord.objects.create(phrase="Miracle drops", why="It names a known scam.")
    review = answer(question, answerer, text).review
    assert review is not None
    assert (grounds(review), review.about) == ({Ground.WORD}, About.CONDUCT)
    assert [reason["why"] for reason in review.reasons] == ["It names a known scam."]


@pytest.mark.parametrize("text", ["A miracle dropsy.", "> miracle drops\n\nWhat is that?"])
def test_a_part_of_a_word_or_a_quotation_is_no_watch_word(
    text: str, question: Post, answerer: User
) -> None:
    WatchWord.objects.create(phrase="miracle drops")
    assert answer(question, answerer, text).review is None


# ---- The random sample ---------------------------------------------------------------------------


@pytest.fixture
def everything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.finding.is_drawn", lambda key, *, share: True)


def test_a_drawn_reply_waits_for_an_expert_and_nothing_is_said_under_it(
    everything_is_drawn: None,
    question: Post,
    answerer: User,
    moderator: User,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    post = answer(question, answerer)
    review = post.review
    assert review is not None
    assert (grounds(review), review.about) == ({Ground.SAMPLE}, About.ADVICE)
    assert give(client_of(moderator), review, Verdict.KEEP).status_code == 422
    before = Page(stranger.get(post.get_absolute_url())).text
    page = open_page(client_of(pharmacist), review).content.decode()
    assert "Shows the reply as it is, without a mark." in page
    give(client_of(pharmacist), review, Verdict.EXPERIENCE)
    after = Page(stranger.get(post.get_absolute_url())).text
    for text in (before, after):
        assert post.source in text
        assert "Not yet checked" not in text
        assert "Checked by" not in text


def test_a_miss_that_the_sample_finds_gets_its_label(
    everything_is_drawn: None,
    question: Post,
    answerer: User,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    post = answer(question, answerer)
    assert post.review is not None
    give(client_of(pharmacist), post.review, Verdict.MISLEADING, note="Not so.")
    assert "misleading" in stranger.get(post.get_absolute_url()).content.decode()


def test_a_drawn_reply_that_is_changed_is_doubted_by_nobody(
    everything_is_drawn: None, question: Post, answerer: User
) -> None:
    post = rewrite(answer(question, answerer), "Thank you both, that was kind.")
    assert post.review is not None
    assert grounds(post.review) == {Ground.SAMPLE}


def test_what_something_else_brings_is_no_sample(
    everything_is_drawn: None, question: Post, answerer: User
) -> None:
    review = answer(question, answerer, GRAVE).review
    assert review is not None
    assert grounds(review) == {Ground.ADVICE}


def test_the_sample_takes_its_share_and_the_same_each_time() -> None:
    keys = [f"/posts/{number}/ 1" for number in range(10_000)]
    drawn = [key for key in keys if is_drawn(key, share=0.02)]
    assert 120 < len(drawn) < 280
    assert drawn == [key for key in keys if is_drawn(key, share=0.02)]
    assert not any(is_drawn(key, share=0.0) for key in keys)
    assert all(is_drawn(key, share=1.0) for key in keys)


# ---- Whose words they are ------------------------------------------------------------------------


ADVICE = "You should stop taking your Fosamax at once, it destroys your bones."


@pytest.fixture
def told(asker: User, settings: Settings) -> Post:
    """A question that tells what somebody else advised; everybody sees it."""
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "label")
    return ask(asker, "What do you make of this?", f"My friend wrote to me. {ADVICE}")


def test_a_copied_sentence_counts_for_whoever_wrote_it(told: Post, answerer: User) -> None:
    copy = answer(told, answerer, f"{ADVICE}\n\nWho says such a thing?")
    assert copy.review is None
    deeper = answer(answer(told, answerer), answerer, f"{ADVICE} That is what you read?")
    assert deeper.review is None


def test_a_reply_of_copies_alone_says_them_itself(told: Post, answerer: User) -> None:
    copy = answer(told, answerer, ADVICE)
    assert copy.review is not None
    assert grounds(copy.review) == {Ground.ADVICE}


def test_a_sentence_that_was_changed_is_ones_own(told: Post, answerer: User) -> None:
    own = answer(told, answerer, f"{ADVICE.replace('Fosamax', 'warfarin')} That is clear.")
    assert own.review is not None


# ---- Experts' own answers ------------------------------------------------------------------------


def test_an_expert_answers_in_their_own_field_without_a_check(
    question: Post, pharmacist: User, stranger: Client
) -> None:
    post = answer(question, pharmacist, GRAVE)
    assert post.review is None
    page = stranger.get(post.get_absolute_url()).content.decode()
    assert "Written by a pharmacist (GB), credential checked" in page


def test_an_expert_of_another_field_is_checked_like_anybody(question: Post) -> None:
    nurse = make_expert("Nina Nurse", "nurse")
    review = answer(question, nurse, GRAVE).review
    assert review is not None
    assert grounds(review) == {Ground.ADVICE}


def test_a_report_brings_an_experts_answer_to_the_desk(
    question: Post, asker: User, pharmacist: User
) -> None:
    post = answer(question, pharmacist, GRAVE)
    review = complain(asker, post, ReportReason.ADVICE)
    assert (grounds(review), review.about) == ({Ground.REPORT}, About.ADVICE)


def test_the_random_sample_reads_experts_too(
    everything_is_drawn: None, question: Post, pharmacist: User
) -> None:
    review = answer(question, pharmacist, GRAVE).review
    assert review is not None
    assert grounds(review) == {Ground.SAMPLE}


# ---- Readers who report --------------------------------------------------------------------------


def test_a_reporter_is_told_the_outcome_later_and_no_more(
    question: Post,
    answerer: User,
    asker: User,
    moderator: User,
    client_of: ClientOf,
    mailoutbox: list[EmailMessage],
) -> None:
    post = answer(question, answerer)
    review = complain(asker, post, ReportReason.RUDE, "He is rude.")
    give(client_of(moderator), review, Verdict.REMOVE, note="You called her a name, Anselm.")
    told = Notice.objects.filter(kind=Notice.Kind.REPORT)
    assert [notice.recipient for notice in told.all()] == [asker]
    assert told.get().not_before > timezone.now()
    assert press(client_of(moderator), "undo", review).status_code == 302
    assert not told.all().exists()
    give(client_of(moderator), review, Verdict.REMOVE, note="You called her a name, Anselm.")
    Notice.objects.exclude(kind=Notice.Kind.REPORT).delete()
    Notice.objects.update(not_before=timezone.now())
    assert send_due() == (1, 0)
    body = mailoutbox[0].body
    assert "It is off the page now." in body
    assert "You called her a name" not in body
    assert "Anselm" not in body


def test_a_reporter_who_was_right_weighs_more(
    question: Post, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    right, wrong, new = (make_person(f"Reader {name}") for name in ("Right", "Wrong", "New"))
    for reader, verdict in ((right, Verdict.REMOVE), (wrong, Verdict.KEEP)):
        for _ in range(3):
            review = complain(reader, answer(question, answerer), ReportReason.SPAM)
            give(client_of(moderator), review, verdict, note="It sells something.")
    assert [reporter_weight(reader) for reader in (right, new, wrong)] == [0.8, 0.5, 0.2]
    reviews = [
        complain(reader, answer(question, answerer), ReportReason.SPAM)
        for reader in (wrong, new, right)
    ]
    listed = client_of(moderator).get("/desk/").context["page"].reviews
    assert listed == reviews[::-1]
