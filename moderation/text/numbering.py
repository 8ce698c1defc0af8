"""What the numbering plans of the countries say of a row of digits.

The plans are those of the phonenumbers package, a port of libphonenumber. A question costs up to a
millisecond, so callers ask last.
"""

import re
from collections.abc import Iterable, Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

PUBLIC = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    }
)
"""The types of number that belong to an office, never to a person at home."""

_NO_DIGIT = re.compile(r"\D")
_DIGITS = re.compile(r"\d+")
_NEIGHBOURS = (
    "GB", "US", "IE", "AU", "NZ", "DE", "AT", "CH", "FR", "BE", "NL", "LU", "ES", "PT", "IT", "DK",
    "SE", "NO", "FI", "PL", "CZ", "ZA", "IN",
)  # fmt: skip


def international(digits: str) -> int | None:
    """The type of the number with this country code and rest, or None if no country has it."""
    number = _parsed("+" + digits, None)
    if number is None or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.number_type(number)


def may_be_international(digits: str) -> bool:
    """Whether a country has numbers of this length, be it one that it gives out or not."""
    number = _parsed("+" + digits, None)
    return number is not None and phonenumbers.is_possible_number(number)


def national(text: str, regions: Iterable[str]) -> Iterator[int]:
    """The type of number in each of the countries that has such a number, as far as one asks.

    The groups in which a text writes it tell a public number of one country from a private one of
    another: 030 23125 417 is in Berlin, 0302 312 5417 anywhere in Britain.
    """
    digits = _NO_DIGIT.sub("", text)
    for region in regions:
        number = _parsed(digits, region) if _fits(digits, region) else None
        if number is None or not phonenumbers.is_valid_number(number):
            continue
        kind = phonenumbers.number_type(number)
        if kind not in PUBLIC or _is_written_so(text, number):
            yield kind


def is_known_abroad(digits: str) -> bool:
    """Whether a country that readers may well live in has such a national number."""
    return any(kind not in PUBLIC for kind in national(digits, _NEIGHBOURS))


def is_mobile(digits: str, regions: Iterable[str]) -> bool:
    """Whether these digits are a mobile telephone, with 0 first or with a country's code.

    In America, whose mobile numbers look like all others, nothing is.
    """
    if digits[0] == "0" and digits[1] != "0":
        return PhoneNumberType.MOBILE in national(digits, regions)
    code = digits.removeprefix("00")
    codes = tuple(str(phonenumbers.country_code_for_region(region)) for region in regions)
    return code.startswith(codes) and international(code) == PhoneNumberType.MOBILE


def _is_written_so(text: str, number: phonenumbers.PhoneNumber) -> bool:
    """Whether the first group of a number is no shorter than its country writes it."""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    first: str = _DIGITS.findall(text)[0]
    return first == "1" or first.startswith(_DIGITS.findall(written)[0])


def _fits(digits: str, region: str) -> bool:
    """Whether a number starts as people of this country write it at home."""
    prefix = phonenumbers.ndd_prefix_for_region(region, True)
    return prefix != "0" or digits.startswith("0")


def _parsed(digits: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except NumberParseException:
        return None
