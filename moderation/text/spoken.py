"""Signs and numbers of a name that are said in words: "jane, then a dot, then smith", "rex fifty".

They are read so only for what is told around a mail provider: elsewhere a dot is a dot.
"""

import re

from moderation.text.endings import PROVIDER_DOMAINS, STRONG_ENDINGS, WORD_ENDINGS, provider_of
from moderation.text.lexicon import DOT_WORDS, is_no_name
from moderation.text.ordinary import is_ordinary
from moderation.text.views import Edit, View, edited

_SIGNS = {"underscore": "_", "low line": "_", "low dash": "_", "unterstrich": "_"}
_SIGNS |= dict.fromkeys(("dash", "hyphen", "minus", "bindestrich", "tiret", "guion"), "-")
_SIGNS |= dict.fromkeys([*sorted(DOT_WORDS), "full stop"], ".")
_FENCE = r"\s?(?:[^\w\s.,;:!?]|_){1,2}\s?"
_SIGN = re.compile(
    r"(?<![^\W_])(?P<left>[^\W_]{1,30})"
    rf"(?:{_FENCE}|,?\s(?:(?:and|then|und|dann|et|puis)\s){{0,2}}(?:an?\s|the\s|ein\s|un\s)?)"
    r"(?P<sign>" + "|".join(sorted(_SIGNS, key=len, reverse=True)) + r")"
    rf"(?:{_FENCE}|,?\s(?:(?:and|then|und|dann|et|puis)\s){{0,2}})(?=(?P<right>[^\W_]{{1,30}}))",
    re.IGNORECASE,
)
_ENDINGS = "|".join(sorted(STRONG_ENDINGS))
_PLAIN_ENDINGS = "|".join(sorted(STRONG_ENDINGS - WORD_ENDINGS))
_DRAWN_DOT = re.compile(
    rf"(?<=[^\W_])(?:{_FENCE}(?:\.|dt?|d0t){_FENCE}|\.{{2,3}})(?=(?:{_ENDINGS})(?![^\W_]))"
    rf"|(?<=[^\W_])(?:\s?\.\s|\s\.|\s?[,;])(?=(?:{_PLAIN_ENDINGS})(?![^\W_]))"
    r"|(?<=[a-z0-9])DOT(?=[a-z])"
)
"""A dot before an ending that is fenced, apart, or a comma: "(.)", "[d]", " . "."""
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_ONES += " fifteen sixteen seventeen eighteen nineteen"
_VALUES = {word: str(value) for value, word in enumerate(_ONES.split())}
_TENTHS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: str(value) for value, word in enumerate(_TENTHS.split(), 2)}
_ANY = "|".join(sorted([*_VALUES, *_TENS, "oh"], key=len, reverse=True))
_THEN = "and|then|plus|followed by|suivi de|gefolgt von|seguito da|seguido de|dann|puis|poi|luego"
_NUMBER = re.compile(
    rf"(?<![^\W_])(?P<left>[^\W_]{{2,30}})(?P<gap>,?\s(?P<then>(?:(?:{_THEN})\s){{0,2}}))"
    rf"(?P<number>(?:{_ANY})(?:[ -](?:{_ANY})){{0,7}}|(?<=[a-z] )\d{{2,4}})(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(_ANY)


def spoken(view: View) -> View:
    """The view with said signs and numbers as signs and digits."""
    drawn = [(*match.span(), ".") for match in _DRAWN_DOT.finditer(view.text)]
    view = edited(view, drawn)
    view = edited(view, _signs(view.text))
    return edited(view, _numbers(view.text))


def _signs(text: str) -> list[Edit]:
    edits: list[Edit] = []
    place = 0
    while match := _SIGN.search(text, place):
        place = match.end()
        left, right = match["left"].lower(), match["right"].lower()
        sign = _SIGNS[match["sign"].lower()]
        if _is_host(left, sign, right) or not (_is_plain(left) or _is_plain(right)):
            edits.append((match.end("left"), match.end(), sign))
    return edits


def _is_plain(word: str) -> bool:
    """Whether a word is no part of a name; an initial may be one."""
    return len(word) > 1 and is_no_name(word)


def _is_host(left: str, sign: str, right: str) -> bool:
    """Whether a sign stands inside a provider's name or before the ending of a host."""
    if sign == "-":
        return bool(provider_of(left + sign + right))
    return sign == "." and (
        f"{left}.{right}" in PROVIDER_DOMAINS or right in STRONG_ENDINGS - WORD_ENDINGS
    )


def _numbers(text: str) -> list[Edit]:
    return [
        (match.start("gap"), match.end(), _digits(match["number"].lower()))
        for match in _NUMBER.finditer(text)
        if not is_no_name(match["left"].lower())
        and (match["then"] or not (match["number"].isdigit() or _is_pronoun(match)))
    ]


def _is_pronoun(match: re.Match[str]) -> bool:
    """Whether "one" stands for a thing: "the blue one"."""
    return match["number"].lower() == "one" and is_ordinary(match["left"].lower())


def _digits(said: str) -> str:
    """ "nineteen fifty-one" as 1951."""
    if said.isdigit():
        return said
    digits, ten = "", ""
    for word in _NUMBER_WORD.findall(said):
        if word in _TENS:
            digits, ten = digits + (ten and ten + "0"), _TENS[word]
        else:
            value = _VALUES.get(word, "0")
            digits, ten = digits + (ten if len(value) == 1 else ten and ten + "0") + value, ""
    return digits + (ten and ten + "0")
