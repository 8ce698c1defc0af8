"""Reads a text once: sentences of tokens, each with the tag that the lexicon gives it."""

import re
from dataclasses import dataclass
from typing import Final

from moderation.triage.lexicon import Lexicon, guess, load
from moderation.triage.normalise import normalise
from moderation.triage.tags import CODES

_TOKEN: Final = re.compile(
    r"\b(?:vit|dr|drs|mr|mrs|st|approx|vs|e\.g|i\.e)\.(?=\s)"  # a dot that ends no sentence
    r"|\d+(?:[.,:]\d+)*[a-z]*(?:-[a-z]+)?"
    r"|[^\W\d_]\w*(?:['&\-][^\W_]+| n't\b)*"  # "do n't" is how some programs store "don't"
    r"|[?!.]+|\n[\s]*|[,;:()]"
)
_NUMBER: Final = re.compile(r"(\d[\d.,:]*)([a-z]*)")
_UNITS: Final = frozenset(
    ("mg", "mgs", "mcg", "ug", "g", "gm", "iu", "ml", "units", "k", "grams", "kg")
)
_NUMBER_CODE: Final = CODES["number"]
_UNIT_CODE: Final = CODES["unit"]
_DOSE_CODE: Final = CODES["dose"]
_OTHER: Final = CODES["other"]
_PAST: Final = CODES["past"]
_SHORTEST_PAST: Final = 5
_MARKS: Final = {"?": "?", "!": "!", ".": ";", "\n": ";", ",": ",", ";": ",", ":": ","}
_LONGEST_SENTENCE: Final = 48


@dataclass(slots=True)
class Sentence:
    """Tokens of one sentence: words, their codes in one string, and where each begins and ends."""

    words: list[str]
    codes: str
    starts: list[int]
    ends: list[int]


def _number(word: str) -> str:
    found = _NUMBER.fullmatch(word)
    if found is not None and found.group(2) in _UNITS:
        return _DOSE_CODE
    return _NUMBER_CODE


class _Builder:
    """Collects tokens into sentences."""

    __slots__ = ("codes", "ends", "sentences", "starts", "words")

    def __init__(self) -> None:
        self.sentences: list[Sentence] = []
        self._fresh()

    def _fresh(self) -> None:
        self.words: list[str] = []
        self.codes: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, word: str, code: str, start: int, end: int) -> None:
        if code == _UNIT_CODE and self.codes and self.codes[-1] == _NUMBER_CODE:
            self.codes[-1] = _DOSE_CODE
            self.ends[-1] = end
            return
        self.words.append(word)
        self.codes.append(code)
        self.starts.append(start)
        self.ends.append(end)
        if len(self.words) >= _LONGEST_SENTENCE:
            self.close()

    def mark(self, mark: str, start: int, end: int) -> None:
        """Keep a comma, a question mark or an exclamation mark; close at the end of a sentence."""
        if mark != ";" and self.words:
            self.add(mark, mark, start, end)
        if mark != ",":
            self.close()

    def close(self) -> None:
        if self.words:
            self.sentences.append(Sentence(self.words, "".join(self.codes), self.starts, self.ends))
            self._fresh()


def _phrase(words: list[str], at: int, known: Lexicon) -> tuple[str, int]:
    """Return the longest known phrase that begins at a place, and its number of words."""
    beginning = " ".join(words[at : at + 2])
    longest = known.longest.get(beginning)
    if longest is None:
        return words[at], 1
    size = min(longest, len(words) - at)
    while size > 1:
        phrase = " ".join(words[at : at + size])
        if phrase in known.codes:
            return phrase, size
        size -= 1
    return words[at], 1


def _code(word: str, known: Lexicon) -> str:
    code = known.codes.get(word)
    if code is not None:
        return code
    if word[0].isdigit():
        return _number(word)
    guessed = guess(word)
    if guessed:
        return guessed
    # "-ed" is how most stories are told; a wrong guess ("speed") only adds a weak sign.
    return _PAST if len(word) >= _SHORTEST_PAST and word.endswith("ed") else _OTHER


def read(text: str) -> list[Sentence]:
    """Return the sentences of `text`, without other people's words; positions are in `text`."""
    known = load()
    spelt = known.spellings
    plain = normalise(text)
    found = list(_TOKEN.finditer(plain))
    words = [token.group() for token in found]
    if " n't" in plain:
        words = [word.replace(" n't", "n't") for word in words]
    words = [spelt.get(word, word) for word in words]
    builder = _Builder()
    at = 0
    while at < len(words):
        mark = _MARKS.get(words[at][0])
        if mark is not None:
            builder.mark("?" if "?" in words[at] else mark, *found[at].span())
            at += 1
            continue
        phrase, size = _phrase(words, at, known)
        start, end = found[at].start(), found[at + size - 1].end()
        builder.add(phrase, _code(phrase, known), start, end)
        at += size
    builder.close()
    return builder.sentences
