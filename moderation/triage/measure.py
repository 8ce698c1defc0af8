"""Measures of a detector: average precision, area under the curve, intervals by bootstrap."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

_SEED: Final = 7919

Measure = Callable[[Sequence[float], Sequence[bool]], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def average_precision(scores: Sequence[float], wanted: Sequence[bool]) -> float:
    """Return the mean precision at each wanted item, best score first; 0 if nothing is wanted.

    Ties are broken against the detector, so that one constant score earns nothing.
    """
    ranked = sorted(zip(scores, wanted, strict=True), key=lambda pair: (-pair[0], pair[1]))
    hits = 0
    total = 0.0
    for place, (_, is_wanted) in enumerate(ranked, 1):
        if is_wanted:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def area(scores: Sequence[float], wanted: Sequence[bool]) -> float:
    """Return the chance that a wanted item scores above an unwanted one (area under the ROC)."""
    yes = sorted(s for s, w in zip(scores, wanted, strict=True) if w)
    no = sorted(s for s, w in zip(scores, wanted, strict=True) if not w)
    if not yes or not no:
        return 0.5
    below = above = 0
    total = 0.0
    for value in yes:
        while below < len(no) and no[below] < value:
            below += 1
        while above < len(no) and no[above] <= value:
            above += 1
        total += (below + above) / 2
    return total / (len(yes) * len(no))


def precision_at(limit: float) -> Measure:
    """Return a measure: the share of wanted items among those that reach `limit`."""

    def measure(scores: Sequence[float], wanted: Sequence[bool]) -> float:
        flagged = [w for s, w in zip(scores, wanted, strict=True) if s >= limit]
        return sum(flagged) / len(flagged) if flagged else 0.0

    return measure


def recall_at(limit: float) -> Measure:
    """Return a measure: the share of wanted items that reach `limit`."""

    def measure(scores: Sequence[float], wanted: Sequence[bool]) -> float:
        reached = [s >= limit for s, w in zip(scores, wanted, strict=True) if w]
        return sum(reached) / len(reached) if reached else 0.0

    return measure


def flagged_at(limit: float) -> Measure:
    """Return a measure: the share of all items that reach `limit`."""

    def measure(scores: Sequence[float], wanted: Sequence[bool]) -> float:
        return sum(s >= limit for s in scores) / len(wanted) if wanted else 0.0

    return measure


def limit_for_recall(scores: Sequence[float], wanted: Sequence[bool], recall: float) -> float:
    """Return the highest limit at which the share of wanted items found is at least `recall`."""
    found = sorted((s for s, w in zip(scores, wanted, strict=True) if w), reverse=True)
    if not found:
        return 0.5
    needed = max(1, -int(-recall * len(found) // 1))
    return found[needed - 1]


def estimate(
    measure: Measure, scores: Sequence[float], wanted: Sequence[bool], *, draws: int = 1000
) -> Estimate:
    """Return a measure of the whole with its 95 % bootstrap interval, the same on every run."""
    generator = random.Random(_SEED)  # noqa: S311 - draws for an interval, no secret
    places = range(len(scores))
    values = []
    for _ in range(draws):
        drawn = generator.choices(places, k=len(scores))
        values.append(measure([scores[i] for i in drawn], [wanted[i] for i in drawn]))
    values.sort()
    return Estimate(
        measure(scores, wanted), values[int(0.025 * draws)], values[int(0.975 * draws) - 1]
    )
