"""Find at signs in any shape, and read the name before each.

The scanner walks from token to token and never across another at sign, so that the work grows with
the length of the text and no quicker. It says what it saw; `evidence` decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from moderation.text.lexer import CLOSING, Tokens, bracketed, is_dense
from moderation.text.lexicon import (
    AT_WORDS,
    BRACKET_AT,
    FOREIGN_AT,
    NAMED_AT,
    NUMBER_WORDS,
    OTHER_AT,
    SEPARATOR_WORDS,
    is_no_name,
)
from moderation.text.shapes import BRACKET_DOTS, CLOSERS, DOTS, At, Shape, folded_words
from moderation.text.words import words

_NAMED_AT = NAMED_AT | folded_words(OTHER_AT)
_AT = AT_WORDS | _NAMED_AT
_BRACKET_AT = BRACKET_AT | _NAMED_AT
_TRULY_AT = _AT | {"@", "att", "aat"}
_TRIGGERS = _AT | _BRACKET_AT | FOREIGN_AT | {"@"}

_PAIRS = frozenset(
    {
        ("at", "sign"), ("at", "symbol"), ("at", "zeichen"), ("at", "teken"), ("at", "merkki"),
        ("snabel", "a"), ("a", "t"), ("ae", "t"), ("a", "commercial"), ("et", "isareti"),
        ("a", "keong"), ("a", "bildua"), ("kuyruklu", "a"), ("圈", "a"),
    }
)  # fmt: skip
_NAME_SIGNS = frozenset("._-+'%#$")
_ARTICLES = words("by and the an von")
_FILLERS = _ARTICLES | words("then followed plus dann puis luego poi gefolgt")
_JUNK_LEFT = frozenset("\"')]}>*_~`\\|,;:+.(")


@dataclass(frozen=True, slots=True)
class Name:
    """What stands before the at sign: places in the view, text, and what lies between.

    `gap` says that blanks lie between, `paused` a comma and a blank.
    """

    start: int
    end: int
    text: str
    first: int
    gap: bool
    broken: bool = False
    quoted: bool = False
    paused: bool = False


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
    if tokens.kind[index] != "w":
        return None
    if low not in _AT and not _is_fenced(tokens, index):
        return At(index, index, Shape.BARE, loose=True) if low in FOREIGN_AT else None
    if low not in _BRACKET_AT:
        return None
    last = _last_of_at(tokens, index)
    named = low in _NAMED_AT or tokens.low[last] in ("sign", "symbol", "rate", "of")
    first, end, fence = bracketed(tokens, index, last)
    if fence == "brackets":
        return At(first, end, Shape.BRACKETS, loose=low not in _TRULY_AT)
    half = not fence and low in _AT and tokens.signs[last + 1] in CLOSERS
    if half and tokens.is_blank(index - 1):
        return At(index, last + 1, Shape.DELIMITED)
    if low not in _AT or (not fence and last == index and tokens.signs[index + 1] == "'"):
        return None
    if named:
        return At(first, end, Shape.NAMED)
    capitals = tokens.raw[index] == "AT" and not _shouting(tokens, index)
    if fence == "delimiters":
        return At(first, end, Shape.CAPITALS if capitals else Shape.DELIMITED)
    return At(index, last, Shape.CAPITALS if capitals else Shape.BARE)


def _is_fenced(tokens: Tokens, index: int) -> bool:
    """Whether a bracket opens before `index`, the quick question before the thorough one."""
    opening = tokens.signs[index - 1] or tokens.signs[index - 2]
    return opening in CLOSING or opening == ">"


def _last_of_at(tokens: Tokens, index: int) -> int:
    """The last token of an at in words: "at sign", "snabel-a", "a t" take two."""
    follow = tokens.skip_blanks(index + 1, 1, 1)
    if tokens.signs[follow] == "-":
        follow += 1
    if not tokens.words[follow]:
        return index
    if tokens.low[index] == "at" and tokens.low[follow] in ("the", "rate"):
        return _last_of_rate(tokens, index, follow)
    pair = (tokens.low[index], tokens.low[follow])
    return follow if pair in _PAIRS and not _starts_host(tokens, follow) else index


def _starts_host(tokens: Tokens, index: int) -> bool:
    """Whether a dot follows a word, so that it is a host: "jane at sign dot com"."""
    follow = tokens.skip_blanks(index + 1, 1, 1)
    if tokens.signs[follow] in CLOSING:
        follow = tokens.skip_blanks(follow + 1, 1, 1)
    said = tokens.words[follow] and tokens.low[follow] in DOTS
    return said or (tokens.signs[index + 1] in (".", "-") and tokens.words[index + 2])


def _last_of_rate(tokens: Tokens, index: int, follow: int) -> int:
    """The last token of "at the rate (of)", which is how the sign is read aloud in India."""
    place = follow + 2 if tokens.low[follow] == "the" and tokens.words[follow + 2] else follow
    if tokens.low[place] != "rate" or _starts_host(tokens, place):
        return index
    return place + 2 if tokens.low[place + 2 : place + 3] == ["of"] else place


def _sign_here(tokens: Tokens, index: int) -> At:
    last = index
    while tokens.signs[last + 1] == "@":
        last += 1
    if tokens.words[last + 1] and tokens.low[last + 1] == "t" and _ends_word(tokens, last + 2):
        last += 1
    after = tokens.skip_blanks(last + 1, 1, 1)
    named = tokens.words[after] and tokens.low[after] in ("sign", "symbol", "zeichen")
    if named and not _starts_host(tokens, after):
        last = after
    first, end, fence = bracketed(tokens, index, last)
    return At(first, end, Shape.SIGN) if fence else At(index, last, Shape.SIGN)


def _ends_word(tokens: Tokens, index: int) -> bool:
    """Whether a blank or a closing bracket stands at `index`; "jane@t.com" has a dot there."""
    return tokens.is_blank(index) or tokens.signs[index] in CLOSERS


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
    if tokens.signs[at.first - 1] in CLOSERS:
        index = _before_comment(tokens, at.first - 1, index)
    index = _before_filler(tokens, index, gap=gap)
    if index < 0 or not (tokens.words[index] or tokens.signs[index] in ("_", "-", "+", ".")):
        return None
    if not tokens.words[index] and gap:
        return None
    first, broken = _walk_name(tokens, index, 30 if at.shape is Shape.SIGN else 16)
    if not any(tokens.words[i] for i in range(first, index + 1)):
        return None
    start, end = tokens.start[first], tokens.end(index)
    paused = gap and tokens.signs[index + 1] == ","
    return Name(start, end, tokens.view[start:end], first, gap, broken, paused=paused)


def widened(tokens: Tokens, name: Name) -> Name:
    """A name that is a number alone with the words before it, as in "jane smith 84 at gmail"."""
    first = name.first
    for _ in range(2):
        before = first - 2
        word = before >= 0 and tokens.is_blank(first - 1) and tokens.words[before]
        if not word or is_no_name(tokens.low[before]):
            break
        first = before
    if first == name.first:
        return name
    start = tokens.start[first]
    return Name(start, name.end, tokens.view[start : name.end], first, name.gap, broken=True)


def _before_filler(tokens: Tokens, index: int, *, gap: bool) -> int:
    """The token before the fillers in "jane and then at then gmail"."""
    place, then = index, False
    for _ in range(3):
        left = tokens.words[place - 2] or tokens.signs[place - 2] == ","
        filler = gap and place > 1 and tokens.low[place] in _FILLERS and left
        if not filler:
            break
        then = then or tokens.low[place] not in _ARTICLES
        place -= 2
        if tokens.signs[place] == "," and tokens.words[place - 1]:
            place -= 1
    return place if then else index


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
        if tokens.signs[index] in CLOSING:
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
        if after_sign and tokens.signs[first] == "." and _changes_script(tokens, left, first + 1):
            break  # "...でした。kenji＠nifty．com"
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


def _changes_script(tokens: Tokens, left: int, right: int) -> bool:
    """Whether a plain word follows one of a script that has a full width dot."""
    return tokens.raw[right].isascii() and is_dense(tokens.raw[left])


def _separator_before(tokens: Tokens, first: int) -> int:
    """The word before "dot", "(dot)", " . " or "underscore" in front of `first`, or -1."""
    if not tokens.words[first]:
        return -1
    place = tokens.skip_blanks(first - 1, -1, 1)
    if place < 0 or place == 0:
        return -1
    low = tokens.low[place]
    counted = tokens.low[first] in NUMBER_WORDS and place == first - 2 and tokens.words[place]
    if counted and not is_no_name(low) and low not in _AT and low not in SEPARATOR_WORDS | DOTS:
        return place  # "jane nine one at"
    if tokens.signs[place] in CLOSERS:
        inner = tokens.skip_blanks(place - 1, -1, 1)
        if inner > 0 and (
            tokens.low[inner] in BRACKET_DOTS or tokens.low[inner] in SEPARATOR_WORDS
        ):
            outer, _, fence = bracketed(tokens, inner, inner)
            before = tokens.skip_blanks(outer - 1, -1, 1)
            return before if fence == "brackets" and tokens.words[before] else -1
        return -1
    if tokens.words[place] and (low in DOTS or low in SEPARATOR_WORDS):
        before = tokens.skip_blanks(place - 1, -1, 1)
        return before if tokens.words[before] and tokens.low[before] not in _AT else -1
    if low == "." and place < first - 1 and tokens.kind[place - 1] == "s":
        return place - 2 if tokens.words[place - 2] else -1
    return -1
