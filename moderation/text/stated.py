"""Mailboxes stated in a sentence that names a provider and speaks of mail, in whatever order.

"Mijn mail bij ziggo is tantebep aan elkaar", "bt have my email as jbates". In such a sentence the
provider may be one whose name is an ordinary word. What counts is a slot ("my mail is ...", a
colon) with a word that nothing else explains in it, or a turn of phrase that only mailboxes need:
"no gap", "spelt backwards", "then the curly thing".
"""

import re
from collections.abc import Callable, Iterator

from moderation.text.alphabet import CODE_WORDS
from moderation.text.endings import PROVIDERS, SPOKEN_PROVIDERS, STRONG_ENDINGS, provider_of
from moderation.text.lexicon import is_no_name
from moderation.text.ordinary import is_ordinary, is_unusual, reads_as_english
from moderation.text.phrases import (
    GREETED,
    HANDLE,
    TOKEN,
    Told,
    is_like_a_name,
    is_like_an_adjective,
    is_mailbox,
    looks_like_handle,
    sentence_around,
)
from moderation.text.riddles import find_riddle
from moderation.text.stated_words import (
    ADDRESSES,
    ADVERBS,
    BACKWARDS,
    BEFORE_NUMBER,
    BOTHERED,
    COPULAS,
    ENDING_TOLD,
    FEATURES,
    FILLERS,
    GIVING,
    HINTS,
    HOMONYMS,
    I_AM,
    IDENTITIES,
    IS_MINE,
    JOINED,
    LOGINS,
    MAIL_WORDS,
    NUMBERS,
    ORDINARY_HOMONYMS,
    OWNERS,
    PLACES,
    PREPOSITIONS,
    SIGN_BETWEEN,
    SIGN_TOLD,
    STANDS_BEFORE,
    STANDS_BEHIND,
    STATES,
    THEN,
)
from moderation.text.words import any_of, any_word

_NAMES = "|".join(sorted(map(re.escape, PROVIDERS | set(SPOKEN_PROVIDERS)), key=len, reverse=True))
_DOMAIN_END = r"(?:\s?[.,]\s?(?:com|net|org|co\.uk|de|fr|es|it|nl|pl|ru|se|at|ch))?"
_BEHIND = "|".join(rf"(?<=\b{word} )" for word in sorted(any_word(STANDS_BEHIND)))
_ORDINARY = (
    rf"(?:(?:{_BEHIND}){any_of(ORDINARY_HOMONYMS)}"
    r"|(?:(?<=chez )|(?<=adresse )|(?<=mail )|(?<=sur ))free"
    rf"|{any_of(ORDINARY_HOMONYMS)}(?={any_of(STANDS_BEFORE)}))"
)
_HOMONYM = rf"(?:{any_of(HOMONYMS)}|{_ORDINARY})"
_PROVIDER = rf"(?:{_NAMES}|web[. ]de|{_HOMONYM}){_DOMAIN_END}(?![^\W_])"
_ANY_PROVIDER = re.compile(
    rf"(?<![^\W_])(?:(?P<strong>(?:{_NAMES})(?![^\W_]|\spump\b))|{_PROVIDER}"
    r"|(?:domain|domaine|dominio)\s[a-z\d][a-z\d-]{1,40}\.[a-z]{2,}(?![^\W_]))"
)
_WRITTEN = re.compile(r"\w\s?@\s?\w|\*@|hidden\]")
HOMONYM = re.compile(rf"(?<![^\W_]){_HOMONYM}(?![^\W_])")
"""A provider whose name is an ordinary word, or isn't on the list of those that mean only that."""

_MAIL = re.compile(rf"{any_of(MAIL_WORDS)}|\b{any_of(GIVING)}")
_GIVING = re.compile(rf"\b{any_of(GIVING)}")
_ENDING_TOLD = re.compile(rf"\b{any_of(ENDING_TOLD)}\b")
_OWN = re.compile(rf"(?<![^\W_]){any_of(OWNERS)}\b")
_BOTHERED = re.compile(rf"\b{any_of(BOTHERED)}")
_HINT = re.compile(rf"\b{any_of(HINTS)}\b")
_MOST, _MOST_READ = 30, 60
"""No post states more mailboxes, nor speaks of providers and mail in more of its sentences; a text
that does is hidden from there on."""

_MAIL_WORD = rf"(?<![^\W_]){any_of(MAIL_WORDS)}"
_ABOUT_MAIL = re.compile(rf"{_MAIL_WORD}|\b{any_of(GIVING)}")
_WORD = r"[^\W_][\w.+'*-]{0,24}"
_END = r"(?=\s?(?:[.,;!?)\n]|$))"
_BY = rf"(?=,?\s(?:{any_of(PREPOSITIONS)}\s|{any_of(THEN)}\s)?(?:the |der |my )?{_PROVIDER})"
_OPEN = rf"(?:\s?[:=]|\s-|\s(?:{any_of(COPULAS)}|{any_of(IDENTITIES)}))\s['\"]?"
_NUMBER = rf"(?:{any_of(NUMBERS)}|\d{{2,4}})"
_AND = rf"(?:\s?,)?(?:\s{any_of(BEFORE_NUMBER)}){{0,4}}"

_SMALL = "(?:one|two|three|four|five|six|seven|eight|nine)"
_SMALL_NUMBERS = rf"{_SMALL},?(?:\s(?:and|then|an?)){{0,2}}\s{_SMALL}"
_NUMBERED = re.compile(
    rf"(?:{_OPEN}|{_MAIL_WORD}\w*\s|{_PROVIDER},\s)"
    rf"(?P<all>(?P<names>{_WORD}(?:\s{_WORD})?){_AND}\s(?:{_NUMBER}(?:[\s-]{_NUMBER}){{0,3}}"
    rf"|{_SMALL_NUMBERS}))"
    rf"(?:{_END}|(?=\s(?:und|and|et|y|e|i|och|en)\s)|{_BY})"
)
_JOINED = re.compile(
    rf"(?P<all>(?P<names>{_WORD}(?:\s{_WORD})?),?\s(?:all |it's )?\b{any_of(JOINED)})\b"
)
_TURNED = re.compile(rf"(?P<all>(?P<names>[^\W\d_]{{3,20}}),?\s\b{any_of(BACKWARDS)})\b")
_CHANGED = re.compile(
    rf"(?:{_OPEN}|\bas\s)(?P<all>(?P<names>{_WORD}),?\s"
    r"(?:without|minus|plus|but|except|ohne|sans|sin)\s[^.!?;\n,]{2,40})"
)
_SIGNED = re.compile(
    rf"(?P<all>(?P<names>{_WORD})(?:,?\s(?:first|zuerst))?,\s(?:then |and |dann )?"
    rf"{any_of(SIGN_TOLD)})\b"
)
_SOME_ENDING = "|".join(sorted(STRONG_ENDINGS))
_BETWEEN = re.compile(
    rf"(?:{_OPEN}|{_MAIL_WORD}\w*\s|,\s|^)"
    rf"(?P<all>(?P<names>[^\W_]{{1,20}}),?\s{any_of(SIGN_BETWEEN)},?\s"
    rf"(?!(?:{_SOME_ENDING})\b)[^\W_]{{2,20}})"
    rf"(?:,?\s{_NUMBER})?(?:{_END}|{_BY}|(?=\s(?:dot|punkt|point|punto|{any_of(NUMBERS)})\b))"
)
_STARRED = re.compile(r"(?<![\w*])(?P<all>(?P<names>[a-z]+(?:[*?#][a-z]+)+))(?![\w*])")
_FEATURED = re.compile(rf"(?P<all>(?P<names>\b){any_of(FEATURES)}\b[^.!?;\n:]{{2,50}})")

_PHRASES = (_JOINED, _SIGNED, _TURNED, _CHANGED, _BETWEEN, _NUMBERED, _STARRED, _FEATURED)
_DOUBTFUL = (_TURNED, _CHANGED)
"""Those of the phrases that are said of other things too."""

_FILLER = rf"(?:{any_of(FILLERS)}\s)?"
_BOUND = (
    rf"['\"]?(?:{_END}|{_BY}|(?=\s{any_of(JOINED)}|\s{any_of(GIVING)}"
    r"|\s(?:since|over|first|in front|before|if|for|thanks|please)\b))"
)
_BY_RIGHT = re.compile(_BY)
_NAMED = re.compile(rf"(?P<how>{_OPEN}){_FILLER}{HANDLE}{_BOUND}")
_PLACED = re.compile(rf"(?<![^\W_]){any_of(PLACES)}:?\s{_FILLER}['\"]?{HANDLE}{_BOUND}")
_LOGIN = re.compile(rf"(?<![^\W_]){any_of(LOGINS)}:?\s{_FILLER}['\"]?{HANDLE}{_BOUND}")
_ADDRESSED = re.compile(rf"(?<![^\W_]){any_of(ADDRESSES)}\s['\"]?{HANDLE}{_BOUND}")
_AM = re.compile(rf"(?<![^\W_]){any_of(I_AM)}\s{_FILLER}['\"]?{HANDLE}{_BY}")
_AM_THERE = re.compile(rf"(?<![^\W_]){_PROVIDER}\s{any_of(I_AM)}\s{_FILLER}['\"]?{HANDLE}{_END}")
_IS_MINE = re.compile(rf"(?<![\w.]){HANDLE},?\s{any_of(IS_MINE)}\b")
_APPOSED = re.compile(rf"[,:]\s{HANDLE}{_BY}")
_SENT_TO = re.compile(
    rf"(?<![^\W_])(?:post|e-?mail|mail|mailt|{any_of(GIVING)}\w*)\s(?:bitte\s|please\s|ruhig\s)?"
    rf"(?P<to>(?:an|to|a|aan|naar|till?|do)\s)?{HANDLE}(?:,?\s(?:anbieter|provider)\b|{_BY})"
)
_SAFE = (_LOGIN, _SENT_TO)
"""Where even a word that is formed like that of a medicine counts."""

_NAME_AND_YEAR = re.compile(r"[a-z]{4,20}(?:19|20)?\d{2}")
_LETTER = (
    rf"(?:(?:{'|'.join(sorted(CODE_WORDS))})\b"
    r"|[a-z],? (?:for|as in|like(?: in)?|wie|comme|de|come|som i|jak) [^\W\d_]{2,12}"
    r"|(?:doppel|double|doppio|dubbel|doble)[ -][a-z]|[a-z](?![\w'.@]))"
)
_SPELT = re.compile(
    rf"(?<![\w'.@-])(?P<all>{_LETTER}"
    rf"(?:[\s,.;-]{{1,3}}(?:(?:and|und|then|dann)\s)?{_LETTER}){{2,}})"
)

_IDENTITY = re.compile(rf"(?<![^\W_]){any_of(IDENTITIES)}\s|[:=]")
_SHORT = 6
_NO_NAMES = any_word(",".join((STATES, ADVERBS, COPULAS, IDENTITIES)))


def find_stated(low: str, raw: str, is_taken: Callable[[int, int], bool]) -> Iterator[Told]:
    """What the sentences with a provider state, at most once a sentence.

    `low` is `raw` in lower case; `is_taken` says whether a stretch belongs to an address already.
    """
    done = stated = read = 0
    for hit in _ANY_PROVIDER.finditer(low):
        if hit.start() < done:
            continue
        first, done = sentence_around(low, *hit.span(), done)
        sentence = low[first:done]
        if _WRITTEN.search(sentence) or _BOTHERED.search(sentence):
            continue
        if any(is_taken(first + a, first + b) for a, b in _providers(sentence)):
            continue
        about_mail = _MAIL.search(sentence)
        read += bool(about_mail)
        place = _stated(sentence, raw[first:done]) if about_mail else None
        stated += bool(place)
        if stated > _MOST or read > _MOST_READ:
            yield Told(first, len(low), sure=True)
            return
        if place:
            yield Told(first + place[0], first + place[1], sure=True)
        elif riddle := find_riddle(low, *hit.span()):
            yield riddle
        elif (about_mail or hit["strong"]) and _HINT.search(sentence):
            yield Told(first, done, sure=False)


def _providers(sentence: str) -> list[tuple[int, int]]:
    return [hit.span() for hit in _ANY_PROVIDER.finditer(sentence)]


def _stated(sentence: str, raw: str) -> tuple[int, int] | None:
    """Where in a sentence (lower case, and as typed) the mailbox stands, if it states one."""
    return (
        _spelt(sentence)
        or _shaped(sentence)
        or _by_phrase(sentence, raw)
        or _by_slot(sentence, raw)
    )


def _spelt(sentence: str) -> tuple[int, int] | None:
    """Three letters or more one by one, if words stand for some of them."""
    for match in _SPELT.finditer(sentence):
        if any(len(letter) > 1 for letter in re.findall(_LETTER, match["all"])):
            return match.span("all")
    return None


def _shaped(sentence: str) -> tuple[int, int] | None:
    """A word of two names with a sign between, or of a name and a year."""
    if not (_ABOUT_MAIL.search(sentence) or _OWN.search(sentence)):
        return None
    for match in TOKEN.finditer(sentence):
        word = match["handle"]
        named = looks_like_handle(word) and is_like_a_name(word, _NAME_AND_YEAR)
        if named and not GREETED.search(sentence[: match.start()]):
            return match.span("handle")
    return None


def _by_phrase(sentence: str, raw: str) -> tuple[int, int] | None:
    """What only the name of a mailbox needs: "no gap", "backwards", "then the curly thing"."""
    for pattern in _PHRASES:
        for match in pattern.finditer(sentence):
            start = _start_of_names(match)
            if start is None or (pattern in _DOUBTFUL and not _is_strange(match, raw)):
                continue
            return start, match.end("all")
    return None


def _start_of_names(match: re.Match[str]) -> int | None:
    """Where the names in a phrase begin, without ordinary words before them; None without any."""
    start = match.start("names")
    for word in re.finditer(r"\S+", match["names"]):
        plain = word.group().strip(",")
        if not (is_no_name(plain) or plain in _NO_NAMES or provider_of(plain)):
            return start + word.start()
    return None if match["names"] else start


def _is_strange(match: re.Match[str], raw: str) -> bool:
    """Whether a word is a name by its capital, or no ordinary one."""
    return raw[match.start("names")].isupper() or is_unusual(match["names"])


def _by_slot(sentence: str, raw: str) -> tuple[int, int] | None:
    """A word in a place that holds the name of a mailbox: "my mail there is ...", "als ..."."""
    own, giving = bool(_OWN.search(sentence)), bool(_GIVING.search(sentence))
    told = giving or bool(_ENDING_TOLD.search(sentence))
    slots = (
        (_NAMED, own, lambda match: told or _names_it(match)),
        (_LOGIN, True, _always),
        (_SENT_TO, True, lambda match: bool(match["to"]) or _stands_out(match)),
        (_IS_MINE, True, _always),
        (_AM_THERE, True, _always),
        (_PLACED, own or giving, _always),
        (_AM, own, _always),
        (_ADDRESSED, True, lambda match: _stands_out(match) and (giving or _leads_on(match))),
        (_APPOSED, giving, _stands_out),
    )
    for pattern, asked, believed in slots:
        for match in pattern.finditer(sentence) if asked else ():
            usual = pattern not in _SAFE and not is_unusual(match["handle"])
            if not usual and _is_free_word(match, raw) and believed(match):
                return match.span("handle")
    return None


def _always(_match: re.Match[str]) -> bool:
    return True


def _stands_out(match: re.Match[str]) -> bool:
    """Whether a word is long and not formed like an adjective."""
    word = match["handle"]
    return len(word) > _SHORT and not is_like_an_adjective(word)


def _leads_on(match: re.Match[str]) -> bool:
    """Whether a provider follows the match."""
    return _BY_RIGHT.match(match.string, match.end()) is not None


def _names_it(match: re.Match[str]) -> bool:
    """Whether what opens a slot says a name and not what a thing is like, or the word does."""
    if match["how"].strip() == "to":  # Polish for "is"
        return not reads_as_english(match.string)
    if _IDENTITY.search(match["how"]):
        return True
    after = match.string[match.end("handle") :].lstrip("'\"")
    if after.startswith(" "):  # "... is tantebep bij ziggo"
        return True
    return _stands_out(match)


def _is_free_word(match: re.Match[str], raw: str) -> bool:
    """Whether the word is written small and is no word of a language known here."""
    word = match["handle"]
    if not raw[match.start("handle")].islower() or word in _NO_NAMES or not is_mailbox(word):
        return False
    return len(word) > 4 and not is_ordinary(word)
