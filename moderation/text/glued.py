"""Addresses written as one word: "janeatgmaildotcom", "jane52gmail.com"."""

import re
from collections.abc import Iterator

from moderation.text.endings import PROVIDERS, STRONG_ENDINGS
from moderation.text.ordinary import is_unusual
from moderation.text.phrases import Told, looks_like_handle

_BEFORE_PROVIDER = re.compile(
    r"(?P<at>at|arroba|chiocciola)?(?:" + "|".join(sorted(PROVIDERS, key=len, reverse=True)) + r")"
    r"(?:\.|dot|punkt|punto|,)?(?:comm?|komm?|c0m|co.? ?uk|"
    + "|".join(sorted(STRONG_ENDINGS))
    + r")(?![^\W_])"
)
_ALL_IN_WORDS = re.compile(
    r"(?<![^\W_])[a-z][a-z0-9._-]{2,40}(?:at|arroba|klammeraffe)[a-z0-9-]{3,40}"
    r"(?:dot|punkt|punto)(?:com|net|org|edu|couk|orguk|de|fr|es|it|nl|eu|info)(?![^\W_])"
)


def find_said_glued(low: str) -> Iterator[Told]:
    """Such words with both signs said ("janeatclinicdotorg"), of any host, in a lower-case view."""
    if "dot" in low or "punkt" in low or "punto" in low:
        for match in _ALL_IN_WORDS.finditer(low):
            yield Told(match.start(), match.end(), sure=True)


def find_glued(low: str) -> Iterator[Told]:
    """Such words that end in a provider's domain, in a lower-case view."""
    for match in _BEFORE_PROVIDER.finditer(low):
        first = _start_of_word(low, match.start())
        if match["at"] and first == match.start() and low[first - 1 : first] in (" ", "\n"):
            first = _start_of_word(low, first - 1)  # "jane atgmaildotcom", after a hidden character
        name = low[first : match.start()]
        if len(name) > 1 and (match["at"] or _is_name(name)):
            yield Told(first, match.end(), sure=True)


def _start_of_word(low: str, place: int) -> int:
    least = max(0, place - 64)
    while place > least and (low[place - 1].isalnum() or low[place - 1] in "._-"):
        place -= 1
    return place


def _is_name(word: str) -> bool:
    """Whether a word with a provider's domain right behind it is a name."""
    ends = word[-1].isalnum() and not word.startswith("www.")
    return ends and (looks_like_handle(word) or (len(word) > 4 and is_unusual(word)))
