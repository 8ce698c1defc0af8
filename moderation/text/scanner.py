"""Read the parts of an address from tokens: the at sign, the name before it, the host after it.

The scanner walks from token to token and never across another at sign, so that the work grows with
the length of the text and no quicker. It says what it saw; `evidence` decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from moderation.text.endings import PROVIDERS, SPOKEN_PROVIDERS, STRONG_ENDINGS, is_ending
from moderation.text.lexer import CLOSING, Tokens, bracketed
from moderation.text.lexicon import (
    AT_WORDS,
    BRACKET_AT,
    BRACKET_DOT,
    DOT_WORDS,
    NAMED_AT,
    NUMBER_WORDS,
    OTHER_AT,
    OTHER_DOT,
    SEPARATOR_WORDS,
    is_no_name,
)
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


def _fold_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(fold_char(c) for c in name).lower() for name in names)


_NAMED_AT = NAMED_AT | _fold_words(OTHER_AT)
_AT = AT_WORDS | _NAMED_AT
_BRACKET_AT = BRACKET_AT | _NAMED_AT
_DOT = DOT_WORDS | _fold_words(OTHER_DOT)
_TRIGGERS = _AT | _BRACKET_AT | {"@"}
_BRACKET_DOT = BRACKET_DOT | _DOT

_NAME_SIGNS = frozenset("._-+'%#$")
_JUNK_LEFT = frozenset("\"')]}>*_~`\\|,;:+.(")
_JUNK_RIGHT = frozenset("\"'([{<*_~`\\|@+/,.:")


@dataclass(frozen=True, slots=True)
class At:
    """An at sign: its tokens `first` to `last` (fences included) and its shape."""

    first: int
    last: int
    shape: Shape


@dataclass(frozen=True, slots=True)
class Name:
    """What stands before the at sign: places in the view, text, and what lies between."""

    start: int
    end: int
    text: str
    first: int
    gap: bool
    broken: bool = False
    quoted: bool = False


@dataclass(slots=True)
class Host:
    """What stands after the at sign: labels, the dot before each, and where each label ends."""

    start: int
    labels: list[str] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    dots: list[Shape] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    gap: bool = False

    def add(self, low: str, raw: str, dot: Shape, end: int, after: int) -> None:
        """Append one label."""
        self.labels.append(low)
        self.raws.append(raw)
        self.dots.append(dot)
        self.ends.append(end)
        self.after.append(after)


def find_ats(tokens: Tokens) -> Iterator[At]:
    """Every at sign of a view, in any shape, in order."""
    done = 0
    for index, low in enumerate(tokens.low):
        if low in _TRIGGERS and index >= done:
            at = _at_here(tokens, index)
            if at is not None:
                yield at
                done = at.last + 1


def _at_here(tokens: Tokens, index: int) -> At | None:
    low = tokens.low[index]
    if tokens.kind[index] == "p":
        return _sign_here(tokens, index) if low == "@" else None
    if tokens.kind[index] != "w" or low not in _BRACKET_AT:
        return None
    last = index
    follow = tokens.skip_blanks(index + 1, 1, 1)
    if tokens.signs[follow] == "-":
        follow += 1
    named = low in _NAMED_AT
    if low == "at" and tokens.words[follow] and tokens.low[follow] in ("sign", "symbol"):
        last, named = follow, True
    elif low == "a" and tokens.words[follow] and tokens.low[follow] == "t":
        last = follow
    first, end, fence = bracketed(tokens, index, last)
    if fence == "brackets":
        return At(first, end, Shape.BRACKETS)
    if low not in _AT or (not fence and last == index and tokens.signs[index + 1] == "'"):
        return None
    if named:
        return At(first, end, Shape.NAMED)
    if fence == "delimiters":
        return At(first, end, Shape.DELIMITED)
    capitals = tokens.raw[index] == "AT" and not _shouting(tokens, index)
    return At(index, last, Shape.CAPITALS if capitals else Shape.BARE)


def _sign_here(tokens: Tokens, index: int) -> At:
    last = index
    while tokens.signs[last + 1] == "@":
        last += 1
    if tokens.words[last + 1] and tokens.low[last + 1] == "t" and tokens.is_blank(last + 2):
        last += 1
    first, end, fence = bracketed(tokens, index, last)
    return At(first, end, Shape.SIGN) if fence else At(index, last, Shape.SIGN)


def _shouting(tokens: Tokens, index: int) -> bool:
    """Whether the words around are in capitals too, so that AT says nothing."""
    seen = 0
    for step in (-1, 1):
        near = index + step
        for _ in range(6):
            near += step
            if tokens.words[near] and len(tokens.raw[near]) > 1:
                if not tokens.raw[near].isupper():
                    break
                seen += 1
    return seen > 1


def read_name(tokens: Tokens, at: At) -> Name | None:
    """The name before an at sign, or None if there is none."""
    index, gap, blanks, junk = at.first - 1, False, 0, 0
    while index >= 0 and junk < 6 and blanks < 4:
        kind = tokens.kind[index]
        if kind in "sn":
            gap, blanks = True, blanks + 1
        elif tokens.signs[index] in _JUNK_LEFT and not _opens_quote(tokens, index):
            junk += 1
        else:
            break
        index -= 1
    if index == at.first - 1 - junk and tokens.signs[at.first - 1] == '"':
        quoted = _quoted_name(tokens, at.first - 1)
        if quoted:
            return quoted
    if tokens.signs[at.first - 1] == ")":
        index = _before_comment(tokens, at.first - 1, index)
    if index < 0 or not (tokens.words[index] or tokens.signs[index] in ("_", "-", "+", ".")):
        return None
    if not tokens.words[index] and gap:
        return None
    first, broken = _walk_name(tokens, index, 30 if at.shape is Shape.SIGN else 16)
    if not any(tokens.words[i] for i in range(first, index + 1)):
        return None
    start, end = tokens.start[first], tokens.end(index)
    return Name(start, end, tokens.view[start:end], first, gap, broken)


def _opens_quote(tokens: Tokens, index: int) -> bool:
    return tokens.signs[index] in ",;:" and not tokens.words[index - 1]


def _quoted_name(tokens: Tokens, closing: int) -> Name | None:
    for index in range(closing - 1, max(-1, closing - 24), -1):
        if tokens.kind[index] == "n":
            return None
        if tokens.signs[index] == '"':
            start, end = tokens.start[index], tokens.end(closing)
            text = tokens.view[start + 1 : end - 1]
            blank = not text.strip() or tokens.start[closing] - start > 66
            return None if blank else Name(start, end, text, index, gap=False, quoted=True)
    return None


def _before_comment(tokens: Tokens, closing: int, fallback: int) -> int:
    """The token before a comment in brackets close to the name, as in `name(comment)@host`."""
    for index in range(closing - 1, max(-1, closing - 12), -1):
        if tokens.signs[index] == "(":
            tight = tokens.words[index - 1]
            return index - 1 if tight else fallback
    return fallback


def _walk_name(tokens: Tokens, index: int, most: int) -> tuple[int, bool]:
    """Leftwards over what belongs to the name: its first token, and whether it was broken up.

    A name has hardly ten tokens; `most` bounds the walk.
    """
    first, broken = index, False
    while first > 0 and index - first < most:
        left = first - 1
        after_sign = tokens.words[left] and tokens.kind[first] == "p"
        if tokens.signs[left] in _NAME_SIGNS or after_sign:
            first = left
        else:
            step = _separator_before(tokens, first)
            if step < 0:
                break
            first, broken = step, True
    while first < index and not tokens.words[first] and tokens.signs[first] not in ("_", "+"):
        first += 1
    return first, broken


def _separator_before(tokens: Tokens, first: int) -> int:
    """The word before "dot", "(dot)", " . " or "underscore" in front of `first`, or -1."""
    if not tokens.words[first]:
        return -1
    place = tokens.skip_blanks(first - 1, -1, 1)
    if place < 0 or place == 0:
        return -1
    low = tokens.low[place]
    counted = tokens.low[first] in NUMBER_WORDS and place == first - 2 and tokens.words[place]
    if counted and not is_no_name(low) and low not in _AT:
        return place  # "jane nine one at"
    if tokens.signs[place] in CLOSERS:
        inner = tokens.skip_blanks(place - 1, -1, 1)
        if inner > 0 and (
            tokens.low[inner] in _BRACKET_DOT or tokens.low[inner] in SEPARATOR_WORDS
        ):
            outer, _, fence = bracketed(tokens, inner, inner)
            before = tokens.skip_blanks(outer - 1, -1, 1)
            return before if fence == "brackets" and tokens.words[before] else -1
        return -1
    if tokens.words[place] and (low in _DOT or low in SEPARATOR_WORDS):
        before = tokens.skip_blanks(place - 1, -1, 1)
        return before if tokens.words[before] and tokens.low[before] not in _AT else -1
    if low == "." and place < first - 1 and tokens.kind[place - 1] == "s":
        return place - 2 if tokens.words[place - 2] else -1
    return -1


CLOSERS = frozenset(")]}>")
_FENCES = frozenset("-_/*=~:,.+|'\"^#%&>")
_JUNK_IN_HOST = frozenset("\\*`_\"')]}>")


def read_host(tokens: Tokens, at: At) -> Host | None:
    """The host after an at sign, as far as labels and dots go, or None if no label follows."""
    index, junk = at.last + 1, 0
    blanks = 0
    while index < len(tokens.kind) and junk < 6 and blanks < 4:
        if tokens.kind[index] in "sn":
            blanks += 1
        elif tokens.signs[index] in _JUNK_RIGHT:
            junk += 1
        else:
            break
        index += 1
    if not tokens.words[index] or tokens.low[index] in _DOT:
        return None
    host = Host(tokens.start[index], gap=blanks > 0)
    index = _read_label(tokens, index, host, Shape.NONE)
    while len(host.labels) < 10:
        place, shape = read_dot(tokens, index)
        if shape is Shape.NONE or (shape is Shape.COMMA and Shape.COMMA in host.dots):
            break
        index = _read_label(tokens, place, host, shape)
    return host


def _read_label(tokens: Tokens, index: int, host: Host, dot: Shape) -> int:
    spoken = _spoken_provider(tokens, index) if dot is Shape.NONE else 0
    last = index + spoken if spoken else index
    while not spoken and tokens.signs[last + 1] in ("-", "_") and tokens.words[last + 2]:
        if last > index + 8:
            break
        if tokens.low[last + 2] in _DOT and tokens.signs[last + 3] in ("-", "_"):
            break
        last += 2
    start, end = tokens.start[index], tokens.end(last)
    raw = tokens.view[start:end]
    low = "".join(tokens.low[index : last + 1 : 2]) if spoken else raw.lower()
    host.add(SPOKEN_PROVIDERS.get(low, ending_in(low) or low), raw, dot, end, last + 1)
    return last + 1


def _spoken_provider(tokens: Tokens, index: int) -> int:
    """How many tokens after `index` belong to a provider's name ("hot mail", "g-mail")."""
    name = tokens.low[index]
    for step in (2, 4, 6):
        if not tokens.words[index + step] or tokens.raw[index + step - 1] not in " \n-_.":
            return 0
        name += tokens.low[index + step]
        if name in PROVIDERS or name in SPOKEN_PROVIDERS:
            return step
    return 0


def read_dot(tokens: Tokens, index: int) -> tuple[int, Shape]:
    """The dot from `index` on: where the label after it starts, and the dot's shape."""
    place = tokens.skip_blanks(index, 1, 2)
    blanks = place > index
    fenced = _fenced_dot(tokens, place)
    if fenced:
        return fenced, Shape.DELIMITED
    while tokens.signs[place] in _JUNK_IN_HOST:
        place += 1
    if place >= len(tokens.kind):
        return index, Shape.NONE
    if tokens.words[place]:
        return _word_dot(tokens, index, place)
    if tokens.signs[place] in ("(", "[", "{", "<"):
        return _bracket_dot(tokens, index, place)
    if tokens.signs[place] == ".":
        return _sign_dot(tokens, index, place, blanks)
    if tokens.signs[place] in (",", ";", ":", "/", "-", "_", "=", "'") and tokens.words[place + 1]:
        return place + 1, Shape.COMMA
    return index, Shape.NONE


def _fenced_dot(tokens: Tokens, place: int) -> int:
    """Where the label starts after "-dot-", "/ dot /" or "_dot_" at `place`, or 0."""
    inner = tokens.skip_blanks(place + 1, 1, 1)
    if tokens.signs[place] not in _FENCES or not tokens.words[inner]:
        return 0
    if tokens.low[inner] not in _DOT:
        return 0
    after = tokens.skip_blanks(inner + 1, 1, 1)
    if tokens.signs[after] == tokens.signs[place]:
        after = tokens.skip_blanks(after + 1, 1, 1)
    return after if tokens.words[after] else 0


def _sign_dot(tokens: Tokens, index: int, place: int, blanks: bool) -> tuple[int, Shape]:
    after = place
    while tokens.signs[after] == "." and after < place + 3:
        after += 1
    label = tokens.skip_blanks(after, 1, 2)
    blanks = blanks or label > after
    while tokens.signs[label] in ("*", "_", "`", "\\", '"', "(", "["):
        label += 1
    if not tokens.words[label]:
        return index, Shape.NONE
    return label, Shape.SPACED if blanks or after > place + 1 else Shape.SIGN


def _word_dot(tokens: Tokens, index: int, place: int) -> tuple[int, Shape]:
    low = tokens.low[place]
    if low == "full" and tokens.low[place + 2 : place + 3] == ["stop"]:
        place += 2
    elif low not in _DOT:
        return (place, Shape.BARE) if ending_in(low) else (index, Shape.NONE)
    after = tokens.skip_blanks(place + 1, 1, 2)
    if not tokens.words[after]:
        return index, Shape.NONE
    capitals = tokens.raw[place] == "DOT"
    return after, Shape.CAPITALS if capitals else Shape.BARE


def ending_in(word: str) -> str:
    """The ending of a word that is dot and ending at once ("dotcom"), or an empty string."""
    for dot in ("dot", "punto", "ponto", "point", "punkt"):
        rest = word.removeprefix(dot)
        if rest != word and rest in STRONG_ENDINGS:
            return rest
    return ""


def _bracket_dot(tokens: Tokens, index: int, place: int) -> tuple[int, Shape]:
    if tokens.signs[place + 1] in CLOSING:
        place += 1
    inner = tokens.skip_blanks(place + 1, 1, 1)
    if inner >= len(tokens.kind) or tokens.low[inner] not in _BRACKET_DOT:
        return index, Shape.NONE
    _, last, fence = bracketed(tokens, inner, inner)
    if fence != "brackets":  # "(dot com)": the bracket closes after the ending
        after = tokens.skip_blanks(inner + 1, 1, 1)
        known = tokens.words[after] and is_ending(tokens.low[after]) and inner != after
        return (after, Shape.BRACKETS) if known and tokens.words[inner] else (index, Shape.NONE)
    after = tokens.skip_blanks(last + 1, 1, 2)
    return (after, Shape.BRACKETS) if tokens.words[after] else (index, Shape.NONE)
