"""Named cues: orders of kinds of words within one sentence, read from a table.

`data/cues.tsv` holds one cue a line and explains its small language. A pattern is compiled to a
regular expression over the codes of a sentence; every gap is bounded, so the work grows with the
length of the text and no faster.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from moderation.triage.tags import CODES

GROUPS: Final = {
    "RX": "medicine|generic-medicine",
    "PRODUCT": "pharmacy|supplement",
    "SUBSTANCE": "medicine|generic-medicine|pharmacy|supplement",
    "THING": (
        "medicine|generic-medicine|pharmacy|supplement|treatment|lifestyle|exercise|food"
        "|vaccine-screening"
    ),
    "AMOUNT": "dose|number|frequency",
    "TELL": "you|must|can|would-i|frame|recommend|everyone",
}
# Where an order can begin without naming anybody: at the start, after a comma, "and" or "just".
_OPEN: Final = "(?:^[;,_&jY7!]{0,3}|[,&f][_]?)"
_SPECIAL: Final = frozenset(("OPEN", "$"))


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the table; `field` is "" where the words of the sentence decide it."""

    name: str
    field: str
    severity: int
    pattern: re.Pattern[str]
    why: str
    # One of these codes is in every sentence that the pattern finds; "" where there is no such set.
    needs: str = ""


def _alternatives(element: str) -> str:
    names = "|".join(GROUPS.get(name, name) for name in element.split("|"))
    return "".join(re.escape(CODES[name]) for name in names.split("|"))


def _element(element: str) -> str:
    if element in "^$":
        return element
    if element[0] == "~":
        return f"[^?]{{0,{int(element[1:])}}}?"
    optional = "?" if element[-1] == "?" else ""
    element = element.removesuffix("?")
    if element[0] == "!":
        return f"[^{_alternatives(element[1:])}]{optional}"
    parts = set(element.split("|"))
    special = sorted(_SPECIAL & parts, reverse=True)
    rest = "|".join(part for part in element.split("|") if part not in special)
    options = [_OPEN if part == "OPEN" else part for part in special]
    if rest:
        options.append(f"[{_alternatives(rest)}]")
    return f"(?:{'|'.join(options)}){optional}"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the expression over codes for a pattern; raise KeyError for an unknown kind."""
    return re.compile("".join(_element(element) for element in pattern.split(" ")))


def _needs(pattern: str) -> str:
    """Return the codes of the element that the fewest kinds of words can stand for."""
    certain = [
        _alternatives(element).replace("\\", "")
        for element in pattern.split(" ")
        if element[0] not in "^$~!"
        and element[-1] != "?"
        and not _SPECIAL & set(element.split("|"))
    ]
    return min(certain, key=len, default="")


def parse(table: str) -> tuple[Cue, ...]:
    """Return the cues of a table in its order; raise ValueError or KeyError for a bad line."""
    cues = []
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, field, severity, pattern, why = line.split("\t")
            compiled, needs = compile_pattern(pattern), _needs(pattern)
            cues.append(Cue(name, field, int(severity), compiled, why, needs))
    return tuple(cues)


@cache
def load() -> tuple[Cue, ...]:
    """Return the cues that are shipped in `data/cues.tsv`."""
    table = files("moderation.triage") / "data" / "cues.tsv"
    return parse(table.read_text(encoding="utf-8"))


@cache
def _by_need() -> tuple[dict[str, list[int]], list[int]]:
    """Return the places of the shipped cues by a code that they need, and of those without."""
    needing: dict[str, list[int]] = {}
    always = []
    for place, cue in enumerate(load()):
        for code in cue.needs:
            needing.setdefault(code, []).append(place)
        if not cue.needs:
            always.append(place)
    return needing, always


@lru_cache(maxsize=4096)
def _possible(codes: frozenset[str]) -> tuple[Cue, ...]:
    needing, always = _by_need()
    places = set(always)
    for code in codes:
        places.update(needing.get(code, ()))
    cues = load()
    return tuple(cues[place] for place in sorted(places))


def possible(codes: str) -> tuple[Cue, ...]:
    """Return the shipped cues that a sentence of these codes can hold at all, in their order."""
    return _possible(frozenset(codes))
