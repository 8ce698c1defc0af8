"""The cheap question that most posts answer with no: could there be an address in this text?

Plain searches that cost microseconds, so that an ordinary post needs no view at all. The gate
errs on the side of yes.
"""

import re

from moderation.text.lexicon import OTHER_AT
from moderation.text.lookalikes import fold_char
from moderation.text.views import folded, identity

_HINTS = (
    "gmail", "hotmail", "yahoo", "outlook", "icloud", "proton", "gmx", "aol", "yandex", "moc.",
    "liamg", "liamtoh", "oohay", "kooltuo", "arroba", "arobas", "chiocciola", "klammeraffe",
    "apenst", "malpa", "zavinac", "snabel", "ampersat", "&#", "\\u", "\\x", "%40", "=40",
    "google", "at sign", "at symbol", "at-sign", "hot mail", "g mail",
)  # fmt: skip
_ALL_HINTS = _HINTS + tuple("".join(map(fold_char, word)).lower() for word in OTHER_AT)
_CODES = re.compile(r"[A-Za-z0-9+/]{14}|(?:[0-9a-f]{2} ){7}|(?:[0-9]{2,3}[ ,]{1,2}){7}")
_SHAPES = re.compile(
    r"\bat\W{1,4}(?:[\w-]{1,40}\s)?[\w-]{1,40}(?:\s?[.,]\w|\W{1,3}(?:dot|d0t|punkt|punto|ponto|point)\b)"
    r"|[\[({<*_|~-]\s?(?:at|a|\W|d?ot)\s?[\])}>*_|~-]"
    r"|(?<![^\s])\S([ \-_.,*|/+:;~]{1,3})\S\1\S\1\S\1\S\1"
    r"|\b(?:a|en|em|bei|chez|na|op|4t)\s[\w-]{2,20}\.[a-z]{2,3}\b|\bstop\b|\bperiod\b"
    r"|&[a-z]{1,6}at\b|%[0-9a-f]{2}%|&(?:comm|amp)"
)


def may_hold_address(text: str) -> bool:
    """Whether the detector has to look at `text`."""
    if "@" in text:
        return True
    if not text.isascii():
        text = folded(identity(text)).text
        if "@" in text:
            return True
    low = text.lower()
    if any(hint in low for hint in _ALL_HINTS) or _SHAPES.search(low):
        return True
    return bool(_CODES.search(text))
