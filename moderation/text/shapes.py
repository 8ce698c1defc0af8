"""How the parts of an address are written, from the weakest evidence to the strongest."""

from dataclasses import dataclass
from enum import IntEnum

from moderation.text.lexicon import BRACKET_DOT, DOT_WORDS, OTHER_DOT
from moderation.text.lookalikes import fold_char


class Shape(IntEnum):
    """How an at or a dot is written, from the weakest evidence to the strongest."""

    NONE = 0
    COMMA = 1
    BARE = 2
    DELIMITED = 3
    CAPITALS = 4
    NAMED = 5
    BRACKETS = 6
    SPACED = 7
    SIGN = 8


def folded_words(names: tuple[str, ...]) -> frozenset[str]:
    """Words of other scripts in the form that they have in a folded view."""
    return frozenset("".join(fold_char(c) for c in name).lower() for name in names)


DOTS = DOT_WORDS | folded_words(OTHER_DOT)
BRACKET_DOTS = BRACKET_DOT | DOTS
"""Words that stand for a dot; and with brackets around them."""

CLOSERS = frozenset(")]}>")


@dataclass(frozen=True, slots=True)
class At:
    """An at sign: its tokens `first` to `last` (fences included) and its shape.

    `loose` is true of a fenced "(a)" and the like, which also number a list, and of a foreign
    preposition.
    """

    first: int
    last: int
    shape: Shape
    loose: bool = False
