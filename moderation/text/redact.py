"""Find personal details in a text and put masks in their place."""

import re

from moderation.text.masks import MASK, mask_address
from moderation.text.policy import Policy
from moderation.text.spans import Hidden, Redaction

__all__ = ["Hidden", "Redaction", "redact"]

_PLAIN = re.compile(r"([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")


def redact(text: str, policy: Policy | None = None) -> Redaction:
    """Mask the personal details in `text`; nothing outside a masked stretch changes.

    Masks that are there already stay and are not listed again, so that a redacted text comes
    back as it is. Takes any string, raises nothing.
    """
    pieces: list[str] = []
    hidden: list[Hidden] = []
    length = done = 0
    shown = [match.span() for match in MASK.finditer(text)]
    for match in _PLAIN.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in shown):
            continue
        mask = mask_address(match[1], match[2].split("."))
        pieces += [text[done : match.start()], mask]
        length += match.start() - done
        hidden.append(Hidden("email", length, length + len(mask)))
        length += len(mask)
        done = match.end()
    pieces.append(text[done:])
    return Redaction("".join(pieces), tuple(hidden))
