"""Writes the model card: what the detector is for, and how well it does, with intervals."""

from collections.abc import Callable, Sequence
from typing import Final

from moderation.triage.measure import (
    Measure,
    area,
    average_precision,
    estimate,
    flagged_at,
    precision_at,
    recall_at,
)
from moderation.triage.model import Weights
from moderation.triage.training import FOLDS, Scores

_HEAD: Final = """\
# Model card: triage of medical advice

What it is: a linear model over named cues and orders of words, which says of one reply whether it
gives medical advice, and how grave that advice would be if it were wrong. It opens reviews and
orders the queue of the health professionals; it never publishes, removes or answers anything, and
its score is never shown to readers. The rules behind the labels are in `triage.md`.

What it isn't: a judge of whether advice is right. It doesn't know medicine. It knows how advice
sounds.

All figures below come from replies written for this project; expect less on a forum with its own
way of speaking, and let reviewers' verdicts correct it. Intervals are 95 % bootstrap intervals over
replies.

This page is written by `manage.py train_triage --held-back FILE --card FILE`.
"""

_LEGEND: Final = """\
Folds keep all replies to one parent together, so that of a minimal pair ("I halved mine", "halve
yours") both halves are unseen. The plain replies are the first 600 of the corpus, everyday ones
without a pair; their column is part of the cross-validation, and the lists of words were written
with these replies in view, so it flatters. Most of the other replies were written to be hard.

The held-back replies were set aside by a fixed rule when they were written (one in six). Nothing is
learned or chosen from them; up to 130 of them were read once in lists of errors before they were
set aside. They come from the same hands as the corpus, and the other half of a pair may stand in
it. Long comments were labelled sentence by sentence.

What to expect of a hand that nothing was learned from: each batch of the newest replies was
measured once with the weights that stood then (version 464a4621fcb0, the last two batches
e74a7f29c1c9), and learned from after that.

| unknown until then | replies | average precision | precision | advice marked | severity 3 |
|---|---|---|---|---|---|
| short replies, many pairs | 800 | .88 | .74 | .88 | 132 of 155 |
| comments as on boards | 759 | .81 | .55 | .85 | 68 of 77 |
| short everyday replies | 900 | .91 | .80 | .90 | 157 of 173 |
| own stories, advice that tells nobody, mostly pairs | 900 | .87 | .74 | .87 | 177 of 217 |
| reviews, comments on articles | 897 | .85 | .70 | .92 | 197 of 217 |
| long answers about worries of every kind | 380 | .89 | .69 | .90 | 22 of 23 |
| long reviews of medicines, answers to people in trouble | 352 | .94 | .76 | .87 | 52 of 60 |

A further 400 replies by one more hand were measured with version ac9589ed52b8. Nothing was learned
from them, but they were measured with two versions before, and their figures were known when the
limits were last set, so those that hang on a limit flatter a little:

| | 300 short everyday replies | 100 long ones as on boards |
|---|---|---|
| advice, severity 3 among it | 155, 70 | 25, 9 |
| average precision | .972 (.952 to .988) | .852 (.723 to .951) |
| area under the curve | .971 (.953 to .986) | .927 (.859 to .980) |
| precision of the marks | .86 (.81 to .91) | .68 (.52 to .83) |
| advice marked | .97 (.94 to .99) | .92 (.81 to 1.00) |
| severity 3 marked | 69 of 70 | 9 of 9 |
| share marked | .58 | .34 |
| severity 3 in the first 30 % of the queue | .93 (.82 to .98) | 8 of 9 |
| own stories and plans marked by mistake | 7 of 48 | 1 of 29 |
| questions marked by mistake | 2 of 30 | 0 of 5 |
| thanks and small talk marked by mistake | 0 of 10 | 0 of 2 |

Of 70 real comments, 9 of them advice, the area under the curve was .82; some of the newest
replies were written with their subjects in view.
"""

_AGREEMENT: Final = """\
## How well two labellings agree

All replies but 294 of one small batch were labelled a second time by readers who saw the guideline,
the topic, the parent and the text, and nothing else.

| | replies | advice or not: same | kappa | severity 0 to 3: same | kappa | weighted by squares |
|---|---|---|---|---|---|---|
| plain replies | 600 | 99.8 % | .997 | 98.3 % | .973 | .995 |
| oldest held-back replies | 381 | 99.7 % | .995 | 96.1 % | .936 | .988 |
| older replies | 2,030 | 99.9 % | .997 | 97.2 % | .954 | .990 |
| newer replies | 2,196 | 99.8 % | .996 | 97.3 % | .956 | .988 |
| a third batch | 2,500 | 99.7 % | .994 | 98.8 % | .980 | .991 |
| newest: short replies, pairs | 799 | 99.6 % | .992 | 98.5 % | .976 | .993 |
| newest: comments as on boards | 759 | 99.9 % | .997 | 98.4 % | .965 | .991 |
| newest: short everyday replies | 900 | 100 % | 1.000 | 98.9 % | .982 | .996 |
| newest: own stories, advice that tells nobody | 894 | 99.9 % | .998 | 97.2 % | .955 | .988 |
| newest: reviews, comments on articles | 897 | 99.9 % | .998 | 98.1 % | .969 | .994 |
| last: long answers about worries | 380 | 100 % | 1.000 | 98.7 % | .972 | .993 |
| last: long reviews, people in trouble | 352 | 100 % | 1.000 | 99.7 % | .995 | .999 |

The differences were settled by the guideline, reading both answers; a few replies that stayed
unclear were left out. `triage.md` says how the kinds of doubt that came up were decided.
Agreement this high says that the guideline can be followed, and also that writers and readers were
of one school and the replies written with the guideline in mind: on a forum expect less.
"""


def _line(name: str, cells: Sequence[object]) -> str:
    return f"| {name} | " + " | ".join(str(cell) for cell in cells) + " |"


def _measures(scores: Scores, weights: Weights) -> list[tuple[str, object]]:
    advice, grave = scores.wanted("advice"), scores.wanted("grave")
    marked = scores.marked(weights.thresholds)
    return [
        ("replies (advice, severity 3)", f"{len(advice)} ({sum(advice)}, {sum(grave)})"),
        ("average precision", estimate(average_precision, scores.advice, advice)),
        ("area under the curve", estimate(area, scores.advice, advice)),
        ("precision of the marks", estimate(precision_at(1), marked, advice)),
        ("advice marked (recall)", estimate(recall_at(1), marked, advice)),
        ("severity 3 marked", estimate(recall_at(1), marked, grave)),
        ("share marked", estimate(flagged_at(1), marked, advice)),
        ("severity 3 in the first 30 % of the queue", _in_time(scores, weights)),
        ("average precision for severity 3", estimate(average_precision, scores.grave, grave)),
    ]


def _in_time(scores: Scores, weights: Weights) -> object:
    return estimate(_early(0.3), *_queue(scores, weights))


def _queue(scores: Scores, weights: Weights) -> tuple[list[float], list[bool]]:
    """Return the place in the queue as a number: severity 3 first, then by score."""
    limit = weights.thresholds["grave"]
    places = [
        advice + (grave >= limit) for advice, grave in zip(scores.advice, scores.grave, strict=True)
    ]
    return places, scores.wanted("grave")


def _early(share: float) -> Measure:
    def measure(places: Sequence[float], wanted: Sequence[bool]) -> float:
        ranked = sorted(zip(places, wanted, strict=True), key=lambda pair: (-pair[0], pair[1]))
        first = ranked[: int(share * len(ranked))]
        return sum(w for _, w in first) / sum(wanted) if any(wanted) else 0.0

    return measure


def _by_kind(scores: Scores, weights: Weights, keep: Callable[[int], bool]) -> list[str]:
    hits: dict[str, list[float]] = {}
    for reply, mark in zip(scores.replies, scores.marked(weights.thresholds), strict=True):
        if keep(reply.severity):
            hits.setdefault(reply.kind, []).append(mark)
    common = [(kind, found) for kind, found in sorted(hits.items()) if len(found) >= _FEWEST]
    return [_line(kind, [len(found), f"{sum(found) / len(found):.2f}"]) for kind, found in common]


_FEWEST: Final = 10
_PLAIN: Final = "w"  # begins the names of the plain replies


def write(weights: Weights, validated: Scores, held_back: Scores) -> str:
    """Return the card as Markdown: cross-validated figures, held-back ones, and those by kind."""
    columns = [
        _measures(scores, weights) for scores in (validated, validated.only(_PLAIN), held_back)
    ]
    rows = [_line(rows[0][0], [value for _, value in rows]) for rows in zip(*columns, strict=True)]
    parts = [
        _HEAD,
        f"Version of the weights: `{weights.version}`. Thresholds: "
        + ", ".join(f"{name} {value}" for name, value in weights.thresholds.items())
        + f". Cues that are enough by themselves: {', '.join(sorted(weights.sure))}."
        + f" Weights: {len(weights.advice)} for advice, {len(weights.grave)} for severity 3, "
        f"{len(weights.general)} for severity 1.\n",
        "## Figures\n",
        f"| | {FOLDS}-fold cross-validation | of these, plain replies | held back |",
        "|---|---|---|---|",
        *rows,
        "",
        _LEGEND,
        "## Found, by kind of advice (cross-validation)\n",
        "| kind | replies | marked |\n|---|---|---|",
        *_by_kind(validated, weights, lambda severity: severity > 0),
        "",
        "## Marked by mistake, by kind of reply (cross-validation)\n",
        "| kind | replies | marked |\n|---|---|---|",
        *_by_kind(validated, weights, lambda severity: severity == 0),
        "",
        _AGREEMENT.rstrip(),
    ]
    return "\n".join(parts) + "\n"
