"""Decides whether a reply gives medical advice, how grave it would be if wrong, and why."""

import re
from dataclasses import dataclass
from typing import Final

FIELDS: Final = (
    "medicines",
    "supplements",
    "diet",
    "treatment",
    "exercise",
    "diagnosis",
    "care",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a reply was marked: `start` and `end` are character positions in the given text."""

    rule: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What triage thinks of one reply: severity 0 to 3, score 0 to 1, field "" if not advice."""

    advice: bool
    severity: int
    score: float
    field: str
    reasons: tuple[Reason, ...]
    rules: str = "1"


_MEDICINE = (
    r"(?:\w+(?:statin|pril|sartan|olol|dronate|azole|cillin|mycin|oxetine|pram|gabalin|parin|xaban)"
    r"|fos[ao]max|actonel|boniva|prolia|evista|forteo|warfarin|insulin|levothyroxine|synthroid"
    r"|prednis\w+|metformin|sertraline|antidepressants?|statins?|antibiotics?|steroids?|morphine"
    r"|tablets?|pills?|meds?|medications?|medicines?|dose|drugs?)"
)
_SUPPLEMENT = (
    r"(?:vit(?:amin)? ?[a-ek]\d?|calcium|magnesium|zinc|iron|turmeric|melatonin|strontium|iodine"
    r"|omega|collagen|probiotics?|supplements?|cbd|b12|k2|d3|\w+ oil)"
)
_CARE = r"(?:doctors?|gps?|hospital|a&e|er|surgeon|specialist|scan|chemo)"


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    field: str
    severity: int
    why: str


def _rule(name: str, pattern: str, field: str, severity: int, why: str) -> _Rule:
    return _Rule(name, re.compile(pattern, re.IGNORECASE), field, severity, why)


_DIRECT = r"(?:^|you (?:should|need to|must|can|could)|just|please|i would|i'd|never|don'?t)\W+"
_RULES: Final = (
    _rule(
        "stop-medicine",
        _DIRECT
        + r"(?:stop|quit|skip|drop|bin|ditch|come off|halve|leave out)\b.{0,40}\b"
        + _MEDICINE,
        "medicines",
        3,
        "Tells somebody to stop or leave out a medicine.",
    ),
    _rule(
        "take-medicine",
        _DIRECT
        + r"(?:take|try|start|get yourself on|double|increase|use|ask for)\b.{0,40}\b"
        + _MEDICINE,
        "medicines",
        3,
        "Tells somebody to take or change a medicine.",
    ),
    _rule(
        "take-supplement",
        r"(?:" + _DIRECT + r")?\b(?:take|try|tried|need|needs|use)\b.{0,30}\b" + _SUPPLEMENT,
        "supplements",
        2,
        "Tells somebody to take a supplement.",
    ),
    _rule(
        "no-need-of-care",
        r"(?:don'?t need|no need|never|forget|refuse)\b.{0,30}\b" + _CARE,
        "care",
        3,
        "Says that somebody need not see a doctor.",
    ),
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_OWN_STORY = re.compile(r"\b(?:i|my|he|she|they|we)\b(?! would|'d)", re.IGNORECASE)


def assess(text: str, *, parent: str | None = None, topic: str | None = None) -> Assessment:
    """Return what triage thinks of `text`, read with the `parent` it answers and its `topic`.

    Quoted lines ("> ...") and questions are not counted against the writer. Never raises.
    """
    reasons: list[Reason] = []
    best: _Rule | None = None
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        if words.lstrip().startswith(">") or words.endswith("?") or _OWN_STORY.search(words):
            continue
        for rule in _RULES:
            found = rule.pattern.search(words.lstrip())
            if found is None:
                continue
            shift = sentence.start() + len(words) - len(words.lstrip())
            reasons.append(Reason(rule.name, shift + found.start(), shift + found.end(), rule.why))
            if best is None or rule.severity > best.severity:
                best = rule
    if best is None:
        return Assessment(False, 0, 0.1, "", ())
    return Assessment(True, best.severity, 0.9, best.field, tuple(reasons))
