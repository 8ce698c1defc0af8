"""What the model looks at: cues and tagged word orders of each sentence, and what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from moderation.triage.cues import Cue, possible
from moderation.triage.deadline import Check, unlimited
from moderation.triage.orders import mixed, orders_of_kinds, word_orders
from moderation.triage.reading import Sentence, read
from moderation.triage.tags import OPEN_CLASSES

_OWN_STORY: Final = frozenset("iwhpXz1234")
_NO: Final = frozenset("n0s")
_QUESTION_OPENERS: Final = frozenset("qO")
_MATTER: Final = "MGPSHLEFCVkRBβ"
_IDLE: Final = frozenset("MGPSHFCVRBQUkDKβ")
_ACTS: Final = "ts12xd34mcnrAlfvbguyieασ"
_OWN_PART: Final = frozenset("iwXz1234@5σW")
_TELLING_PART: Final = frozenset("ymcnrAtα")
_REMEMBERED: Final = "MGPSHFCV"
_MANY_SENTENCES: Final = 4
_LONGEST_QUESTION: Final = 1500  # characters; what is longer is an article
_LONGEST_TITLE: Final = 300  # characters
_PERSONS: Final = "iyh"
_MOODS: Final = (
    ("m", frozenset("mcO")),
    ("t", frozenset("tsxd")),
    ("@", frozenset("@125X34σ")),
    ("#", frozenset("#8%")),
    ("x", frozenset(_MATTER)),
)
_SHORT_ANSWER: Final = 7  # tokens
_SHORT_PARENT: Final = 16  # tokens
_LAST_QUESTIONS: Final = 2
_FRAME_WORDS: Final = frozenset(".,_!j7N")
_FRAME_LENGTH: Final = 3
_MATTERS: Final = 2
_LENGTHS: Final = 6  # steps of four words


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that fired: its first token, one past its last, and what stands before it.

    `before` is "" where nothing takes the cue's meaning away, " own" where something does, and
    " aside" where something would, but a comma lies between ("it ruined my year, don't take it").
    """

    cue: Cue
    first: int
    end: int
    before: str

    @property
    def speaks(self) -> bool:
        """Whether the cue may be given as a reason."""
        return self.before != " own" and self.cue.severity > 0


@dataclass(frozen=True, slots=True)
class View:
    """One sentence with all that the model sees of it."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    features: tuple[str, ...]


def _before(cue: Cue, before: str, asks: bool) -> str:
    """Return what the codes up to the cue's first word do to it, see `Hit`.

    Own stories and other people's orders excuse what follows them in the same sentence; a question
    excuses everything but a suggestion in its clothes. A cue against advice ("see a doctor") means
    the opposite behind a "no".
    """
    if cue.severity == 0:
        return "" if _NO.isdisjoint(before) else " own"
    if asks and "A" not in before:
        return " own"
    if _OWN_STORY.isdisjoint(before):
        return ""
    return " aside" if _OWN_STORY.isdisjoint(before.rpartition(",")[2]) else " own"


def _hits(codes: str) -> tuple[Hit, ...]:
    asks = codes.endswith("?") or codes[0] in _QUESTION_OPENERS
    found = []
    for cue in possible(codes):
        match = cue.pattern.search(codes)
        if match is not None:
            first, end = match.span()
            found.append(Hit(cue, first, end, _before(cue, codes[: first + 1], asks)))
    return tuple(found)


def _size(count: int) -> str:
    return "1" if count < 2 else "2" if count < 4 else "3" if count < 8 else "4"


@dataclass(frozen=True, slots=True)
class Context:
    """What a reply answers: the codes of its words, how it asks, its matter and its words.

    `of_whom` tells more of a question: whose it is, whether it asks what to do or what happened.
    """

    codes: str
    asked: str
    of_whom: str
    matter: tuple[str, ...]
    words: tuple[str, ...]


def _how_it_asks(codes: str) -> str:
    """Return "asks" for leave or a measure, "asks-you" for the other's own story, and so on."""
    if not codes:
        return "none"
    of_you = ("y" in codes or "A" in codes) and "m" not in codes and "c" not in codes
    if "O" in codes:
        return "asks-you" if of_you else "asks"
    if "q" in codes or "?" in codes:
        return "asks-you" if of_you else "asks-what"
    return "tells"


def _of_whom(codes: str) -> str:
    """Return in letters whom the words speak of, and whether they ask, tell or chat."""
    signs = [letter for letter in _PERSONS if letter in codes]
    signs += [name for name, kinds in _MOODS if not kinds.isdisjoint(codes)]
    return "".join(signs)


def _asks(sentence: Sentence) -> bool:
    return sentence.codes[-1] == "?" or sentence.codes[0] in _QUESTION_OPENERS


def _answered(parent: str | None, topic: str | None) -> list[Sentence]:
    """Return the sentences that a reply can be read as an answer to.

    A short parent counts whole ("knee arthritis", "should I double it?"). Of a longer one only
    its questions count, the last ones; of a whole article nothing. The topic's title steps in
    where the parent asks nothing and the title does.
    """
    parent = parent or ""
    if len(parent) <= _LONGEST_QUESTION:
        sentences = read(parent)
        if sentences and sum(len(sentence.words) for sentence in sentences) <= _SHORT_PARENT:
            return sentences
        asking = [sentence for sentence in sentences if _asks(sentence)]
        if asking:
            return asking[-_LAST_QUESTIONS:]
    return [sentence for sentence in read((topic or "")[:_LONGEST_TITLE]) if _asks(sentence)]


def context_of(parent: str | None, topic: str | None) -> Context:
    """Return the context of a reply to `parent` under the title `topic`."""
    sentences = _answered(parent, topic)
    codes = "".join(sentence.codes for sentence in sentences)
    words = dict.fromkeys(f"said={word}" for sentence in sentences for word in mixed(sentence))
    matter = tuple(code for code in _MATTER if code in codes)
    return Context(codes, _how_it_asks(codes), _of_whom(codes), matter, tuple(words))


def _answer(sentence: Sentence, words: Sequence[str], context: Context) -> list[str]:
    """Features of a sentence as an answer to its context."""
    codes, asked, matter = sentence.codes, context.asked, context.matter
    size = _size(len(codes))
    own = "i" if "i" in codes or "w" in codes else "-"
    head = sentence.words[0] if codes[0] not in OPEN_CLASSES else codes[0]
    features = [
        f"asked={asked}",
        f"asked={asked} size={size} {own}",
        f"asked={asked} head={head}",
        f"asked={asked} tag={codes[0]} size={size}",
        *context.words,
    ]
    if context.codes and len(codes) <= _SHORT_ANSWER:
        whom = context.of_whom
        features += [
            f"short {asked} {whom}",
            f"short {whom} tag={codes[0]}",
            f"short {whom} size={size} {own}",
        ]
        features += [f"{said} {word}" for said in context.words for word in words]
    features += [f"about={code}" for code in matter]
    features += [f"about={code} asked={asked} {own} size={size}" for code in matter]
    features += [f"about={code} tag={codes[0]} size={size}" for code in matter]
    features += [f"about={code} head={head}" for code in matter]
    return features


def _together(codes: str, words: Sequence[str], earlier: str) -> list[str]:
    """What meets anywhere in the sentence, and what earlier sentences spoke of."""
    present = set(codes)
    matter = [code for code in _MATTER if code in present]
    acts = [code for code in _ACTS if code in present]
    features = [f"{act}+{code}" for act in acts for code in matter]
    features += [f"{word}+{code}" for code in matter[:_MATTERS] for word in words]
    if "o" in present:
        features += [f"earlier={code} {act}" for code in earlier for act in acts]
    return features


def _parts(codes: str) -> list[str]:
    """Features of the parts between commas: how each begins, of what, and whose story it is."""
    features = []
    for part in codes.split(","):
        if part:
            matter = "".join([code for code in _MATTER if code in part])[:_MATTERS]
            own = "" if _OWN_PART.isdisjoint(part) else "own "
            tells = "" if _TELLING_PART.isdisjoint(part) else "tells "
            features += [
                f"part={part[0]}",
                f"part={part[:2]}",
                f"part={part[0]} {matter}",
                f"part: {own}{tells}{matter}",
            ]
    return features


def _of_cues(sentence: Sentence, hits: tuple[Hit, ...], earlier: str, asked: str) -> list[str]:
    """Features of the cues; those of a sentence without any matter of health count apart."""
    names = [f"cue={hit.cue.name}{hit.before}" for hit in hits]
    free = min(sum(hit.speaks for hit in hits), 4)
    features = [*names, f"cues={free}", f"cues={free} {'own' if 'i' in sentence.codes else ''}"]
    if not earlier and _IDLE.isdisjoint(sentence.codes):
        features += [name + " idle" for name in names]
        features += ["idle", f"idle asked={asked}", f"idle tag={sentence.codes[0]}"]
    return features


def _surroundings(sentences: Sequence[Sentence], number: int) -> tuple[str, ...]:
    """Return where a sentence stands in its text, how that begins and what stands just before."""
    count = len(sentences)
    many = "sentences=many" if count > _MANY_SENTENCES else f"sentences={count}"
    if count == 1:
        return many, "place=only"
    if number == 0:
        return many, "place=first"
    place = "place=last" if number == count - 1 else "place=middle"
    first, before = sentences[0].codes[0], sentences[number - 1].codes
    own = sentences[number].codes[0]
    return (
        many,
        place,
        f"opened={first}",
        f"opened={first} {own}",
        f"previous={before[0]}",
        f"previous={before[:2]}",
    )


def _view(
    sentence: Sentence, context: Context, earlier: str, surroundings: tuple[str, ...]
) -> View:
    codes = sentence.codes
    words = mixed(sentence)
    hits = _hits(codes)
    features = word_orders(sentence, words)
    features += orders_of_kinds(codes)
    features += _answer(sentence, words, context)
    features += _together(codes, words, earlier)
    features += _parts(codes)
    features.append(f"words={min(len(codes) // 4, _LENGTHS)}")
    features += _of_cues(sentence, hits, earlier, context.asked)
    features += surroundings
    features.append("ends=" + codes[-1] if codes[-1] in "?!" else "ends=.")
    return View(sentence, hits, tuple(dict.fromkeys(features)))


def _without_frame(sentences: list[Sentence]) -> list[Sentence]:
    """Leave out a name that greets or signs ("Dear Joan,", "Betty"), unless it is all there is."""
    kept = [
        sentence
        for sentence in sentences
        if len(sentence.words) > _FRAME_LENGTH or not _FRAME_WORDS.issuperset(sentence.codes)
    ]
    return kept or sentences[:1]


def look(text: str, context: Context, check: Check = unlimited) -> list[View]:
    """Return what the model sees of `text`, sentence by sentence, as an answer to its context.

    A sentence that was seen before in the same surroundings isn't looked at again. `check` is asked
    before each sentence and may end the reading by an exception.
    """
    sentences = _without_frame(read(text))
    views: dict[tuple[str, str, str, str], View] = {}
    earlier = previous = ""
    last = len(sentences) - 1
    for number, sentence in enumerate(sentences):
        check()
        before = earlier or "".join(context.matter)
        # At the ends a sentence is in surroundings of its own; between them what counts is this.
        end = str(number) if number in (0, last) else ""
        key = (" ".join(sentence.words), sentence.codes, before, f"{previous[:2]} {end}")
        if key not in views:
            views[key] = _view(sentence, context, before, _surroundings(sentences, number))
        earlier = "".join([code for code in _REMEMBERED if code in sentence.codes]) or earlier
        previous = sentence.codes
    return list(views.values())
