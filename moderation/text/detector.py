"""Find e-mail addresses in a text, in whatever disguise, and say where they are in the original."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from moderation.text.beside import find_hosted
from moderation.text.coded import find_coded
from moderation.text.context import Context, look_around
from moderation.text.endings import is_ending
from moderation.text.evidence import Action, is_handle, is_number, judge
from moderation.text.hosts import Host, read_host
from moderation.text.lexer import Tokens, lex
from moderation.text.lexicon import Cues, is_no_name
from moderation.text.masks import NOTES, mask_address
from moderation.text.ordinary import is_ordinary
from moderation.text.reading import Reading, read_ending
from moderation.text.scanner import Name, find_ats, read_name, widened
from moderation.text.shapes import At, Shape
from moderation.text.spoken import spoken
from moderation.text.told import find_told
from moderation.text.views import BARRIER, View, backwards, joined, turned, without_marks


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of the original that must not stay readable (or, if `doubt`, may be looked at)."""

    start: int
    end: int
    kind: str
    mask: str
    certain: bool
    reason: str
    doubt: bool = False


REASONS = {
    Action.MASK: "It reads as an e-mail address.",
    Action.MASK_DISPUTABLE: "It reads as an e-mail address written in words or with tricks.",
    Action.DOUBT: "It may be an e-mail address told in words.",
}

_PRIVATE = re.compile(r"10\.|192\.168\.|172\.|127\.|0\.|[1-9]\.")  # home networks, versions
_IP = re.compile(
    r"\[\s?(?:IPv6:)?[0-9a-fA-F:.]{3,45}\s?\]|(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?!\.?[0-9])"
    r"|(?P<said>(?:[0-9]{1,3}\W{1,3}(?:dot|punkt|punto|point)\W{1,3}){3}[0-9]{1,3}(?![0-9]))",
    re.IGNORECASE,
)


def find_addresses(text: str, plain: View) -> list[Finding]:
    """All e-mail addresses in `text`, of every view, in no order and possibly overlapping.

    `plain` is the plainly read view of the same text.
    """
    bare = without_marks(plain)
    together = joined(bare)
    views = _different(plain, bare, together)
    found: list[Finding] = []
    for view in views:
        found += _scan(view, seen_plainly=view is plain or view is bare)
    if "qbg" in together.text or "ng)" in together.text or "ng]" in together.text:
        found += _scan(turned(together), seen_plainly=False)
    if runs_backwards(together.text):
        mirrored = backwards(together)
        found += _scan(mirrored, seen_plainly=False, mirrored=True)
        views.append(mirrored)
    if len(found) < _PLENTY:
        for view in _different(plain, together):
            said = spoken(view)
            found += _hosted(said)
            if said is not view:
                found += _scan(said, seen_plainly=False)
                views.append(said)
    taken = _Taken([item for item in found if not _starts_plainly(text[item.start : item.end])])
    told = [finding for view in views for finding in _told(view, taken)]
    return [*found, *told, *_coded(text)]


_PLENTY = 400
"""No post holds so many addresses; in a text that does, signs that are said aren't read."""


def _different(*views: View) -> list[View]:
    return list({id(view): view for view in views}.values())


_FIRST_WORD = re.compile(r"[^\W_]+")


def _starts_plainly(address: str) -> bool:
    """Whether an ordinary word stands where a name should, as in "in front of @gmail.com"."""
    match = _FIRST_WORD.match(address)
    return match is not None and is_ordinary(match.group().lower())


def _hosted(view: View) -> Iterator[Finding]:
    reason = REASONS[Action.MASK_DISPUTABLE]
    for place in find_hosted(view.text):
        yield Finding(*view.original(*place), "email", NOTES["email"], False, reason)


class _Taken:
    """The stretches of the original that an address with a sign holds."""

    def __init__(self, found: list[Finding]) -> None:
        sure = sorted((item.start, item.end) for item in found if not item.doubt)
        self._starts = [start for start, _ in sure]
        self._ends = list(accumulate((end for _, end in sure), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether one of them reaches over `start` to `end`."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._ends[index] >= end


def _told(view: View, taken: _Taken) -> Iterator[Finding]:
    """What is told around the providers that belong to no address with a sign."""
    for told in find_told(view.text, lambda start, end: taken.holds(*view.original(start, end))):
        start, end = view.original(told.start, told.end)
        reason = REASONS[Action.MASK_DISPUTABLE if told.sure else Action.DOUBT]
        yield Finding(start, end, "email", NOTES["email"], False, reason, doubt=not told.sure)


def _coded(text: str) -> Iterator[Finding]:
    for start, end in find_coded(text):
        yield Finding(start, end, "email", NOTES["email"], True, REASONS[Action.MASK])


_HOST_FIRST = re.compile(r"(?<![\w.@-])([a-z]{2,14})\.[\w.-]{2,40}\s?@")
_BACKWARDS = re.compile(
    r"[(\[{]\s?ta\s?[)\]}]|"
    r"\b(?:moc|ten|gro|ku\.oc|ed|rf)(?:\s?\.\s?\w|\W{1,3}tod\b)|liamg|liamtoh|oohay|kooltuo"
)


def runs_backwards(text: str) -> bool:
    """Whether a text holds an ending or a provider written from its end."""
    low = text.lower()
    return bool(_BACKWARDS.search(low)) or any(
        is_ending(match[1][::-1]) for match in _HOST_FIRST.finditer(low)
    )


_PATIENCE = 3000
"""What one view may cost: a candidate with an ending takes five, one that fails less.

No post comes near. A text that goes beyond is hidden from there on, unread.
"""

_COST = {Shape.BARE: 0, Shape.SIGN: 1}  # ordinary texts are full of "at", and some of "5 mg @ 8"


def _scan(view: View, *, seen_plainly: bool, mirrored: bool = False) -> Iterator[Finding]:
    tokens, cues = lex(view.text), Cues(view.text)
    spent = done = 0
    for at in find_ats(tokens):
        if spent > _PATIENCE:
            yield _rest(view, done)
            return
        literal = _ip_literal(tokens, view, at)
        host = None if literal else read_host(tokens, at)  # first: most candidates fail here
        reading = read_ending(host, at) if host else None
        spent += 5 if reading or literal else _COST.get(at.shape, 2)
        done = tokens.end(at.last)
        if literal:
            yield literal
            continue
        name = read_name(tokens, at) if reading else None
        if name and reading and name.gap and name.text.isdigit() and _is_told(reading):
            name = widened(tokens, name)
        if name and host and reading:
            around = look_around(tokens, cues, name, reading.end)
            if mirrored:  # nothing reads as an address backwards by chance
                around = replace(around, alone=True, article=False)
            action = judge(at, name, host, reading, around)
            if action is not Action.LEAVE:
                yield _finding(view, at, name, host, reading, around, action, seen_plainly)


def _is_told(reading: Reading) -> bool:
    """Whether a host is a provider, or its dot is written as a word."""
    return reading.provider or (reading.dotted and reading.dot < Shape.SPACED)


def _rest(view: View, place: int) -> Finding:
    """All of a view from `place` on."""
    start, end = view.original(place, len(view.text))
    return Finding(start, end, "email", NOTES["email"], False, REASONS[Action.MASK_DISPUTABLE])


def _finding(
    view: View,
    at: At,
    name: Name,
    host: Host,
    reading: Reading,
    around: Context,
    action: Action,
    seen_plainly: bool,
) -> Finding:
    start, end = view.original(name.start, reading.end)
    clear = reading.dotted and at.shape >= Shape.BRACKETS and seen_plainly and not name.quoted
    plain = action is Action.MASK and clear and reading.dot >= Shape.CAPITALS
    mask = mask_address(name.text, host.labels[: reading.size]) if plain else NOTES["email"]
    certain = action is Action.MASK
    return Finding(
        start, end, "email", mask, certain, REASONS[action], doubt=action is Action.DOUBT
    )


_SURE_SHAPES = (Shape.SIGN, Shape.BRACKETS, Shape.NAMED)


def _is_host_of(name: Name, number: re.Match[str]) -> bool:
    """Whether a bare "at" between a name and a number reads as an address on a public host."""
    return is_handle(name) and not is_number(name) and not _PRIVATE.match(number.group())


def _ip_literal(tokens: Tokens, view: View, at: At) -> Finding | None:
    if at.loose:
        return None
    place = tokens.end(at.last)
    fenced = at.shape is not Shape.SIGN
    if fenced and tokens.is_blank(at.last + 1):
        place = tokens.end(at.last + 1)
    first = tokens.view[place : place + 1]
    if first != "[" and not first.isdigit():
        return None
    match = _IP.match(tokens.view, place)
    name = read_name(tokens, at) if match else None
    if (
        match is None
        or name is None
        or (name.gap and not fenced)
        or (name.gap and is_no_name(name.text))
        or BARRIER in match.group()
        or not (
            at.shape in _SURE_SHAPES or first == "[" or match["said"] or _is_host_of(name, match)
        )
    ):
        return None
    start, end = view.original(name.start, match.end())
    return Finding(start, end, "email", NOTES["email"], True, REASONS[Action.MASK])
