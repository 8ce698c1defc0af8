"""Trains the three heads, sets the thresholds by cross-validation, and reports how well they do."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from moderation.triage import classes, cues, lexicon
from moderation.triage.corpus import GRAVEST, WANTED, Reply, Seen, see
from moderation.triage.features import context_of, look
from moderation.triage.learn import Example, Recipe, learn, score
from moderation.triage.measure import limit_for_recall
from moderation.triage.model import HEADS, Weights, logit, probability

FOLDS: Final = 5
_RECIPE: Final = Recipe(pull=0.04, step=0.05, least_count=2, start=0.03)
# Telling one's own story must stay easy, and grave advice must not be missed: both weigh more.
_OWN_STORIES: Final = frozenset(("experience", "plan", "reported_self", "story"))
_IMPORTANCE_OF_OWN_STORIES: Final = 1.5
_IMPORTANCE_OF_GRAVE: Final = 1.25
# Recall that the cross-validation must show at the thresholds.
_WANTED_RECALL: Final = 0.925
# The queue begins with what reaches severity 3: a higher limit would leave grave advice behind.
_WANTED_GRAVE_RECALL: Final = 0.865
# Raise it when `features` sees something else in the same words: old weights don't fit then.
_SIGHT: Final = "3"
_START_OF_A_CUE: Final = 0.3
# How often a cue must have been right, and how often seen, to be enough by itself.
_SURE: Final = 0.92
_LEAST_FIRINGS: Final = 6

Progress = Callable[[str], None]
Heads: TypeAlias = dict[str, dict[str, float]]


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


def _importance(reply: Reply) -> float:
    if reply.severity == GRAVEST:
        return _IMPORTANCE_OF_GRAVE
    own = not reply.severity and reply.kind in _OWN_STORIES
    return _IMPORTANCE_OF_OWN_STORIES if own else 1.0


def _lessons(seen: Seen, head: str) -> list[Example]:
    lessons = seen.lessons(head)
    if head != "advice":
        return lessons
    return [replace(lesson, importance=_importance(seen.reply)) for lesson in lessons]


def _head(seen: Sequence[Seen], head: str) -> dict[str, float]:
    lessons = [lesson for s in seen for lesson in _lessons(s, head)]
    return learn(lessons, _RECIPE, _prior(head))


def _heads(seen: Sequence[Seen]) -> Heads:
    return {head: _head(seen, head) for head in HEADS}


def _probabilities(heads: Heads, seen: Seen) -> tuple[float, float, float]:
    """Return what the heads say of a reply, as `assess` does: of its worst sentence.

    Whether it is grave is asked of each sentence together with whether it is advice at all.
    """
    chances = [
        (
            probability(logit(heads["advice"], features)),
            probability(logit(heads["grave"], features)),
        )
        for features in seen.sentences
    ]
    return (
        max((advice for advice, _ in chances), default=0.0),
        max((advice * grave for advice, grave in chances), default=0.0),
        score(heads["general"], seen.example("general")),
    )


def cross_validate(replies: Sequence[Reply], progress: Progress = _silent) -> Scores:
    """Return for every reply the probabilities by heads that were trained without its fold."""
    seen = see(replies)
    folds = [fold_of(reply) for reply in replies]
    results = [(0.0, 0.0, 0.0)] * len(seen)
    for fold in range(FOLDS):
        heads = _heads([s for s, of in zip(seen, folds, strict=True) if of != fold])
        for place, s in enumerate(seen):
            if folds[place] == fold:
                results[place] = _probabilities(heads, s)
        progress(f"fold {fold + 1} of {FOLDS} done")
    return _scores(replies, results)


def _scores(replies: Sequence[Reply], results: Sequence[tuple[float, float, float]]) -> Scores:
    advice, grave, general = zip(*results, strict=True) if results else ((), (), ())
    return Scores(replies, advice, grave, general)


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
    for word, name in sorted(classes.load().items()):
        digest.update(f"{word}\t{name}\n".encode())
    for cue in cues.load():
        digest.update(f"{cue.name}\t{cue.pattern.pattern}\n".encode())
    return digest.hexdigest()[:12]


def judge(replies: Sequence[Reply], weights: Weights) -> Scores:
    """Return the probabilities that finished weights give to replies they haven't learned from."""
    heads = {head: getattr(weights, head) for head in HEADS}
    return _scores(replies, [_probabilities(heads, seen) for seen in see(replies)])


def train(replies: Sequence[Reply], limits: Mapping[str, float], version: str) -> Weights:
    """Return weights learned from all replies, with the given thresholds."""
    heads = _heads(see(replies))
    return Weights(version, limits, **heads, sure=sure_cues(replies))
