"""Sentences that a reply copies from what it answers: somebody else's words, even without ">".

Whoever repeats a question or an article to say what they mean must not be doubted for it. A copy is
a whole sentence that stands word for word, as a whole sentence, in the other text. Short ones are
everybody's ("Stop taking it."), and a reply of copies alone says them itself: both count.
"""

import re
from typing import Final

from moderation.triage.normalise import normalise

FEWEST_WORDS: Final = 5

_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|\Z)")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def without_copies(text: str, *sources: str) -> str:
    """Return `text` with the sentences that it copies from `sources` blanked, in the same length.

    A text that would have no word left is returned as it is. The time grows with all lengths
    together.
    """
    known = {key for source in sources for key in _keys(source)}
    if not known:
        return text
    parts, behind = [], 0
    for found in _SENTENCE.finditer(normalise(text)):
        if _key(found.group()) in known:
            start, end = found.span()
            parts += [text[behind:start], _spaces(text[start:end])]
            behind = end
    blanked = "".join([*parts, text[behind:]])
    return blanked if _WORD.search(normalise(blanked)) else text


def _keys(source: str) -> set[tuple[str, ...]]:
    """Return the sentences of a text that are long enough to be known again."""
    keys = {_key(found.group()) for found in _SENTENCE.finditer(normalise(source))}
    return {key for key in keys if len(key) >= FEWEST_WORDS}


def _key(sentence: str) -> tuple[str, ...]:
    """Return the words of a sentence: what makes two of them the same."""
    return tuple(_WORD.findall(sentence))


def _spaces(part: str) -> str:
    """Return as many spaces, with the line ends where they were."""
    return "".join(sign if sign == "\n" else " " for sign in part)
