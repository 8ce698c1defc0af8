"""What to expect at each limit: a table from cross-validated scores, weighted to a site's own rate.

The corpus is half advice; a forum is not. So the table keeps, by severity, how many replies reach
each limit, and `expect` puts them together again in the proportions of the site.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from moderation.triage.training import Scores

USUAL_RATE: Final = 0.14  # of replies that give advice, where a site hasn't measured its own
_STEPS: Final = 100  # the table has a row for every hundredth
_SEVERITIES: Final = range(4)

Counts: TypeAlias = tuple[int, ...]  # of replies, by severity 0 to 3


@dataclass(frozen=True, slots=True)
class Expected:
    """What a pair of limits would do, all as shares from 0 to 1.

    `marked` and `held` are of all replies; `precision` is the part of the marked that is advice,
    `recall` the part of all advice that is marked, `grave_recall` that of severity 3;
    `held_precision` is the part of the held that is of severity 3, `held_recall` the part of
    severity 3 that is held.
    """

    marked: float
    precision: float
    recall: float
    grave_recall: float
    held: float
    held_precision: float
    held_recall: float


@dataclass(frozen=True, slots=True)
class Bands:
    """By limit, in hundredths from 1 to 99, how many replies of each severity reach it."""

    version: str
    replies: Counts
    marked: tuple[Counts, ...]
    held: tuple[Counts, ...]

    def expect(self, advice_limit: float, hold_limit: float, rate: float) -> Expected:
        """Return what two limits would do on a site where `rate` (0 to 1) of replies is advice.

        What is held is marked as well. Limits are rounded to hundredths.
        """
        marked, held = self.marked[_row(advice_limit)], self.held[_row(hold_limit)]
        found = tuple(map(max, marked, held))
        weights = self._weights(rate)
        flagged, taken = _sum(found, weights), _sum(held, weights)
        advice = _sum(found[1:], weights[1:])
        return Expected(
            marked=flagged,
            precision=advice / flagged if flagged else 0.0,
            recall=advice / rate if rate else 0.0,
            grave_recall=_share(found[3], self.replies[3]),
            held=taken,
            held_precision=held[3] * weights[3] / taken if taken else 0.0,
            held_recall=_share(held[3], self.replies[3]),
        )

    def _weights(self, rate: float) -> list[float]:
        """Return how much of a site's replies one reply of the corpus stands for, by severity."""
        plain, advice = self.replies[0], sum(self.replies[1:])
        of_advice = rate / advice if advice else 0.0
        return [(1 - rate) / plain if plain else 0.0, of_advice, of_advice, of_advice]


def _row(limit: float) -> int:
    return min(max(round(limit * _STEPS), 1), _STEPS - 1) - 1


def _sum(counts: Sequence[int], weights: Sequence[float]) -> float:
    return sum(count * weight for count, weight in zip(counts, weights, strict=True))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def tabulate(scores: Scores, version: str) -> Bands:
    """Return the table of cross-validated scores, for weights of this version."""
    severities = [reply.severity for reply in scores.replies]

    def reaching(values: Sequence[float], row: int) -> Counts:
        reached = [s for s, value in zip(severities, values, strict=True) if value >= row / _STEPS]
        return tuple(reached.count(severity) for severity in _SEVERITIES)

    rows = range(1, _STEPS)
    return Bands(
        version,
        tuple(severities.count(severity) for severity in _SEVERITIES),
        tuple(reaching(scores.advice, row) for row in rows),
        tuple(reaching(scores.grave, row) for row in rows),
    )


def dump(bands: Bands) -> str:
    """Return the table as JSON text, one limit a line."""
    rows = [
        json.dumps({"limit": row / _STEPS, "marked": marked, "held": held})
        for row, (marked, held) in enumerate(zip(bands.marked, bands.held, strict=True), start=1)
    ]
    head = json.dumps({"version": bands.version, "replies": bands.replies})[:-1]
    return head + ', "limits": [\n' + ",\n".join(rows) + "\n]}\n"


def parse(text: str) -> Bands:
    """Return the table of a JSON text; raise ValueError or KeyError if it isn't one."""
    content = json.loads(text)
    limits = content["limits"]
    return Bands(
        content["version"],
        tuple(content["replies"]),
        tuple(tuple(row["marked"]) for row in limits),
        tuple(tuple(row["held"]) for row in limits),
    )


@cache
def load() -> Bands:
    """Return the table that is shipped in `data/bands.json` beside the weights."""
    file = files("moderation.triage") / "data" / "bands.json"
    return parse(file.read_text(encoding="utf-8"))
