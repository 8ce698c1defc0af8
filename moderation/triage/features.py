"""What the model looks at: cues and tagged word orders of each sentence, and what it answers."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from moderation.triage.cues import Cue, load
from moderation.triage.reading import Sentence, read
from moderation.triage.tags import NAMES, OPEN_CLASSES

_OWN_STORY: Final = frozenset("iwhpXz")
_QUESTION_OPENERS: Final = frozenset("qO")
_MATTER: Final = "MGPSHLEFCVkRB"
_IDLE: Final = frozenset("MGPSHFCVRBQUk")
_ACTS: Final = "ts12xd34mcnrAlfvbguyie"
_MANY_SENTENCES: Final = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that fired: the first and one past the last token, and whether it was suppressed."""

    cue: Cue
    first: int
    end: int
    suppressed: bool


@dataclass(frozen=True, slots=True)
class View:
    """One sentence with all that the model sees of it."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    features: tuple[str, ...]


def _hits(codes: str) -> tuple[Hit, ...]:
    asks = codes.endswith("?") or codes[0] in _QUESTION_OPENERS
    found = []
    for cue in load():
        match = cue.pattern.search(codes)
        if match is not None:
            # Own stories and other people's orders excuse only what follows them in the same
            # sentence; a question excuses everything but a suggestion in its clothes.
            before = codes[: match.start() + 1]
            suppressed = not _OWN_STORY.isdisjoint(before) or (asks and "A" not in before)
            found.append(Hit(cue, match.start(), match.end(), suppressed))
    return tuple(found)


def _mixed(sentence: Sentence) -> list[str]:
    return [
        code if code in OPEN_CLASSES else word
        for word, code in zip(sentence.words, sentence.codes, strict=True)
        if code not in ",_"
    ]


def _word_orders(sentence: Sentence) -> list[str]:
    mixed = ["^", *_mixed(sentence), "$"]
    codes = "^" + sentence.codes.replace("_", "").replace(",", "") + "$"
    features = mixed[1:-1]
    features += map(" ".join, pairwise(mixed))
    features += map(" ".join, zip(mixed, mixed[1:], mixed[2:], strict=False))
    features += ["/" + codes[i : i + 2] for i in range(len(codes) - 1)]
    features += ["/" + codes[i : i + 3] for i in range(len(codes) - 2)]
    features += ["/" + codes[i : i + 4] for i in range(len(codes) - 3)]
    return features


def _size(count: int) -> str:
    return "1" if count < 2 else "2" if count < 4 else "3" if count < 8 else "4"


def _context(codes: str) -> tuple[str, list[str]]:
    """Return how the context asks, and its matter, from its codes."""
    if not codes:
        return "none", []
    matter = [code for code in _MATTER if code in codes]
    if "O" in codes:
        return "asks", matter
    if "q" in codes or "?" in codes:
        return ("asks-you" if "y" in codes or "A" in codes else "asks-what"), matter
    return "tells", matter


def _answer(sentence: Sentence, asked: str, matter: list[str]) -> list[str]:
    codes = sentence.codes
    size = _size(len(codes))
    own = "i" if "i" in codes or "w" in codes else "-"
    head = sentence.words[0] if codes[0] not in OPEN_CLASSES else codes[0]
    features = [
        f"asked={asked}",
        f"asked={asked} size={size} {own}",
        f"asked={asked} head={head}",
        f"asked={asked} tag={codes[0]} size={size}",
    ]
    features += [f"about={code}" for code in matter]
    features += [f"about={code} asked={asked} {own} size={size}" for code in matter]
    features += [f"about={code} tag={codes[0]} size={size}" for code in matter]
    features += [f"about={code} head={head}" for code in matter]
    return features


def _together(codes: str, earlier: str) -> list[str]:
    """Kinds of words that meet anywhere in the sentence, and what earlier sentences spoke of."""
    present = set(codes)
    matter = [code for code in _MATTER if code in present]
    acts = [code for code in _ACTS if code in present]
    features = [f"{act}+{code}" for act in acts for code in matter]
    if "o" in present:
        features += [f"earlier={code} {act}" for code in earlier for act in acts]
    return features


def _view(sentence: Sentence, asked: str, matter: list[str], earlier: str, many: str) -> View:
    hits = _hits(sentence.codes)
    features = _word_orders(sentence)
    features += _answer(sentence, asked, matter)
    features += _together(sentence.codes, earlier)
    idle = not earlier and _IDLE.isdisjoint(sentence.codes)
    for hit in hits:
        name = f"cue={hit.cue.name}{' own' if hit.suppressed else ''}"
        features.append(name)
        if idle:
            features.append(name + " idle")
    if idle:
        features.append("idle")
        features.append(f"idle asked={asked}")
        features.append(f"idle tag={sentence.codes[0]}")
    free = sum(not hit.suppressed for hit in hits)
    features.append(f"cues={min(free, 4)}")
    features.append(f"cues={min(free, 4)} {'own' if 'i' in sentence.codes else ''}")
    features.append(many)
    features.append("ends=" + sentence.codes[-1] if sentence.codes[-1] in "?!" else "ends=.")
    return View(sentence, hits, tuple(dict.fromkeys(features)))


def look(text: str, parent: str | None = None, topic: str | None = None) -> tuple[list[View], str]:
    """Return what the model sees of `text`, sentence by sentence, and the codes of its context.

    The parent is the context; where there is none, the topic stands in for it.
    """
    sentences = read(text)
    context = "".join(sentence.codes for sentence in read((parent or topic or "")[:2000]))
    asked, matter = _context(context)
    many = "sentences=many" if len(sentences) > _MANY_SENTENCES else f"sentences={len(sentences)}"
    views = []
    earlier = ""
    for sentence in sentences:
        views.append(_view(sentence, asked, matter, earlier or "".join(matter), many))
        earlier = "".join(code for code in "MGPSHFCV" if code in sentence.codes) or earlier
    return views, context


def kinds(codes: str) -> list[str]:
    """Return the readable names of the codes of a sentence."""
    return [NAMES[code] for code in codes]
