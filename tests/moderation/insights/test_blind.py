"""Blind checks: who is shown what, and that nothing of it reaches readers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.models import Post
from moderation import decisions
from moderation.models import BlindCheck, Review
from moderation.states import Verdict
from moderation.text.clean import clean
from tests.moderation.desk.pages import give, press, standing
from tests.people import answer, ask, doubt_about, make_expert, rewrite

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

NOTE = "Nobody but the second reader may know this sentence."


@pytest.fixture
def review(post: Post, pharmacist: User, client_of: ClientOf, settings: Any) -> Review:
    """A review that a pharmacist decided a while ago, and that chance has drawn."""
    settings.BLIND_CHECK_PERCENT = 100
    found = doubt_about(post)
    assert give(client_of(pharmacist), found, Verdict.CAUTION, note=NOTE).status_code == 302
    age(found)
    found.refresh_from_db()
    return found


def age(review: Review) -> None:
    """Let two minutes pass since the review's check was drawn."""
    at = timezone.now() - timedelta(minutes=2)
    BlindCheck.objects.filter(review=review).update(drawn_at=at)


def shown(browser: Client) -> BlindCheck | None:
    """Return the check that the page shows."""
    response = browser.get("/desk/blind-checks/")
    assert response.status_code == 200
    check: BlindCheck | None = response.context["check"]
    return check


def judge(browser: Client, check: BlindCheck, verdict: str) -> Any:
    """Press a verdict on the page of a check."""
    return browser.post(f"/desk/blind-checks/{check.pk}/", {"verdict": verdict})


def test_a_second_expert_sees_the_words_and_not_the_verdict(
    review: Review, physician: User, client_of: ClientOf
) -> None:
    response = client_of(physician).get("/desk/blind-checks/")
    text = response.content.decode().split("<main")[1].split("</main>")[0]
    assert response.context["check"].review == review
    assert "It tells somebody what to do." in text
    for secret in (NOTE, "Petra", "Anselm", "pharmacist", "checked by"):
        assert secret not in text


def test_a_second_verdict_is_kept_and_changes_nothing_else(
    review: Review, physician: User, client_of: ClientOf, stranger: Client, post: Post
) -> None:
    before, page = standing(review), stranger.get(post.get_absolute_url()).content
    browser = client_of(physician)
    check = shown(browser)
    assert check is not None
    assert judge(browser, check, Verdict.MISLEADING).status_code == 302
    check.refresh_from_db()
    assert (check.first_verdict, check.verdict) == (Verdict.CAUTION, Verdict.MISLEADING)
    assert (check.checked_by, check.profession) == (physician, "physician")
    assert standing(review) == before
    assert review.events.filter(actor=physician).count() == 0
    assert stranger.get(post.get_absolute_url()).content == page
    assert shown(browser) is None


def test_insights_compare_both_verdicts(
    review: Review, physician: User, client_of: ClientOf
) -> None:
    browser = client_of(physician)
    assert "Judge one of 1 blind" in browser.get("/desk/insights/").content.decode()
    judge(browser, BlindCheck.objects.get(), Verdict.SOUND)
    text = " ".join(browser.get("/desk/insights/").content.decode().split())
    assert "<strong>0 of 1</strong> blind checks gave the same verdict." in text
    assert '<th scope="row">Sound with a caution</th><td>Sound</td>' in text


def test_neither_the_first_expert_nor_the_author_is_asked(
    review: Review, pharmacist: User, answerer: User, client_of: ClientOf
) -> None:
    from_author = make_expert("Olga Other")
    Review.objects.filter(pk=review.pk).update(author=from_author)
    for person in (pharmacist, from_author):
        browser = client_of(person)
        assert shown(browser) is None
        assert judge(browser, BlindCheck.objects.get(), Verdict.SOUND).status_code == 403
    assert BlindCheck.objects.get().verdict == ""


def test_a_moderator_without_a_credential_is_not_asked(
    review: Review, moderator: User, client_of: ClientOf
) -> None:
    browser = client_of(moderator)
    assert browser.get("/desk/blind-checks/").status_code == 403
    assert judge(browser, BlindCheck.objects.get(), Verdict.SOUND).status_code == 403


def test_of_two_who_answer_the_second_is_told(
    review: Review, physician: User, client_of: ClientOf
) -> None:
    check, other = BlindCheck.objects.get(), make_expert("Olga Other")
    assert judge(client_of(physician), check, Verdict.SOUND).status_code == 302
    response = judge(client_of(other), check, Verdict.HARMFUL)
    assert response.status_code == 409
    assert "Somebody else has looked at this one." in response.content.decode()
    assert BlindCheck.objects.get().verdict == Verdict.SOUND


@pytest.mark.parametrize("verdict", ["", "keep", "remove", "reword", "nonsense"])
def test_what_is_no_medical_verdict_is_asked_again(
    verdict: str, review: Review, physician: User, client_of: ClientOf
) -> None:
    response = judge(client_of(physician), BlindCheck.objects.get(), verdict)
    assert response.status_code == 422
    assert "Choose a verdict." in response.content.decode()
    assert BlindCheck.objects.get().verdict == ""


def test_a_fresh_decision_is_not_shown_while_it_may_be_undone(
    review: Review, physician: User, client_of: ClientOf
) -> None:
    BlindCheck.objects.update(drawn_at=timezone.now())
    assert shown(client_of(physician)) is None


def test_an_undone_decision_is_no_longer_compared(
    review: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    judge(client_of(physician), BlindCheck.objects.get(), Verdict.SOUND)
    assert press(client_of(pharmacist), "undo", review).status_code == 302
    assert not BlindCheck.objects.exists()


def test_changed_words_are_not_shown_and_an_earlier_answer_stays(
    review: Review, post: Post, physician: User, client_of: ClientOf
) -> None:
    post.refresh_from_db()
    rewrite(post, "Thank you all, that was kind.")
    assert not BlindCheck.objects.exists()


@pytest.mark.parametrize(("percent", "drawn"), [(0, 0), (100, 6)])
def test_the_share_that_is_drawn_is_a_setting(
    percent: int, drawn: int, asker: User, answerer: User, pharmacist: User, settings: Any
) -> None:
    settings.BLIND_CHECK_PERCENT = percent
    question = ask(asker)
    for _ in range(6):
        review = doubt_about(answer(question, answerer))
        decisions.decide(
            review, by=pharmacist, version=1, verdict=Verdict.SOUND, note=clean("Yes.")
        )
    assert BlindCheck.objects.count() == drawn


def test_no_verdict_of_a_moderator_is_drawn(
    post: Post, pharmacist: User, client_of: ClientOf, settings: Any
) -> None:
    settings.BLIND_CHECK_PERCENT = 100
    give(client_of(pharmacist), doubt_about(post), Verdict.REMOVE, note="It sells something.")
    assert not BlindCheck.objects.exists()
