"""What stands around a name before an at sign: cues, articles, and whether anything else does."""

import re
from dataclasses import dataclass

from moderation.text.lexer import Tokens
from moderation.text.lexicon import ARTICLES, Cues, has_cue
from moderation.text.ordinary import is_ordinary, is_unusual
from moderation.text.scanner import Name


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a candidate.

    `alone`: nothing else on its line; `paired`: nothing but a first name before it. `described`: a
    noun phrase leads to the name. `begins`: a clause begins with it.
    """

    cue: bool
    close_cue: bool
    alone: bool
    paired: bool
    article: bool
    described: bool
    begins: bool


_BACK, _AHEAD = 60, 45


def look_around(tokens: Tokens, cues: Cues, name: Name, end: int) -> Context:
    """The words around a candidate that ends at `end` of the view."""
    view = tokens.view
    before = view[max(0, name.start - _BACK) : name.start]
    after = view[end : end + _AHEAD]
    line = before.rsplit("\n", 1)[-1]
    rest = after.split("\n", 1)[0]
    place = name.first - 1
    while place >= 0 and tokens.kind[place] != "w" and place > name.first - 4:
        place -= 1
    article = tokens.words[place] and tokens.low[place] in ARTICLES and name.first - place <= 2
    close_cue = cues.near(name.start, len(view), 16) or cues.owned(end)
    to_whom = close_cue and tokens.low[place] in ("a", "an")  # "scrivi a jane", not "a jane"
    fenced = before[-1:] + after[:1]
    close_cue = close_cue or fenced in ('""', "''", "``")
    alone = fenced == "<>" or (len(line) < _BACK and not _has_word(rest))
    return Context(
        cue=cues.near(name.start, end, _BACK),
        close_cue=close_cue,
        alone=alone and (fenced == "<>" or not _has_word(line)),
        paired=alone and len(line.split()) == 1 and is_unusual(line.strip().lower()),
        article=article and not to_whom,
        described=_is_described(before),
        begins=bool(_BEGINS.search(before)),
    )


_BEGINS = re.compile(r"(?:^|[\n.:;,!?(*>-]|\b(?:to|on|is|via|it's|or))\s*$")


_DETERMINED = re.compile(
    r"\b(?:the|an?|my|your|his|her|our|their|this|that|some|any|another) "
    r"(?P<words>(?:[a-z]+ ){1,2})$",
    re.IGNORECASE,
)


_TITLED = re.compile(
    r"\b(?:dr|mr|mrs|ms|miss|prof|nurse|doctor|sister|aunt\w*|uncle)\.? $", re.IGNORECASE
)


def _is_described(before: str) -> bool:
    """Whether a noun phrase or a title leads to a name: "the wrong Helen", "the front desk"."""
    if _TITLED.search(before):
        return True
    match = _DETERMINED.search(before)
    words = match["words"].lower() if match else ""
    return all(map(is_ordinary, words.split())) and bool(words) and not has_cue(words)


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)
