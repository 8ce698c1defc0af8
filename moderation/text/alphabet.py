"""Addresses spelt letter by letter: "november oscar at gmail", "n for nut, y for yacht"."""

import re
from collections.abc import Iterator

from moderation.text.endings import PROVIDERS
from moderation.text.lexicon import AT_WORDS, NAMED_AT
from moderation.text.phrases import Told
from moderation.text.shapes import DOTS
from moderation.text.words import words

_CODE_WORDS = words(
    "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike"
    " november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    " anton aerger berta caesar charlotte dora emil friedrich gustav heinrich ida julius kaufmann"
    " konrad ludwig martha nordpol nordpol otto oekonom paula quelle richard samuel siegfried"
    " schule theodor ulrich uebermut viktor wilhelm xanthippe xaver ypsilon zacharias zeppelin"
)
_SIGNS = AT_WORDS | NAMED_AT
_LINKS = words("and then und dann on sign the capital small double com") | DOTS
_LETTER = re.compile(
    r"(?<!\w)(?P<letter>[a-z]),? (?:for|as in|like(?: in)?|wie|comme|de|come|som i) "
    r"(?P<word>[a-z]{2,12})\b"
    r"|(?P<plain>[^\W_]+)|(?P<sign>@)"
)
_LEAST = 3


def find_spelt(low: str) -> Iterator[Told]:
    """Runs of three spelt letters or more in a view in lower case, with a sign or a provider."""
    run: list[re.Match[str]] = []
    letters, reaches = 0, False
    for match in _LETTER.finditer(low):
        plain = match["plain"] or ""
        if _is_letter(match) or (run and plain.isdigit()):
            run.append(match)
            letters += 1
        elif run and (match["sign"] or plain in _SIGNS or plain in PROVIDERS):
            reaches = True
            run.append(match)
        elif not (run and (plain in _LINKS)):
            if letters >= _LEAST and reaches:
                yield Told(run[0].start(), run[-1].end(), sure=True)
            run, letters, reaches = [], 0, False
    if letters >= _LEAST and reaches:
        yield Told(run[0].start(), run[-1].end(), sure=True)


def _is_letter(match: re.Match[str]) -> bool:
    spelt = match["letter"] and match["word"].startswith(match["letter"])
    return bool(spelt) or match["plain"] in _CODE_WORDS
