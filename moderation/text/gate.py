"""The cheap question that most posts answer with no: could there be an address in this text?

Plain searches that cost microseconds, so that an ordinary post needs no view at all. The gate
errs on the side of yes.
"""

import re

from moderation.text.views import folded, identity

_HINTS = (
    "gmail", "hotmail", "yahoo", "outlook", "icloud", "proton", "gmx", "aol", "yandex", "moc.",
    "liamg", "liamtoh", "oohay", "kooltuo", "arroba", "arobas", "chiocciola", "klammeraffe",
    "apenst", "malpa", "zavinac", "snabel", "ampersat", "&#", "\\u", "\\x", "%40", "=40",
    "at sign", "at symbol", "at-sign",
)  # fmt: skip
_SHAPES = re.compile(
    r"\bat\W{1,4}[\w-]{1,40}(?:\s?[.,]\w|\W{1,3}(?:dot|d0t|punkt|punto|ponto|point)\b)"
    r"|[\[({<*_|~-]\s?(?:at|a|\W|d?ot)\s?[\])}>*_|~-]"
    r"|(?<![^\s])\S([ \-_.,*|/+:;~]{1,3})\S\1\S\1\S\1\S\1"
    r"|&[a-z]{1,6}at\b|%[0-9a-f]{2}%|&(?:comm|amp)"
)
_MAIL_WORDS = re.compile(r"mail|msn\b|\blive\.|btinternet|\bsky\.com|@")


def may_hold_address(text: str) -> bool:
    """Whether the detector has to look at `text`."""
    if "@" in text:
        return True
    if not text.isascii():
        text = folded(identity(text)).text
        if "@" in text:
            return True
    low = text.lower()
    return any(hint in low for hint in _HINTS) or bool(_SHAPES.search(low))
