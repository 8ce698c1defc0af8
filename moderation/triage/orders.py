"""Orders of words and of kinds of words in one sentence, as names of features."""

from itertools import pairwise
from typing import Final

from moderation.triage.reading import Sentence
from moderation.triage.tags import OPEN_CLASSES

_DULL: Final = frozenset(".,_")
_NEAR: Final = 2
_FAR: Final = 6


def mixed(sentence: Sentence) -> list[str]:
    """Return the words of a sentence, those of open classes (any medicine, any food) as kinds."""
    return [
        code if code in OPEN_CLASSES else word
        for word, code in zip(sentence.words, sentence.codes, strict=True)
        if code not in ",_"
    ]


def word_orders(sentence: Sentence) -> list[str]:
    """Return words, pairs and triples of words, and runs of two to four kinds."""
    words = ["^", *mixed(sentence), "$"]
    codes = "^" + sentence.codes.replace("_", "").replace(",", "") + "$"
    count = len(codes)
    features = words[1:-1]
    features += map(" ".join, pairwise(words))
    features += map(" ".join, zip(words, words[1:], words[2:], strict=False))
    features += ["/" + codes[i : i + 2] for i in range(count - 1)]
    features += ["/" + codes[i : i + 3] for i in range(count - 2)]
    features += ["/" + codes[i : i + 4] for i in range(count - 3)]
    return features


def orders_of_kinds(codes: str) -> list[str]:
    """Return the pairs of kinds that stand in this order two to five words apart."""
    return [
        f"{code}>{later}"
        for place, code in enumerate(codes)
        if code not in _DULL
        for later in codes[place + _NEAR : place + _FAR]
        if later not in _DULL
    ]
