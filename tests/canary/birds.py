"""Private details that belong to nobody, each known again wherever and however it turns up.

A flock is one bird of each kind. Its number tells which form it was let out in.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from urllib.parse import unquote

HOST = "marlowmail"
# An address of a person's own, which they sign up and in with; it belongs in their account alone.
NEST = "kestrelnest"

_number = count(1)


def _coded(address: str) -> str:
    return "".join(f"&#x{ord(letter):x};" for letter in address)


# What is made of a name that no other bird has.
KINDS: dict[str, Callable[[str], str]] = {
    "plain": lambda name: f"{name}@{HOST}.com",
    "shouted": lambda name: f"{name}@{HOST}.com".upper(),
    "entities": lambda name: f"{name}&#64;{HOST}&#46;com",
    "coded": lambda name: _coded(f"{name}@{HOST}.com"),
    "percent": lambda name: f"{name}%40{HOST}%2Ecom",
    "unseen": lambda name: "\u200b".join(f"{name}@{HOST}.com"),
    "wide": lambda name: f"{name}＠{HOST}．com",
    "link": lambda name: f"[here](mailto:{name}@{HOST}.com)",
    "html": lambda name: f'<a href="mailto:{name}@{HOST}.com">here</a>',
    "backwards": lambda name: f"{name}@gmail.com"[::-1],
    "brackets": lambda name: f"{name} (at) {HOST} (dot) com",
    "capitals": lambda name: f"{name} AT {HOST} DOT com",
    "words": lambda name: f"Write to {name} at gmail dot com",
    "told": lambda name: f"My gmail is {name}.",
    "phone": lambda name: f"Ring me on 020 7946 0{name[5:8]}.",
    "patient": lambda name: "My NHS number is 943 476 5919.",
    "birth": lambda name: "I was born on 3 May 1946.",
    "street": lambda name: "I live at 14 Quillwhistle Road, York YO1 7AB.",
}

_SEEN = re.compile(
    rf"quill\d+(?:{'|'.join(KINDS)})?|{HOST}|2079460\d\d\d|9434765919|3may1946|quillwhistle|{NEST}\d*"
)

_UNSEEN = re.compile(r"[\W_]+")


def bird(kind: str) -> str:
    """Return a new private detail of that kind."""
    return KINDS[kind](f"quill{next(_number):03}{kind}")


def flock() -> str:
    """Return a text with a new bird of each kind, one a paragraph."""
    return "\n\n".join(["They sing well.", *map(bird, KINDS)])


def nest() -> str:
    """Return a new address for somebody to sign up with."""
    return f"{NEST}{next(_number):03}@example.org"


def birds_in(text: str) -> set[str]:
    """Return what of any bird or nest can be read in a text, however it is written there."""
    seen: set[str] = set()
    for reading in set(_readings(text)):
        bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", reading).casefold())
        seen.update(_SEEN.findall(bare))
        seen.update(_SEEN.findall(bare[::-1]))
    return seen


def _readings(text: str) -> Iterator[str]:
    """Yield a text as it is and decoded in each way and both orders."""
    coded = unescape(unescape(text))
    for reading in (text, unescape(text), coded, unquote(text), unquote(coded)):
        yield reading
        yield unescape(unquote(reading))
