"""Which link targets may stand in a page: absolute http and https addresses, nothing else."""

import html
import re
from urllib.parse import unquote

_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_WEB = re.compile(r"https?://[^/?#\\@]{1,255}(?:[/?#][^\\]{0,2000})?", re.IGNORECASE)


def is_safe_link(target: str) -> bool:
    """Whether `target`, as written in an href, leads to a web page and can do nothing else.

    The scheme is read after decoding, because a browser decodes as well; a target whose decoded
    and bare forms disagree about the scheme is refused. So are relative targets (a stranger's
    text has no business inside this site), user names in front of the host, and backslashes.
    """
    for _ in range(4):
        if _BLANK.search(target) or not _WEB.fullmatch(target):
            return False
        decoded = html.unescape(target)
        if decoded == target:
            return True
        target = decoded
    return False


def decoded(target: str) -> str:
    """A link target with its percent codes read, for showing it as text."""
    return unquote(target, errors="replace")
