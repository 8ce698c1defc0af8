"""Word lists written as one string, which reads better than a column of quotes."""

import re

from moderation.text.lookalikes import fold_char


def words(text: str) -> frozenset[str]:
    """The words of a text that are separated by white space, as a set."""
    return frozenset(text.split())


def any_of(turns: str) -> str:
    """A pattern for any of several turns of phrase, comma-separated patterns in any letters."""
    return "(?:" + "|".join(sorted(_folded(turns), key=len, reverse=True)) + ")"


def any_word(listed: str) -> frozenset[str]:
    """The comma-separated words in the letters of a folded text."""
    return frozenset(_folded(listed))


def _folded(listed: str) -> list[str]:
    parts = re.split(r",(?!\d*\})", listed)  # not in "{2,4}"
    folded = ("".join(map(fold_char, part)).strip() for part in parts)
    return [part for part in folded if part]
