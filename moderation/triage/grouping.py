"""Groups words by meaning, with vectors of the language model of `embeddings`; not used at work.

A word's vector is what the model makes of it alone, and beside it the mean of the model's own
vectors for its pieces, which knows more of how the word is used. Both count the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Final

from moderation.triage.corpus import Reply
from moderation.triage.embeddings import encode, load_model
from moderation.triage.reading import read
from moderation.triage.tags import OPEN_CLASSES

CLASSES: Final = 1500
_DIRECTIONS: Final = 64  # of each kind of vector, those in which the words differ most
_TURNS: Final = 12
_SEED: Final = 20240229
_WORD: Final = re.compile(r"[a-z][a-z'&\-]+")


def make(replies: Iterable[Reply]) -> str:
    """Return the classes as text, one a line: the words of the replies and those the model knows.

    Words of the open classes (medicines, food ...) are left out, for they are read as their kind.
    Raises ModuleNotFoundError where the packages of the extra are missing.
    """
    model = load_model()
    counts = _counts(replies)
    known = [word for word in model.tokenizer.get_vocab() if _WORD.fullmatch(word)]
    words = sorted(set(counts) | {word for word in known if _is_open_to_meaning(word)})
    classes = _classes(_vectors(model, words), [counts[word] for word in words])
    lines: dict[int, list[str]] = {}
    for word, number in zip(words, classes, strict=True):
        lines.setdefault(number, []).append(word)
    return "".join(" ".join(line) + "\n" for line in sorted(lines.values()))


def _counts(replies: Iterable[Reply]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for reply in replies:
        for text in (reply.text, reply.parent, reply.topic):
            for sentence in read(text or ""):
                tagged = zip(sentence.words, sentence.codes, strict=True)
                counts.update(word for word, code in tagged if code not in OPEN_CLASSES)
    return Counter({word: count for word, count in counts.items() if _WORD.fullmatch(word)})


def _is_open_to_meaning(word: str) -> bool:
    found = read(word)
    return len(found) == 1 and found[0].codes not in OPEN_CLASSES


def _vectors(model: Any, words: Sequence[str]) -> Any:
    numpy = import_module("numpy")
    pieces = model[0].auto_model.embeddings.word_embeddings.weight.detach().numpy()
    split = [model.tokenizer.encode(word, add_special_tokens=False) for word in words]
    used = numpy.stack([pieces[numbers].mean(axis=0) for numbers in split])
    used = used - used.mean(axis=0)
    used /= numpy.linalg.norm(used, axis=1, keepdims=True)
    kinds = [_condensed(numpy, vectors) for vectors in (encode(model, words), used)]
    return numpy.hstack([vectors / vectors.std() for vectors in kinds])


def _condensed(numpy: Any, vectors: Any) -> Any:
    """Return the vectors in the directions in which they differ most."""
    centred = vectors - vectors.mean(axis=0)
    _, directions = numpy.linalg.eigh(centred.T @ centred)
    return centred @ directions[:, -_DIRECTIONS:]


def _classes(vectors: Any, counts: Sequence[int]) -> list[int]:
    """Return a class for each vector by k-means; words that are used more weigh more."""
    numpy = import_module("numpy")
    weights = 1 + 2 * numpy.log1p(counts)
    generator = numpy.random.default_rng(_SEED)
    start = generator.choice(len(vectors), CLASSES, replace=False, p=weights / weights.sum())
    centres, nearest = vectors[start], start
    for _ in range(_TURNS):
        nearest = ((centres**2).sum(axis=1) - 2 * vectors @ centres.T).argmin(axis=1)
        sums, shares = numpy.zeros_like(centres), numpy.zeros(CLASSES)
        numpy.add.at(sums, nearest, vectors * weights[:, None])
        numpy.add.at(shares, nearest, weights)
        filled = shares > 0
        centres[filled] = sums[filled] / shares[filled, None]
    return [int(number) for number in nearest]
