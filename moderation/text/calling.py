"""What the words around a row of digits say: is it for calling somebody, or is it something else?

The words are in `data/phone_words.txt`. Every question looks at a fixed stretch of text.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files


def _read_words() -> dict[str, str]:
    """The groups of the data file, each as the branches of a regular expression."""
    groups: dict[str, list[str]] = {}
    text = (files("moderation.text") / "data" / "phone_words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        name, colon, words = line.partition(":")
        if colon and line[0] != "#":
            groups.setdefault(name, []).extend(words.split())
    return {
        name: "|".join(re.escape(word).replace(r"\*", r"\w*").replace("_", " ?") for word in words)
        for name, words in groups.items()
    }


_WORDS = _read_words()

_CALLING = rf"(?:{_WORDS['calling']})\b(?! aviv)"
_CUE = re.compile(rf"\b(?:{_CALLING}|(?:{_WORDS['numbered']})\b)[^.!?]{{0,30}}$")
_CALL = re.compile(rf"\b{_CALLING}[^.!?]{{0,30}}$")
_SHORT = re.compile(
    r"\b(?:tel|mob|cell|ph|fax|handynr)\.[^.!?]{0,20}$|(?:\b[mtp]|[☎\U0001f57f])\s?:?\s?$"
)
_CUE_AFTER = re.compile(
    r"^\W{0,3}(?:is |on |for |= |that's )?(?:where you (?:get|reach|find) me|(?:my |the |our |me )?"
    r"(?:\w+ )?(?:whats?app|mobile|cell|number|phone|call|text|ring|sms|nummer|landline|telegram"
    r"|signal)\b)"
)
_OWN = (
    r"\b(?:(?:my|il mio|mi|mit|mein\w*|mon|mijn|moj|meu) (?:\w+ )?(?:number|numero|nummer|numer"
    r"|phone|mobile|cell|tel\w*|handy\w*|digits)\b[^\d\n]{0,8}"
    r"|(?:number|numero|nummer|numer)\s?:\s?)\n?"
)
_TOLD = rf"\b{_CALLING}[^\d\n]{{0,14}}\n?"
_OWN_NUMBER = re.compile(f"{_OWN}$")
_TOLD_NUMBER = re.compile(f"(?:{_OWN}|{_TOLD})$")
_PLACE_TOLD = re.compile(f"(?:{_OWN}|{_TOLD})(?=\\d)")
_NUMBER_SIGN = re.compile(r"\b(?:cell|phone|mobile|tel|fax|contact)\s?#\s?$")
_MINE = re.compile(rf"(?<!told )(?<!asked )(?<!advised )(?<!gave )\b(?:{_WORDS['mine']})\b")
_PUBLIC = re.compile(rf"\b(?:{_WORDS['public']})\b")
_OFFICIAL = re.compile(rf"\b(?:{_WORDS['public']}|{_WORDS['official']})\b")
_WHERE = (
    rf"(?: (?:on|of|for|from) (?:the|my|a|this) (?!{_CALLING})\w{{1,15}}){{0,2}} (?:is|was|says)"
)
_NAMED = re.compile(
    rf"(?:\bn\s?=|\b(?:{_WORDS['named']})\b[\s.:#]*(?:(?:no|number|nr|code|id)(?:{_WHERE})?)?"
    r"|-1[03]|[£$€#§])[\s.:#]{0,3}$"
)
_NAMED_AFTER = re.compile(rf"^\W{{0,3}}(?:is|was|=) (?:the |my |our |an? )?(?:{_WORDS['named']})\b")
_COUNTED = re.compile(rf"^\s?(?:%|(?:{_WORDS['counted']})\b)")

_IN_CODE = re.compile(r"\d[^\s\d]+$")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\s*\n")
_DOTS = re.compile(r"\.{2,}")
_BEFORE, _AFTER = 50, 30


@dataclass(frozen=True)
class Surroundings:
    """The small letters before and after a row of digits."""

    before: str
    after: str

    @classmethod
    def of(cls, low: str, start: int, end: int) -> "Surroundings":
        """What stands around `low[start:end]`."""
        before = _DOTS.sub(" ", low[max(0, start - _BEFORE) : start])
        return cls(before, low[end : end + _AFTER])

    @cached_property
    def cue(self) -> bool:
        """Whether something says that the digits are a number to call."""
        return bool(
            _CUE.search(self.before)
            or _SHORT.search(self.before)
            or _CUE_AFTER.search(self.after)
            or self.own
        )

    @cached_property
    def call(self) -> bool:
        """Whether the writer asks to call, in so many words, before the digits."""
        return bool(_CALL.search(self.before) or _SHORT.search(self.before) or self.own)

    @property
    def close(self) -> bool:
        """Whether the cue stands right before the digits."""
        return bool(_CUE.search(self.before[-12:]))

    @property
    def own(self) -> bool:
        """Whether they are called the writer's number, right before them."""
        return bool(_OWN_NUMBER.search(self.before))

    @property
    def told(self) -> bool:
        """Whether they are called a telephone or the writer's number, right before them."""
        return bool(_TOLD_NUMBER.search(self.before))

    @property
    def in_code(self) -> bool:
        """Whether they go on a word that has digits itself."""
        return bool(_IN_CODE.search(self.before))

    @property
    def mine(self) -> bool:
        """Whether the cue speaks of the writer."""
        return self.cue and bool(_MINE.search(self.before[-30:]))

    @property
    def cued_nearby(self) -> bool:
        """Whether a cue stands near before the digits."""
        return bool(_CUE.search(self.before[-25:]))

    @property
    def cued_after(self) -> bool:
        """Whether a cue follows the digits."""
        return bool(_CUE_AFTER.search(self.after))

    def public(self, *, mobile: bool) -> bool:
        """Whether the same sentence names a line that anybody may call, and no "me" is nearer."""
        lines = _PUBLIC if mobile else _OFFICIAL
        sentence = _SENTENCE_END.split(self.before)[-1]
        named = [match.end() for match in lines.finditer(sentence)]
        if named:
            return not _MINE.search(sentence, named[-1])
        rest = _SENTENCE_END.split(self.after)[0]
        return bool(lines.search(rest)) and not _MINE.search(sentence)

    @property
    def otherwise(self) -> bool:
        """Whether the digits are called an amount, or a name for something else."""
        named = _NAMED.search(self.before) and not _NUMBER_SIGN.search(self.before)
        return bool(named or _COUNTED.match(self.after) or _NAMED_AFTER.match(self.after))


def places_told(low: str) -> list[int]:
    """The places right behind words that call what follows a telephone or somebody's number."""
    return [match.end() for match in _PLACE_TOLD.finditer(low)]
