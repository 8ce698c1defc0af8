"""Learns the weights of one head from labelled replies, in pure Python, the same every time.

Logistic regression by AdaGrad on the worst sentence of each reply. The order of the examples comes
from a seeded generator, so that the same corpus gives the same weights.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from moderation.triage.model import logit, probability

_SEED: Final = 20240229
_LEAST_WEIGHT: Final = 0.03  # below it a weight changes nothing but the size of the file


@dataclass(frozen=True, slots=True)
class Example:
    """The features of each sentence of a reply, whether the head should say yes, and its weight."""

    sentences: tuple[tuple[str, ...], ...]
    positive: bool
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to learn: rounds over the corpus, step size, pull towards 0, least count of a feature.

    `start` is what AdaGrad takes the sum of a feature's squared slopes for before the first one;
    the smaller, the more a rare feature learns from the few replies that have it.
    """

    rounds: int = 12
    step: float = 0.15
    pull: float = 0.01
    least_count: int = 1
    start: float = 1.0


def _vocabulary(examples: Sequence[Example], least_count: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for example in examples:
        for feature in {name for sentence in example.sentences for name in sentence}:
            counts[feature] = counts.get(feature, 0) + 1
    kept = sorted(feature for feature, count in counts.items() if count >= least_count)
    return {feature: place for place, feature in enumerate(kept)}


def _start(vocabulary: Mapping[str, int], prior: Mapping[str, float]) -> list[float]:
    values = [0.0] * len(vocabulary)
    for feature, value in prior.items():
        if feature in vocabulary:
            values[vocabulary[feature]] = value
    return values


def learn(
    examples: Sequence[Example], recipe: Recipe, prior: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return weights by feature, rounded to three decimals, those next to zero left out.

    `prior` says where weights start, so that the first round looks at the right sentence.
    """
    vocabulary = _vocabulary(examples, recipe.least_count)
    values = _start(vocabulary, prior or {})
    squares = [recipe.start] * len(values)
    sums = [0.0] * len(values)
    coded = [
        (
            [
                [vocabulary[f] for f in sentence if f in vocabulary]
                for sentence in example.sentences
            ],
            1.0 if example.positive else 0.0,
            example.importance,
        )
        for example in examples
        if example.sentences
    ]
    order = list(range(len(coded)))
    shuffle = random.Random(_SEED).shuffle  # noqa: S311 - an order of examples, no secret
    averaged = 0
    for turn in range(recipe.rounds):
        shuffle(order)
        for place in order:
            sentences, wanted, importance = coded[place]
            chosen = max(sentences, key=lambda sentence: sum([values[f] for f in sentence]))
            total = sum([values[f] for f in chosen])
            slope = (probability(total) - wanted) * importance
            for f in chosen:
                gradient = slope + recipe.pull * values[f]
                squares[f] += gradient * gradient
                values[f] -= recipe.step * gradient / math.sqrt(squares[f])
        if turn >= recipe.rounds // 2:
            averaged += 1
            sums = [total + value for total, value in zip(sums, values, strict=True)]
    rounded = {f: round(sums[i] / max(averaged, 1), 3) for f, i in vocabulary.items()}
    return {feature: value for feature, value in rounded.items() if abs(value) >= _LEAST_WEIGHT}


def score(weights: Mapping[str, float], example: Example) -> float:
    """Return the probability that the head says yes to an example."""
    if not example.sentences:
        return 0.0
    return probability(max(logit(weights, sentence) for sentence in example.sentences))
