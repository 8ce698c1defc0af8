"""The second redaction: a net under the text nodes of finished HTML.

Markdown can join what the source kept apart. The net reads the words of each block as a reader
sees them. It should catch nothing; what it catches is masked and counted.
"""

import html
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from moderation.text.masks import ENTITY_CHARACTERS
from moderation.text.words import words

Token = dict[str, Any]
Place = tuple[int, int, str]

_BLOCKS = words("p h1 h2 h3 h4 h5 h6 pre blockquote ul ol li table figure figcaption hr div")
_BREAKS = {"br": "\n", "tr": "\n", "td": " | ", "th": " | "}


class Net:
    """Masks what `detect` finds in the text of each block; `caught` counts.

    `detect` takes the text of a block and gives start, end and mask of each stretch to hide, in
    order and without overlaps.
    """

    def __init__(self, detect: Callable[[str], list[Place]]) -> None:
        self.detect = detect
        self.caught = 0

    def cast(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The tokens of a sanitised tree, with their text masked where needed."""
        block: list[Token] = []
        for token in tokens:
            if token.get("name") in _BLOCKS and token["type"] != "Entity":
                yield from self._checked(block)
                block = []
                yield token
            else:
                block.append(token)
        yield from self._checked(block)

    def _checked(self, block: list[Token]) -> list[Token]:
        texts = [_text(token) for token in block]
        places = self.detect("".join(texts))
        if not places:
            return block
        self.caught += len(places)
        return _masked(block, texts, places)


def _text(token: Token) -> str:
    """What a reader sees of a token."""
    kind = token["type"]
    if kind in ("Characters", "SpaceCharacters"):
        return str(token["data"]).translate(ENTITY_CHARACTERS)
    if kind == "Entity":
        return html.unescape(f"&{token['name']};")
    if kind in ("StartTag", "EmptyTag"):
        return _BREAKS.get(token["name"], "")
    return ""


def _masked(block: list[Token], texts: list[str], places: list[Place]) -> list[Token]:
    out: list[Token] = []
    first = 0
    for token, text in zip(block, texts, strict=True):
        last = first + len(text)
        touched = [place for place in places if place[0] < last and place[1] > first]
        if touched and token["type"] in ("Characters", "SpaceCharacters", "Entity"):
            raw = text if token["type"] == "Entity" else str(token["data"])
            out.append({"type": "Characters", "data": _cut(raw, first, touched)})
        else:
            out.append(token)
        first = last
    return out


def _cut(raw: str, first: int, places: list[Place]) -> str:
    """The text of one token that starts at `first`, without what the places cover."""
    pieces: list[str] = []
    done = 0
    for start, end, mask in places:
        if start >= first:  # the token in which a place starts carries its mask
            pieces += [raw[done : start - first], mask]
        done = min(len(raw), end - first)
    pieces.append(raw[done:])
    return "".join(pieces)
