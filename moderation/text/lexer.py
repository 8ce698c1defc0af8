"""Cut a view into words, blanks, newlines and single signs, with the closest questions on them."""

import re
from dataclasses import dataclass

# Scripts that are written without blanks end a Latin word and the other way round.
_DENSE = "\u0e00-\u0eff\u1100-\u11ff\u3005-\u30ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff"
_TOKEN = re.compile(
    rf"(?P<w>[^\W_{_DENSE}]+|[{_DENSE}]+)|(?P<s>[^\S\n]+)|(?P<n>\n)|(?P<p>.)", re.DOTALL
)
_CAPS_INSIDE = re.compile(r"(?<=[a-z0-9])(AT|DOT)(?=[a-z0-9])")

OPENING = frozenset("\"'|/\\*-=~:.,+^#!_%&>")
CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token: kind (w s n p), text in lower case, as typed, place."""

    view: str
    kind: list[str]
    low: list[str]
    raw: list[str]
    start: list[int]

    def end(self, index: int) -> int:
        """Where a token ends in the view."""
        return self.start[index] + len(self.raw[index])

    def skip_blanks(self, index: int, step: int, most: int = 2) -> int:
        """The first token from `index` on that is no blank, at most `most` blanks away."""
        while most and 0 <= index < len(self.kind) and self.kind[index] in "sn":
            index += step
            most -= 1
        return index

    def is_word(self, index: int) -> bool:
        """Whether there is a word at `index`."""
        return 0 <= index < len(self.kind) and self.kind[index] == "w"

    def is_blank(self, index: int) -> bool:
        """Whether there is a blank or a newline at `index`."""
        return 0 <= index < len(self.kind) and self.kind[index] in "sn"

    def sign(self, index: int) -> str:
        """The sign at `index`, or an empty string."""
        inside = 0 <= index < len(self.kind)
        return self.raw[index] if inside and self.kind[index] == "p" else ""


def lex(view: str) -> Tokens:
    """Cut a folded view; "johnATgmailDOTcom" becomes five words."""
    tokens = Tokens(view, [], [], [], [])
    for match in _TOKEN.finditer(view):
        raw, kind, start = match.group(), match.lastgroup or "p", match.start()
        pieces = [raw]
        if kind == "w" and len(raw) > 4 and _CAPS_INSIDE.search(raw):
            pieces = [piece for piece in _CAPS_INSIDE.split(raw) if piece]
        for piece in pieces:
            tokens.kind.append(kind)
            tokens.raw.append(piece)
            tokens.low.append(piece.lower())
            tokens.start.append(start)
            start += len(piece)
    return tokens


def bracketed(tokens: Tokens, first: int, last: int) -> tuple[int, int, str]:
    """How tokens `first` to `last` are fenced: outer first, outer last, and the fence.

    The fence is "brackets", "delimiters" (the same sign on both sides, as in "-at-" or
    "- at -") or empty.
    """
    left, right = tokens.skip_blanks(first - 1, -1, 1), tokens.skip_blanks(last + 1, 1, 1)
    opening, closing = tokens.sign(left), tokens.sign(right)
    if opening in CLOSING and closing in CLOSING.values():
        if tokens.sign(left - 1) in CLOSING and tokens.sign(right + 1) in CLOSING.values():
            return left - 1, right + 1, "brackets"
        return left, right, "brackets"
    even = (first - left) == (right - last)
    if even and opening and opening == closing and opening in OPENING:
        return left, right, "delimiters"
    return first, last, ""
