"""How much of what stands behind an at sign is a host: its ending, or a provider without one."""

import re
from dataclasses import dataclass

from moderation.text.endings import (
    STRONG_ENDINGS,
    WORD_ENDINGS,
    is_ending,
    is_provider_domain,
    provider_of,
)
from moderation.text.hosts import Host
from moderation.text.ordinary import is_ordinary
from moderation.text.shapes import At, Shape


@dataclass(frozen=True, slots=True)
class Reading:
    """What a host turned out to be: how many labels count, whether a provider, whether dotted.

    `known` is false if no such ending exists: it may be left out, misspelt or enciphered.
    """

    size: int
    end: int
    provider: bool
    dotted: bool
    dot: Shape
    ending: str
    known: bool = True


def read_ending(host: Host, at: At) -> Reading | None:
    """The longest run of labels that can be a host, or None."""
    for size in range(_most_labels(host), 1, -1):
        _cut_at_hyphen(host, size - 1)
        if _is_believed(host, size, at):
            provider = is_provider_domain(host.labels[:size])
            weakest = min(host.dots[1:size])
            label = host.labels[size - 1]
            return Reading(size, host.ends[size - 1], provider, True, weakest, label)
    return _dotless(host) or _unknown(host, at)


def _most_labels(host: Host) -> int:
    """How many labels may count: none behind a whole host and a slash or a comma."""
    for size in range(2, len(host.labels)):
        whole = host.dots[size - 1] is Shape.SIGN and is_ending(host.labels[size - 1])
        if whole and host.dots[size] is Shape.COMMA:
            return size
    return len(host.labels)


def _unknown(host: Host, at: At) -> Reading | None:
    """A host close behind a sign that has no ending or none that exists, as in "jane@videotron"."""
    label = host.labels[0]
    if at.shape is not Shape.SIGN or host.gap or label[0].isdigit():
        return None
    if is_ordinary(label) or sum(map(str.isalpha, label)) < 4:
        return None
    dotted = len(host.labels) > 1 and host.dots[1] is Shape.SIGN and not host.labels[1].isdigit()
    size = 2 if dotted and len(host.labels[1]) > 1 else 1
    return Reading(
        size,
        host.ends[size - 1],
        False,
        size > 1,
        host.dots[size - 1],
        host.labels[size - 1],
        False,
    )


def _cut_at_hyphen(host: Host, last: int) -> None:
    """End a label at its hyphen if an ending stands before it, as in "jane@gmail.com-ish"."""
    label = host.labels[last]
    head = re.split("[-_]", label, maxsplit=1)[0]
    if len(head) < len(label) and not is_ending(label) and is_ending(head):
        host.ends[last] -= len(label) - len(head)
        host.labels[last], host.raws[last] = head, host.raws[last][: len(head)]


def _is_believed(host: Host, size: int, at: At) -> bool:
    label, raw, dot = host.labels[size - 1], host.raws[size - 1], host.dots[size - 1]
    before = bool(provider_of(host.labels[size - 2])) or (
        at.shape >= Shape.BRACKETS and any(char.isdigit() for char in label)
    )
    close = before and dot is not Shape.SPACED
    if not is_ending(label) and not _is_spoilt_ending(label, raw, after_provider=close):
        return False
    if size > 2 and is_provider_domain(host.labels[: size - 1]) and _is_done(host, size):
        return False
    sentence = raw[0].isupper() and not raw.isupper() and not host.raws[0][0].isupper()
    if sentence and label in WORD_ENDINGS and not before:
        return False
    if dot in (Shape.SPACED, Shape.COMMA):
        known = before or is_provider_domain(host.labels[:size])
        starts = dot is Shape.SPACED and raw[0].isupper()  # "at hotmail. Yahoo was no better"
        usual = label in STRONG_ENDINGS - WORD_ENDINGS or not starts
        return (known and usual) or _survives_weak_dot(host, size, at)
    return True


def _survives_weak_dot(host: Host, size: int, at: At) -> bool:
    """Whether an ending is believed behind a comma, or a dot with blanks around it."""
    label, raw, dot = host.labels[size - 1], host.raws[size - 1], host.dots[size - 1]
    word = label in WORD_ENDINGS
    tight = not host.gap and at.shape >= Shape.DELIMITED and not at.loose
    if dot is Shape.SPACED:
        signed = at.shape >= Shape.BRACKETS and not at.loose and not is_ordinary(label)
        usual = label in STRONG_ENDINGS or ((tight or signed) and not word)
        return usual and not raw[0].isupper()
    fenced = at.shape is Shape.BRACKETS and not at.loose and not word
    return label in STRONG_ENDINGS and (tight or fenced or label == "com")


_SPOILT = re.compile(
    r"c[o0]m|c[o0]n|corn|moc|ten|gro|n3t|cmo|vom|0rg|cm|co|(?:com|net|org|de|fr|co)[a-z]{2,20}"
)
_APPENDED = re.compile(r"(?:com|net|org|edu|de|uk|fr|it|es|nl)[A-Z]{3,20}")


def _is_spoilt_ending(label: str, raw: str, *, after_provider: bool) -> bool:
    """Whether a label is an ending with a slip or an addition: "c0m", "comNOSPAM"."""
    return bool(_APPENDED.fullmatch(raw) or (after_provider and _SPOILT.fullmatch(label)))


def _is_done(host: Host, size: int) -> bool:
    """Whether the labels before the last are a whole host, so that the last is the next word."""
    shorter = host.labels[: size - 1]
    return is_ending(shorter[-1]) and not (
        len(shorter[-1]) <= 3
        and len(host.labels[size - 1]) == 2
        and host.dots[size - 1] > Shape.BARE
        and not host.raws[size - 1][0].isupper()
    )


_GLUED_ENDING = re.compile(
    r"[_-]?(?:dot|punkt|punto)?[_-]?(com?|net|org|de|fr|it|es|co[_-]?uk|com[_-]?au|ru|ca|in)$"
)


def _dotless(host: Host) -> Reading | None:
    """A provider whose dot or ending is missing: "gmail", "gmailcom", "gmaildotcom"."""
    label = host.labels[0]
    if provider_of(label):
        return Reading(1, host.ends[0], True, False, Shape.NONE, "")
    glued = _GLUED_ENDING.search(label)
    if glued and provider_of(label[: glued.start()]):
        return Reading(1, host.ends[0], True, True, Shape.BARE, glued[1])
    return None
