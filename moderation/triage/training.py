"""Trains the three heads, sets the thresholds by cross-validation, and reports how well they do."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from moderation.triage import cues
from moderation.triage.corpus import WANTED, Reply, Seen, see
from moderation.triage.learn import Recipe, learn, score
from moderation.triage.measure import limit_for_recall
from moderation.triage.model import HEADS, Weights

FOLDS: Final = 5
_RECIPES: Final[Mapping[str, Recipe]] = {
    "advice": Recipe(),
    "grave": Recipe(),
    "general": Recipe(),
}
# Recall that the cross-validation must show at the thresholds.
_WANTED_RECALL: Final = 0.93
_WANTED_GRAVE_RECALL: Final = 0.85
_WANTED_ALARM_RECALL: Final = 0.985
_START_OF_A_CUE: Final = 1.0

Progress = Callable[[str], None]


def _silent(_message: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Probabilities of each head for replies that the heads hadn't seen, in the corpus' order."""

    replies: Sequence[Reply]
    advice: Sequence[float]
    grave: Sequence[float]
    general: Sequence[float]

    def wanted(self, head: str) -> list[bool]:
        """Return what the head should have said."""
        return [WANTED[head](reply.severity) for reply in self.replies]


def fold_of(reply: Reply) -> int:
    """Return the fold of a reply; replies to the same parent stay together, pairs above all."""
    key = reply.parent or reply.text
    return hashlib.sha256(key.encode()).digest()[0] % FOLDS


def _prior(head: str) -> dict[str, float]:
    grave = head == "grave"
    return {
        f"cue={cue.name}": _START_OF_A_CUE
        for cue in cues.load()
        if head != "general" and (not grave or cue.severity == 3)
    }


def _head(seen: Sequence[Seen], head: str) -> dict[str, float]:
    # Severity 1 is told from 2 among advice only; elsewhere the question makes no sense.
    used = seen if head != "general" else [s for s in seen if s.reply.severity in (1, 2)]
    return learn([s.example(head) for s in used], _RECIPES[head], _prior(head))


def cross_validate(replies: Sequence[Reply], progress: Progress = _silent) -> Scores:
    """Return for every reply the probabilities by heads that were trained without its fold."""
    seen = see(replies)
    results = {head: [0.0] * len(seen) for head in HEADS}
    for fold in range(FOLDS):
        training = [s for s in seen if fold_of(s.reply) != fold]
        for head in HEADS:
            weights = _head(training, head)
            for place, s in enumerate(seen):
                if fold_of(s.reply) == fold:
                    results[head][place] = score(weights, s.example(head))
        progress(f"fold {fold + 1} of {FOLDS} done")
    return Scores(replies, results["advice"], results["grave"], results["general"])


def thresholds(scores: Scores) -> dict[str, float]:
    """Return the limits of the heads that reach the wanted recall on unseen folds."""
    advice = limit_for_recall(scores.advice, scores.wanted("advice"), _WANTED_RECALL)
    grave = limit_for_recall(scores.grave, scores.wanted("grave"), _WANTED_GRAVE_RECALL)
    # What the first head already finds needs no alarm: look at the grave ones that it misses.
    missed = [
        1.0 if seen >= advice else alarm
        for seen, alarm in zip(scores.advice, scores.grave, strict=True)
    ]
    alarm = limit_for_recall(missed, scores.wanted("grave"), _WANTED_ALARM_RECALL)
    return {
        "advice": round(advice - 0.0005, 3),
        "grave": round(grave - 0.0005, 3),
        "alarm": round(min(max(alarm - 0.0005, 0.3), 0.9), 3),
        "general": 0.5,
    }


def train(replies: Sequence[Reply], limits: Mapping[str, float], version: str) -> Weights:
    """Return weights learned from all replies, with the given thresholds."""
    seen = see(replies)
    advice, grave, general = (_head(seen, head) for head in HEADS)
    return Weights(version, limits, advice, grave, general)
