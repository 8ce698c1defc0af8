"""The cheap question that most posts answer with no: could there be an address in this text?

Plain searches that cost microseconds, so that an ordinary post needs no view at all. The gate
errs on the side of yes. Every pattern starts with a fixed sign or a blank, because the search for
one is many times quicker than trying each place.
"""

import re

from moderation.text.endings import PROVIDERS
from moderation.text.lexicon import DOT_WORDS, ENVELOPE, NAMED_AT, OTHER_AT
from moderation.text.lookalikes import fold_char
from moderation.text.ordinary import is_ordinary
from moderation.text.stated import HOMONYM

# A needle that is found quickly, and what has to be there besides it.
_HINTS = (
    ("mail", re.compile(r"[a-z][\s-]?mail(?<![^a-z]e.mail)(?<![^a-z]email)|mail\.")),
    ("dot", re.compile(r"dot\b|dot(?:com|net|org)")),
    ("google", re.compile(r"google (?:mail|thing|address|account|one)")),
    ("proton", re.compile(r"proton\W{0,2}(?:me\b|mail)|at proton")),
    ("moc", re.compile(r"\bmoc\b|\bmoc\.")),
    ("period", re.compile(r"period (?:com|net|org|co|de|fr|uk|nl|ie|es|it|pl|ch|au|ca)\b")),
    (" point ", re.compile(r"point (?:com|net|org|co|de|fr|uk|be|ch|nl|ie|es|it|au|ca)\b")),
    ("aol", re.compile(r"\baol\b")),
    (" com", re.compile(r"\w com\b")),
    ("ten.", re.compile(r"\bten\.[a-z]")),
    ("tod ", re.compile(r"\b(?:moc|gro|ten|ku|ed) tod\b")),
    ("01 0", re.compile(r"[01]{8} [01]{8}")),
)
_NEEDLES: tuple[str, ...] = (
    # a dot, and the at sign, in other languages
    "commercial", "punt ", "pont ",
    # codes, and signs written in pieces or from the end
    "d0t", "full stop", "=40", "0x40", "u+00", "+aea-", ".--.-.", "\\",
    "d o t", "d.o.t", "d_o_t", "d-o-t", "d/o/t", "d+o+t",
    "(insert", "[insert", "(put ", "[put ", "(the ", "[the ",
    "means at", "= at", "at sign", "at symbol", "at-sign",
    "qbg", "ng) ", "ng] ", "gro.", "(ta)", "[ta]",
    # providers with a short name
    "gmx", "ya hoo",
)  # fmt: skip
_NEEDLES += tuple(sorted(name for name in PROVIDERS if len(name) > 4 and "mail" not in name))
_FOREIGN_SIGNS = sorted(w for w in NAMED_AT | DOT_WORDS if len(w) > 3 and not is_ordinary(w))
_NEEDLES += tuple(
    word for word in _FOREIGN_SIGNS if not any(o in word for o in _FOREIGN_SIGNS if o != word)
)
_FOREIGN_HINTS = tuple("".join(map(fold_char, word)).lower() for word in OTHER_AT)
_MAIL = ("mail", "mejl", "post", "poczt", "adres", "corre", "courriel", "indirizz", "no\u0447t",
         "schreib", "ecri", "escrib", "scriv", "schrijf", "pisz", "skriv", "write")  # fmt: skip
_AT = re.compile(
    r"at(?<![^\W_]at)\W{1,4}(?:[\w-]{1,40}\s)?[\w-]{1,40}"
    r"(?:\s?[.,]\w|[.,]\s(?:com|net|org)\b|\W{1,3}(?:dot|d0t|punkt|punto|ponto|point)\b)"
)
_FENCED = re.compile(
    r"[\[({<*_|~'\"/=:+,-]\s?(?:at|a|et|\W|d?ot|dt?|point|punkt|punto|period)\s?[\])}>*_|~'\"/=:+,-]"
)
_FENCED_WORD = re.compile(r"[\[({<]\s?\w{1,14}(?: a)?\s?[\])}>]\s?[\w-]{1,40}\s?[\[({<.]")
_ENDING = re.compile(
    r"\.(?:com|net|org|fr|de|es|it|nl|pl|br|pt|co|ru|at|ch|be|cz|ie|uk|au|ca|eu|se|dk|no|fi"
    r"|us|nz|za|edu|gov|info)(?![a-z])"
)
_LOOSE_ENDING = re.compile(r"[.,;]\s?(?:com|net|org|uk|de|fr|nl|ie)\b|\s\.\s[a-z]{2,3}\b")
_SINGLES = re.compile(r"\s\S([ \-_.,*|/+:;~]{1,3})\S\1\S\1\S\1\S\1")
_CODED = re.compile(r"%u?[0-9a-f]{2}|&[#a-z]")
_CODES = re.compile(
    r"[0-9](?:[0-9]{1,2}[ ,;/.-]{1,2}[0-9]){6}|40[ :,;-]?(?:[0-9a-f]{2}[ :,;-]?){4}"
)
_NUMBERED = re.compile(r"\bat\W{1,3}\d{1,3}(?:(?:\.|\W{1,3}[a-z]{3,5}\W{1,3})\d{1,3}){3}")
_INNER_DOT = re.compile(r"\.[a-z]{2}")
_LONG = re.compile(r"[A-Za-z0-9+/]{9,}")
_MIXED = re.compile(r"[a-z][A-Z]|[0-9]")


def may_hold_address(text: str, folded: str) -> bool:
    """Whether the detector has to look at `text`; `folded` is the same with plain letters."""
    if "@" in folded:
        return True
    low = folded.lower()
    if not text.isascii() and (
        ENVELOPE.search(text) or any(hint in low for hint in _FOREIGN_HINTS)
    ):
        return True
    return _has_hint(low) or _has_shape(low) or _has_long_word(text)


def _has_hint(low: str) -> bool:
    for needle, pattern in _HINTS:
        if needle in low and pattern.search(low):
            return True
    for needle in _NEEDLES:  # a plain loop takes half the time of any()
        if needle in low:
            return True
    if any(word in low for word in _MAIL) and HOMONYM.search(low):
        return True
    return ("%" in low or "&" in low) and bool(_CODED.search(low))


def _has_shape(low: str) -> bool:
    dotted = _INNER_DOT.search(low) or "point" in low
    if dotted and (_ENDING.search(low) or _AT.search(low)):
        return True
    return bool(
        _FENCED.search(low)
        or _LOOSE_ENDING.search(low)
        or _NUMBERED.search(low)
        or _FENCED_WORD.search(low)
        or _SINGLES.search(" " + low)
        or _CODES.search(low)
    )


def _has_long_word(text: str) -> bool:
    return any(_MIXED.search(match.group()) for match in _LONG.finditer(text))
