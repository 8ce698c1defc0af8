"""Signs that a writer describes: "ascii 64", "(put the at sign here)", "# = @"."""

import re

_CODE = re.compile(
    r"\b(?:cha?r|(?:string\.)?fromcharcode|ascii|alt|code|unicode|decimal)(?:[ _-]?code)?"
    r"\s?[(+:=#-]?\s?(?P<code>64|46)\b\)?",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?<=[^\W_])[ ]?[\u2709\U0001f4e7-\U0001f4e9\U0001f4eb-\U0001f4ee][ ]?"
    r"(?=[\w-]{1,40}\s?\.\s?[a-zA-Z]{2})"
)
_IN_BRACKETS = re.compile(
    r"[\[({<](?=[^\[\](){}<>\n]{0,20}(?:\bat\b|(?<!\w)@(?!\w)|\bdot\b"
    r"|\b(?:curly|swirly|round) a\b))[^\[\](){}<>\n]{5,40}[\])}>]",
    re.IGNORECASE,
)
_AT_FOR_A = re.compile(r"(?i:(?<=\by)@(?=hoo\b)|(?<=\bgm)@(?=il\b)|(?<=\bhotm)@(?=il\b))")
_A_DOT = re.compile(r"\W(?:a|the|one) (?:dot|at)\W")
_ASKED = re.compile(
    r"\b(?:sign|symbol|replace|insert|here|put|swap|usual|character|add|goes|curly|swirly|round)\b"
)


# "(replace the star with an at)", "# = @": then a sign before a host stands for the at sign.
_REPLACED = re.compile(
    r"\b(?:replace|swap|change|exchange)\b[^.\n]{0,40}(?:\bat\b|@)"
    r"|\b(?:means|stands for)\s(?:an? |the )?(?:at\b|@)"
    r"|(?:[^\w\s]|\b(?:slash|star|hash|dash|heart|diamond))"
    r"\s?(?:=|is|for|means|stands for)\s?(?:an? |the )?(?:at\b|@)",
    re.IGNORECASE,
)
_SOME_SIGN = re.compile(r"(?<=[^\W_])[ ]?[^\w\s.,;:@-]{1,3}[ ]?(?=[\w-]{2,40}\.[a-zA-Z]{2})")
_BRACKETED_SIGN = re.compile(r"(?<=[^\W_])[\[({<][^\w\s.][\])}>](?=[\w-]{2,40}\.[a-zA-Z]{2})")


_HOST_SIGN = re.compile(r"\w\W{1,3}dot\W{1,3}\w|\w\.[a-z]{2}")


def _asked_for(words: str) -> str:
    """The sign that a bracket asks the reader for, "(put the at sign here)", or nothing."""
    if not (_ASKED.search(words) or _A_DOT.fullmatch(words)) or _holds_host(words):
        return ""
    return "." if re.search(r"\bdot\b", words) else "@"


def _holds_host(words: str) -> bool:
    """Whether a bracket holds the address itself, both signs: "(jane AT-sign gmail-dot-com)"."""
    return bool(_HOST_SIGN.search(words) and re.search(r"\bat\b|@", words))


def find_described(text: str) -> list[tuple[int, int, str]]:
    """Where a folded text describes a sign, and the sign: "ascii 64", "(put the at sign here)"."""
    edits: list[tuple[int, int, str]] = []
    if "64" in text or "46" in text:
        edits += [(*match.span(), chr(int(match["code"]))) for match in _CODE.finditer(text)]
    if not text.isascii():
        edits += [(*match.span(), "@") for match in _LETTER.finditer(text)]
    edits += [(*place.span(), "a") for place in _AT_FOR_A.finditer(text)]
    pattern = _SOME_SIGN if _REPLACED.search(text) else _BRACKETED_SIGN
    edits += [(*place.span(), "@") for place in pattern.finditer(text)]
    for match in _IN_BRACKETS.finditer(text):
        sign = _asked_for(match.group().lower())
        if sign:
            edits.append((*match.span(), sign))
    return _without_overlaps(sorted(edits))


def _without_overlaps(edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept
