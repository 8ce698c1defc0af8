"""How a mask looks, how one is recognised again, and how it gets through Markdown unharmed.

An e-mail mask is `ab*****@***yz.com`: always five and three stars, because a length is
information. Everything else is a short note in square brackets.
"""

import re

from moderation.text.words import words

NOTES = {
    "email": "[email hidden]",
    "phone": "[phone number hidden]",
    "address": "[address hidden]",
    "birth_date": "[birth date hidden]",
    "insurance_number": "[insurance number hidden]",
    "handle": "[contact hidden]",
}

_NOTE = "|".join(re.escape(note) for note in NOTES.values())
_ADDRESS = (
    r"(?<![A-Za-z0-9.+-])(?:[a-z0-9]{1,2})?\*{5}@\*{3}(?:[a-z0-9]{2})?"
    r"(?:\.[a-z]{2,4}(?=\.[a-z]{2}(?![A-Za-z0-9])))?"
    r"\.(?:xn--[a-z0-9-]{1,59}|[a-z]{2,24})(?![A-Za-z0-9])"
)
MASK = re.compile(f"{_NOTE}|{_ADDRESS}")

# Second-level labels under which a country sells names: `co.uk` is an ending, `uk` is not.
_SECOND_LEVEL = words("ac co com edu gob gov gouv gv ltd me net nhs nom or org plc sch")

# Private-use characters stand for masks between Markdown and the finished HTML.
_OPEN, _CLOSE, _ZERO = "\ue000", "\ue001", 0xE010
_TOKEN = re.compile(f"{_OPEN}([\ue010-\ue019]+){_CLOSE}")
RESERVED = re.compile("[\ue000-\ue01f]")


def kind_of(mask: str) -> str:
    """The kind of detail that a mask stands for."""
    return next((kind for kind, note in NOTES.items() if note == mask), "email")


def mask_address(local: str, labels: list[str]) -> str:
    """The mask of one e-mail address.

    Takes the name before the at sign and the labels of the host, both folded to plain letters.
    Gives two letters of the name if it has five or more, one if three or four, none below; the
    last two letters of the registered label if that has five or more; and the public ending.
    """
    name = "".join(c for c in local.lower() if c.isascii() and c.isalnum())
    shown = name[: 2 if len(name) >= 5 else 1 if len(name) >= 3 else 0]
    plain = [label.lower() for label in labels]
    cut = 2 if len(plain) >= 3 and len(plain[-1]) == 2 and plain[-2] in _SECOND_LEVEL else 1
    ending = ".".join(plain[-cut:])
    owner = plain[-cut - 1] if len(plain) > cut else ""
    ends = owner[-2:].isalnum() and owner.isascii()  # a hyphen would say where a word ends
    tail = owner[-2:] if len(owner) >= 5 and ends else ""
    mask = f"{shown}*****@***{tail}.{ending}"
    return mask if MASK.fullmatch(mask) else NOTES["email"]


def protect(source: str) -> tuple[str, list[str]]:
    """Swap every mask for a private token that Markdown and the sanitiser leave alone.

    Takes redacted source; gives the source with tokens and the masks in order of their numbers.
    """
    masks: list[str] = []

    def swap(match: re.Match[str]) -> str:
        masks.append(match.group())
        number = "".join(chr(_ZERO + int(digit)) for digit in str(len(masks) - 1))
        return f"{_OPEN}{number}{_CLOSE}"

    return MASK.sub(swap, RESERVED.sub("", source)), masks


def restore(text: str, masks: list[str]) -> str:
    """Put the masks back in place of their tokens; masks hold no character that HTML escapes."""

    def swap(match: re.Match[str]) -> str:
        index = int("".join(str(ord(char) - _ZERO) for char in match.group(1)))
        return masks[index] if index < len(masks) else ""

    return RESERVED.sub("", _TOKEN.sub(swap, text))


def holds_mask(target: str) -> bool:
    """Whether a link target in protected HTML holds a mask, as typed or percent-coded."""
    return _OPEN in target or "%EE%80%80" in target.upper()


# The sanitiser spends microseconds on each entity, so that a page full of `<` takes a second.
# Entities that stand for one harmless character each travel as a private character instead;
# what comes back is always the escaped form, never the character itself.
_ENTITY_TOKENS = {"&lt;": "\ue002", "&gt;": "\ue003", "&amp;": "\ue004", "&quot;": "\ue005"}

ENTITY_CHARACTERS = {0xE002: "<", 0xE003: ">", 0xE004: "&", 0xE005: '"'}
"""For `str.translate`: what a reader sees in place of the private characters."""


def to_entity_tokens(html: str) -> str:
    """HTML whose four common entities are private characters."""
    for entity, token in _ENTITY_TOKENS.items():
        html = html.replace(entity, token)
    return html


def from_entity_tokens(html: str) -> str:
    """The reverse of `to_entity_tokens`."""
    for entity, token in _ENTITY_TOKENS.items():
        html = html.replace(token, entity)
    return html
