"""Find personal details in a text and put masks in their place.

One choke point: every text that a person wrote passes `redact` before anything is stored.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from moderation.text.coded import find_links, may_hold_link
from moderation.text.detector import Finding, find_addresses
from moderation.text.gate import may_hold_address
from moderation.text.masks import NOTES
from moderation.text.personal import find_personal, may_hold_personal
from moderation.text.phones import find_phones, may_hold_phone
from moderation.text.policy import Policy, current
from moderation.text.spans import Hidden, Redaction
from moderation.text.views import folded, identity, read_plainly, without_marks

__all__ = ["Hidden", "Redaction", "certain_places", "find", "redact", "uncertain_wordings"]

_MOST_ROUNDS = 4
_LONG, _FEW, _WINDOW = 6000, 4, 600
_CERTAIN = re.compile(r"[@(\[{<&%\\+=]")
_NO_DIGIT = re.compile(r"\D")


def redact(text: str, policy: Policy | None = None) -> Redaction:
    """Mask the personal details in `text`; nothing outside a masked stretch changes.

    Masks that are there already stay and are not listed again, so that a redacted text comes back
    as it is: the detector runs again on its own result until it finds nothing. Takes any string,
    raises nothing.
    """
    policy = policy or current()
    hidden: list[Hidden] = []
    findings = find(text, policy)
    doubts = _doubts(findings)
    for _ in range(_MOST_ROUNDS):
        sure = _merged([finding for finding in findings if not finding.doubt])
        if not sure:
            return Redaction(text, tuple(hidden), tuple(doubts))
        text, fresh = _masked(text, sure)
        hidden = sorted(_carried(hidden, sure) + fresh, key=_place)
        if len(text) > _LONG and len(fresh) <= _FEW:
            doubts = _carried(doubts, sure)
            findings = _find_near(text, fresh, policy)
        else:
            findings = find(text, policy)
            doubts = _doubts(findings)
    note = NOTES["email"]  # no real text comes here: a text that grows new addresses goes whole
    return Redaction(note, (Hidden("email", 0, len(note)),))


def _doubts(findings: list[Finding]) -> list[Hidden]:
    return [_as_hidden(item, item.start) for item in findings if item.doubt]


def _find_near(text: str, masks: list[Hidden], policy: Policy) -> list[Finding]:
    """What has to be masked around the masks of the last round: elsewhere nothing has changed.

    A second look at the whole of a long text would double the time for each.
    """
    found: list[Finding] = []
    for mask in masks:
        first, last = max(0, mask.start - _WINDOW), min(len(text), mask.end + _WINDOW)
        least = first + _WINDOW // 2 if first else 0  # what a window cuts in two says nothing
        most = last - _WINDOW // 2 if last < len(text) else last
        near = find(text[first:last], policy)
        moved = [replace(one, start=first + one.start, end=first + one.end) for one in near]
        found += [one for one in moved if least <= one.start and one.end <= most]
    return found


def certain_places(
    text: str, policy: Policy | None = None, *, phones: bool = False
) -> list[tuple[int, int, str]]:
    """Start, end and mask of what is certainly a personal detail in `text`, for the second net.

    `phones` asks for all telephone numbers: hardly any is certain.
    """
    digits = phones and may_hold_phone(text)
    if text.isascii() and not digits and not _CERTAIN.search(text):
        return []
    findings = find(text, policy or current())
    sure = [
        item
        for item in findings
        if not item.doubt and (item.certain or (phones and item.kind == "phone"))
    ]
    return [(item.start, item.end, item.mask) for item in _merged(sure)]


def find(text: str, policy: Policy) -> list[Finding]:
    """What has to be masked in `text` and what may be doubted, unordered, possibly overlapping."""
    plain = folded(identity(text)).text
    addresses = may_hold_address(text, plain)
    phones = policy.phones and may_hold_phone(plain)
    personal = may_hold_personal(plain)
    links = may_hold_link(text)
    if not (addresses or phones or personal or links):
        return []
    view = read_plainly(text)
    findings: list[Finding] = []
    if addresses:
        findings += find_addresses(text, view)
    bare = without_marks(view) if phones or personal else view
    for form in (view,) if bare is view else (view, bare):
        if phones:
            findings += [_phone(*place) for place in find_phones(form, policy)]
        if personal:
            findings += [_personal(*place) for place in find_personal(form, policy)]
    if links:
        findings += [_linked(*place) for place in find_links(text)]
    kept = [item for item in findings if not _is_allowed(text[item.start : item.end], policy)]
    return [_left(item) if item.kind in policy.left else item for item in kept]


def uncertain_wordings(text: str, kinds: Collection[str]) -> frozenset[str]:
    """What stands in `text` and would be masked as one of `kinds` without being certain."""
    findings = find(text, current()) if kinds else []
    unsure = [each for each in findings if each.kind in kinds and not (each.certain or each.doubt)]
    return frozenset(text[each.start : each.end] for each in unsure)


def _left(item: Finding) -> Finding:
    """The find as a doubt, unless it is certain."""
    return item if item.certain else replace(item, doubt=True)


def _phone(start: int, end: int, certain: bool) -> Finding:
    reason = "It reads as a telephone number."
    return Finding(start, end, "phone", NOTES["phone"], certain, reason)


def _linked(kind: str, start: int, end: int) -> Finding:
    return Finding(start, end, kind, NOTES[kind], True, "It is a link to reach a person.")


_PERSONAL_REASONS = {
    "birth_date": "It reads as a date of birth.",
    "insurance_number": "It reads as the number of a patient or an insured person.",
    "address": "It reads as a private address.",
}


def _personal(kind: str, start: int, end: int) -> Finding:
    return Finding(start, end, kind, NOTES[kind], False, _PERSONAL_REASONS[kind])


def _is_allowed(value: str, policy: Policy) -> bool:
    if not policy.allowed:
        return False
    plain = read_plainly(value).text.strip().lower()
    if plain in {contact.lower() for contact in policy.allowed}:
        return True
    if any(char.isalpha() for char in plain):
        return False
    digits = _NO_DIGIT.sub("", plain)
    return digits in {_NO_DIGIT.sub("", contact) for contact in policy.allowed}


def _merged(findings: list[Finding]) -> list[Finding]:
    """In order, without overlaps; of overlapping ones the widest gives the mask.

    A number that is called a patient's is no telephone number, though it may read as one.
    """
    merged: list[Finding] = []
    for item in sorted(findings, key=lambda one: (one.start, -one.end)):
        if not merged or item.start >= merged[-1].end:
            merged.append(item)
            continue
        last = merged[-1]
        clear = item if (last.kind, item.kind) == ("phone", "insurance_number") else last
        end = max(last.end, item.end)
        if clear is not last or end > last.end:
            merged[-1] = Finding(
                last.start, end, clear.kind, NOTES[clear.kind], clear.certain, clear.reason
            )
    return merged


def _masked(text: str, findings: list[Finding]) -> tuple[str, list[Hidden]]:
    """The text with masks, and where they stand in it."""
    pieces: list[str] = []
    hidden: list[Hidden] = []
    done = length = 0
    for item in findings:
        pieces += [text[done : item.start], item.mask]
        length += item.start - done
        hidden.append(_as_hidden(item, length, len(item.mask)))
        length += len(item.mask)
        done = item.end
    pieces.append(text[done:])
    return "".join(pieces), hidden


def _carried(earlier: list[Hidden], findings: list[Finding]) -> list[Hidden]:
    """Places in a text (in order) as places after the masking; what a mask now covers is gone."""
    carried: list[Hidden] = []
    shift = index = 0
    for old in sorted(earlier, key=_place):
        while index < len(findings) and findings[index].end <= old.start:
            item = findings[index]
            shift += len(item.mask) - (item.end - item.start)
            index += 1
        if index == len(findings) or findings[index].start >= old.end:
            carried.append(replace(old, start=old.start + shift, end=old.end + shift))
    return carried


def _place(hidden: Hidden) -> int:
    return hidden.start


def _as_hidden(item: Finding, start: int, size: int | None = None) -> Hidden:
    end = item.end if size is None else start + size
    return Hidden(item.kind, start, end, item.certain, item.reason)
