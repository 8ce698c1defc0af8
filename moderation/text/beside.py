"""A name before a mail provider, whatever sign, words or blank link the two.

Nobody puts a word shaped like a mailbox next to "gmail.com" by chance. So what lies between isn't
looked up: it is read from the provider backwards to the first word that can be a name. That name,
its link to the provider and the words around are then weighed against each other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from moderation.text.endings import STRONG_ENDINGS, provider_of
from moderation.text.lexicon import (
    ARTICLES,
    FOREIGN_AT,
    LINK_WORDS,
    SIGN_WORDS,
    has_cue,
    is_no_name,
)
from moderation.text.ordinary import is_ordinary, is_unusual, reads_as_english
from moderation.text.phrases import GREETED, MEASURES, looks_like_handle
from moderation.text.views import BARRIER


class Link(IntEnum):
    """What lies between a name and a provider, from the weakest evidence to the strongest.

    SIGN is a word for the at sign, MARK a sign or a fenced word of any kind.
    """

    BLANK = 0
    PAUSE = 1
    WORDS = 2
    SIGN = 3
    MARK = 4


@dataclass(frozen=True, slots=True)
class _Beside:
    """A name, where it stands in the text before the provider, and its link to it.

    `tight` says that no blank is in the link, `said` how many words are
    that don't stand for a sign.
    """

    name: str
    start: int
    end: int
    link: Link
    tight: bool
    said: int


_WORDS = r"\s?[^\W\d_]{1,12}(?:\s[^\W\d_]{1,10}){0,4}\s?"
_PIECE = re.compile(
    r"(?P<fenced>\bat? in an? \w+|\bas in @"
    rf"|[\[({{<]+{_WORDS}[\])}}>]+|(?P<side>[*~|/\"'+=-]{{1,3}}){_WORDS}(?P=side)(?=\s|$))"
    r"|(?P<word>[^\W_](?:[\w.+'-]*\w)?)"
    r"|(?P<joint>(?<=\s)[&+=<>|*](?=\s))|(?P<pause>(?!::)[-,:/()\"'.\[\]]+(?![^\w\s]))"
    r"|(?P<mark>(?:[^\w\s]|_)+)|(?P<blank>\s+)"
)
_SENTENCE_END = re.compile(r"(?<!\s)[.!?;]\s")
_MYSELF = re.compile(r"\b(?:i'?m|i am|bin|soy|je suis|sono|jestem)\s$")
_SERVER = re.compile(
    r"(?:www|e?mail|imap|smtp|pop|mx|accounts?|login|support|help|web|my|owa)\d?(?:[.-].*)?"
)
_CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,3}\d*")
_NUMBERED = re.compile(r"(?<![^\W_])(?P<words>(?:[^\W\d_]{2,20}\s){1,2})\d{2,4}$")
_CLAUSE_END = re.compile(
    r"\s?(?:[.,;!?)\]\n]|$)|'s (?:mine|my)\b"
    r"|\s(?:thing|place|people|one|lot|name|account|address|addy|e-?mail|mail)\b"
)
_CLAUSE_START = re.compile(r"(?:^|[\n.!?:;(*-])\s*$")
_REACH = 50
_MOST_HOSTS = 300  # no post has so many with a mark before them: the rest is hidden unread
_IN_A_LINK = ("/", ".", "=", "?", "&", "#", "www")
_UNSAID = ARTICLES | SIGN_WORDS | FOREIGN_AT
_MOST_LINKS, _MOST_ODD = 12, 3


def find_beside(before: str, raw: str, after: str, *, full: bool) -> tuple[int, int] | None:
    """Where the name of a mailbox stands in the text right before a provider, if there is one.

    Takes the text on both sides in lower case, the one before also as typed, and whether the
    provider was told with its ending. Gives the start and the end in `before`: of the name if a
    phrase links it to the provider, else of all from the name on.
    """
    found = _read(before, full=full)
    if found and found.name.isdigit():
        found = _with_words_before(found, before)
    if found is None or not _may_be_name(found.name):
        return None
    lead = before[: found.start]
    backed = _is_alone(lead, after) or (has_cue(lead, after) and not GREETED.search(lead))
    weigh = _weigh_domain if full else _weigh_provider
    typed = raw[found.start : found.end]
    small = typed[0].islower() or raw.isupper() or (backed and _CAMEL.fullmatch(typed) is not None)
    small = small and not _is_determined(lead)
    if small and not lead.rstrip().endswith(":"):
        small = reads_as_english(f"{lead} {after}")
    if before.endswith(("(", "[")) and after[:1] in (")", "]"):  # "jane.doe (gmail)"
        found = replace(found, link=max(found.link, Link.WORDS))
    masked = weigh(found, lead, after, backed=backed, small=small)
    if not masked:
        return None
    return found.start, found.end if found.said > (full and looks_like_handle(found.name)) else len(
        before
    )


_ANY_HOST = (
    r"[a-z0-9][a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,20}){0,2}\.(?:"
    + "|".join(sorted(STRONG_ENDINGS))
    + r")"
)
_HOST = re.compile(rf"(?<=[^\w\s.,/@-])\s?(?P<host>{_ANY_HOST})(?![\w/])")
_STACKED = re.compile(
    rf"^\W{{0,3}}(?P<all>(?P<name>[a-z][\w.+-]{{2,40}})[^\S\n]?\n[^\S\n]?(?!www\.){_ANY_HOST})(?=\s|$)",
    re.MULTILINE,
)


def find_hosted(view: str) -> Iterator[tuple[int, int]]:
    """Names and hosts of any kind with a mark between them ("jo#greyfriars.org") in a view."""
    low = view.lower()
    for hit in _STACKED.finditer(low):
        if looks_like_handle(hit["name"]) and not _is_host(hit["name"]):
            yield hit.span("all")
    strange = (hit for hit in _HOST.finditer(low) if _is_strange(hit["host"].split(".")[0]))
    for count, hit in enumerate(strange):
        start, end = hit.span("host")
        if count > _MOST_HOSTS:
            yield start, len(low)
            return
        least = max(0, start - _REACH)
        name = _name_before(low[least:start], view[least:start], low[end : end + _REACH])
        if name is not None:
            yield least + name, end


def _is_strange(label: str) -> bool:
    return "-" in label or not is_ordinary(label)


def _name_before(before: str, raw: str, after: str) -> int | None:
    """Where the name before the mark right before a host begins, if it reads as a mailbox."""
    found = _read(before, full=True)
    lead = before[: found.start] if found else ""
    in_a_link = lead.endswith(_IN_A_LINK)
    if not found or found.link is not Link.MARK or in_a_link or not _may_be_name(found.name):
        return None
    small = raw[found.start].islower() and len(found.name) > 3 and is_unusual(found.name)
    backed = has_cue(lead, after) or _is_alone(lead, after)
    masked = looks_like_handle(found.name) or small or (backed and not is_ordinary(found.name))
    return found.start if masked else None


def _weigh_domain(one: _Beside, lead: str, after: str, *, backed: bool, small: bool) -> bool:
    """Whether a name beside "gmail.com" is a mailbox."""
    if looks_like_handle(one.name):
        return backed or one.link >= Link.SIGN or not GREETED.search(lead)
    if backed and (one.link >= Link.SIGN or _is_alone(lead, after)):
        return True
    if small and len(one.name) > 4 and is_unusual(one.name):
        return backed or one.tight or one.link >= Link.WORDS or _is_clause(lead, after)
    if one.link >= Link.SIGN:
        return one.tight
    asked = has_cue(lead[-14:]) or (_MYSELF.search(lead) and has_cue("", after))
    return bool(asked) and one.link is Link.BLANK and not one.name.endswith("s")


def _weigh_provider(one: _Beside, lead: str, after: str, *, backed: bool, small: bool) -> bool:
    """Whether a name beside "gmail" is a mailbox."""
    if GREETED.search(lead):
        return False
    ends = bool(_CLAUSE_END.match(after))
    if looks_like_handle(one.name):
        return one.link >= Link.SIGN or (ends and (backed or one.link is not Link.PAUSE))
    if small and len(one.name) > 6 and is_unusual(one.name):
        return ends and (backed or one.link >= Link.WORDS or _is_clause(lead, after))
    return False


def _is_clause(lead: str, after: str) -> bool:
    """Whether a name and a provider are a clause by themselves: "jane52 — gmail.com, any time"."""
    return bool(_CLAUSE_START.search(lead) and _CLAUSE_END.match(after))


def _read(before: str, *, full: bool) -> _Beside | None:
    """The nearest word before a provider that can be a name; one shaped so may stand further."""
    link, said, links, odd = Link.BLANK, 0, 0, 0
    nearest: _Beside | None = None
    ends_link = is_no_name if full else is_ordinary
    for piece in reversed(list(_PIECE.finditer(before))):
        kind, text = _kind(piece), piece.group()
        if kind == "blank":
            continue
        if kind == "word" and text not in LINK_WORDS:
            tight = not any(map(str.isspace, before[piece.end() :]))
            here = _Beside(text, piece.start(), piece.end(), link, tight, said)
            shaped = looks_like_handle(text)
            if nearest is None or shaped:
                nearest = here
            odd += 1
            if shaped or odd > _MOST_ODD or (ends_link(text) and not text.isdigit()):
                return nearest
            continue
        links += 1
        if links > _MOST_LINKS or BARRIER in text or _SENTENCE_END.match(before, piece.start()):
            return nearest
        link = max(link, _link_of(kind, text))
        said += kind == "word" and text not in _UNSAID
    return nearest


def _with_words_before(number: _Beside, before: str) -> _Beside | None:
    """A number with the words before it, as in "jane smith 84 (gmail)"."""
    match = _NUMBERED.search(before[: number.end])
    if match is None:
        return None
    words = match["words"].split()
    if not any(map(is_unusual, words)) or any(map(is_no_name, words)):
        return None
    return replace(number, name="".join(words) + number.name, start=number.end - len(match[0]))


def _kind(piece: re.Match[str]) -> str | None:
    return "fenced" if piece["fenced"] else piece.lastgroup


def _link_of(kind: str | None, text: str) -> Link:
    if kind == "word":
        if text in FOREIGN_AT:
            return Link.PAUSE
        return Link.SIGN if text in SIGN_WORDS else Link.WORDS
    return {"pause": Link.PAUSE, "joint": Link.WORDS}.get(kind or "", Link.MARK)


def _is_host(word: str) -> bool:
    return "." in word and word.rsplit(".", 1)[1] in STRONG_ENDINGS


def _may_be_name(word: str) -> bool:
    return len(word) > 1 and not (
        is_no_name(word)
        or MEASURES.fullmatch(word)
        or provider_of(word)
        or _is_host(word)
        or _SERVER.fullmatch(word)
    )


def _is_determined(lead: str) -> bool:
    """Whether an article stands before a word: a thing or a person, then."""
    last = lead.split()[-1:] if lead[-1:].isspace() else []
    return bool(last) and last[0] in ARTICLES


def _is_alone(lead: str, after: str) -> bool:
    line = lead.rsplit("\n", 1)[-1] + after.split("\n", 1)[0]
    return len(lead) < 60 and not any(char.isalnum() for char in line)
