"""The words that triage knows, read from tables that a pharmacist can read and correct.

Each line of `data/lexicon/*.tsv` is a name, its kind, what it stands for and its source.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from moderation.triage.tags import CODES

_SHORTEST_GUESS: Final = 7
_GUESSED_KINDS: Final = frozenset(
    {
        "medicine",
        "pharmacy",
        "supplement",
        "generic-medicine",
        "condition",
        "professional",
        "treatment",
    }
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names with their codes: single words, phrases by their first two words, and near misses.

    `longest` gives for two words the greatest number of words in a phrase that begins with them.
    """

    codes: dict[str, str]
    longest: dict[str, int]
    near: dict[str, str]
    spellings: dict[str, str]

    def guess(self, word: str) -> str:
        """Return the code of the known name that `word` misspells by one letter, else ""."""
        if len(word) < _SHORTEST_GUESS - 1:
            return ""
        found = self.near.get(word)
        if found is None:
            for variant in _one_letter_less(word):
                found = self.near.get(variant)
                if found is not None:
                    break
        return found or ""


def _one_letter_less(word: str) -> list[str]:
    # The first letter is kept: people misspell the inside of a name, and it halves the chances
    # that an ordinary word comes near to a medicine.
    return [word[:i] + word[i + 1 :] for i in range(1, len(word))]


def _rows(text: str) -> list[tuple[str, str]]:
    rows = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, kind, *_ = line.split("\t")
            rows.append((name, kind))
    return rows


def parse(texts: list[str], spellings: str = "") -> Lexicon:
    """Return the lexicon of the given tables; raise KeyError for an unknown kind."""
    codes: dict[str, str] = {}
    longest: dict[str, int] = {}
    near: dict[str, str] = {}
    for text in texts:
        for name, kind in _rows(text):
            codes[name] = CODES[kind]
            words = name.split(" ")
            if len(words) > 1:
                beginning = f"{words[0]} {words[1]}"
                longest[beginning] = max(longest.get(beginning, 0), len(words))
            elif kind in _GUESSED_KINDS and len(name) >= _SHORTEST_GUESS:
                near[name] = CODES[kind]
                for variant in _one_letter_less(name):
                    near.setdefault(variant, CODES[kind])
    return Lexicon(codes, longest, near, dict(_rows(spellings)))


def tables() -> list[str]:
    """Return the texts of the tables in `data/lexicon/`, in the order of their names."""
    folder = files("moderation.triage") / "data" / "lexicon"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".tsv")]
    found.sort(key=lambda entry: entry.name)
    return [entry.read_text(encoding="utf-8") for entry in found]


@cache
def load() -> Lexicon:
    """Return the lexicon that is shipped in `data/lexicon/`."""
    spellings = files("moderation.triage") / "data" / "spellings.tsv"
    return parse(tables(), spellings.read_text(encoding="utf-8"))


@lru_cache(maxsize=16384)
def guess(word: str) -> str:
    """Return the code of the shipped name that `word` misspells by one letter, else ""."""
    return load().guess(word)
