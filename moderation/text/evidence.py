"""The policy table: what was seen around an at sign, and what follows from it.

| evidence | action |
|---|---|
| an at sign in any shape or code, and an ending | mask |
| bracketed at or dot, AT and DOT in capitals, a provider without its dot | mask |
| bare "at" and "dot" with a provider, a cue nearby, or alone on the line | mask |
| bare "at" and a real host with a provider, or a name shaped like a handle | mask |
| verb, pronoun or preposition before "at"; numbers, doses, times, prices, paths, versions | leave |
| a bare "at" and a provider with nothing else | a doubt for the moderators |
"""

import re
from dataclasses import dataclass
from enum import Enum

from moderation.text.endings import (
    STRONG_ENDINGS,
    WORD_ENDINGS,
    is_ending,
    is_provider_domain,
    provider_of,
)
from moderation.text.hosts import Host
from moderation.text.lexer import Tokens
from moderation.text.lexicon import ARTICLES, OFFICES, Cues, has_cue, is_no_name
from moderation.text.ordinary import is_ordinary, is_unusual
from moderation.text.scanner import Name
from moderation.text.shapes import At, Shape


class Action(Enum):
    """What to do with a candidate."""

    LEAVE = "leave"
    DOUBT = "doubt"
    MASK = "mask"
    MASK_DISPUTABLE = "mask, and let the writer dispute it"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a host turned out to be: how many labels count, whether a provider, whether dotted.

    `known` is false if no such ending exists: it may be left out, misspelt or enciphered.
    """

    size: int
    end: int
    provider: bool
    dotted: bool
    dot: Shape
    ending: str
    known: bool = True


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


_HANDLE = re.compile(r"[0-9._+]|-.*-")
_NUMBER = re.compile(r"[0-9.,%$+-]+(?:mg|mcg|g|ml|iu|am|pm|h|x|kg|k|ug)?")
_TITLE = re.compile(
    r"(?:dr|mr|mrs|ms|prof|st|no|vs|vol|ext|approx|fig)\."
    r"|(?:e\.g|i\.e|a\.m|p\.m|n\.b|u\.s|u\.k|s\.o\.s|q\.d|b\.d)\.?$"
)
_CODE_ENDINGS = frozenset({"java", "py", "rs", "sh", "md", "zip", "mov", "ps", "cc"})
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


def read_ending(host: Host, at: At) -> Reading | None:
    """The longest run of labels that can be a host, or None."""
    for size in range(_most_labels(host), 1, -1):
        _cut_at_hyphen(host, size - 1)
        if _is_believed(host, size, at):
            provider = is_provider_domain(host.labels[:size])
            weakest = min(host.dots[1:size])
            label = host.labels[size - 1]
            return Reading(size, host.ends[size - 1], provider, True, weakest, label)
    return _dotless(host) or _unknown(host, at)


def _most_labels(host: Host) -> int:
    """How many labels may count: none behind a whole host and a slash or a comma."""
    for size in range(2, len(host.labels)):
        whole = host.dots[size - 1] is Shape.SIGN and is_ending(host.labels[size - 1])
        if whole and host.dots[size] is Shape.COMMA:
            return size
    return len(host.labels)


def _unknown(host: Host, at: At) -> Reading | None:
    """A host close behind a sign that has no ending or none that exists, as in "jane@videotron"."""
    label = host.labels[0]
    if at.shape is not Shape.SIGN or host.gap or label[0].isdigit():
        return None
    if is_ordinary(label) or sum(map(str.isalpha, label)) < 4:
        return None
    dotted = len(host.labels) > 1 and host.dots[1] is Shape.SIGN and not host.labels[1].isdigit()
    size = 2 if dotted and len(host.labels[1]) > 1 else 1
    return Reading(
        size,
        host.ends[size - 1],
        False,
        size > 1,
        host.dots[size - 1],
        host.labels[size - 1],
        False,
    )


def _cut_at_hyphen(host: Host, last: int) -> None:
    """End a label at its hyphen if an ending stands before it, as in "jane@gmail.com-ish"."""
    label = host.labels[last]
    head = re.split("[-_]", label, maxsplit=1)[0]
    if len(head) < len(label) and not is_ending(label) and is_ending(head):
        host.ends[last] -= len(label) - len(head)
        host.labels[last], host.raws[last] = head, host.raws[last][: len(head)]


def _is_believed(host: Host, size: int, at: At) -> bool:
    label, raw, dot = host.labels[size - 1], host.raws[size - 1], host.dots[size - 1]
    before = bool(provider_of(host.labels[size - 2])) or (
        at.shape >= Shape.BRACKETS and any(char.isdigit() for char in label)
    )
    close = before and dot is not Shape.SPACED
    if not is_ending(label) and not _is_spoilt_ending(label, raw, after_provider=close):
        return False
    if size > 2 and is_provider_domain(host.labels[: size - 1]) and _is_done(host, size):
        return False
    sentence = raw[0].isupper() and not raw.isupper() and not host.raws[0][0].isupper()
    if sentence and label in WORD_ENDINGS and not before:
        return False
    if dot in (Shape.SPACED, Shape.COMMA):
        known = before or is_provider_domain(host.labels[:size])
        starts = dot is Shape.SPACED and raw[0].isupper()  # "at hotmail. Yahoo was no better"
        usual = label in STRONG_ENDINGS - WORD_ENDINGS or not starts
        return (known and usual) or _survives_weak_dot(host, size, at)
    return True


def _survives_weak_dot(host: Host, size: int, at: At) -> bool:
    """Whether an ending is believed behind a comma, or a dot with blanks around it."""
    label, raw, dot = host.labels[size - 1], host.raws[size - 1], host.dots[size - 1]
    word = label in WORD_ENDINGS
    tight = not host.gap and at.shape >= Shape.DELIMITED and not at.loose
    if dot is Shape.SPACED:
        signed = at.shape >= Shape.BRACKETS and not at.loose and not is_ordinary(label)
        usual = label in STRONG_ENDINGS or ((tight or signed) and not word)
        return usual and not raw[0].isupper()
    fenced = at.shape is Shape.BRACKETS and not at.loose and not word
    return label in STRONG_ENDINGS and (tight or fenced or label == "com")


_SPOILT = re.compile(
    r"c[o0]m|c[o0]n|corn|moc|ten|gro|n3t|cmo|vom|0rg|cm|co|(?:com|net|org|de|fr|co)[a-z]{2,20}"
)
_APPENDED = re.compile(r"(?:com|net|org|edu|de|uk|fr|it|es|nl)[A-Z]{3,20}")


def _is_spoilt_ending(label: str, raw: str, *, after_provider: bool) -> bool:
    """Whether a label is an ending with a slip or an addition: "c0m", "comNOSPAM"."""
    return bool(_APPENDED.fullmatch(raw) or (after_provider and _SPOILT.fullmatch(label)))


def _is_done(host: Host, size: int) -> bool:
    """Whether the labels before the last are a whole host, so that the last is the next word."""
    shorter = host.labels[: size - 1]
    return is_ending(shorter[-1]) and not (
        len(shorter[-1]) <= 3
        and len(host.labels[size - 1]) == 2
        and host.dots[size - 1] > Shape.BARE
        and not host.raws[size - 1][0].isupper()
    )


_GLUED_ENDING = re.compile(
    r"[_-]?(?:dot|punkt|punto)?[_-]?(com?|net|org|de|fr|it|es|co[_-]?uk|com[_-]?au|ru|ca|in)$"
)


def _dotless(host: Host) -> Reading | None:
    """A provider whose dot or ending is missing: "gmail", "gmailcom", "gmaildotcom"."""
    label = host.labels[0]
    if provider_of(label):
        return Reading(1, host.ends[0], True, False, Shape.NONE, "")
    glued = _GLUED_ENDING.search(label)
    if glued and provider_of(label[: glued.start()]):
        return Reading(1, host.ends[0], True, True, Shape.BARE, glued[1])
    return None


def is_handle(name: Name) -> bool:
    """Whether a name is shaped like a mailbox: a digit, a dot, an underscore in a word."""
    text = name.text
    if _TITLE.match(text.lower()):
        return False
    return (
        name.broken
        or bool(_HANDLE.search(text) and any(c.isalpha() for c in text))
        or (text.isdigit() and len(text) >= 6)
    )


def is_number(name: Name) -> bool:
    """Whether a name is a number, a dose or a time."""
    return bool(_NUMBER.fullmatch(name.text.lower())) and len(name.text) < 9


def judge(at: At, name: Name, host: Host, reading: Reading, around: Context) -> Action:
    """One row of the table."""
    if at.shape is Shape.SIGN:
        return _judge_sign(at, name, host, reading, around)
    word = is_no_name(name.text.lower())
    spoken = reading.dotted and reading.dot < Shape.SPACED
    ordinary = is_no_name(host.labels[0]) and not (reading.provider or (spoken and is_handle(name)))
    if at.loose and at.shape is Shape.BRACKETS and ordinary:
        return Action.LEAVE  # "choose (a) or (d)"
    if at.loose and not (reading.dotted or around.cue or around.alone or is_handle(name)):
        return Action.LEAVE  # "Item (a) gmail"
    if at.loose and at.shape is Shape.BARE:  # "jean.petit chez orange point fr"
        shaped = is_handle(name) or (is_unusual(name.text) and is_unusual(host.labels[0]))
        foreign = shaped and reading.dotted and reading.dot < Shape.SPACED
        return Action.MASK_DISPUTABLE if foreign else Action.LEAVE
    if at.shape is Shape.BRACKETS:
        doubtful = (word or is_number(name)) and reading.dot <= Shape.COMMA and not reading.provider
        return Action.LEAVE if doubtful else Action.MASK
    if at.shape in (Shape.CAPITALS, Shape.NAMED, Shape.DELIMITED):
        return _judge_strong(at, name, reading, around, word=word)
    return _judge_bare(name, host, reading, around, word=word)


def _judge_sign(at: At, name: Name, host: Host, reading: Reading, around: Context) -> Action:
    spaced = name.gap or host.gap
    tricky = at.last - at.first > 1 or reading.dot in (Shape.BRACKETS, Shape.DELIMITED)
    if not spaced and is_number(name) and host.labels[0][0].isdigit() and not reading.provider:
        return Action.LEAVE  # "100mg@8am.no side effects"
    if not reading.known:
        shaped = not spaced and is_handle(name) and sum(map(str.isalpha, name.text)) > 4
        return Action.MASK_DISPUTABLE if shaped else Action.LEAVE
    if not spaced:
        return Action.MASK if reading.dotted or reading.provider else Action.LEAVE
    word = is_no_name(name.text.lower())
    if not reading.dotted:
        return Action.LEAVE if word or is_number(name) else Action.MASK_DISPUTABLE
    if reading.provider:
        return Action.LEAVE if word and not around.cue else Action.MASK
    if not name.gap and reading.dot is Shape.SIGN and reading.ending not in WORD_ENDINGS:
        return Action.LEAVE if is_number(name) else Action.MASK  # "accepted@\nclinic.com"
    if word or is_number(name):
        return Action.LEAVE
    backed = around.cue or around.alone or tricky or not name.gap or is_handle(name)
    return Action.MASK if backed or reading.ending not in WORD_ENDINGS else Action.LEAVE


def _judge_strong(at: At, name: Name, reading: Reading, around: Context, *, word: bool) -> Action:
    named = at.shape is Shape.NAMED
    if word or (around.article and not named):
        strong = reading.dot >= Shape.CAPITALS and reading.dot not in (Shape.SIGN, Shape.SPACED)
        both = at.shape is Shape.DELIMITED is reading.dot and reading.provider
        keep = strong or both or (named and reading.dotted)
        return Action.MASK_DISPUTABLE if keep and not around.article else Action.LEAVE
    apart = name.gap and reading.ending not in WORD_ENDINGS  # "jane -at- clinic.org"
    spelt = reading.provider or reading.dot < Shape.SPACED or apart
    tight = not name.gap and not is_ordinary(name.text.lower())  # "jane=at=clinic.org"
    if at.shape is Shape.DELIMITED and not (spelt or tight or around.close_cue):
        return Action.LEAVE
    if is_number(name):
        return Action.LEAVE
    return Action.MASK_DISPUTABLE


def _judge_bare(name: Name, host: Host, reading: Reading, around: Context, *, word: bool) -> Action:
    if is_number(name) or around.article or reading.ending in _CODE_ENDINGS:
        return Action.LEAVE
    handle = is_handle(name)
    office = (
        name.text in OFFICES and around.begins and reading.dotted and reading.dot < Shape.SPACED
    )
    if office and ("-" in host.labels[0] or not is_ordinary(host.labels[0])):
        return Action.MASK_DISPUTABLE  # "hello at fenwold-carers dot org"
    if word and not handle:
        return Action.LEAVE
    if reading.dotted and reading.dot in (Shape.CAPITALS, Shape.BRACKETS, Shape.DELIMITED):
        return Action.MASK_DISPUTABLE
    if handle or (reading.dotted and reading.provider):
        return Action.MASK_DISPUTABLE
    unusual = len(name.text) > 3 and is_unusual(name.text)  # in small letters
    if reading.dotted and reading.dot is Shape.BARE:
        cued = around.cue or around.alone or unusual
        return Action.MASK_DISPUTABLE if cued else Action.DOUBT
    if reading.dotted:
        odd = name.text.islower() and is_unusual(host.labels[0].replace("-", ""))
        cued = around.close_cue or (unusual and (around.cue or odd))  # "anna at hillfamily.co.uk"
        cued = cued or (around.alone and not is_ordinary(name.text.lower()))
        return Action.MASK_DISPUTABLE if cued else Action.LEAVE
    person = around.described and not (unusual and name.text.islower())
    odd = unusual and name.text.islower() and len(name.text) > 5 and not around.described
    backed = odd or around.alone or around.paired or (around.cue and not (person or name.paused))
    return Action.MASK_DISPUTABLE if backed else Action.DOUBT
