"""From verdicts to weights that decide: what counts, when, and what keeps bad weights out."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from forum.models import Post
from moderation import decisions, flags, learning, rules
from moderation.intake import supersede
from moderation.models import Review, TriageSettings, WeightsVersion
from moderation.states import Verdict
from moderation.text.clean import clean
from moderation.triage import feedback, model
from moderation.triage.assess import assess
from tests.people import answer, ask, complain, doubt_about, rewrite

pytestmark = pytest.mark.django_db

Judge = Callable[..., Review]
ADVICE = "Bump the wobblestick by two."
STORY = "I bumped mine by two."


@pytest.fixture
def question(asker: User) -> Post:
    """A question."""
    return ask(asker, text="Anything for a stiff knee?")


@pytest.fixture
def judge(question: Post, answerer: User, pharmacist: User) -> Judge:
    """Return a function: writes a reply and has it judged."""

    def written(text: str = ADVICE, verdict: Verdict = Verdict.HARMFUL) -> Review:
        review = doubt_about(answer(question, answerer, text))
        note = clean("It could do harm.")
        return decisions.decide(
            review, by=pharmacist, version=review.version, verdict=verdict, note=note
        )

    return written


def digest() -> str:
    """Return the digest of what is learned now."""
    return learning.learn().digest


@pytest.mark.parametrize(
    ("verdict", "is_advice"),
    [
        (Verdict.SOUND, True),
        (Verdict.CAUTION, True),
        (Verdict.MISLEADING, True),
        (Verdict.HARMFUL, True),
        (Verdict.EXPERIENCE, False),
    ],
)
def test_a_medical_verdict_says_whether_it_was_advice(
    judge: Judge, question: Post, verdict: Verdict, is_advice: bool
) -> None:
    judge(verdict=verdict)
    expected = feedback.Lesson(ADVICE, question.source, question.topic.title, is_advice)
    assert learning.lessons() == [expected]


def test_a_removal_says_nothing_of_advice(judge: Judge) -> None:
    judge(verdict=Verdict.REMOVE)
    assert learning.lessons() == []


def test_a_question_teaches_without_its_own_title(asker: User, pharmacist: User) -> None:
    review = doubt_about(ask(asker, text=ADVICE))
    decisions.decide(
        review, by=pharmacist, version=1, verdict=Verdict.MISLEADING, note=clean("Wrong.")
    )
    assert [lesson.topic for lesson in learning.lessons()] == [None]


def test_words_copied_from_what_is_answered_teach_nothing(
    asker: User, answerer: User, pharmacist: User
) -> None:
    asked = "Should I stop the warfarin before my holiday in the hills next week?"
    question = ask(asker, text=asked)
    review = doubt_about(answer(question, answerer, f"{asked} That was me last year."))
    verdict = Verdict.EXPERIENCE
    decisions.decide(review, by=pharmacist, version=1, verdict=verdict, note=clean(""))
    text = learning.lessons()[0].text
    assert text.strip() == "That was me last year."
    assert len(text) == len(review.text)


def test_lessons_come_in_the_order_of_the_verdicts(judge: Judge) -> None:
    first, second = judge(), judge(STORY, Verdict.EXPERIENCE)
    Review.objects.filter(pk=first.pk).update(decided_at=second.decided_at)
    Review.objects.filter(pk=second.pk).update(decided_at=first.decided_at)
    assert [lesson.text for lesson in learning.lessons()] == [STORY, ADVICE]


def test_a_verdict_on_an_earlier_version_still_teaches(judge: Judge, answerer: User) -> None:
    post = Post.objects.get(review=judge(verdict=Verdict.MISLEADING))
    rewrite(post, "Never mind what I wrote.")
    assert [lesson.text for lesson in learning.lessons()] == [ADVICE]


def test_an_erased_text_teaches_nothing(judge: Judge) -> None:
    review = judge()
    supersede(review)
    Review.objects.filter(pk=review.pk).update(text="")
    assert learning.lessons() == []


def test_verdicts_change_what_triage_says_of_the_next_reply(judge: Judge) -> None:
    for number in range(15):
        judge(f"Bump the wobblestick by {number + 2}.")
        judge(f"I bumped my wobblestick by {number + 2}.", Verdict.EXPERIENCE)
    before = rules.current().weights
    version = learning.learn()
    after = rules.current().weights
    assert version.accepted
    assert (after.version, version.decisions) == (version.name, 30)
    told, lived = (
        learned_score(text, after) - learned_score(text, before)
        for text in ("Bump the wobblestick by ninety.", "I bumped my wobblestick by ninety.")
    )
    assert told > 0.02 > lived


def learned_score(text: str, weights: model.Weights) -> float:
    """Return the score of a reply."""
    return assess(text, weights=weights).score


def test_an_undone_verdict_leaves_no_trace(judge: Judge, pharmacist: User) -> None:
    judge()
    without = digest()
    review = judge(STORY, Verdict.EXPERIENCE)
    assert digest() != without
    decisions.undo(review, by=pharmacist, version=review.version)
    assert digest() == without


def test_an_undone_correction_brings_back_the_verdict_before(
    judge: Judge, asker: User, pharmacist: User, physician: User
) -> None:
    review = judge()
    judge(STORY, Verdict.EXPERIENCE)
    before = digest()
    review = complain(asker, Post.objects.get(review=review))
    review = decisions.decide(
        review, by=physician, version=review.version, verdict=Verdict.EXPERIENCE, note=clean("")
    )
    assert digest() != before
    decisions.undo(review, by=physician, version=review.version)
    assert digest() == before


def test_learning_twice_from_the_same_verdicts_makes_one_version(judge: Judge) -> None:
    judge()
    assert learning.learn() == learning.learn()
    assert WeightsVersion.objects.count() == 1


def test_a_flag_called_wrong_teaches_as_well(judge: Judge, pharmacist: User) -> None:
    review = judge()
    before = digest()
    flags.mark_flag(review, number=1, by=pharmacist)
    assert learning.learn_if_due() is not None
    assert digest() != before
    flags.unmark_flag(review, number=1, by=pharmacist)
    assert digest() == before


def test_a_wrong_flag_of_the_sites_other_rules_teaches_nothing(
    judge: Judge, pharmacist: User
) -> None:
    review = judge()
    reasons = [{"rule": "link", "start": 0, "end": 4, "why": "A newcomer links to another site."}]
    Review.objects.filter(pk=review.pk).update(reasons=reasons)
    before = digest()
    flags.mark_flag(review, number=1, by=pharmacist)
    assert digest() == before


def test_ten_verdicts_are_worth_learning_at_once_and_fewer_after_a_day(judge: Judge) -> None:
    for _ in range(9):
        judge()
    assert learning.learn_if_due() is None
    judge()
    first = learning.learn_if_due()
    assert first is not None
    judge()
    assert learning.learn_if_due() is None
    WeightsVersion.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    second = learning.learn_if_due()
    assert second is not None
    assert (first.decisions, second.decisions) == (10, 11)


def test_an_undone_verdict_does_not_wait(judge: Judge, pharmacist: User) -> None:
    review = judge()
    learning.learn()
    decisions.undo(review, by=pharmacist, version=review.version)
    version = learning.learn_if_due()
    assert version is not None
    assert version.delta == {}


def test_a_new_release_is_learned_for_anew(judge: Judge) -> None:
    judge()
    version = learning.learn()
    WeightsVersion.objects.filter(pk=version.pk).update(base="older", digest="older")
    assert rules.current().trouble == rules.OTHER_RELEASE
    fresh = learning.learn_if_due()
    assert fresh is not None
    assert rules.current().weights.version == fresh.name
    assert rules.current().trouble == ""


def test_weights_that_lose_too_much_at_home_do_not_decide(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge()
    figures = iter([0.93, 0.90])
    monkeypatch.setattr(feedback, "guard_precision", lambda _weights: next(figures))
    version = learning.learn()
    assert not version.accepted
    assert (version.guard_before, version.guard_after) == (0.93, 0.90)
    assert rules.current().weights == model.load()
    assert rules.newest_settings().because == TriageSettings.Because.SHIPPED


def test_chosen_weights_stay_until_they_are_unpinned(
    judge: Judge, pharmacist: User, moderator: User
) -> None:
    judge()
    first = learning.learn()
    judge(STORY, Verdict.EXPERIENCE)
    second = learning.learn()
    rules.choose_weights(first, by=moderator)
    judge("Bump the wobblestick by three.")
    third = learning.learn()
    assert third.accepted
    assert rules.current().weights.version == first.name
    rules.unpin_weights(by=moderator)
    assert rules.current().weights.version == third.name
    rules.choose_weights(None, by=moderator)
    assert rules.current().weights == model.load()
    assert second.pk < third.pk
    story = TriageSettings.objects.order_by("pk").values_list("because", "by")
    assert list(story)[-3:] == [
        ("chosen", moderator.pk),
        ("unpinned", moderator.pk),
        ("chosen", moderator.pk),
    ]


def test_old_versions_lose_their_difference_and_can_decide_no_more(
    judge: Judge, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "KEPT_VERSIONS", 1)
    judge()
    first = learning.learn()
    judge("Bump the wobblestick by three.")
    second = learning.learn()
    first.refresh_from_db()
    assert (first.delta, first.emptied_at is None) == ({}, False)
    assert first.guard_before > 0
    assert rules.current().weights.version == second.name
    with pytest.raises(ValueError, match="so old"):
        rules.choose_weights(first, by=moderator)


def test_old_versions_that_never_decided_go_and_a_chosen_one_stays(
    judge: Judge, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "KEPT_VERSIONS", 1)
    judge()
    chosen = learning.learn()
    rules.choose_weights(chosen, by=moderator)
    for number in ("three", "four"):
        judge(f"Bump the wobblestick by {number}.")
        newest = learning.learn()
    assert set(WeightsVersion.objects.all()) == {chosen, newest}
    assert rules.current().weights.version == chosen.name
    chosen.refresh_from_db()
    assert chosen.delta


def test_weights_of_another_release_cannot_be_chosen(judge: Judge, moderator: User) -> None:
    judge()
    version = learning.learn()
    version.base = "older"
    with pytest.raises(ValueError, match="other shipped weights"):
        rules.choose_weights(version, by=moderator)


def test_a_change_of_a_limit_keeps_the_weights(judge: Judge, moderator: User) -> None:
    judge()
    version = learning.learn()
    because = TriageSettings.Because.LIMITS
    rules.change_settings(because=because, by=moderator, advice_limit=0.4)
    now = rules.current()
    assert (now.weights.version, now.weights.thresholds["advice"]) == (version.name, 0.4)


def test_relearn_says_what_came_of_it(judge: Judge) -> None:
    for said in ("no verdict yet", "1 verdicts, 0 wrong flags"):
        out, err = StringIO(), StringIO()
        call_command("relearn", stdout=out, stderr=err)
        assert said in out.getvalue()
        judge()
    assert "1 of 1 verdicts" in err.getvalue()


def test_the_worker_learns_and_a_failure_does_not_stop_it(
    judge: Judge, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(10):
        judge()
    out = StringIO()
    call_command("work", once=True, stdout=out)
    assert "Triage learned from 10 verdicts" in out.getvalue()

    def broken() -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr(learning, "learn_if_due", broken)
    call_command("work", once=True, stdout=out)
    assert "The worker could not learn (RuntimeError)" in caplog.text


def test_a_rule_is_as_precise_as_its_flags(judge: Judge, pharmacist: User) -> None:
    since = timezone.now()
    judge()
    judge(STORY, Verdict.EXPERIENCE)
    judge("Stop this.", Verdict.REMOVE)
    marked = judge()
    assert [(each.right, each.wrong) for each in learning.rule_precision(since)] == [(2, 1)]
    flags.mark_flag(marked, number=1, by=pharmacist)
    found = learning.rule_precision(since)[0]
    assert (found.rule, found.right, found.wrong) == ("by-hand", 1, 2)
    assert found.precision == pytest.approx(1 / 3)
    assert found.why
    assert learning.rule_precision(timezone.now()) == []
