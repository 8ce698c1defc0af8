"""Learning, measuring and the shipped weights."""

import math

import pytest

from moderation.triage import card, corpus, model, training
from moderation.triage.learn import Example, Recipe, learn, score
from moderation.triage.measure import (
    area,
    average_precision,
    estimate,
    flagged_at,
    limit_for_recall,
    precision_at,
    recall_at,
)


def _example(*sentences: str, positive: bool) -> Example:
    return Example(tuple(tuple(sentence.split()) for sentence in sentences), positive)


def test_learn_finds_the_sentence_that_matters() -> None:
    examples = [
        _example("the weather", "stop it", positive=True),
        _example("stop that", "my cat", positive=True),
        _example("the weather", "my cat", positive=False),
        _example("my cat", positive=False),
    ] * 5
    weights = learn(examples, Recipe(rounds=10))
    assert weights["stop"] > 0 > weights["cat"]
    assert score(weights, _example("the weather", "stop", positive=True)) > 0.5


def test_learn_gives_the_same_weights_every_time() -> None:
    examples = [_example("a b", positive=True), _example("b c", positive=False)] * 7
    assert learn(examples, Recipe()) == learn(examples, Recipe())


def test_probability_takes_any_number() -> None:
    assert model.probability(1e9) == pytest.approx(1)
    assert model.probability(-1e9) == pytest.approx(0)
    assert model.probability(0) == 0.5


def test_adjusted_adds_a_delta_and_leaves_what_it_grew_from() -> None:
    none: dict[str, float] = {}
    before = model.Weights("one", {"advice": 0.5}, {"stop": 1.0, "cat": -1.0}, none, {"a": 0.5})
    after = model.adjusted(before, {"advice": {"stop": 0.5, "new": 0.25}}, version="two")
    assert after.advice == {"stop": 1.5, "cat": -1.0, "new": 0.25}
    assert (after.version, after.general) == ("two", {"a": 0.5})
    assert (before.version, before.advice) == ("one", {"stop": 1.0, "cat": -1.0})
    with pytest.raises(KeyError):
        model.adjusted(before, {"mood": {"stop": 1.0}})


def test_measures_of_a_known_ranking() -> None:
    scores, wanted = [0.9, 0.8, 0.7, 0.1], [True, False, True, False]
    assert average_precision(scores, wanted) == pytest.approx((1 + 2 / 3) / 2)
    assert area(scores, wanted) == pytest.approx(0.75)
    assert precision_at(0.75)(scores, wanted) == 0.5
    assert recall_at(0.75)(scores, wanted) == 0.5
    assert flagged_at(0.75)(scores, wanted) == 0.5
    assert limit_for_recall(scores, wanted, 1.0) == 0.7
    assert limit_for_recall(scores, wanted, 0.5) == 0.9


def test_measures_give_a_constant_score_nothing() -> None:
    assert area([0.5] * 4, [True, False] * 2) == 0.5
    assert average_precision([0.5] * 4, [True, False] * 2) < 0.6


def test_estimate_has_its_value_inside_its_interval() -> None:
    scores = [math.sin(i) for i in range(60)]
    found = estimate(area, scores, [value > 0.3 for value in scores], draws=100)
    assert found.low <= found.value <= found.high


def test_parse_refuses_a_severity_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="not 0 to 3"):
        corpus.parse(['{"id": "x", "parent": null, "text": "hm", "severity": 4}'])


def test_shipped_weights_are_what_the_shipped_corpus_teaches() -> None:
    shipped = model.load()
    replies = corpus.load()
    learned = training.train(replies, shipped.thresholds, training.version(replies))
    assert model.dump(learned) == model.dump(shipped)


def test_shipped_corpus_is_half_advice_and_shares_nothing_with_the_held_back_part() -> None:
    replies = corpus.load()
    held_back = corpus.load_guard()
    share = sum(reply.severity > 0 for reply in replies) / len(replies)
    assert 0.4 < share < 0.6
    known = {(reply.parent, reply.text) for reply in replies}
    assert not [reply for reply in held_back if (reply.parent, reply.text) in known]
    names = [reply.name for reply in (*replies, *held_back)]
    assert len(set(names)) == len(names)


def test_cross_validation_keeps_replies_to_one_parent_together() -> None:
    first, second = (
        corpus.Reply(name, "should I stop", text, 0, "")
        for name, text in (("a", "yes"), ("b", "who knows"))
    )
    assert training.fold_of(first) == training.fold_of(second)


def test_card_tells_both_columns_and_the_version() -> None:
    replies = list(corpus.load())[:120]
    weights = model.load()
    scores = training.judge(replies, weights)
    text = card.write(weights, scores, scores)
    assert weights.version in text
    assert "| average precision |" in text


def test_comment_labelled_by_sentence_teaches_its_advice_and_its_story_apart() -> None:
    line = (
        '{"id": "x", "topic": "Sleep", "parent": null, "severity": 2, "sentences": ['
        '{"text": "I slept badly for years.", "severity": 0}, '
        '{"text": "Take magnesium at night.", "severity": 2}]}'
    )
    reply = corpus.parse([line])[0]
    assert reply.text == "I slept badly for years. Take magnesium at night."
    assert [reply.severity_at(place) for place in (0, 20, 25, 40)] == [0, 0, 2, 2]
    seen = corpus.see([reply])[0]
    taught = seen.lessons("advice")
    assert [lesson.positive for lesson in taught] == [True, False]
    assert [len(lesson.sentences) for lesson in taught] == [1, 1]
    assert [lesson.positive for lesson in seen.lessons("grave")] == [False]


def test_cue_that_was_never_wrong_is_sure_and_one_that_was_wrong_is_not() -> None:
    right = [
        corpus.Reply(f"r{n}", None, "Stop taking your warfarin.", 3, "rx_stop") for n in range(6)
    ]
    assert "stop-medicine-bare" in training.sure_cues(right)
    wrong = corpus.Reply("w", None, "Stop taking your warfarin.", 0, "hard_lexical")
    assert "stop-medicine-bare" not in training.sure_cues([*right, wrong])
