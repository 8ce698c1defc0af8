"""Find telephone numbers, and leave doses, dates, book numbers and helplines alone.

The numbers themselves are judged by the phonenumbers package (a port of libphonenumber); what
counts as evidence around them is decided here.
"""

import html
import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from moderation.text.policy import Policy
from moderation.text.views import View, edited

_RUN = re.compile(
    r"(?<![\w@#$£€./&?+-])(?P<open>\(?\s?(?:\+|\b00)?\s?)\(?\d(?:[ \t().\-/_]{0,3}\d){6,16}(?!\w)"
)
_GATE = re.compile(r"\d(?:[\s().\-/_]{0,3}[\doOlI]){5}")
_WORD_HINTS = (
    "zero", "double", "seven", "eight", "nine", "three", "five", "four", "two", "six",
    "null", "eins", "zwei", "drei", "sieben", "neun", "cero", "cuatro", "cinco", "siete", "nueve",
)  # fmt: skip

_CUE = re.compile(
    r"\b(?:call|ring|phone|fon|tel(?! aviv)|telephone|telefon\w*|telefono|telefone|mobile|mob|cell"
    r"|cellphone"
    r"|handy\w*|whats?app|wa|sms|text|txt|number|num|no|nr|nummer|numero|fax|landline|movil"
    r"|celular"
    r"|portable|gsm|signal|viber|telegram|imessage|dial|anruf\w*|ruf|rufen|llama\w*"
    r"|appel\w*|ligne|joindre|joignable"
    r"|\w*dzwon\w*|tlf|puhelin\w*|soita\w*|volej\w*|zavolej\w*|hivj\w*|bellen|opbellen|ligue|ligar"
    r"|chiama\w*|cellulare|bel|komorka|reach|contact|ping|digits|facetime|line)\b[^.!?\n]{0,30}$"
    r"|\b(?:tel|mob|cell|ph|fax|handynr)\.[^.!?\n]{0,20}$"
)
_TEL = re.compile(
    r"\b(?:tel|telefon\w*|telephone|mob\w*|movil|cell\w*|handy\w*|komork\w*|whats?app|phone|\w*dzwon\w*)\b"
    r"[^\d\n]{0,14}$"
)
_OWN_NUMBER = re.compile(
    r"\b(?:(?:my|il mio|mi|mein\w*|mon|mijn|moj|meu) (?:\w+ )?(?:number|numero|nummer|numer|phone"
    r"|mobile|cell|tel\w*|handy\w*|digits)\b[^\d\n]{0,8}|(?:number|numero|nummer|numer)\s?:\s?)$"
)
_NUMBER_SIGN = re.compile(r"\b(?:cell|phone|mobile|tel|fax|contact)\s?#\s?$")
_MINE = re.compile(r"\b(?:me|my|mine|mich|mir|meine?|moi|mon|mi|mio|mia|us|our|ours)\b")

_CUE_AFTER = re.compile(
    r"^\W{0,3}(?:is |on |for |= )?(?:my |the |our |me )?(?:\w+ )?"
    r"(?:whats?app|mobile|cell|number|phone|call|text|ring|sms|nummer|landline|telegram|signal)\b"
)
_PUBLIC = re.compile(
    r"\b(?:help ?lines?|hot ?lines?|crisis|samaritans|life ?line|emergency|poison"
    r"|child ?line|seelsorge"
    r"|notruf|sos amitie|switchboard)\b"
)
_OTHER_NUMBER = re.compile(
    r"(?:\bn\s?=|\b(?:isbn|issn|pmid|pmcid|pmc|doi|nct|isrctn|eudract|arxiv|order|invoice|ref"
    r"|reference|lot"
    r"|batch|version|page|pages|pp?|vol|volume|case|trial|ticket|article|code|barcode|ean"
    r"|serial|imei"
    r"|sku|model|item|parcel|tracking|id|account|iban|patent|licen[cs]e|registration|reg"
    r"|pzn|charge"
    r"|version|build|post|thread|grant|study|section|figure|table|size|asin|gtin|cas|snomed)"
    r"\b[\s.:#]*(?:no|number|nr|code|id)?|-1[03]|[£$€#§])[\s.:#]{0,3}$"
)
_UNIT = re.compile(
    r"^\s?(?:%|mg|mcg|µg|ug|ml|iu|units?|g|kg|steps|people|patients|women|men|cases|deaths"
    r"|usd|eur"
    r"|gbp|euros?|dollars?|pounds|years?|cells?|cfu|spores|copies|participants|views|members|kcal"
    r"|bytes|per|cm|mm|million|billion)\b"
)
_DATE = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1\d{2,4}(?:\D.*)?|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?:\D.*)?"
    r"|(?:19|20)\d{2}\s?[-/]\s?(?:19|20)\d{2}|\d{1,3}(?:\.\d{1,3}){3}"
    r"|(?:\d{1,3}[ ,.])(?:000[ ,.]?)+"
    r"|\d{1,3}(?:[ .]\d{3}){2,3}|\d{2,3}/\d{2,3}(?:\D+\d{2,3}/\d{2,3})+|\d{1,4}\.\d{3,}"
    r"|(?:\d{1,2}[ ./-]){4,}\d{1,2}|97[89][\d -]{10,14}\d"
)
_ALWAYS = re.compile(r"(?<!\d)24/7(?!\d)")
_FRENCH_SHAPE = re.compile(r"0[1-9](?:([ .-])\d{2}\1[3-9]\d|(?:[ .-]\d{2}){2})(?:[ .-]\d{2}){2}")
_CITY_SHAPE = re.compile(r"\(?0[2-9]\d\)?[ /-]")  # "030 23125 417", while Britain groups "0300 123"
_US_SHAPE = re.compile(r"(?:1[-. ])?\(?\d{3}\)?[-./ ]{1,3}\d{3}[-. ]\d{4}")
_PUBLIC_TYPES = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    }
)
_MOST_FOUND = 150
_NO_DIGIT = re.compile(r"\D")

_DIGIT_WORDS = {
    **{word: str(value) for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))},
    "hundred": "00", "oh": "0", "nought": "0",
    "null": "0", "eins": "1", "zwei": "2", "drei": "3", "vier": "4",
    "fuenf": "5", "funf": "5", "sechs": "6", "sieben": "7", "acht": "8", "neun": "9",
    "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6",
    "siete": "7", "ocho": "8", "nueve": "9",
}  # fmt: skip
_DIGIT_WORD = re.compile(
    r"\b(?:(?P<times>double|triple|doppel)[ -])?(?P<word>" + "|".join(_DIGIT_WORDS) + r""
    r"|\d)\b[,;]?"
)
_STACKED = re.compile(
    r"(?<=^0\d{4})\n(?=\d{3}\n\d{3}$)|(?<=^0\d{4}\n\d{3})\n(?=\d{3}$)", re.MULTILINE
)
_MIXED_WORD = re.compile(r"(?<![A-Za-z0-9])[0-9OoIl]{3,}(?![A-Za-z0-9])")
_DRAWN_DIGITS = str.maketrans("OoIl", "0011")


def may_hold_phone(text: str) -> bool:
    """The cheap question before `find_phones`, of a folded text: enough digits, or in words?"""
    if "&" in text:
        text = html.unescape(text)
    if _GATE.search(text):
        return True
    low = text.lower()
    return _has_words(low)


def _has_words(low: str) -> bool:
    """Whether three different words for digits stand in a text."""
    seen = 0
    for hint in _WORD_HINTS:
        seen += hint in low
    return seen > 2


def find_phones(view: View, policy: Policy) -> Iterator[tuple[int, int, bool]]:
    """Telephone numbers in a plainly read view: start and end in the original, and how certain."""
    view = _with_digits(view)
    low = view.text.lower()
    place = found = 0
    while match := _RUN.search(view.text, place):
        run = match.group()
        start = match.start() + len(run) - len(run.lstrip(" ("))
        place = end = match.start() + _length(run)
        verdict = _judge(low, start, end, policy, in_words=_is_in_words(view, start, end))
        if verdict is None:
            continue
        found += 1
        if found > _MOST_FOUND:  # no post has that many numbers: the rest is hidden unread
            yield (*view.original(start, len(low)), False)
            return
        yield (*view.original(start, end), verdict)


_NEXT_NUMBER = re.compile(r"[ /]+(?=0\d|\+)")
_LONE_DIGIT = re.compile(r"(?<=\d{3})[ ]\d$")


def _length(run: str) -> int:
    """How much of a run is one number: another may follow it, or a lone digit ("2 times")."""
    for gap in _NEXT_NUMBER.finditer(run):
        if 9 <= sum(map(str.isdigit, run[: gap.start()])) <= 13:
            return gap.start()
    lone = _LONE_DIGIT.search(run)
    return lone.start() if lone and sum(map(str.isdigit, run)) > 10 else len(run)


def _with_digits(view: View) -> View:
    """Digits told in words or drawn as letters as digits; groups on lines of their own on one."""
    edits: list[tuple[int, int, str]] = []
    low = view.text.lower()
    if _has_words(low):
        words = list(_DIGIT_WORD.finditer(low))
        for match in words:
            times = {"double": 2, "doppel": 2, "triple": 3}.get(match["times"] or "", 1)
            digit = _DIGIT_WORDS.get(match["word"], match["word"])
            edits.append((match.start(), match.end(), digit * times))
        view = edited(view, edits)
    drawn = [
        (match.start(), match.end(), match.group().translate(_DRAWN_DIGITS))
        for match in _MIXED_WORD.finditer(view.text)
        if not match.group().isdigit() and any(map(str.isdigit, match.group()))
    ]
    view = edited(view, drawn)
    return edited(view, [(*place.span(), " ") for place in _STACKED.finditer(view.text)])


def _is_in_words(view: View, start: int, end: int) -> bool:
    """Whether most digits of a stretch were told in words, as nobody tells a dose."""
    told = sum(view.ends[place] - view.starts[place] > 2 for place in range(start, end))
    return told > 5


def _judge(low: str, start: int, end: int, policy: Policy, *, in_words: bool) -> bool | None:
    """True if certainly a private number, False if probably, None if not."""
    run = low[start:end]
    before, after = low[max(0, start - 50) : start], low[end : end + 30]
    digits = _NO_DIGIT.sub("", run)
    if not _may_be_number(run, digits, before, after, in_words=in_words):
        return None
    cue = in_words or bool(
        _CUE.search(before) or _CUE_AFTER.search(after) or _OWN_NUMBER.search(before)
    )
    if run.startswith(("+", "00")):
        return _judge_international(digits.removeprefix("00"), cue)
    mine = cue and bool(_MINE.search(before[-30:]))
    close = bool(_CUE.search(before[-12:]))
    return _judge_national(run, digits, policy, cue=cue, close=close, mine=mine)


def _may_be_number(
    run: str, digits: str, before: str, after: str, *, in_words: bool = False
) -> bool:
    if not 7 <= len(digits) <= 16 or len(set(digits)) < 3 or _ALWAYS.search(run):
        return False
    if _PUBLIC.search(before[-45:]) or _UNIT.match(after):
        return False
    if _OTHER_NUMBER.search(before) and not _NUMBER_SIGN.search(before):
        return False
    if in_words or not _DATE.fullmatch(run) or _OWN_NUMBER.search(before):
        return True
    if _FRENCH_SHAPE.fullmatch(run) or (len(digits) == 9 and _TEL.search(before)):
        return True
    one_by_one = re.fullmatch(r"(?:\d )+\d", run)
    cue = _CUE.search(before[-25:]) or (one_by_one and _CUE_AFTER.search(after))
    return bool(cue and (run[0] in "0+" or one_by_one))


def _judge_international(digits: str, cue: bool) -> bool | None:
    number = _parsed("+" + digits, None)
    if number is None:
        return False if cue else None
    if phonenumbers.is_valid_number(number):
        return None if phonenumbers.number_type(number) in _PUBLIC_TYPES else True
    return False if cue or phonenumbers.is_possible_number(number) else None


def _judge_national(
    run: str, digits: str, policy: Policy, *, cue: bool, close: bool, mine: bool
) -> bool | None:
    grouped = len(run) > len(digits)
    american = "US" in policy.regions and _US_SHAPE.fullmatch(run)
    long = digits[0] == "0" and len(digits) >= 10 and (grouped or len(digits) == 11)
    if not (cue or long or american):
        return None  # before the costly question, which countries have such a number
    kinds = _kinds_of_valid(digits, policy)
    first = next(kinds, None)
    own = mine or _CITY_SHAPE.match(run)
    if first in _PUBLIC_TYPES and not (own and any(kind not in _PUBLIC_TYPES for kind in kinds)):
        return None
    if cue:
        plain = grouped or digits[0] == "0" or close
        return False if first is not None or (plain and len(digits) <= 13) else None
    private = first is not None and not any(kind in _PUBLIC_TYPES for kind in kinds)
    return False if private else None


def _kinds_of_valid(digits: str, policy: Policy) -> Iterator[int]:
    """The type of number in each country that has such a number, as far as one asks."""
    for region in policy.regions:
        number = _parsed(digits, region) if _fits(digits, region) else None
        if number is not None and phonenumbers.is_valid_number(number):
            yield phonenumbers.number_type(number)


def _fits(digits: str, region: str) -> bool:
    """Whether a number starts as people of this country write it at home."""
    prefix = phonenumbers.ndd_prefix_for_region(region, True)
    return prefix != "0" or digits.startswith("0")


def _parsed(digits: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except NumberParseException:
        return None
