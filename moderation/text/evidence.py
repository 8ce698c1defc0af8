"""The policy table: what was seen around an at sign, and what follows from it.

| evidence | action |
|---|---|
| an at sign in any shape or code, and an ending | mask |
| bracketed at or dot, AT and DOT in capitals, a provider without its dot | mask |
| bare "at" and "dot" with a provider, a cue nearby, or alone on the line | mask |
| bare "at" and a real host with a provider, or a name shaped like a handle | mask |
| bare "at" between a word and a host that are on no list of words | mask |
| verb, pronoun or preposition before "at"; numbers, doses, times, prices, paths, versions | leave |
| a bare "at" and a provider behind a person ("the wrong Helen") or a pause | a doubt |
| a bare "at" and a provider with nothing else | a doubt for the moderators |
"""

import re
from enum import Enum

from moderation.text.context import Context
from moderation.text.endings import WORD_ENDINGS
from moderation.text.hosts import Host
from moderation.text.lexicon import OFFICES, is_no_name
from moderation.text.ordinary import is_ordinary, is_unusual
from moderation.text.reading import Reading
from moderation.text.scanner import Name
from moderation.text.shapes import At, Shape


class Action(Enum):
    """What to do with a candidate."""

    LEAVE = "leave"
    DOUBT = "doubt"
    MASK = "mask"
    MASK_DISPUTABLE = "mask, and let the writer dispute it"


_HANDLE = re.compile(r"[0-9._+]|-.*-")
_NUMBER = re.compile(r"[0-9.,%$+-]+(?:mg|mcg|g|ml|iu|am|pm|h|x|kg|k|ug)?")
_TITLE = re.compile(
    r"(?:dr|mr|mrs|ms|prof|st|no|vs|vol|ext|approx|fig)\."
    r"|(?:e\.g|i\.e|a\.m|p\.m|n\.b|u\.s|u\.k|s\.o\.s|q\.d|b\.d)\.?$"
)
_CODE_ENDINGS = frozenset({"java", "py", "rs", "sh", "md", "zip", "mov", "ps", "cc"})


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
        masked = not spaced and _is_misspelt(name, reading, around)
        return Action.MASK_DISPUTABLE if masked else Action.LEAVE
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


def _is_misspelt(name: Name, reading: Reading, around: Context) -> bool:
    """Whether a name close before a sign and a host without a real ending is still a mailbox.

    "jane.doe@videotron" is by its shape, "hetty@pebblebeach.cmo" by a dot and a name or a cue that
    nothing but an address has; "vue@latest.beta" is neither.
    """
    if is_handle(name):
        return sum(map(str.isalpha, name.text)) > 4
    if not reading.dotted or reading.ending in _CODE_ENDINGS or not reading.ending.isalpha():
        return False
    low = name.text.lower()
    named = len(low) > 3 and is_unusual(low)
    return named or ((around.cue or around.alone) and low.isalpha() and not is_no_name(low))


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
