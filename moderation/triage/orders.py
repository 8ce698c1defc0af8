"""Words, orders of words and of kinds of words in one sentence, as names of features."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from moderation.triage import classes
from moderation.triage.reading import Sentence
from moderation.triage.tags import OPEN_CLASSES

_DULL: Final = frozenset(".,_")
_NEAR: Final = 2
_FAR: Final = 6
_STEM: Final = 5  # letters: "stopped" and "stopping" are the same word to begin with


def mixed(sentence: Sentence) -> list[str]:
    """Return the words of a sentence, those of open classes (any medicine, any food) as kinds."""
    return [
        code if code in OPEN_CLASSES else word
        for word, code in zip(sentence.words, sentence.codes, strict=True)
        if code not in ",_"
    ]


def word_orders(sentence: Sentence, words: Sequence[str]) -> list[str]:
    """Return words, pairs and triples of words, and what the words have in common with others.

    `words` are those of the sentence as `mixed` gives them.
    """
    framed = ["^", *words, "$"]
    features = [*words]
    features += map(" ".join, pairwise(framed))
    features += map(" ".join, zip(framed, framed[1:], framed[2:], strict=False))
    for word, code in zip(sentence.words, sentence.codes, strict=True):
        if code not in OPEN_CLASSES:
            features += _kin(word)
    return features


@lru_cache(maxsize=32768)
def _kin(word: str) -> tuple[str, ...]:
    """Return how a word begins, and the class of words that mean about the same."""
    known = classes.load().get(word)
    beginning = (f"{word[:_STEM]}-",) if len(word) > _STEM else ()
    return beginning if known is None else (*beginning, known)


def orders_of_kinds(codes: str) -> list[str]:
    """Return the pairs of kinds that stand in this order two to five words apart."""
    return [
        f"{code}>{later}"
        for place, code in enumerate(codes)
        if code not in _DULL
        for later in codes[place + _NEAR : place + _FAR]
        if later not in _DULL
    ]
