"""Addresses without a readable at sign: told in words, glued together, or with another sign for it.

A mail provider is the anchor. Around each mention of one, small patterns look for a mailbox name;
without a cue next to it ("write me", "my mail is") a name alone is only a doubt.
"""

import re
from collections.abc import Callable, Iterator

from moderation.text.beside import find_beside
from moderation.text.endings import PROVIDER_DOMAINS, PROVIDERS, SPOKEN_PROVIDERS, STRONG_ENDINGS
from moderation.text.lexicon import has_cue, is_no_name
from moderation.text.named import find_named
from moderation.text.ordinary import is_unusual
from moderation.text.phrases import (
    GREETED,
    HANDLE,
    MEASURES,
    NOUN,
    Told,
    in_a_phrase,
    is_mailbox,
    looks_like_handle,
)
from moderation.text.shapes import DOTS
from moderation.text.words import words

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
    r"|(?P<name>" + "|".join(map(re.escape, _NAMES)) + r"))(?![^\W_])"
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

_OTHER_SIGN = re.compile(
    HANDLE + r"(?P<sign>_|\s?[^\w\s.,;:/()'\"?@<>\-]{1,3}\s?|\s?[\[({<]\s?[^\W_]{1,12}\s?[\])}>]\s?"
    r"|\s(?:a|en|em|bei|chez|na|op|sul|su|w|v|u|et|@t|4t|att|by|hos|presso|pri|ved|do"
    r"|monkey'?s? tail|little (?:mouse|monkey|dog)|cinnamon (?:bun|roll)|elephant'?s? trunk|snail"
    r"|curly a|round a|circled? a|a in (?:a|the) circle)\s)$"
)
_SUBDOMAIN = re.compile(
    r"(?<![\w./@-])(?!(?:www|e?mail|imap|smtp|pop|mx|accounts?|login|support|help|web|my|owa)\d?[.-])"
    + HANDLE
    + r"\.$"
)
_WORDS = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?;]+(?:\s|$)")
_FENCED_WHOLE = re.compile(r"\s?[\[({<*_'\"~|/]+[^\n]{0,36}[\])}>*_'\"~|/]+\s?")
_IS_ON = re.compile(r"\s(?:on|with|over at|over on)\s$")
_CLAUSE_END = re.compile(r"\s?(?:[.,;!?)\n]|$)|'s (?:mine|my)\b")
_ONE_BY_ONE = re.compile(
    r"(?<!\w)[a-z0-9](?:[ .,-]{1,2}[a-z0-9]){3,}(?!\w)\W{1,3}"
    r"(?:(?:at|on|with|then|and)\W{1,2}){0,4}$"
)
_MYSELF = re.compile(r"\b(?:i'?m|i am|bin|soy|je suis|sono|jestem)\s$")
_BEFORE = re.compile(HANDLE + r"\s{1,2}$")
_ON = re.compile(
    HANDLE + r"\s?(?:[+/]\s?|\(|,\s|-\s"
    r"|\s(?:and )?then (?:the )?(?:usual )?"
    r"|\s(?:is me )?(?:plus|on|at|auf|bei|via|over at|over on|with|from|sur|en)\s)"
    r"(?:the |my )?$"
)
_LOOSELY = re.compile(HANDLE + r"\s?(?:\s(?:on|over at|with)\s|[/(,]\s?)$")
_IS_MY = re.compile(HANDLE + r"['\"]?\s(?:is|ist|es|est|=)\s(?:my|mein|mi|mon|the|our)\s$")
_IS = re.compile(
    r"(?:\sme(?=:)|[\s-]?(?:e-?mail|mail|address|account|name|id|username|adresse|konto|correo|one|addy))?"
    r"(?:\s?(?:[:=]|\s-|\b(?:is|ist|es|est|e|to|jest|c'est|called|name is|i'?m|i am|as|under)\b:?)"
    r"|(?<=id)|(?<=name))\s?(?:just |simply )?['\"]?" + HANDLE
)
_TOKEN = re.compile(r"(?<![\w@./-])" + HANDLE + r"(?![\w@/])")
_NAME_DOT_NAME = re.compile(r"[a-z]{2,20}[._][a-z]{1,20}\d{0,4}")
_BEFORE_AT = re.compile(
    r"(?:before the (?:at|@)|local part|mailbox|user ?name)"
    r"\b[^.\n]{0,12}\b(?:is|says|reads|:|=)\s" + HANDLE
)

_NATO = words(
    "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike"
    " november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    " anton berta caesar dora emil friedrich gustav heinrich ida julius kaufmann ludwig martha"
    " nordpol otto paula richard samuel theodor ulrich wilhelm"
)
_LINKS = words("and then und dann")
_ENVELOPES = frozenset("✉📧📨📩💌📫📬📮🐒🐵🌀")
_MOST_ANCHORS = 60
"""No post names a provider more often; a text that does is hidden from there on."""


def find_told(view: str, is_taken: Callable[[int, int], bool]) -> Iterator[Told]:
    """What tells an address in a folded view; the work is bounded per mention of a provider.

    `is_taken` says of a stretch of the view whether it belongs to an address already.
    """
    low = view.lower()
    yield from _glued(low)
    if not any(name in low for name in _ANCHORS):
        return
    count = 0
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
    if count:
        yield from _spelt(low)


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
    google = hit.group() == "google"
    cue = has_cue(before, after) or "mail" in after[:40]
    mailish = cue or "mail" in hit.group()
    mine = _IS_MY.search(before)
    on = mine or _ON.search(before)
    listed = before.endswith(", ") and not (full or _CLAUSE_END.match(after))
    if (
        on
        and not (mine or listed)
        and looks_like_handle(on["handle"])
        and (mailish or _IS_ON.search(before))
    ):
        return Told(start - len(before) + on.start("handle"), end, sure=True)
    named = _IS.match(after)
    if named and looks_like_handle(named["handle"]) and not google:
        return Told(end + named.start("handle"), end + named.end("handle"), sure=True)
    if mine and on and mailish and not is_no_name(on["handle"]):
        first = start - len(before)
        return Told(first + on.start("handle"), first + on.end("handle"), sure=True)
    noun = bool(NOUN.match(after)) or before.rstrip().endswith("@")
    told = in_a_phrase(low, hit, end, full=full) or find_named(low, raw, start, end, full=full)
    return told or _nearby(low, start, end, cue=cue or noun or _first_of_two(before, after), full=full)


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
    for match in _TOKEN.finditer(window):
        if GREETED.search(window[: match.start()]):
            continue
        inside = start <= first + match.start() < end
        if not inside and looks_like_handle(match["handle"]):
            sure = cue or (full and _NAME_DOT_NAME.fullmatch(match["handle"]) is not None)
            return Told(first + match.start("handle"), first + match.end("handle"), sure=sure)
    return None


def _alone(before: str, after: str) -> bool:
    line = before.rsplit("\n", 1)[-1] + after.split("\n", 1)[0]
    return len(before) < 60 and not any(char.isalnum() for char in line)


_GLUED = re.compile(
    r"(?P<at>at|arroba|chiocciola)?(?:" + "|".join(sorted(PROVIDERS, key=len, reverse=True)) + r")"
    rf"(?:\.|dot|punkt|punto|,)?(?:{_ENDINGS})(?![^\W_])"
)


_GLUED_ANY = re.compile(
    r"(?<![^\W_])[a-z][a-z0-9._-]{2,40}(?:at|arroba|klammeraffe)[a-z0-9-]{3,40}"
    r"(?:dot|punkt|punto)(?:com|net|org|edu|couk|orguk|de|fr|es|it|nl|eu|info)(?![^\W_])"
)


def _glued(low: str) -> Iterator[Told]:
    """ "janeatgmaildotcom" and "janeatgmail.com"."""
    if "dot" in low or "punkt" in low or "punto" in low:
        for match in _GLUED_ANY.finditer(low):
            yield Told(match.start(), match.end(), sure=True)
    for match in _GLUED.finditer(low):
        first = _start_of_word(low, match.start())
        if match["at"] and first == match.start() and low[first - 1 : first] in (" ", "\n"):
            first = _start_of_word(low, first - 1)  # "jane atgmaildotcom", after a hidden character
        name = low[first : match.start()]
        if len(name) > 1 and (match["at"] or _is_glued_name(name)):
            yield Told(first, match.end(), sure=True)


def _start_of_word(low: str, place: int) -> int:
    least = max(0, place - 64)
    while place > least and (low[place - 1].isalnum() or low[place - 1] in "._-"):
        place -= 1
    return place


def _is_glued_name(name: str) -> bool:
    """Whether a provider's domain right behind a name makes an address: "jane52gmail.com"."""
    ends = name[-1].isalnum() and not name.startswith("www.")
    return ends and (looks_like_handle(name) or (len(name) > 4 and is_unusual(name)))


def _spelt(low: str) -> Iterator[Told]:
    """Three or more letters of a spelling alphabet before a provider or the word "at"."""
    run: list[re.Match[str]] = []
    for match in _WORDS.finditer(low):
        if match.group() in _NATO or (match.group().isdigit() and run):
            run.append(match)
            continue
        if len(run) >= 3 and match.group() in _LINKS:
            continue
        if len(run) >= 3 and (match.group() in ("at", "on") or match.group() in PROVIDERS):
            hit = _PROVIDER.search(low, match.start(), match.start() + 40)
            if hit:
                yield Told(run[0].start(), hit.end(), sure=True)
        run = []
