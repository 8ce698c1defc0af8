"""Addresses without a readable at sign: told in words, glued together, or with another sign for it.

A mail provider is the anchor. Around each mention of one, small patterns look for a mailbox name;
without a cue next to it ("write me", "my mail is") a name alone is only a doubt.
"""

import re
from collections.abc import Callable, Iterator

from moderation.text.alphabet import find_spelt
from moderation.text.beside import find_beside
from moderation.text.endings import PROVIDER_DOMAINS, PROVIDERS, SPOKEN_PROVIDERS, STRONG_ENDINGS
from moderation.text.glued import find_glued, find_said_glued
from moderation.text.lexicon import has_cue, is_no_name
from moderation.text.named import find_named, is_shaped
from moderation.text.phrases import (
    GREETED,
    HANDLE,
    NOUN,
    TOKEN,
    Told,
    in_a_phrase,
    is_like_a_name,
    is_mailbox,
    looks_like_handle,
)
from moderation.text.riddles import find_riddle
from moderation.text.shapes import DOTS
from moderation.text.stated import find_stated

_NAMES = sorted(
    PROVIDERS | set(SPOKEN_PROVIDERS) | {"google", "hot mail", "ya hoo", "out look", "i cloud"},
    key=len,
    reverse=True,
)
_WEAK = sorted((d for d in PROVIDER_DOMAINS if d.split(".")[0] not in PROVIDERS), key=len)


def _spoken_domain(domain: str) -> str:
    """A pattern for a domain whose dots may be told in words."""
    return re.escape(domain).replace(
        r"\.", r"(?:\.|\s(?:dot|point|punto|punkt|punt|kropka|ponto)\s|\s(?=com\b|net\b|org\b))"
    )


_PROVIDER = re.compile(
    r"(?<![^\W_])(?:(?P<full>" + "|".join(map(_spoken_domain, reversed(_WEAK))) + r")"
    r"|(?P<name>" + "|".join(map(re.escape, _NAMES)) + r"))(?![^\W_]|\spump\b)"
)
_ANCHORS = (*_NAMES, *(domain.split(".")[0] for domain in _WEAK))
_ENDINGS = "comm?|komm?|c0m|co.? ?uk|net|org|" + "|".join(
    sorted(STRONG_ENDINGS - {"com", "net", "org"})
)
_DOT_WORDS = "full stop|" + "|".join(sorted(DOTS, key=len, reverse=True))
_TAIL = re.compile(
    rf"(?:[^\w\n]{{0,4}}?\b(?P<word>{_DOT_WORDS})\b[^\w\n]{{0,4}}|\s?(?P<dot>[.,;:_\-])\s?"
    r"|(?P<odd>\s?[^\w\s]{1,4}\s?|[^\w\n]{1,3}[^\W_]{1,9}[^\w\n]{1,3}(?=com))|\s?)"
    rf"(?(word)(?:{_ENDINGS})|(?(dot)(?:{_ENDINGS})|(?:com|net|org|co\.? ?uk)))(?![^\W_])"
)

_ONE_BY_ONE = re.compile(
    r"(?<!\w)[a-z0-9](?:[ .,-]{1,2}[a-z0-9]){3,}(?!\w)\W{1,3}"
    r"(?:(?:at|on|with|then|and)\W{1,2}){0,4}$"
)
_IS_MY = re.compile(HANDLE + r"['\"]?\s(?:is|ist|es|est|=)\s(?:my|mein|mi|mon|the|our)\s$")
_IS = re.compile(
    r"(?:\sme(?=:)|[\s-]?(?:e-?mail|mail|address|account|name|id|username|adresse|konto|correo|one|addy))?"
    r"(?:\s?(?:[:=]|\s-|\b(?:is|ist|es|est|e|to|jest|c'est|called|name is|i'?m|i am|as|under)\b:?)"
    r"|(?<=id)|(?<=name))\s?(?:just |simply )?['\"]?" + HANDLE
)
_BELOW = re.compile(r"\s*\n\s*" + HANDLE + r"[,.]?\s*(?:\n|$)")
_HOST_TURNED = re.compile(r"\b(?:com|net|org|uk|de|fr)\s?(?:\.|dot|punkt|point)\s?$")
_AT_THEN = re.compile(r"\s?(?:at|@)\s?" + HANDLE)
_SIGN_THEN = re.compile(r"\s?[!|#~*^%<>]{1,3}\s?" + HANDLE)
_NAME_AND_NUMBER = re.compile(r"[a-z]{4,20}\d{2,4}")
_OWN = re.compile(r"\b(?:my|mine|i'm|i am|me|mein\w*|mon|mi|mia|mio|mijn|moj\w*)\b")
_BEFORE_AT = re.compile(
    r"(?:before the (?:at|@)|local part|mailbox|user ?name)"
    r"\b[^.\n]{0,12}\b(?:is|says|reads|:|=)\s" + HANDLE
)

_MOST_ANCHORS = 30
"""No post names a provider more often; a text that does is hidden from there on."""


def find_told(view: str, is_taken: Callable[[int, int], bool]) -> Iterator[Told]:
    """What tells an address in a folded view; the work is bounded per mention of a provider.

    `is_taken` says of a stretch of the view whether it belongs to an address already.
    """
    low = view.lower()
    yield from find_said_glued(low)
    yield from find_stated(low, view, is_taken)
    if not any(name in low for name in _ANCHORS):
        return
    yield from find_glued(low)
    yield from find_spelt(low)
    for count, hit in enumerate(_PROVIDER.finditer(low), 1):
        if count > _MOST_ANCHORS:
            yield Told(hit.start(), len(low), sure=True)
            break
        tail = None if hit["full"] else _TAIL.match(low, hit.end())
        end = tail.end() if tail else hit.end()
        if is_taken(hit.start(), end):
            continue
        found = _around(low, view, hit, end, full=bool(hit["full"] or tail))
        if found:
            yield found


def _around(low: str, raw: str, hit: re.Match[str], end: int, *, full: bool) -> Told | None:
    start = hit.start()
    before, after = low[max(0, start - 80) : start], low[end : end + 70]
    beside = find_beside(before, raw[max(0, start - 80) : start], after, full=full)
    if beside:
        first, last = (start - len(before) + place for place in beside)
        return Told(first, end if last == start else last, sure=True)
    letters = _ONE_BY_ONE.search(before)
    if letters:
        return Told(start - len(before) + letters.start(), end, sure=True)
    cue = has_cue(before, after) or "mail" in after[:40]
    mine = _IS_MY.search(before)
    backed = cue or "mail" in hit.group() or (mine and is_shaped(mine["handle"]))
    if mine and backed and not is_no_name(mine["handle"]):
        first = start - len(before)
        return Told(first + mine.start("handle"), first + mine.end("handle"), sure=True)
    below = full and _BELOW.match(after)
    if below and is_shaped(below["handle"]) and raw[end + below.start("handle")].islower():
        return Told(end + below.start("handle"), end + below.end("handle"), sure=True)
    turned = _HOST_TURNED.search(before) and _AT_THEN.match(after)
    named = turned or (full and _SIGN_THEN.match(after)) or _IS.match(after)
    if named and looks_like_handle(named["handle"]) and hit.group() != "google":
        return Told(end + named.start("handle"), end + named.end("handle"), sure=True)
    noun = bool(NOUN.match(after)) or before.rstrip().endswith("@")
    told = (
        in_a_phrase(low, hit, end, full=full)
        or find_named(low, raw, start, end, full=full)
        or find_riddle(low, start, end)
    )
    return told or _nearby(
        low, start, end, cue=cue or noun or _first_of_two(before, after), full=full
    )


def _first_of_two(before: str, after: str) -> bool:
    """Whether a line holds a provider and then one word only, as in "@gmail.com jane.doe"."""
    line = after.split("\n", 1)[0]
    return _alone(before, "") and len(line.split()) == 1


def _nearby(low: str, start: int, end: int, *, cue: bool, full: bool) -> Told | None:
    """A word shaped like a mailbox within reach of a provider and a cue."""
    first = max(0, start - 60)
    window = low[first : end + 60]
    told = _BEFORE_AT.search(window)
    if told and is_mailbox(told["handle"]):
        return Told(first + told.start("handle"), first + told.end("handle"), sure=True)
    own = _OWN.search(window) is not None
    for match in TOKEN.finditer(window):
        if GREETED.search(window[: match.start()]):
            continue
        inside = start <= first + match.start() < end
        if not inside and looks_like_handle(match["handle"]):
            sure = cue or ((full or own) and is_like_a_name(match["handle"], _NAME_AND_NUMBER))
            return Told(first + match.start("handle"), first + match.end("handle"), sure=sure)
    return None


def _alone(before: str, after: str) -> bool:
    line = before.rsplit("\n", 1)[-1] + after.split("\n", 1)[0]
    return len(before) < 60 and not any(char.isalnum() for char in line)
