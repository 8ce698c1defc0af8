"""Decides whether a reply gives medical advice, how grave it would be if wrong, and why.

`assess` is a pure function: the same text and context give the same assessment. The guideline that
it follows is in `docs/triage.md`, its measured quality in `docs/triage-model-card.md`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from moderation.triage.deadline import Check, unlimited
from moderation.triage.features import Hit, View, context_of, look
from moderation.triage.model import Weights, load, logit, probability
from moderation.triage.reading import Sentence

FIELDS: Final = (
    "medicines",
    "supplements",
    "diet",
    "treatment",
    "exercise",
    "diagnosis",
    "care",
)

# Which field a kind of word belongs to; the first that occurs in the marked words decides.
_FIELD_OF: Final = (
    ("MG", "medicines"),
    ("S", "supplements"),
    ("P", "medicines"),
    ("VDK", "care"),
    ("H", "treatment"),
    ("E", "exercise"),
    ("F", "diet"),
    ("L", "treatment"),
    ("CBR", "diagnosis"),
)
_REASONS_A_SENTENCE: Final = 2
_MARKS: Final = ",;?!"
_SHORT_ANSWER: Final = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a reply was marked: `start` and `end` are character positions in the given text."""

    rule: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What triage thinks of one reply: severity 0 to 3, score 0 to 1, field "" if not advice.

    `rules` is the version of the weights that decided.
    """

    advice: bool
    severity: int
    score: float
    field: str
    reasons: tuple[Reason, ...]
    rules: str = ""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A sentence that reads as advice, with the probabilities of advice and of grave advice."""

    view: View
    advice: float
    grave: float


def _advice(view: View, weights: Weights, tilt: Callable[[float], float]) -> float:
    """Return the probability that the sentence is advice; a sure cue lifts it to the limit."""
    found = probability(tilt(logit(weights.advice, view.features)))
    if any(hit.speaks and hit.cue.name in weights.sure for hit in view.hits):
        return max(found, weights.thresholds["advice"])
    return found


def _mark(view: View, advice: float, weights: Weights) -> _Marked | None:
    """Return the sentence if it reaches the limit of advice or that of grave advice."""
    limits = weights.thresholds
    if advice < min(limits["advice"], limits["grave"]):
        return None
    grave = advice * probability(logit(weights.grave, view.features))
    if advice < limits["advice"] and grave < limits["grave"]:
        return None
    return _Marked(view, advice, grave)


def _severity(marked: _Marked, weights: Weights) -> int:
    if marked.grave >= weights.thresholds["grave"]:
        return 3
    general = probability(logit(weights.general, marked.view.features))
    return 1 if general >= weights.thresholds["general"] else 2


def _strongest(hits: tuple[Hit, ...], weights: Weights) -> list[Hit]:
    """Return the gravest cues that don't lie on each other, in the order of the text.

    Of two that are as grave the one that counts more comes first.
    """
    free = [hit for hit in hits if hit.speaks]
    counts = weights.advice
    free.sort(key=lambda hit: (-hit.cue.severity, -counts.get(f"cue={hit.cue.name}", 0.0)))
    kept: list[Hit] = []
    for hit in free:
        if len(kept) == _REASONS_A_SENTENCE:
            break
        if all(hit.end <= other.first or hit.first >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _span(hit: Hit, sentence: Sentence) -> tuple[int, int]:
    """Return where the words of a cue begin and end, without the marks around them."""
    first, last = hit.first, max(hit.end, hit.first + 1) - 1
    while first < last and sentence.codes[first] in _MARKS:
        first += 1
    while last > first and sentence.codes[last] in _MARKS:
        last -= 1
    return sentence.starts[first], sentence.ends[last]


def _reasons(marked: _Marked, answers: bool, weights: Weights) -> list[Reason]:
    sentence = marked.view.sentence
    found = [
        Reason(hit.cue.name, *_span(hit, sentence), hit.cue.why)
        for hit in _strongest(marked.view.hits, weights)
        if hit.first < len(sentence.words)
    ]
    if found:
        return found
    start, end = sentence.starts[0], sentence.ends[-1]
    if answers and len(sentence.words) <= _SHORT_ANSWER:
        return [Reason("short-answer", start, end, "Answers somebody's question about treatment.")]
    return [Reason("wording", start, end, "Reads like replies that gave medical advice before.")]


def _field(marked: _Marked, context: str, weights: Weights) -> str:
    codes = marked.view.sentence.codes
    spans = []
    for hit in _strongest(marked.view.hits, weights):
        if hit.cue.field:
            return hit.cue.field
        spans.append(codes[hit.first : hit.end])
    for where in ("".join(spans), codes, context):
        for kinds, field in _FIELD_OF:
            if any(kind in where for kind in kinds):
                return field
    return "treatment"


def assess(
    text: str,
    *,
    parent: str | None = None,
    topic: str | None = None,
    weights: Weights | None = None,
    tilt: Callable[[float], float] = float,
    check: Check = unlimited,
) -> Assessment:
    """Return what triage thinks of `text`, read with the `parent` it answers and its `topic`.

    All three are Markdown source. Quoted lines ("> ...") are somebody else's words and don't
    count. Without `weights` the shipped ones decide. `tilt` is what a backend makes of the logit of
    each sentence (see `backend`), by default nothing. `check` is asked again and again and may end
    the reading by an exception (see `deadline`); nothing else raises. The time grows in proportion
    to the length of the text.
    """
    weights = weights or load()
    context = context_of(parent, topic)
    check()
    views = look(text, context, check)
    scores = [_advice(view, weights, tilt) for view in views]
    score = round(max(scores, default=0.0), 4)
    candidates = [_mark(*pair, weights) for pair in zip(views, scores, strict=True)]
    marked = [sentence for sentence in candidates if sentence is not None]
    if not marked:
        return Assessment(False, 0, score, "", (), weights.version)
    worst = max(marked, key=lambda s: (_severity(s, weights), s.advice))
    reasons = [
        reason for sentence in marked for reason in _reasons(sentence, bool(parent), weights)
    ]
    return Assessment(
        advice=True,
        severity=_severity(worst, weights),
        score=score,
        field=_field(worst, context.codes, weights),
        reasons=tuple(reasons),
        rules=weights.version,
    )
