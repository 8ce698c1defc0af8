"""The allow-list of HTML; the only module that imports bleach."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, cast

from bleach.sanitizer import Cleaner

from moderation.text.links import is_safe_link
from moderation.text.masks import from_entity_tokens, holds_mask, to_entity_tokens
from moderation.text.net import Net
from moderation.text.words import words

POST_TAGS = words(
    "p br hr strong em del code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6"
    " table thead tbody tr th td"
)
ARTICLE_TAGS = POST_TAGS | {"figure", "figcaption", "b", "i", "sub", "sup"}
REL = "nofollow noopener noreferrer ugc"

# Parsed but never written: what stands wrongly inside a table is moved in front of it, and would
# get lost if nothing were around the whole.
_HOLDER = "div"

Token = dict[str, Any]


def _allow_attribute(tag: str, name: str, value: str) -> bool:
    if tag == "a" and name == "href":
        return not holds_mask(value) and is_safe_link(from_entity_tokens(value))
    return (tag == "a" and name == "title") or (tag == "ol" and name == "start" and value.isdigit())


class _LinkFilter:
    """Drop links that lead nowhere, keep their words, and mark the others as strangers' links."""

    def __init__(self, source: Iterable[Token], net: Net | None) -> None:
        self.source = net.cast(source) if net else source

    def __iter__(self) -> Iterator[Token]:
        kept: list[bool] = []
        for token in self.source:
            kind = token["type"]
            if token.get("name") == _HOLDER and kind != "Entity":
                continue
            if kind == "StartTag" and token["name"] == "a":
                kept.append((None, "href") in token["data"])
                if kept[-1]:
                    token["data"][(None, "rel")] = REL
            elif not (kind == "EndTag" and token["name"] == "a"):
                yield token
                continue
            if kind == "EndTag" and kept:
                if kept.pop():
                    yield token
            elif kind == "StartTag" and kept[-1]:
                yield token


def sanitise(html: str, tags: frozenset[str] = POST_TAGS, net: Net | None = None) -> str:
    """Any HTML in, HTML with nothing but the tags and attributes of the allow-list out.

    `net`, if given, reads the text of the result once more and counts what it had to mask.
    """
    cleaner = Cleaner(
        tags=tags | {_HOLDER},
        attributes=_allow_attribute,
        protocols=("http", "https"),
        strip=True,
        strip_comments=True,
        filters=[cast(Any, partial(_LinkFilter, net=net))],  # the stubs want a html5lib class
    )
    return from_entity_tokens(
        str(cleaner.clean(to_entity_tokens(f"<{_HOLDER}>{html}</{_HOLDER}>")))
    )


_RAW_TEXT = re.compile(r"<(script|style|template|noscript|iframe|textarea|title|svg|math)\b", re.I)


def drop_raw_text(html: str) -> str:
    """Remove scripts and the like with their contents, which are no words for a reader."""
    pieces: list[str] = []
    done = 0
    lower = html.lower()
    while match := _RAW_TEXT.search(html, done):
        pieces.append(html[done : match.start()])
        end = lower.find(f"</{match[1].lower()}", match.end())
        close = html.find(">", end) if end >= 0 else -1
        done = close + 1 if close >= 0 else len(html)
    pieces.append(html[done:])
    return "".join(pieces)
