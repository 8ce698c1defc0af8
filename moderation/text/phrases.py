"""Phrases that say a plain word is the name of a mailbox: "my gmail address: jane".

`told` finds the provider and asks here about the words around it.
"""

import re
from dataclasses import dataclass

from moderation.text.endings import STRONG_ENDINGS, provider_of
from moderation.text.lexicon import has_cue, is_no_name
from moderation.text.ordinary import is_ordinary
from moderation.text.stated_words import ADJECTIVE_ENDINGS
from moderation.text.views import BARRIER
from moderation.text.words import any_of, words

HANDLE = r"(?P<handle>[^\W_][\w.+-]{1,40}[^\W_]|[^\W_]{2,3})(?![.+-]?\w)"
TOKEN = re.compile(r"(?<![\w@./-])" + HANDLE + r"(?![\w@/])")
"""Such a word by itself, not a part of an address or of a path."""
_NAME_DOT_NAME = re.compile(r"([a-z]{2,20})[._]([a-z]{1,20})\d{0,4}")
_SENTENCE_END = re.compile(rf"[.!?]\s|[\n{BARRIER}]")
_SENTENCE_REACH = 120
MEASURES = re.compile(
    r"\d+(?:\.\d+)?(?:mg|mcg|ug|g|kg|ml|l|iu|am|pm|st|nd|rd|th|x|h|hrs?|yo|yrs?|wks?|d|k|mm|cm|m|s|f)"
    r"|(?:windows|win|android|iphone|ios|ipad|macos|chrome|firefox|safari|office|galaxy|pixel)\d+"
    r"|[a-z]{1,2}\d{1,3}[a-z]?|[\d.,:/-]+|v\d[\d.]*|(?:covid|omega|sars|ipv|mp|http)-?\d+"
    r"|[\w.-]+\.(?:pdf|docx?|jpe?g|png|gif|heic|xlsx?|txt|csv|html?|zip|mp[34])"
    r"|(?:img|dsc|photo|scan|file|page|level|drafts?|reports?|results?)[_-]?\d+"
    r"|hba1c|cyp\w+|\d+[a-z]?-\d+[a-z]?|(?:[a-z]\.){1,4}[a-z]?\.?|[ei]\.[ge]"
)
GREETED = re.compile(
    r"\b(?:reply(?:ing)? to|thanks|thank you|hi|hello|hey|dear|as|cc|said|says|from"
    r"|cheers|agree with|like|by)\s$"
)
"""What stands before the name of somebody spoken to, not of a mailbox."""
_SPELT_OUT = re.compile(r"[^\W_]{2,20} (?:dot|underscore|dash|punkt|punto|point) " + HANDLE
                        + r" (?:on|at|with) $")  # fmt: skip
_THEN = re.compile(
    r"(?<![\w.])(?:[^\W_]{2,20} (?:dot|underscore|dash|punkt|punto|point) ){0,2}"
    + HANDLE
    + r"(?:\s?[,;+]\s?|\s)(?:and |und |et |y |e )?(?:then|dann|dahinter"
    r"|danach|followed by|plus|puis|luego|poi|potem|dan)"
    r"(?: the| a| usual| das| uebliche| mit| by){0,3}\s@?$"
)
_NICK = re.compile(
    r"\s(?:to|behind|after|onto|an|hinter)\s(?:my |the |meinen? )?(?:nick\w*|user ?name|name|handle"
    r"|alias)\s(?:here )?(?:is )?['\"]?" + HANDLE
)
_ADD = re.compile(r"\b(?:add|put|stick|append|place|tack|haeng\w*|setz\w*)\s(?:an? |the )?@?$")
_TO = re.compile(r"\s(?:to|behind|after|onto|an|hinter)\s(?:my |the )?['\"]?" + HANDLE)
_IT_IS = re.compile(
    r"(?<![\w.])"
    + HANDLE
    + r",?\s(?:and )?(?:it'?s|it is|that'?s|that is|das ist)(?: an?| my| at)?\s$"
)
_PROVIDED = re.compile(
    r"(?<![\w.])"
    + HANDLE
    + r"(?:,|\sand|\sund)\s(?:the |my |der )?(?:mail )?(?:provider|domain|host|anbieter)"
    r"(?: is| ist|:)\s$"
)
_COLON = re.compile(r":\s" + HANDLE + r"(?:\s(?:bei|on|auf|chez|at|en|su|na|with)|,)\s$")
_LISTED = re.compile(r",\s" + HANDLE + r"(?=,|\.?(?:\n|$))")
_USER = re.compile(
    r"\s?(?:(?P<account>account|address|konto)|user|user ?name|nick|nickname|id|handle)"
    r"[,:]?\s['\"]?"
    + HANDLE
    + r"['\"]?(?=\s?(?(account),? (?:write|mail|drop|message|contact)|(?:[.,;!?)\n]|$)))"
)
_MINE = re.compile(
    r"(?:[\s-]?(?:e-?mail|mail))?(?:[\s-]?(?:address|addy|adresse|konto|account|user ?name|name|id)"
    r"(?:\s?[:=]|\s(?:is|ist|est|es|e)\b:?)|\s?[:=]|\s(?:c'est|to|jest))\s?['\"]?"
    + HANDLE
    + r"['\"]?(?=\s?(?:[.,;!?)\n]|$"
    r"|\s(?:if|so|for|and|wenn|falls|und|si|se|anyone|please|thanks)\b))"
)
_POSSESSIVE = re.compile(
    r"(?<!\w)(?:\w+'s|his|her|their|my|meine?|mon|ma|mi|mia|mio|moj|moje|mijn|our|unsere)\s$"
)
_LABEL = re.compile(r"\s?:\s?" + HANDLE + r"(?=\s*(?:\n|$|\s(?:anyone|if|thanks|please|pls)\b))")
NOUN = re.compile(r"[\s-](?:e-?mail )?(?:address|account|addy|adresse|konto)\b")
_ENDING_WORD = re.compile(r"\s(?:ending|suffix|part|endung|domain|bit)\b")
_ADJECTIVE = re.compile(
    r"[a-z]+(?:ed|ing|ive|ic|al|ble|ful|ous|less|ly|ent|ant|ial|ier|der|est)|ge[a-z]+t|[a-z]+(?:iert|lich|ig|isch|elle|ique|eux|euse|ible|ad[oa]|id[oa]|et[oa]|mente)"
)
_NO_MAILBOX = words(
    "favourites favorites contacts bookmarks tools drafts archive error case sensitive plein voll"
    " vol kapot lento lenta nueva nuevo bloque bloquee koszmar cheio piena pieno catastrophe anders"
    " misspelt confusing ancient wonderful promotions updates vertrag review recipes stress rash"
    " wrong old new private public secret blocked hacked visible known listed same different broken"
    " invalid long short full empty gone down fine working safe secure dead deleted closed lost"
    " spam free slow fast useless required optional missing unknown needed shown hidden kaputt voll"
    " neu alt weg falsch gesperrt plein cassee interface settings filter filters app login support"
    " security recovery help calendar reminders only number details page linked active inactive"
    " uebervoll ausgang posteingang papierkorb spamordner"
)


_LIKE_AN_ADJECTIVE = re.compile(rf"[a-z]+{any_of(ADJECTIVE_ENDINGS)}")


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of a view that tells an address; `sure` is false for a mere doubt."""

    start: int
    end: int
    sure: bool


def looks_like_handle(word: str) -> bool:
    """Whether a lower-case word is shaped like a mailbox: letters with a digit, dot or underscore.

    Doses, times, vitamins, abbreviations and host names are not.
    """
    if MEASURES.fullmatch(word) or not any(char.isalpha() for char in word):
        return False
    if "." in word and word.rsplit(".", 1)[1] in STRONG_ENDINGS:
        return False
    return len(word) >= 4 and any(char.isdigit() or char in "._+" for char in word[1:-1] + word[-1])


def is_like_an_adjective(word: str) -> bool:
    """Whether a word is formed like an adjective or participle of a language other than English."""
    return _LIKE_AN_ADJECTIVE.fullmatch(word) is not None


def in_a_phrase(low: str, hit: re.Match[str], end: int, *, full: bool) -> Told | None:
    """A plain word in a phrase that says it is the mailbox: "my gmail address: jane"."""
    start = hit.start()
    before, after = low[max(0, start - 80) : start], low[end : end + 70]
    cue = has_cue(before, after[:60])
    spelt = _SPELT_OUT.search(before)
    if spelt and (cue or full):
        return Told(start - len(before) + spelt.start(), end, sure=True)
    then = _THEN.search(before)
    if then and (full or _ENDING_WORD.match(after)) and is_mailbox(then["handle"]):
        first = start - len(before)
        return Told(first + then.start(), first + then.end("handle"), sure=True)
    found = _before_provider(before, start, cue=cue)
    if found:
        return found
    line_starts = not before.rsplit("\n", 1)[-1].strip()
    if hit.group() == "outlook" and not full and not NOUN.match(after):
        return None
    told = (
        (full and _NICK.match(after))
        or (full and _ADD.search(before) and _TO.match(after))
        or (_POSSESSIVE.search(before) and _unusual(_MINE.match(after)))
        or (line_starts and _unusual(_LABEL.match(after)))
        or (cue and _USER.match(after))
    )
    listed = _LISTED.match(after)
    if listed and looks_like_handle(listed["handle"]):
        told = listed
    if told and is_mailbox(told["handle"]):
        return Told(end + told.start("handle"), end + told.end("handle"), sure=True)
    return None


def _before_provider(before: str, start: int, *, cue: bool) -> Told | None:
    provided, colon, is_one = _PROVIDED.search(before), _COLON.search(before), _IT_IS.search(before)
    told = provided or (colon if cue else None)
    if is_one and (has_cue(before[: is_one.start()][-16:]) or looks_like_handle(is_one["handle"])):
        told = told or is_one
    if told and is_mailbox(told["handle"]):
        first = start - len(before)
        return Told(first + told.start("handle"), first + told.end("handle"), sure=True)
    return None


def _unusual(match: re.Match[str] | None) -> re.Match[str] | None:
    """The match if its word is no ordinary one."""
    return match if match and not is_ordinary(match["handle"]) else None


def is_mailbox(word: str) -> bool:
    """Whether a lower-case word may be the name of a mailbox: no ordinary word, no measure."""
    host = "." in word and word.rsplit(".", 1)[1] in STRONG_ENDINGS
    return len(word) > 3 and not (
        host
        or provider_of(word)
        or is_no_name(word)
        or word in _NO_MAILBOX
        or MEASURES.fullmatch(word)
        or _ADJECTIVE.fullmatch(word)
    )


def is_like_a_name(word: str, numbered: re.Pattern[str]) -> bool:
    """Whether a word is two names with a sign between, or one with a number as in `numbered`."""
    parts = _NAME_DOT_NAME.fullmatch(word)
    if parts:
        return not (is_ordinary(parts[1]) and is_ordinary(parts[2]))
    return numbered.fullmatch(word) is not None


def sentence_around(low: str, start: int, end: int, least: int = 0) -> tuple[int, int]:
    """The sentence that holds a stretch, or what of it is near; it begins after `least`."""
    first = max(least, start - _SENTENCE_REACH)
    for stop in _SENTENCE_END.finditer(low, first, start):
        first = stop.end()
    reach = end + _SENTENCE_REACH
    stop_after = _SENTENCE_END.search(low, end, reach)
    return first, stop_after.start() if stop_after else min(len(low), reach)
