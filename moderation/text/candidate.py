"""Judge a row of digits by its shape and the words around it: is it somebody's telephone number?"""

import re
from dataclasses import dataclass
from functools import cached_property

from moderation.text.calling import Surroundings
from moderation.text.numbering import (
    PUBLIC,
    international,
    is_known_abroad,
    is_mobile,
    may_be_international,
    national,
)
from moderation.text.policy import Policy

_GLUE = re.compile(r"[\w@#$£€./&?+-]")
_TIME = r"(?:(?:[01]?\d|2[0-4])[.:][0-5]\d|(?:[01]\d|2[0-4])[0-5]\d)"
_TIMES = re.compile(rf"{_TIME}(?:[ ,/-]{{1,3}}{_TIME})+")
_DATE = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1\d{2,4}(?:\D.*)?|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?:\D.*)?"
    r"|(?:19|20)\d{2}\s?[-/]\s?(?:19|20)\d{2}|\d{1,3}(?:\.\d{1,3}){3}"
    r"|(?:\d{1,3}[ ,.])(?:000[ ,.]?)+"
    r"|\d{1,3}(?:[ .]\d{3}){2,3}|\d{2,3}/\d{2,3}(?:\D+\d{2,3}/\d{2,3})+|\d{1,4}\.\d{3,}"
    r"|(?:\d{1,2}[ ./-]){4,}\d{1,2}|\d+\.\d+(?:(?:\.\.|[ /-]{1,3})\d+\.\d+)+|97[89][\d -]{10,14}\d"
)
_DAY = re.compile(
    r"(?:[0-2]?\d|3[01])([./-])(?:[0-2]?\d|3[01])\1(?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d([./-])[01]?\d\2[0-3]?\d(?!\d)"
)
_ONE_BY_ONE = re.compile(r"\d(\W{1,3})\d(?:\1\d)+")
_FRENCH_SHAPE = re.compile(r"0[1-9](?:([ .-])\d{2}\1[3-9]\d|(?:[ .-]\d{2}){2})(?:[ .-]\d{2}){2}")
_US_SHAPE = re.compile(r"(?:1[-. ])?\(?\d{3}\)?[-./ ]{1,3}\d{3}[-. ]\d{4}")
_LOCAL_SHAPE = re.compile(r"\d{3}[-. ]?\d{4}")
_ALWAYS = re.compile(r"(?<!\d)24/7(?!\d)")
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True)
class Candidate:
    """Digits that may be a telephone number: `low[start:end]`, told `in_words` or not."""

    low: str
    start: int
    end: int
    policy: Policy
    in_words: bool = False

    @cached_property
    def text(self) -> str:
        """The digits as they are written."""
        return self.low[self.start : self.end]

    @cached_property
    def digits(self) -> str:
        """The digits alone."""
        return _NO_DIGIT.sub("", self.text)

    @cached_property
    def around(self) -> Surroundings:
        """What the words before and after say."""
        return Surroundings.of(self.low, self.start, self.end)

    @cached_property
    def glued(self) -> bool:
        """Whether a letter or the like stands beside the digits without a blank."""
        before, after = self.low[self.start - 1 : self.start], self.low[self.end : self.end + 1]
        return bool(_GLUE.match(before)) or after.isalpha()

    @property
    def international(self) -> bool:
        """Whether they begin with the sign for a country's code."""
        return self.text.startswith(("+", "00"))

    @property
    def cue(self) -> bool:
        """Whether something says that they are a number to call."""
        return self.in_words or self.around.cue

    @cached_property
    def mobile(self) -> bool:
        """Whether a country of the site has such a mobile telephone."""
        return is_mobile(self.digits, self.policy.regions)

    @property
    def one_by_one(self) -> bool:
        """Whether each digit stands alone, as one says them."""
        return bool(_ONE_BY_ONE.fullmatch(self.text))

    @property
    def plausible(self) -> bool:
        """Whether there are so many digits, not all the same, and neither dates nor times."""
        return (
            7 <= len(self.digits) <= 16
            and len(set(self.digits)) > 2
            and not _ALWAYS.search(self.text)
            and not _TIMES.fullmatch(self.text)
            and not _DAY.match(self.text)
        )

    @property
    def excused(self) -> bool:
        """Whether the words around or the shape say that they are something else.

        Nobody calls a mobile telephone an amount or an order beside a request to call it.
        """
        if self.around.public(mobile=False):
            return not self.mobile or self.around.public(mobile=True)
        if self.around.otherwise:
            return not (self.around.call and self.mobile)
        return not self.in_words and bool(_DATE.fullmatch(self.text)) and not self._no_date

    @property
    def _no_date(self) -> bool:
        if self.around.own or _FRENCH_SHAPE.fullmatch(self.text):
            return True
        if len(self.digits) == 9 and self.around.told:
            return True
        if self.one_by_one:
            return self.around.cued_nearby or self.around.cued_after or self.mobile
        return self.text[0] in "0+" and self.around.cued_nearby


def is_worth_asking(number: Candidate) -> bool:
    """Whether the shape or a cue make it worth the costly question what the digits may be."""
    digits = number.digits
    if number.international or number.cue:
        return True
    if number.glued:
        return 10 <= len(digits) <= 13
    grouped = len(number.text) > len(digits)
    if digits[0] == "0":
        return len(digits) >= 10 and (grouped or len(digits) == 11)
    american = "US" in number.policy.regions and _US_SHAPE.fullmatch(number.text)
    return bool(american) or (not grouped and 11 <= len(digits) <= 13)


def judge(number: Candidate) -> bool | None:
    """True if certainly a private number, False if probably, None if not."""
    if number.international:
        return _judge_international(number)
    if number.glued and not number.cue:
        return False if number.mobile and not number.around.in_code else None
    kinds = national(number.text, number.policy.regions)
    first = next(kinds, None)
    if first in PUBLIC:
        private = any(kind not in PUBLIC for kind in kinds)
        return False if number.around.mine and private else None
    if number.cue:
        return False if first is not None or _is_believed(number) else None
    if first is None:
        return False if number.mobile else None
    return None if any(kind in PUBLIC for kind in kinds) else False


def _judge_international(number: Candidate) -> bool | None:
    digits = number.digits.removeprefix("00")
    kind = international(digits)
    if kind is not None:
        return None if kind in PUBLIC else True
    return False if not number.glued and (number.cue or may_be_international(digits)) else None


def _is_believed(number: Candidate) -> bool:
    """Whether digits that none of the site's countries has are a number, because a cue says so."""
    digits, close = number.digits, number.around.close
    if number.glued:
        return number.mobile or (len(digits) > 9 and is_known_abroad(digits))
    if number.in_words or (digits[0] == "0" and len(digits) == 11):
        return True
    if digits[0] == "0" and 9 <= len(digits) <= 12 and number.around.call:
        return True
    if number.around.told and _LOCAL_SHAPE.fullmatch(number.text):
        return True
    return number.mobile or ((number.around.call or close) and is_known_abroad(digits))


def is_valid(number: Candidate) -> bool:
    """Whether the numbering plans know the digits, and only as a private number."""
    if number.international:
        return international(number.digits.removeprefix("00")) not in {None, *PUBLIC}
    kinds = list(national(number.digits, number.policy.regions))
    return bool(kinds) and not any(kind in PUBLIC for kind in kinds)
