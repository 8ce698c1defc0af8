"""Learns from reviewers' verdicts: a difference to the shipped weights of the head for advice.

The difference is a pure function of the shipped weights and of the list of verdicts in their order,
and is made anew from all of them each time: so a verdict that was undone leaves no trace, and the
same verdicts give the same numbers. One step of logistic regression a verdict, on the sentence that
it is about; after each, a few steps on replies of the shipped corpus, so that a long run of
verdicts in one way of speaking doesn't wear the others off.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from typing import Final, TypeAlias

from moderation.triage import corpus
from moderation.triage.features import View, context_of, look
from moderation.triage.learn import Example, score
from moderation.triage.measure import average_precision
from moderation.triage.model import Weights, adjusted, probability

# Chosen on replies in one way of speaking and measured on others: see docs/triage.md.
_STEP: Final = 0.02
_REHEARSED: Final = 2  # replies of the corpus after each verdict
_SEED: Final = 20240229
_LEAST_CHANGE: Final = 0.002  # below it a change moves no score, only the size of the row
# A cue that is enough by itself loses that when verdicts have taken this much of its weight.
_TRUST_LOST: Final = 0.1
MOST_GUARD_LOSS: Final = 0.02  # of average precision

Delta: TypeAlias = dict[str, dict[str, float]]
Features: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a verdict says of a text: that it is advice or isn't, or None where it says neither.

    `wrong` are the places of flags that a reviewer called wrong, as character positions.
    """

    text: str
    parent: str | None
    topic: str | None
    advice: bool | None
    wrong: tuple[tuple[int, int], ...] = ()


class _Learner:
    """The changes so far, on top of weights that stay as they are."""

    def __init__(self, base: Weights) -> None:
        self.base = base
        self.limit = base.thresholds["advice"]
        self.sure = frozenset(f"cue={name}" for name in base.sure)
        self.changes: dict[str, float] = {}
        self.heard: Counter[str] = Counter()  # in how many texts a feature was

    def chance(self, features: Features) -> float:
        """Return the probability of advice, as `assess` sees it with the changes so far."""
        known, changes = self.base.advice, self.changes
        found = probability(sum([known.get(f, 0.0) + changes.get(f, 0.0) for f in features]))
        return found if self.sure.isdisjoint(features) else max(found, self.limit)

    def step(self, features: Features, *, advice: bool) -> None:
        """Move the weights of one sentence towards what it is."""
        move = _STEP * (float(advice) - self.chance(features))
        for feature in set(features):
            self.changes[feature] = self.changes.get(feature, 0.0) + move

    def hear(self, lesson: Lesson) -> None:
        """Take one verdict in."""
        views = look(lesson.text, context_of(lesson.parent, lesson.topic))
        self.heard.update({feature for view in views for feature in view.features})
        wrong = [view.features for view in views if _is_marked(view, lesson.wrong)]
        free = [view.features for view in views if not _is_marked(view, lesson.wrong)]
        for features in wrong:
            self.step(features, advice=False)
        if lesson.advice is None or not free:
            return
        worst = max(free, key=self.chance)
        if lesson.advice:
            self.step(worst, advice=True)
            return
        flagged = [features for features in free if self.chance(features) >= self.limit]
        for features in flagged or [worst]:
            self.step(features, advice=False)

    def rehearse(self, example: Example) -> None:
        """Look at a reply of the corpus again."""
        if example.sentences:
            self.step(max(example.sentences, key=self.chance), advice=example.positive)

    def keeps(self, feature: str) -> bool:
        """Whether a change may be kept: words that one text alone has are that person's own."""
        return feature in self.base.advice or self.heard[feature] != 1


def _is_marked(view: View, spans: Iterable[tuple[int, int]]) -> bool:
    first, last = view.sentence.starts[0], view.sentence.ends[-1]
    return any(start < last and end > first for start, end in spans)


def _rehearsal() -> Iterator[Example]:
    """Yield the replies of the shipped corpus in a fixed order, again and again."""
    replies = list(corpus.load())
    random.Random(_SEED).shuffle(replies)  # noqa: S311 - an order of examples, no secret
    for reply in cycle(replies):
        yield corpus.see([reply])[0].example("advice")


def learn_delta(
    base: Weights, lessons: Sequence[Lesson], progress: Callable[[int], None] | None = None
) -> Delta:
    """Return what the verdicts change about `base`, by head and feature; {} for no verdicts.

    Words that the shipped weights don't know and that stood in one text alone are left out.
    `progress` is told after each verdict how many are done.
    """
    learner, rehearsal = _Learner(base), _rehearsal()
    for done, lesson in enumerate(lessons, start=1):
        learner.hear(lesson)
        for _ in range(_REHEARSED):
            learner.rehearse(next(rehearsal))
        if progress is not None:
            progress(done)
    rounded = {feature: round(change, 4) for feature, change in sorted(learner.changes.items())}
    kept = {
        feature: change
        for feature, change in rounded.items()
        if abs(change) >= _LEAST_CHANGE and learner.keeps(feature)
    }
    return {"advice": kept} if kept else {}


def digest_of(delta: Delta) -> str:
    """Return a short digest: equal for equal differences, whatever order they were read in."""
    text = json.dumps(delta, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def with_delta(base: Weights, delta: Mapping[str, Mapping[str, float]], *, version: str) -> Weights:
    """Return `base` with a difference added; cues that were often wrong aren't sure any more."""
    changes = delta.get("advice", {})
    sure = frozenset(name for name in base.sure if changes.get(f"cue={name}", 0.0) > -_TRUST_LOST)
    return replace(adjusted(base, delta, version=version), sure=sure)


def guard_precision(weights: Weights) -> float:
    """Return the average precision on the guard replies, 0 to 1."""
    examples = _guard()
    scores = [score(weights.advice, example) for example in examples]
    return average_precision(scores, [example.positive for example in examples])


@cache
def _guard() -> tuple[Example, ...]:
    return tuple(seen.example("advice") for seen in corpus.see(corpus.load_guard()))
