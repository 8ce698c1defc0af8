"""What verdicts teach: a way of speaking that triage didn't know, without unlearning the others."""

from collections.abc import Sequence
from statistics import mean

import pytest

from moderation.triage import corpus, feedback, model
from moderation.triage.assess import assess
from moderation.triage.corpus import Reply
from moderation.triage.feedback import Lesson
from moderation.triage.learn import score
from moderation.triage.measure import area
from moderation.triage.model import Weights
from tests.moderation.learning.styles import (
    JARGON,
    SECOND_LANGUAGE,
    Style,
    halves,
    replies,
)

DECISIONS, LATER = 260, 200


def lessons_of(known: Sequence[Reply]) -> list[Lesson]:
    """Return what reviewers would say of the replies."""
    return [Lesson(reply.text, reply.parent, None, reply.severity > 0) for reply in known]


def taught(lessons: Sequence[Lesson]) -> Weights:
    """Return the shipped weights with what the verdicts teach."""
    base = model.load()
    return feedback.with_delta(base, feedback.learn_delta(base, lessons), version="taught")


def area_of(weights: Weights, later: Sequence[Reply]) -> float:
    """Return the area under the curve on replies."""
    examples = [seen.example("advice") for seen in corpus.see(later)]
    scores = [score(weights.advice, example) for example in examples]
    return area(scores, [example.positive for example in examples])


def gains(known: list[Reply], later: list[Reply]) -> tuple[float, float]:
    """Return by how much the area on later replies and the precision at home change."""
    before, after = model.load(), taught(lessons_of(known))
    home = feedback.guard_precision(after) - feedback.guard_precision(before)
    return area_of(after, later) - area_of(before, later), home


# Seen when the step was fixed, means of three draws: from .83 to 1.00 in both styles; on patterns
# that no verdict was about from .89 to .98 and from .81 to .93; at home .004 to .007 lost. Where
# the shipped weights begin above .94, no more than what is left can be gained.
@pytest.mark.parametrize("style", [JARGON, SECOND_LANGUAGE], ids=lambda style: style.name)
def test_260_decisions_teach_a_new_style_and_cost_little_at_home(style: Style) -> None:
    drawn = replies(style, DECISIONS + LATER, seed=1)
    gain, home = gains(drawn[:DECISIONS], drawn[DECISIONS:])
    left = 1 - area_of(model.load(), drawn[DECISIONS:])
    assert gain >= min(0.06, 0.9 * left)
    assert home >= -0.02


@pytest.mark.parametrize("style", [JARGON, SECOND_LANGUAGE], ids=lambda style: style.name)
def test_what_is_learned_holds_for_turns_of_speech_that_no_verdict_was_about(style: Style) -> None:
    found, left = [], []
    for seed in (1, 2, 3):
        known, unknown = halves(style, seed=seed)
        here, there = replies(known, DECISIONS, seed=seed), replies(unknown, LATER, seed=seed + 100)
        found.append(gains(here, there)[0])
        left.append(1 - area_of(model.load(), there))
    assert mean(found) >= min(0.04, 0.5 * mean(left))


def test_a_thousand_decisions_in_one_style_still_keep_what_was_known() -> None:
    _, home = gains(replies(SECOND_LANGUAGE, 1000, seed=5), [])
    assert home >= -0.02


def test_the_same_verdicts_teach_the_same_numbers() -> None:
    base, lessons = model.load(), lessons_of(replies(JARGON, 40, seed=2))
    first, second = (feedback.learn_delta(base, lessons) for _ in range(2))
    assert first == second
    assert feedback.digest_of(first) == feedback.digest_of(second)
    assert feedback.digest_of(first) != feedback.digest_of(feedback.learn_delta(base, lessons[1:]))


def test_words_that_one_person_alone_wrote_are_not_kept() -> None:
    texts = [f"Bump the wobblestick by two, says {name}." for name in ("Zebedee", "Zuleika")]
    delta = feedback.learn_delta(model.load(), [Lesson(text, None, None, True) for text in texts])
    words = {word for feature in delta["advice"] for word in feature.split()}
    assert "wobblestick" in words
    assert words.isdisjoint({"zebedee", "zuleika"})


def test_no_verdicts_change_nothing() -> None:
    assert feedback.learn_delta(model.load(), []) == {}


def test_a_flag_called_wrong_takes_weight_from_its_sentence_alone() -> None:
    text = "Bin your metformin tonight. You should stop the warfarin today."
    second = text.index("You")
    called_wrong = Lesson(text, None, None, True, wrong=((second, len(text)),))
    before, after = model.load(), taught([called_wrong] * 60)
    wrong, right = text[second:], text[:second]
    assert assess(wrong, weights=after).score < assess(wrong, weights=before).score
    assert assess(right, weights=after).score >= assess(right, weights=before).score


def test_a_mark_without_a_verdict_on_the_whole_says_nothing_of_the_rest() -> None:
    text = "You should stop the warfarin today. Lovely weather."
    only_mark = Lesson(text, None, None, None, wrong=((0, 35),))
    delta = feedback.learn_delta(model.load(), [only_mark])
    assert delta["advice"]["today"] < 0
    assert "weather" not in delta["advice"]


def test_a_cue_that_is_mostly_wrong_here_is_not_enough_by_itself_any_more() -> None:
    base = model.load()
    name = sorted(base.sure)[0]
    kept = feedback.with_delta(base, {"advice": {f"cue={name}": -0.05}}, version="kept")
    lost = feedback.with_delta(base, {"advice": {f"cue={name}": -0.5}}, version="lost")
    assert name in kept.sure
    assert base.sure - lost.sure == {name}
