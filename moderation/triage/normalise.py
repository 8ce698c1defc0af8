"""Prepares a text for reading without moving a single character.

Everything here replaces one character by one character, so that a position in the result is the
same position in the text that the writer sees.
"""

import re
import unicodedata
from typing import Final

_FOREIGN: Final = re.compile(
    r"^[ \t]{0,3}(?:[-*+][ \t]+)?>[^\n]*"  # a quoted line: somebody else's words
    r"|^[ \t]{0,3}```[^`]*(?:```|\Z)"  # a block of code
    r"|https?://[^\s<>()\[\]]+|\bwww\.[^\s<>()\[\]]+"  # an address of a page
    r"|[^\s@*]{0,64}\*{3,}@[^\s]{1,255}",  # a masked e-mail address
    re.MULTILINE,
)
_WORDLIKE_PUNCTUATION: Final = {
    "‘": "'",
    "’": "'",
    "‛": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "‐": "-",
    "‑": "-",
    "–": " ",
    "—": " ",
    "*": " ",
    "µ": "u",
    "μ": "u",
    "½": "½",
    "…": ".",
}


class _Folding(dict[int, str]):
    """Maps a character to a plain lower-case one, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _WORDLIKE_PUNCTUATION.get(character)
        if folded is None:
            folded = unicodedata.normalize("NFKD", character.lower())[:1] or " "
        if code < 0x3000:  # bounded, so that no text can make the table grow without end
            self[code] = folded
        return folded


_FOLDING: Final = _Folding()


# A line that goes on in small letters was only wrapped; a new thought begins with a capital.
_WRAPPED: Final = re.compile(r"\n(?=[ \t]*[a-z])")


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def normalise(text: str) -> str:
    """Return `text` in plain lower-case letters, other people's words blanked, same length.

    Quoted lines, code, addresses of pages and masked e-mail addresses become spaces.
    """
    if ">" in text or "`" in text or "www." in text or "://" in text or "***" in text:
        text = _FOREIGN.sub(_blank, text)
    return _WRAPPED.sub(" ", text).translate(_FOLDING)
