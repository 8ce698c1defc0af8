"""Trains the three heads, sets the thresholds by cross-validation, and reports how well they do."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from moderation.triage import cues, lexicon
from moderation.triage.corpus import WANTED, Reply, Seen, see
from moderation.triage.features import context_of, look
from moderation.triage.learn import Recipe, learn, score
from moderation.triage.measure import limit_for_recall
from moderation.triage.model import HEADS, Weights

FOLDS: Final = 5
_RECIPES: Final[Mapping[str, Recipe]] = {
    "advice": Recipe(pull=0.04, step=0.05, least_count=2),
    "grave": Recipe(pull=0.04, step=0.05, least_count=2),
    "general": Recipe(pull=0.04, step=0.05, least_count=2),
}
# Recall that the cross-validation must show at the thresholds.
_WANTED_RECALL: Final = 0.926
# What reaches severity 3 is usually held back, so this limit errs towards showing.
_WANTED_GRAVE_RECALL: Final = 0.82
# Raise it when `features` sees something else in the same words: old weights don't fit then.
_SIGHT: Final = "2"
_START_OF_A_CUE: Final = 0.3
# How often a cue must have been right, and how often seen, to be enough by itself.
_SURE: Final = 0.92
_LEAST_FIRINGS: Final = 6

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

    def marked(self, limits: Mapping[str, float]) -> list[float]:
        """Return 1.0 for each reply that is marked at these limits, else 0.0."""
        return [
            float(advice >= limits["advice"] or grave >= limits["grave"])
            for advice, grave in zip(self.advice, self.grave, strict=True)
        ]

    def only(self, beginning: str) -> "Scores":
        """Return the scores of the replies whose names begin like this."""
        places = [i for i, reply in enumerate(self.replies) if reply.name.startswith(beginning)]

        def chosen(values: Sequence[float]) -> list[float]:
            return [values[i] for i in places]

        replies = [self.replies[i] for i in places]
        return Scores(replies, chosen(self.advice), chosen(self.grave), chosen(self.general))

    def wanted(self, head: str) -> list[bool]:
        """Return what the head should have said."""
        return [WANTED[head](reply.severity) for reply in self.replies]


def fold_of(reply: Reply) -> int:
    """Return the fold of a reply; replies to one topic or parent stay together, as pairs do."""
    key = reply.topic or reply.parent or reply.text
    return hashlib.sha256(key.encode()).digest()[0] % FOLDS


def _prior(head: str) -> dict[str, float]:
    if head != "advice":
        return {}
    return {
        f"cue={cue.name}": _START_OF_A_CUE if cue.severity else -_START_OF_A_CUE
        for cue in cues.load()
    }


def _head(seen: Sequence[Seen], head: str) -> dict[str, float]:
    lessons = [lesson for s in seen for lesson in s.lessons(head)]
    return learn(lessons, _RECIPES[head], _prior(head))


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
        results["grave"] = [
            grave * advice if fold_of(s.reply) == fold else grave
            for s, grave, advice in zip(seen, results["grave"], results["advice"], strict=True)
        ]
        progress(f"fold {fold + 1} of {FOLDS} done")
    return Scores(replies, results["advice"], results["grave"], results["general"])


def thresholds(scores: Scores) -> dict[str, float]:
    """Return the limits of the heads that reach the wanted recall on unseen folds."""
    advice = limit_for_recall(scores.advice, scores.wanted("advice"), _WANTED_RECALL)
    grave = limit_for_recall(scores.grave, scores.wanted("grave"), _WANTED_GRAVE_RECALL)
    return {"advice": _just_below(advice), "grave": _just_below(grave), "general": 0.5}


def _just_below(limit: float) -> float:
    return round(limit - 0.0005, 3)


def sure_cues(replies: Sequence[Reply]) -> frozenset[str]:
    """Return the cues that were practically never wrong in the labelled replies.

    In a reply that was labelled as a whole, every cue of an innocent reply was wrong.
    """
    right: Counter[str] = Counter()
    fired: Counter[str] = Counter()
    for reply in replies:
        for view in look(reply.text, context_of(reply.parent, reply.topic)):
            place = view.sentence.starts[0]
            severity = reply.severity_at(place) if reply.marks else reply.severity
            names = {hit.cue.name for hit in view.hits if hit.speaks}
            fired.update(names)
            right.update(names if severity else ())
    return frozenset(
        name
        for name, count in fired.items()
        if count >= _LEAST_FIRINGS and right[name] >= _SURE * count
    )


def version(replies: Sequence[Reply]) -> str:
    """Return a name for what the weights are learned from: the replies, the words, the cues."""
    digest = hashlib.sha256(_SIGHT.encode())
    for reply in replies:
        digest.update(f"{reply.parent}\n{reply.text}\n{reply.severity}\n".encode())
    for name, code in sorted(lexicon.load().codes.items()):
        digest.update(f"{name}\t{code}\n".encode())
    for cue in cues.load():
        digest.update(f"{cue.name}\t{cue.pattern.pattern}\n".encode())
    return digest.hexdigest()[:12]


def judge(replies: Sequence[Reply], weights: Weights) -> Scores:
    """Return the probabilities that finished weights give to replies they haven't learned from."""
    seen = see(replies)
    advice, grave, general = (
        [score(getattr(weights, head), s.example(head)) for s in seen] for head in HEADS
    )
    both = [a * g for a, g in zip(advice, grave, strict=True)]
    return Scores(replies, advice, both, general)


def train(replies: Sequence[Reply], limits: Mapping[str, float], version: str) -> Weights:
    """Return weights learned from all replies, with the given thresholds."""
    seen = see(replies)
    advice, grave, general = (_head(seen, head) for head in HEADS)
    return Weights(version, limits, advice, grave, general, sure_cues(replies))
