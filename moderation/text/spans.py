"""The values that the redaction hands out: where something is hidden, never what it was."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hidden:
    """One masked stretch of a redacted text.

    `start` and `end` count characters in the redacted text (end exclusive). `kind` is one of
    "email", "phone", "address", "birth_date", "insurance_number" and "handle". `certain` is
    false where the writer may dispute the mask ("this is not an address"); `reason` is one
    sentence for the writer. The hidden value itself is never kept.
    """

    kind: str
    start: int
    end: int
    certain: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text with its personal details masked.

    `hidden` lists what this call masked, in text order; masks that were there already stay and
    are not listed again. `doubts` are stretches that were left readable but that a moderator may
    want to look at (an address told in words, without enough evidence).
    """

    text: str
    hidden: tuple[Hidden, ...] = ()
    doubts: tuple[Hidden, ...] = ()
