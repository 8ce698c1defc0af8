"""What brings a reply to the desk: the site's own doubt, an edit, a reader's complaint."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from forum import doubting
from forum.config.logs import WordlessFormatter
from forum.models import Notice, Post
from moderation.intake import doubt
from moderation.models import Report, Review
from moderation.states import About, Move, ReportReason, State, Verdict
from moderation.text.clean import clean
from tests.moderation.desk.pages import GRAVE, give, moves, sees, standing
from tests.people import answer, ask, assessment, complain, doubt_about, make_person, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

OTHER_WORDS = "Thank you both, that was kind."


def change(browser: Client, post: Post, text: str) -> None:
    """Change the post on its page, as its author does."""
    address = reverse("forum:post-edit", args=[post.pk])
    response = browser.post(address, {"text": text, "version": post.version})
    assert response.status_code == 302
    post.refresh_from_db()


# ---- The site's own doubt ------------------------------------------------------------------------


@pytest.mark.parametrize("severity", [1, 2, 3])
@pytest.mark.parametrize(
    ("action", "opens", "withholds"),
    [("publish", False, False), ("label", True, False), ("hold", True, True)],
)
def test_the_policy_of_the_site_decides_by_severity(
    severity: int, action: str, opens: bool, withholds: bool, settings: Settings
) -> None:
    others = {"publish": "hold", "label": "publish", "hold": "label"}[action]
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), others) | {severity: action}
    answered = doubt(assessment(severity))
    assert (answered.opens_review, answered.withholds) == (opens, withholds)


def test_what_is_no_advice_passes_whatever_the_policy(settings: Settings) -> None:
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "hold")
    answered = doubt(assessment(0))
    assert (answered.opens_review, answered.withholds) == (False, False)


def test_the_policy_of_a_new_site_holds_the_grave_and_labels_the_rest() -> None:
    actions = [doubt(assessment(severity)) for severity in (1, 2, 3)]
    assert [each.opens_review for each in actions] == [True, True, True]
    assert [each.withholds for each in actions] == [False, False, True]


def test_a_friendly_reply_is_shown_without_a_review(post: Post, stranger: Client) -> None:
    assert post.review is None
    assert sees(stranger, post)
    assert not Review.objects.exists()


def test_grave_advice_waits_unseen_with_all_that_a_reviewer_needs(
    asker: User, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    question = ask(asker, "How do I keep my bones strong?", "I take alendronate. Any thoughts?")
    post = answer(question, answerer, f"{GRAVE} Write to me: anselm@answers-for-you.example.com")
    review = post.review
    assert review is not None
    assert (review.about, review.severity, review.withholds) == (About.ADVICE, 3, True)
    assert (review.text, review.parent_text) == (post.source, question.source)
    assert (review.topic_title, review.place) == (question.topic.title, post.get_absolute_url())
    assert (review.author, review.author_name) == (answerer, "Anselm Answerer")
    assert review.hidden == {"email": 1}
    assert "anselm@" not in review.text
    assert review.reasons
    for reason in review.reasons:
        assert 0 <= reason["start"] < reason["end"] <= len(review.text)
        assert reason["why"]
    assert moves(review) == [Move.OPEN]
    assert review.events.get().actor is None
    assert not sees(stranger, post)
    assert sees(client_of(answerer), post)
    assert not Notice.objects.filter(recipient=asker).exists()


def test_the_asker_is_told_of_a_held_answer_once_it_is_shown(
    asker: User, answerer: User, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    post = answer(ask(asker), answerer, GRAVE)
    told = Notice.objects.filter(kind=Notice.Kind.REPLY, recipient=asker, post=post)
    assert post.review is not None
    give(client_of(pharmacist), post.review, Verdict.HARMFUL, note="Never stop it alone.")
    assert not told.exists()
    client_of(pharmacist).post(
        reverse("moderation:review-undo", args=[post.review.pk]), {"version": 2}
    )
    give(client_of(pharmacist), post.review, Verdict.CAUTION, note="Ask your doctor first.")
    assert not told.exists()
    give(client_of(physician), post.review, Verdict.CAUTION, note="Ask your doctor first.")
    assert told.count() == 1


def test_advice_that_the_policy_labels_is_shown_and_waits(
    asker: User, answerer: User, stranger: Client, settings: Settings
) -> None:
    settings.ADVICE_POLICY = {1: "publish", 2: "publish", 3: "label"}
    post = answer(ask(asker), answerer, GRAVE)
    assert post.review is not None
    assert (post.review.state, post.review.withholds) == (State.WAITING, False)
    assert sees(stranger, post)


def test_advice_that_the_policy_publishes_has_no_review(
    asker: User, answerer: User, stranger: Client, settings: Settings
) -> None:
    settings.ADVICE_POLICY = dict.fromkeys((1, 2, 3), "publish")
    post = answer(ask(asker), answerer, GRAVE)
    assert post.review is None
    assert sees(stranger, post)


def test_a_question_is_doubted_like_an_answer(asker: User, stranger: Client) -> None:
    question = ask(asker, "Does anybody agree with me here?", GRAVE)
    assert question.review is not None
    assert question.review.parent_text == ""
    assert not sees(stranger, question)


def test_when_triage_fails_the_reply_is_kept_shown_and_queued(
    asker: User,
    answerer: User,
    stranger: Client,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    question = ask(asker)

    def broken(text: str, **_: object) -> None:
        raise RuntimeError(f"cannot read {text}")

    monkeypatch.setattr("forum.doubting.assess", broken)
    as_the_site_logs = WordlessFormatter("{message}", style="{")
    monkeypatch.setattr(caplog.handler, "formatter", as_the_site_logs)
    words = "Words that must stay out of the log."
    response = client_of(answerer).post(
        reverse("forum:post-reply", args=[question.pk]), {"text": words}
    )
    assert response.status_code == 302
    post = Post.objects.get(parent=question)
    assert sees(stranger, post)
    assert post.review is not None
    assert (post.review.severity, post.review.about) == (0, About.ADVICE)
    assert f"Triage failed on {post.get_absolute_url()}" in caplog.text
    assert "in broken" in caplog.text
    assert "RuntimeError" in caplog.text
    assert words not in caplog.text


# ---- Edits ---------------------------------------------------------------------------------------


def test_an_edit_closes_the_review_and_opens_a_fresh_one(
    post: Post, answerer: User, client_of: ClientOf
) -> None:
    first = doubt_about(post, severity=2)
    change(client_of(answerer), post, OTHER_WORDS)
    second = post.review
    assert second is not None
    assert second.follows == first
    assert (second.text, second.version, second.state) == (OTHER_WORDS, 1, State.WAITING)
    first.refresh_from_db()
    assert (first.state, first.version) == (State.SUPERSEDED, 2)
    assert first.text != OTHER_WORDS
    assert moves(first) == [Move.OPEN, Move.SUPERSEDE]
    assert moves(second) == [Move.OPEN]


def test_a_held_reply_stays_held_however_harmless_its_new_words(
    post: Post, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    doubt_about(post, severity=3)
    for text in (OTHER_WORDS, "Thank you.", "Good morning."):
        change(client_of(answerer), post, text)
        assert not sees(stranger, post)
    assert post.review is not None
    assert (post.review.about, post.review.state) == (About.ADVICE, State.WAITING)
    assert Review.objects.open().count() == 1


def test_a_reply_that_was_sent_back_is_shown_when_a_moderator_keeps_its_new_words(
    post: Post,
    asker: User,
    answerer: User,
    moderator: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    review = complain(asker, post)
    give(client_of(moderator), review, Verdict.REWORD, note="Say it kindly.")
    change(client_of(answerer), post, OTHER_WORDS)
    assert not sees(stranger, post)
    assert post.review is not None
    assert post.review.about == About.CONDUCT
    give(client_of(moderator), post.review, Verdict.KEEP)
    assert sees(stranger, post)


def test_an_edit_after_removal_is_refused(
    post: Post, answerer: User, pharmacist: User, stranger: Client, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, Verdict.HARMFUL, note="It could hurt.")
    response = client_of(answerer).post(
        reverse("forum:post-edit", args=[post.pk]), {"text": OTHER_WORDS, "version": 1}
    )
    assert response.status_code == 403
    assert OTHER_WORDS in response.content.decode()
    assert not sees(stranger, post)


def test_an_edit_of_checked_words_to_harmless_ones_needs_no_new_check(
    post: Post, answerer: User, pharmacist: User, stranger: Client, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, Verdict.SOUND)
    change(client_of(answerer), post, OTHER_WORDS)
    assert post.review == review
    assert post.review.state == State.SUPERSEDED
    assert post.review.verdict == Verdict.SOUND
    assert sees(stranger, post)
    assert not Review.objects.open().exists()


def test_an_edit_of_checked_words_to_grave_advice_is_held(
    post: Post, answerer: User, pharmacist: User, stranger: Client, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, Verdict.SOUND)
    change(client_of(answerer), post, GRAVE)
    assert not sees(stranger, post)
    assert post.review is not None
    assert post.review.verdict == ""
    assert post.review.follows == review


def test_an_edit_of_a_reviewed_complaint_to_advice_asks_an_expert(
    post: Post, asker: User, answerer: User, client_of: ClientOf
) -> None:
    complain(asker, post, ReportReason.RUDE)
    change(client_of(answerer), post, GRAVE)
    assert post.review is not None
    assert (post.review.about, post.review.withholds) == (About.ADVICE, True)


def test_reports_on_an_open_review_go_along_to_the_new_version(
    post: Post, asker: User, answerer: User, client_of: ClientOf
) -> None:
    first = complain(asker, post, ReportReason.SPAM, "He sells it himself.")
    change(client_of(answerer), post, OTHER_WORDS)
    assert post.review is not None
    assert post.review != first
    assert post.review.reports.get().text == "He sells it himself."


def test_reports_that_were_decided_stay_where_they_were(
    post: Post, asker: User, answerer: User, moderator: User, client_of: ClientOf
) -> None:
    first = complain(asker, post)
    give(client_of(moderator), first, Verdict.REWORD, note="Say it kindly.")
    change(client_of(answerer), post, OTHER_WORDS)
    assert post.review is not None
    assert not post.review.reports.exists()
    assert first.reports.count() == 1


def test_an_edit_that_changes_no_word_changes_nothing(
    post: Post, answerer: User, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    before = standing(review)
    change(client_of(answerer), post, post.source)
    assert post.review == review
    assert standing(review) == before
    assert moves(review) == [Move.OPEN]


def test_an_edit_of_an_older_version_changes_nothing(
    post: Post, answerer: User, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    response = client_of(answerer).post(
        reverse("forum:post-edit", args=[post.pk]), {"text": OTHER_WORDS, "version": 7}
    )
    assert response.status_code == 409
    assert OTHER_WORDS in response.content.decode()
    assert moves(review) == [Move.OPEN]


def test_a_withdrawn_reply_leaves_the_queue(
    post: Post, answerer: User, stranger: Client, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=3)
    words = post.source
    client_of(answerer).post(reverse("forum:post-withdraw", args=[post.pk]))
    review.refresh_from_db()
    assert review.state == State.SUPERSEDED
    assert words not in review.text
    assert not Review.objects.open().exists()


def test_a_late_withdrawal_keeps_the_copy_of_the_desk(
    post: Post, answerer: User, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=3)
    words = post.source
    Post.objects.update(created_at=timezone.now() - timedelta(days=1))
    client_of(answerer).post(reverse("forum:post-withdraw", args=[post.pk]))
    review.refresh_from_db()
    assert (review.state, review.text) == (State.SUPERSEDED, words)


# ---- Complaints ----------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ReportReason)
def test_a_complaint_opens_a_review_and_hides_nothing(
    reason: ReportReason, post: Post, asker: User, stranger: Client, client_of: ClientOf
) -> None:
    response = client_of(asker).post(
        reverse("forum:post-report", args=[post.pk]), {"reason": reason, "text": "Please look."}
    )
    assert response.status_code == 302
    post.refresh_from_db()
    review = post.review
    assert review is not None
    about = About.ADVICE if reason == ReportReason.ADVICE else About.CONDUCT
    assert (review.about, review.state, review.text) == (about, State.WAITING, post.source)
    told = review.reports.get()
    assert (told.reporter, told.reason, told.text) == (asker, reason, "Please look.")
    assert moves(review) == [Move.OPEN, Move.REPORT]
    assert review.events.latest("pk").actor == asker
    assert sees(stranger, post)


def test_a_complaint_joins_the_review_that_waits(post: Post, asker: User, pharmacist: User) -> None:
    review = doubt_about(post, severity=2)
    assert complain(asker, post, ReportReason.RUDE) == review
    assert complain(pharmacist, post, ReportReason.SPAM) == review
    review.refresh_from_db()
    assert (review.about, review.severity, review.state) == (About.ADVICE, 2, State.WAITING)
    assert moves(review) == [Move.OPEN, Move.REPORT, Move.REPORT]


def test_a_second_complaint_of_the_same_reader_changes_nothing(
    post: Post, asker: User, pharmacist: User, client_of: ClientOf
) -> None:
    review = complain(asker, post, ReportReason.ADVICE, "It frightens me.")
    before = standing(review)
    complain(asker, post, ReportReason.SPAM, "And it is spam.")
    assert standing(review) == before
    assert Report.objects.get().text == "It frightens me."
    give(client_of(pharmacist), review, Verdict.SOUND)
    complain(asker, post, ReportReason.SPAM, "I don't believe that.")
    assert standing(review)["state"] == State.DECIDED
    assert moves(review) == [Move.OPEN, Move.REPORT, Move.DECIDE]


def test_a_reader_who_then_fears_for_somebodys_health_is_heard(
    post: Post, asker: User, moderator: User, client_of: ClientOf
) -> None:
    review = complain(asker, post, ReportReason.RUDE, "So unkind.")
    give(client_of(moderator), review, Verdict.KEEP)
    complain(asker, post, ReportReason.ADVICE, "And it could hurt somebody.")
    after = standing(review)
    assert (after["state"], after["about"]) == (State.REOPENED, About.ADVICE)
    assert Report.objects.get().text == "And it could hurt somebody."


@pytest.mark.parametrize("verdict", [Verdict.SOUND, Verdict.CAUTION, Verdict.MISLEADING])
def test_a_complaint_about_a_decided_reply_reopens_it_and_the_verdict_keeps_standing(
    verdict: Verdict,
    post: Post,
    asker: User,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, verdict, note="Not with milk.")
    before = standing(review)
    complain(asker, post, ReportReason.ADVICE)
    assert standing(review) == before | {"state": State.REOPENED}
    assert sees(stranger, post)
    page = client_of(pharmacist).get("/desk/").context["page"]
    assert page.reviews == [review]


def test_a_complaint_after_a_checked_reply_was_changed_opens_a_review_of_the_new_words(
    post: Post, asker: User, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    first = doubt_about(post, severity=2)
    give(client_of(pharmacist), first, Verdict.SOUND)
    change(client_of(answerer), post, OTHER_WORDS)
    second = complain(asker, post, ReportReason.RUDE)
    assert second != first
    assert (second.follows, second.text, second.about) == (first, OTHER_WORDS, About.CONDUCT)
    assert standing(first)["verdict"] == Verdict.SOUND


def test_a_complaint_hides_the_private_details_in_its_words(post: Post, asker: User) -> None:
    review = complain(asker, post, text="He wrote me from anselm@answers-for-you.example.com")
    assert "anselm@" not in review.reports.get().text


def test_nobody_reports_their_own_reply_nor_what_they_cannot_see(
    post: Post, answerer: User, asker: User, client_of: ClientOf
) -> None:
    address = reverse("forum:post-report", args=[post.pk])
    form = {"reason": ReportReason.RUDE, "text": ""}
    assert client_of(answerer).post(address, form).status_code == 403
    doubt_about(post, severity=3)
    assert client_of(asker).post(address, form).status_code == 404
    assert not Report.objects.exists()


def test_complaints_of_a_hundred_readers_are_one_review(post: Post, db: None) -> None:
    for number in range(100):
        complain(make_person(f"Reader {number}"), post)
    review = Review.objects.get()
    assert review.reports.count() == 100
    assert review.events.filter(move=Move.REPORT).count() == 100


def test_a_reporter_whose_account_is_gone_leaves_the_complaint(
    post: Post, asker: User, pharmacist: User
) -> None:
    reader = make_person("Rita Reader")
    doubting.report(post, by=reader, reason=ReportReason.SPAM, text=clean("Spam."))
    Report.objects.update(reporter=None)
    complain(pharmacist, post)
    assert Report.objects.count() == 2


def test_an_edit_that_triage_cannot_read_keeps_its_review(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = doubt_about(post, severity=2)

    def broken(text: str, **_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("forum.doubting.assess", broken)
    rewrite(post, OTHER_WORDS)
    assert post.review is not None
    assert post.review.follows == review
    assert post.review.is_open


def test_words_that_may_tell_an_address_are_shown_and_go_to_the_moderators(
    post: Post, answerer: User, stranger: Client
) -> None:
    reply = answer(post, answerer, "She met jane at gmail years ago.")
    assert sees(stranger, reply)
    review = reply.review
    assert review is not None
    assert review.about == About.CONDUCT
    assert [each["rule"] for each in review.reasons] == ["contact"]
    found = review.reasons[0]
    assert "jane at gmail" in review.text[found["start"] : found["end"]]
