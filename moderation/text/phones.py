"""Find telephone numbers, and leave doses, dates, book numbers and helplines alone.

A candidate is a run of digits as people write a number, or a loose row with a line break, a cell or
a colon in it, of which more is asked. What the words around it say is read in `calling`, what the
digits may be in `numbering`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from moderation.text.calling import places_told
from moderation.text.candidate import Candidate, is_valid, is_worth_asking, judge
from moderation.text.policy import Policy
from moderation.text.views import BARRIER, View, edited

_GAP = r"[ \t().\-/_]{0,3}"
_RUN = re.compile(
    r"(?<![\d+])(?<!\d[.,/:-])\(?\s?(?:\+|\b00)?\s?\(?\d"
    rf"(?:(?:{_GAP}\d){{6,16}}(?!\w)|(?:{_GAP}\d){{6,13}}(?=[^\W\d]))"
)
_WIDE_GAP = r"[^\w%$£€°\ufffc]{0,6}"
_LOOSE = re.compile(
    rf"(?<![\w-])(?<!\d[.,/:])(?:\+[\s(]{{0,2}}[1-9]|\(?0)(?:{_WIDE_GAP}\d){{6,16}}"
)
_EVEN = re.compile(
    r"[1-9]\d{1,3}(?P<gap>[^\w,%$£€°\ufffc]{1,6})\d{2,4}(?:(?P=gap)\d{2,4}){1,3}(?![\w%])"
)
_GROUP = re.compile(r"\d+")
_WORD_HINTS = (
    "zero", "double", "seven", "eight", "nine", "three", "five", "four", "two", "six",
    "null", "eins", "zwei", "drei", "sieben", "neun", "cero", "cuatro", "cinco", "siete", "nueve",
)  # fmt: skip

_URL = re.compile(r"https?://[^\s<>()]*[a-z]\.[a-z][^\s<>()]*")
_IN_PAGE = re.compile(
    r"(?P<told>(?:tel|phone|mob(?:ile)?|call|number|whatsapp|sms)[=/:])?"
    r"(?<!\d)(?P<value>\+?\d(?:[-.]?\d){9,14})(?![\w-])"
)
_SOME_DATE = re.compile(
    r"\b(?:\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}[:.]\d{2}|\d{1,2}/\d{1,2})\b(?!/)"
)
_AREA_SHAPE = re.compile(rf"0\d{{4}}(?:{_WIDE_GAP}\d){{6}}")
_MOST_ASKED = 150
"""How many numbers are read in a text. No post comes near; what follows is hidden unread."""

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
_MIXED_WORD = re.compile(r"(?<![A-Za-z0-9])[0-9OoIl]{3,}(?![A-Za-z0-9])")
_DRAWN_DIGITS = str.maketrans("OoIl", "0011")
_DIGITS = re.compile(r"\d")
_DRAWN = re.compile(r"\d(?:[\s().\-/_]{0,3}[\doOlI]){5}")


def may_hold_phone(text: str) -> bool:
    """The cheap question before `find_phones`, of a folded text: enough digits, or in words?"""
    if "&" in text:
        text = html.unescape(text)
    return len(_DIGITS.findall(text)) > 6 or bool(_DRAWN.search(text)) or _has_words(text.lower())


def _has_words(low: str) -> bool:
    """Whether three different words for digits stand in a text, of which "one" is half a word."""
    return 2 * sum(hint in low for hint in _WORD_HINTS) + (" one " in low) > 4


def find_phones(view: View, policy: Policy) -> Iterator[tuple[int, int, bool]]:
    """Telephone numbers in a view: start and end in the original, and how certain."""
    view = _with_digits(view)
    pages = list(_URL.finditer(view.text.lower()))
    for start, end in _scan_pages(pages, policy):
        yield (*view.original(start, end), False)
    words = edited(view, [(*page.span(), BARRIER) for page in pages])
    found = list(_scan(words, policy))
    for start, end, certain in found:
        yield (*words.original(start, end), certain)
    rest = edited(words, [(start, end, BARRIER) for start, end, _ in found])
    for start, end in _scan_loose(rest, policy):
        yield (*rest.original(start, end), False)


def _scan(view: View, policy: Policy) -> Iterator[tuple[int, int, bool]]:
    """The numbers that are written as one, and how certain they are."""
    low = view.text.lower()
    place = asked = 0
    while match := _RUN.search(view.text, place):
        run = match.group()
        start = match.start() + len(run) - len(run.lstrip(" ("))
        place = end = match.start() + _length(run)
        number = Candidate(low, start, end, policy, _is_in_words(view, start, end))
        if not (number.plausible and is_worth_asking(number)):
            continue
        asked += 1
        if asked > _MOST_ASKED:
            yield start, len(low), False
            return
        verdict = None if number.excused else judge(number)
        if verdict is not None:
            yield start, end, verdict
        elif number.glued:
            place = match.end()  # the rest of a code is no better


def _scan_pages(pages: list[re.Match[str]], policy: Policy) -> Iterator[tuple[int, int]]:
    """The numbers in addresses of pages: mobile ones, and others where the address says so.

    Most digits in such an address are the name of an article or a picture.
    """
    asked = 0
    for page in pages:
        for match in _IN_PAGE.finditer(page.group()):
            number = Candidate(page.group(), *match.span("value"), policy)
            asked += number.text[0] in "0+"
            told = match["told"] or number.international
            if asked > _MOST_ASKED or number.mobile or (told and is_valid(number)):
                yield page.start() + match.start("value"), page.start() + match.end("value")


_NEXT_NUMBER = re.compile(r"[ /]+(?=0\d|\+)")
_ALWAYS = re.compile(r"[ (,-]+24/7$")
_LONE_DIGIT = re.compile(r"(?<=\d{3})[ ]\d$")


def _length(run: str) -> int:
    """How much of a run is one number: another may follow, or a lone digit ("2 times"), or 24/7."""
    always = _ALWAYS.search(run)
    if always:
        run = run[: always.start()]
    for gap in _NEXT_NUMBER.finditer(run):
        if 9 <= sum(map(str.isdigit, run[: gap.start()])) <= 13:
            return gap.start()
    lone = _LONE_DIGIT.search(run)
    return lone.start() if lone and sum(map(str.isdigit, run)) > 10 else len(run)


def _with_digits(view: View) -> View:
    """Digits told in words or drawn as letters as digits."""
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
    return edited(view, drawn)


def _is_in_words(view: View, start: int, end: int) -> bool:
    """Whether most digits of a stretch were told in words, as nobody tells a dose."""
    told = sum(view.ends[place] - view.starts[place] > 2 for place in range(start, end))
    return told > 5


def _scan_loose(view: View, policy: Policy) -> Iterator[tuple[int, int]]:
    """The numbers whose digits stand in a loose row: in cells, on lines, between odd signs."""
    low = view.text.lower()
    asked = done = 0
    for match in sorted(_loose_rows(low), key=re.Match.start):
        start = match.start()
        row = Candidate(low, start, match.end(), policy)
        if start < done or not (row.plausible and _may_be_loose(row)):
            continue
        asked += 1
        if asked > _MOST_ASKED:
            yield start, len(low)
            return
        size = _loose_length(row)
        if size:
            done = start + size
            yield start, done


def _loose_rows(low: str) -> Iterator[re.Match[str]]:
    """Rows of digits that begin as a number does, or stand right behind the word for one."""
    place = 0
    while match := _LOOSE.search(low, place):
        yield match
        place = match.start() + 2
    for place in places_told(low):
        match = _EVEN.match(low, place)
        if match:
            yield match


def _may_be_loose(row: Candidate) -> bool:
    """Whether a loose row has a cue, or can't well be anything else but a mobile telephone."""
    if _SOME_DATE.search(row.text):
        return False
    groups = _GROUP.findall(row.text)
    return len(groups[0]) > 4 or set(map(len, groups)) == {1} or row.cue


def _loose_length(number: Candidate) -> int:
    """How much of a loose row is a number: the shortest mobile number, else the longest valid.

    Where a cue stands, eleven digits that begin as an area does are believed though none is valid.
    """
    valid = 0
    for group in _GROUP.finditer(number.text):
        shorter = replace(number, end=number.start + group.end())
        if not 9 <= len(shorter.digits) <= 13 or shorter.excused:
            continue
        if shorter.mobile:
            return group.end()
        if number.cue and (is_valid(shorter) or _AREA_SHAPE.fullmatch(shorter.text)):
            valid = group.end()
    return valid
