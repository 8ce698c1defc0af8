"""A linear model over features, its weights in one readable file, and the score of a reply.

The score of a reply is that of its worst sentence: one sentence of advice makes a reply advice,
however much of a story stands around it.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

HEADS: Final = ("advice", "grave", "general")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the heads and the thresholds of their probabilities.

    `advice` tells advice from the rest; `grave` and `general` look at advice only, `grave` tells
    severity 3 from 1 and 2, `general` tells 1 from 2. A sentence with one of the `sure` cues is
    advice whatever the rest of it weighs.
    """

    version: str
    thresholds: Mapping[str, float]
    advice: Mapping[str, float]
    grave: Mapping[str, float]
    general: Mapping[str, float]
    sure: frozenset[str] = frozenset()


def adjusted(
    weights: Weights, delta: Mapping[str, Mapping[str, float]], *, version: str | None = None
) -> Weights:
    """Return `weights` with a delta, given by head and feature, added to them.

    Features that had no weight get the delta as theirs. `version` names the result, which else
    keeps the name of what it grew from. Raises KeyError for a head that doesn't exist.
    """
    heads: dict[str, Any] = {head: dict(getattr(weights, head)) for head in HEADS}
    for head, changes in delta.items():
        known = heads[head]
        for feature, change in changes.items():
            known[feature] = known.get(feature, 0.0) + change
    return replace(weights, version=version or weights.version, **heads)


def probability(logit: float) -> float:
    """Return the probability, 0 to 1, for a logit of any size."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def logit(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the sum of the weights of the features that have one."""
    return sum(filter(None, map(weights.get, features)), 0.0)


def dump(weights: Weights) -> str:
    """Return the weights as JSON text, one weight a line, in alphabetical order."""
    content = {
        "version": weights.version,
        "thresholds": dict(weights.thresholds),
        "sure": sorted(weights.sure),
        "heads": {head: dict(sorted(getattr(weights, head).items())) for head in HEADS},
    }
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"


def parse(text: str) -> Weights:
    """Return the weights of a JSON text; raise ValueError or KeyError if it isn't such a file."""
    content = json.loads(text)
    heads = content["heads"]
    return Weights(
        version=content["version"],
        thresholds=content["thresholds"],
        advice=heads["advice"],
        grave=heads["grave"],
        general=heads["general"],
        sure=frozenset(content["sure"]),
    )


@cache
def load() -> Weights:
    """Return the weights that are shipped in `data/weights.json`."""
    file = files("moderation.triage") / "data" / "weights.json"
    return parse(file.read_text(encoding="utf-8"))
