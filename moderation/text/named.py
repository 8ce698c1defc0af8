"""Plain words that a sentence names as a mailbox: "on gmail my user name is oldgardener".

`told` finds the provider and asks here about its line. A slot is a turn of phrase that holds the
mailbox; in the safer ones any plausible word counts, in the others only one shaped like a mailbox.
"""

import re
from dataclasses import dataclass

from moderation.text.endings import provider_of
from moderation.text.lexicon import has_cue
from moderation.text.ordinary import is_ordinary, is_unusual, reads_as_english
from moderation.text.phrases import (
    GREETED,
    HANDLE,
    Told,
    is_like_an_adjective,
    is_mailbox,
    looks_like_handle,
)

_LEAST = 6


def is_shaped(word: str) -> bool:
    """Whether a lower-case word is shaped like a mailbox: by its signs, or as no ordinary word."""
    if looks_like_handle(word):
        return True
    return len(word) >= _LEAST and is_mailbox(word) and not is_ordinary(word)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A turn of phrase; `plain` if any plausible word in it counts, `full` if the provider must
    be told with its ending."""

    pattern: re.Pattern[str]
    plain: bool = True
    full: bool = False


_END = r"['\"]?(?=\s?(?:[.,;!?)\n]|$)|\s(?:at|on|and|with|if|for|here|there|from|then|zu)\b)"
_IS = r"(?:\s?[:=,]|\s(?:is|ist|es|est|e|to|there|here|are|also|still|be|lautet)\b:?){1,3}\s?['\"]?"
_ACCOUNT = (
    r"\b(?:mailbox|address|addy|account|e-?mail|mail|one|postfach|adresse|konto|compte|cuenta|conto"
    r"|gmail|hotmail|yahoo|outlook|gmx|icloud|aol)"
)
_LOGIN = (
    r"\b(?:user ?names?|user|nick(?:name)?|handle|log-?in|usuario|(?:be)?nutzername|identifiant"
    r"|utente|pseudo|gebruikersnaam|local part|(?:first|front) (?:part|half|bit)|name'?s"
    r"|name (?:there|on it|with them)|account name|mailbox name)"
    r"(?:\s(?:at|on|with|for|by|in)\s[^\W\d_]{2,12})?"
)
_SLOTS = (
    _Slot(re.compile(rf"{_LOGIN}{_IS}{HANDLE}{_END}")),
    _Slot(re.compile(rf"{_LOGIN}\s['\"]?{HANDLE}{_END}"), plain=False),
    _Slot(re.compile(
        r"\b(?:me|i'?m|i am|mich|ich bin|moi|suis)\b[^.;\n]{0,30}"
        rf"\b(?:under|unter|sous|bajo|as|als|come|comme|jako)\s['\"]?{HANDLE}{_END}")),
    _Slot(re.compile(
        rf"{_ACCOUNT}\b[^.,;\n]{{0,20}}\b(?:called|named|heisst|lautet|s'appelle|se llama|si chiama"
        rf"|heet|nazywa sie)\s['\"]?{HANDLE}{_END}")),
    _Slot(re.compile(rf"\bbetween\s{HANDLE}\sand\s"), full=True),
    _Slot(re.compile(
        rf"\b(?:put|place|type|write|stick)\s{HANDLE}\s(?:in front of|before|ahead of)\s"),
        full=True),
    _Slot(re.compile(
        rf"\b(?:take|use|type|write|put|read)\s(?:[^.,;\n]{{0,20}}\s)?{HANDLE}"
        r"(?:,|\s\S[^.,;\n]{0,24},)?\s(?:and |then )?(?:add|plus|append|put|stick)\b"), full=True),
    _Slot(re.compile(rf"\b(?:starts?|begins?) with\s['\"]?{HANDLE}{_END}"), full=True),
    _Slot(re.compile(
        rf"(?<![\w.]){HANDLE}\s(?:at|in) (?:the )?(?:front|beginning|start)\b"), full=True),
    _Slot(re.compile(rf"\bbefore(?: the (?:at|@)(?:[ -]?sign)?)?(?: is|:)\s?{HANDLE}{_END}")),
    _Slot(re.compile(
        rf"(?<![\w.]){HANDLE}(?:,| is)?\s(?:what (?:you|to) type |comes? |goes )?"
        r"before (?:the )?(?:at|@)")),
    _Slot(re.compile(
        r"\b(?:mail|write|write to|contact|reach|message|line to|schreibt? an|mail an)\s"
        rf"{HANDLE}\s?[,(]\s?(?:that'?s|it'?s|which is|das ist|c'est)\b")),
    _Slot(re.compile(
        rf"(?<![\w.]){HANDLE},?\s(?:then |plus |and |followed by )?the (?:at|@|usual)\s?-?"
        r"(?:thingy|sign|symbol|thing|bit|ending)\b"), full=True),
    _Slot(re.compile(rf"\b(?:starts?|begins?) with\s['\"]?{HANDLE}{_END}"), plain=False),
    _Slot(re.compile(
        rf"\b(?:reach|write to|find|contact|get hold of)\s['\"]?{HANDLE}{_END}"), plain=False),
    _Slot(re.compile(
        rf"\b(?:drop|send|write|give|ping)\s['\"]?{HANDLE}\s(?:an? |the )?"
        r"(?:line|note|e-?mail|mail|message)\b"), plain=False),
    _Slot(re.compile(rf"\bon\s\w{{2,12}} (?:as|under)\s['\"]?{HANDLE}{_END}"), plain=False),
    _Slot(re.compile(rf"\b(?:preceded|prefixed) (?:by|with)\s['\"]?{HANDLE}{_END}"), full=True),
    _Slot(re.compile(
        rf"{_ACCOUNT}\.\s(?:it'?s|it is|that is|that'?s)\s['\"]?{HANDLE}{_END}"), plain=False),
    _Slot(re.compile(rf"{_ACCOUNT}\s[^:;\n]{{1,24}}:\s['\"]?{HANDLE}{_END}"), plain=False),
    _Slot(re.compile(rf"\b(?:go(?:es)?|going|known) (?:by|as)\s['\"]?{HANDLE}{_END}")),
    _Slot(re.compile(
        rf"(?<![\w.]){HANDLE},?\s(?:then |plus |and )?(?:the |that |a )?"
        r"(?:curly|swirly|round|funny|circled) (?:a|at)\b")),
    _Slot(re.compile(rf"(?<![\w.]){HANDLE}\s(?:backwards|reversed|rueckwaerts)\b"), full=True),
    _Slot(re.compile(
        rf"\b(?:backwards|reversed?|reverse this)[:,]?\s{HANDLE}{_END}"), full=True),
    _Slot(re.compile(
        rf"\b(?:i'?m|i am|ich bin|je suis|soy|sono|jestem|ik ben)\s['\"]?{HANDLE}{_END}"),
        plain=False),
    _Slot(re.compile(rf"{_ACCOUNT}(?:\sone)?(?:{_IS}|'s\s){HANDLE}{_END}"), plain=False),
)  # fmt: skip
_LONG_WORD = re.compile(r"(?<![\w.@/'-])[a-z]{8,24}(?![\w@/'-])")
_MYSELF = re.compile(r"\b(?:me|my|mine|i'?m|i am|mich|mir|meine?|mon|moi|mi|mio|mia)\b")
_BESIDE = re.compile(
    rf"(?<![\w.@-]){HANDLE}(?:,? (?:all )?(?:in )?one word,?)?(?:\s(?:is me )?"
    r"(?:on|with|via|through|over at|at|op|su|en|bei|chez|na|em|bij)\s(?:the |my )?"
    r"|,\s(?:on |at |with )?|\s?[-(+/]\s?)$"
)
_LABELLED = re.compile(rf"^\W{{0,3}}{HANDLE}\s?[,/+(\[-]\s?$")
_ASKED_TO = re.compile(
    r"\b(?:message|mail|write|contact|reach|find|text|ping|to|at|am|i'?m|it'?s|is|:)\s?$"
)
_NO_ACCOUNT = re.compile(r"\b(?:folder|list|filter|tab|label|button|game|app|page|group)\b")
_LETTERS = re.compile(
    r"(?<!\w)(?:[a-z],? (?:for|as in|like|wie|comme|de) [a-z]{2,12}(?:[,;.]|\b)\s?"
    r"(?:and |und )?){3,}"
)


def find_named(low: str, raw: str, start: int, end: int, *, full: bool) -> Told | None:
    """The mailbox named on the line of a provider that stands from `start` to `end`.

    `low` is `raw` in lower case; `full` says whether the provider was told with its ending.
    """
    first, last = _line_around(low, start, end)
    window = low[first:last]
    if _NO_ACCOUNT.search(window):
        return None
    english = reads_as_english(window)
    for slot in _SLOTS:
        if full or not slot.full:
            for match in slot.pattern.finditer(window):
                place, stop = first + match.start("handle"), first + match.end("handle")
                outside = stop <= start or place >= end
                said = not english and is_like_an_adjective(match["handle"])
                if (
                    outside
                    and not said
                    and _fits(match["handle"], raw[place:stop], plain=slot.plain)
                ):
                    return Told(place, stop, sure=True)
    label = _LABELLED.match(low[first:start])
    alone = not any(char.isalnum() for char in low[end:last])
    if (
        label
        and alone
        and not provider_of(label["handle"])
        and _fits(label["handle"], raw[first + label.start("handle") :][:1])
    ):
        return Told(first + label.start("handle"), end, sure=True)
    spelt = _LETTERS.search(window)
    if spelt:
        return Told(first + spelt.start(), first + spelt.end(), sure=True)
    return _beside(low, raw, first, start, end) or _nearby(window, raw, first, start, end)


_REACH = 90


def _line_around(low: str, start: int, end: int) -> tuple[int, int]:
    """The line around a stretch, or what of it is near; no word is cut in two."""
    first, stop = low.rfind("\n", 0, start) + 1, low.find("\n", end)
    last = stop if stop >= 0 else len(low)
    if first < start - _REACH:
        first = max(low.find(" ", start - _REACH, start), start - _REACH)
    if last > end + _REACH:
        last = max(low.rfind(" ", end, end + _REACH), end)
    return first, last


def _fits(word: str, raw: str, *, plain: bool = True) -> bool:
    """Whether a word may be a mailbox: people write those in small letters."""
    if is_shaped(word):
        return True
    return plain and is_mailbox(word) and raw[:1].islower()


def _beside(low: str, raw: str, first: int, start: int, end: int) -> Told | None:
    """A word that is no ordinary one right before a provider, with a cue on the line."""
    match = _BESIDE.search(low[first:start])
    if not match or not is_shaped(match["handle"]):
        return None
    place = first + match.start()
    lead, rest = low[first:place], low[end : end + 60].split("\n", 1)[0]
    if GREETED.search(lead) or not raw[place].islower():
        return None
    asked = _ASKED_TO.search(lead)
    cue = asked or (has_cue(lead, rest) and reads_as_english(f"{lead} {rest}"))
    return Told(place, end, sure=True) if cue else None


def _nearby(window: str, raw: str, first: int, start: int, end: int) -> Told | None:
    """A long word of no language the list knows, where a writer speaks of the own mail."""
    lead, rest = window[: start - first], window[end - first :]
    if not reads_as_english(window):
        return None
    if not (_MYSELF.search(window) and (has_cue(lead) or has_cue("", rest) or has_cue(rest))):
        return None
    for match in _LONG_WORD.finditer(window):
        place, stop = first + match.start(), first + match.end()
        outside = (stop <= start or place >= end) and raw[place].islower()
        word = match.group()
        if outside and is_shaped(word) and is_unusual(word):
            return Told(place, stop, sure=True)
    return None
