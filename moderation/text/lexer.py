"""Cut a view into words, blanks, newlines and single signs, with the closest questions on them."""

import re
from dataclasses import dataclass
from itertools import accumulate

# Scripts that are written without blanks end a Latin word and the other way round.
_DENSE = "\u0e00-\u0eff\u1100-\u11ff\u3005-\u30ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff"
_TOKEN = re.compile(rf"[^\W_{_DENSE}]+|[{_DENSE}]+|[^\S\n]+|\n|.", re.DOTALL)
_CAPS_INSIDE = re.compile(
    r"(?<=[a-z0-9])(?=(?:AT|DOT)[a-z0-9])|(?:(?<=[a-z0-9]AT)|(?<=[a-z0-9]DOT))(?=[a-z0-9])"
)
OPENING = frozenset("\"'|/\\*-=~:;.,+^#!_%&>$?!")
_ODD_FENCE = frozenset("|/\\*-=~+^#_%&<>$")
CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}


_PAD = 24
"""Empty entries behind the lists: a look ahead, or backwards over the start, finds nothing."""


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token: kind (w s n p), text in lower case, as typed, place.

    `words` says whether a token is a word, `signs` is the sign of a token that is one and else
    empty; both may be asked up to 24 places before the first token and behind the last.
    """

    view: str
    kind: list[str]
    low: list[str]
    raw: list[str]
    start: list[int]
    words: list[bool]
    signs: list[str]

    def end(self, index: int) -> int:
        """Where a token ends in the view."""
        return self.start[index] + len(self.raw[index])

    def skip_blanks(self, index: int, step: int, most: int = 2) -> int:
        """The first token from `index` on that is no blank, at most `most` blanks away."""
        while most and 0 <= index < len(self.kind) and self.kind[index] in "sn":
            index += step
            most -= 1
        return index

    def is_blank(self, index: int) -> bool:
        """Whether there is a blank or a newline at `index`."""
        return 0 <= index < len(self.kind) and self.kind[index] in "sn"


_DENSE_WORD = re.compile(f"[{_DENSE}]")


def is_dense(word: str) -> bool:
    """Whether a word is of a script that puts no blanks between its words."""
    return bool(_DENSE_WORD.match(word))


def _kind(char: str) -> str:
    if char.isalnum():
        return "w"
    if char == "\n":
        return "n"
    return "s" if char.isspace() else "p"


class _Kinds(dict[str, str]):
    """The kind of each token, asked once for each different one."""

    def __missing__(self, token: str) -> str:
        found = self[token] = _kind(token[0])
        return found


def lex(view: str) -> Tokens:
    """Cut a folded view; "johnATgmailDOTcom" becomes five words."""
    raw = _TOKEN.findall(view)
    if "AT" in view or "DOT" in view:
        raw = [piece for word in raw for piece in _split_capitals(word)]
    kinds = _Kinds()
    kind = [kinds[piece] for piece in raw]
    start = [0, *accumulate(map(len, raw))]
    words = [one == "w" for one in kind] + [False] * _PAD
    signs = [piece if one == "p" else "" for piece, one in zip(raw, kind, strict=True)]
    low = [piece.lower() for piece in raw]
    return Tokens(view, kind, low, raw, start, words, signs + [""] * _PAD)


def _split_capitals(word: str) -> list[str]:
    inside = len(word) > 4 and ("AT" in word or "DOT" in word)
    return _CAPS_INSIDE.split(word) if inside else [word]


def _may_fence(sign: str) -> bool:
    return sign in OPENING or not sign.isascii()


def _outer(tokens: Tokens, place: int, step: int) -> int:
    """The outermost sign of a fence of up to three signs that starts at `place`."""
    last = place + 2 * step
    while place != last and tokens.signs[place + step] in _ODD_FENCE:
        place += step
    return place


def bracketed(tokens: Tokens, first: int, last: int) -> tuple[int, int, str]:
    """How tokens `first` to `last` are fenced: outer first, outer last, and the fence.

    The fence is "brackets", "delimiters" (the same sign on both sides, as in "-at-" or
    "- at -") or empty.
    """
    left, right = tokens.skip_blanks(first - 1, -1, 1), tokens.skip_blanks(last + 1, 1, 1)
    opening, closing = tokens.signs[left], tokens.signs[right]
    if opening == ">" and closing == "<":
        return _outer(tokens, left, -1), _outer(tokens, right, 1), "brackets"
    if opening in CLOSING and closing in CLOSING.values():
        if tokens.signs[left - 1] in CLOSING and tokens.signs[right + 1] in CLOSING.values():
            return left - 1, right + 1, "brackets"
        return left, right, "brackets"
    if opening != closing and opening in _ODD_FENCE and closing in _ODD_FENCE:
        return _outer(tokens, left, -1), _outer(tokens, right, 1), "delimiters"  # "-> at <-"
    even = (opening in ",;:" and right == last + 1) or (first - left) == (right - last)
    if even and opening and opening == closing and _may_fence(opening):
        doubled = 0  # "//at//", "--at--"
        while doubled < 2 and tokens.signs[left - 1] == tokens.signs[right + 1] == opening:
            left, right, doubled = left - 1, right + 1, doubled + 1
        return left, right, "delimiters"
    return first, last, ""
