"""Reads the corpora beside this: addresses in disguise, other details, and innocent texts.

All texts are made up for this project. The part "dev" was used while the detector was written; the
part "held" was written afterwards and run once before anything was changed because of it.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Case:
    """One text; `start` and `end` fence what must be hidden (both 0 in an innocent one)."""

    group: str
    text: str
    start: int = 0
    end: int = 0


def _unescaped(line: str) -> str:
    marked = line.replace("\\\\", "\0").replace("\\n", "\n")
    return marked.replace("\\z", "\u200b").replace("\\s", "\u00ad").replace("\0", "\\")


def _lines(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def cases(name: str) -> list[Case]:
    """The cases of a file like `addresses_dev`, whose lines say group, text and fences."""
    found = []
    for line in _lines(name):
        group, text = line.split(" | ", 1)
        text = _unescaped(text)
        start, end = text.index("⟦"), text.index("⟧") - 1
        found.append(Case(group, text.replace("⟦", "").replace("⟧", ""), start, end))
    return found


def innocent(name: str) -> list[Case]:
    """The cases of a file like `innocent_dev`, one text a line."""
    return [Case("innocent", _unescaped(line)) for line in _lines(name)]
