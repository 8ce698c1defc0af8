"""Addresses spelt letter by letter: "november oscar at gmail", "n for nut, y for yacht"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.text.endings import PROVIDERS
from moderation.text.lexicon import AT_WORDS, NAMED_AT
from moderation.text.phrases import Told
from moderation.text.shapes import DOTS
from moderation.text.views import BARRIER
from moderation.text.words import words

CODE_WORDS = words(
    "alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike"
    " november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    " anton aerger berta caesar charlotte dora emil friedrich gustav heinrich ida julius kaufmann"
    " konrad ludwig martha nordpol nordpol otto oekonom paula quelle richard samuel siegfried"
    " schule theodor ulrich uebermut viktor wilhelm xanthippe xaver ypsilon zacharias zeppelin"
)
"""Words that stand for their first letter, in English and in German."""

_SIGNS = AT_WORDS | NAMED_AT
_BARE = AT_WORDS
_LINKS = words("and then und dann on sign the capital small double doppel com") | DOTS
_LETTER = re.compile(
    r"(?<!\w)(?P<letter>[a-z]),? (?:for|as in|like(?: in)?|wie|comme|de|come|som i) "
    r"(?P<word>[a-z]{2,12})\b|(?P<single>(?<![\w'.@])[a-z](?![\w'.@]))"
    r"|(?P<plain>[^\W_]+)|(?P<sign>@)"
)
_ENDS = frozenset(f".!?;\n{BARRIER}")
_LEAST, _LEAST_SINGLE = 3, 5


def find_spelt(low: str) -> Iterator[Told]:
    """Runs of spelt letters in a view in lower case that reach a sign or a provider.

    Three will do if words stand for them; letters alone have to be five and reach a provider.
    """
    run = _Run()
    for match in _LETTER.finditer(low):
        ended = run.end >= 0 and not _ENDS.isdisjoint(low[run.end : match.start()])
        if ended or not run.takes(match):
            if run.counts():
                yield Told(run.start, run.end, sure=True)
            run = _Run()
            run.takes(match)
    if run.counts():
        yield Told(run.start, run.end, sure=True)


@dataclass(slots=True)
class _Run:
    """Letters one after the other, with what may stand between them."""

    start: int = -1
    end: int = -1
    coded: int = 0
    single: int = 0
    sign: bool = False
    provider: bool = False

    def takes(self, match: re.Match[str]) -> bool:
        """Whether the next word belongs to the run, which it then is part of."""
        plain = match["plain"] or ""
        coded = plain in CODE_WORDS or (match["word"] or "").startswith(match["letter"] or "-")
        begun = self.start >= 0
        if coded or match["single"] or (begun and plain.isdigit()):
            self.coded += coded
            self.single += not coded
            self.start = self.start if begun else match.start()
        elif begun and (match["sign"] or plain in _SIGNS or plain in PROVIDERS):
            self.sign = self.sign or plain not in _BARE
            self.provider = self.provider or plain in PROVIDERS
        else:
            return begun and plain in _LINKS
        self.end = match.end()
        return True

    def counts(self) -> bool:
        """Whether there are letters enough, and something that they lead to."""
        if self.coded >= _LEAST:
            return self.sign or self.provider
        return self.provider and self.coded + self.single >= _LEAST_SINGLE
