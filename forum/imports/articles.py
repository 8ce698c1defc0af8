"""The HTML of an article as WordPress stores it."""

import re
from collections import Counter

from moderation.text.words import words

_BLANK_LINE = re.compile(r"\n\s*\n")
_BLOCK = re.compile(
    r"</?(?:p|div|section|article|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th"
    r"|blockquote|pre|figure|figcaption|hr|iframe|script|style|form)\b|<!--",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)")
# Those that have no end, or whose end people leave out.
_UNENDED = words(
    "area base br col embed hr img input link meta source track wbr"
    " p li dt dd tr td th thead tbody tfoot option"
)


def with_paragraphs(html: str) -> str:
    """HTML as WordPress stores it in; the same with `<p>` and `<br>` as its pages show it out.

    The old editor keeps paragraphs as blank lines; articles of the block editor come back as they
    are. A part between blank lines that begins with a block, or stands in a `<pre>`, is left
    alone. Source: WordPress's own wpautop, as far as it concerns running text.
    """
    if "<!-- wp:" in html:
        return html
    parts: list[str] = []
    open_pre = 0
    for part in _BLANK_LINE.split(html.replace("\r\n", "\n").strip()):
        running = part and not open_pre and not _BLOCK.match(part.lstrip())
        lower = part.lower()
        open_pre = max(0, open_pre + lower.count("<pre") - lower.count("</pre"))
        parts.append(f"<p>{part.replace(chr(10), '<br>')}</p>" if running else part)
    return "\n\n".join(parts)


def depth_of(html: str) -> int:
    """Return how many elements of the HTML are open at once, at most.

    Reading HTML takes time that grows with its length times this depth.
    """
    open_ones: Counter[str] = Counter()
    depth = deepest = 0
    for match in _ELEMENT.finditer(html.lower()):
        name = match[2]
        if name in _UNENDED:
            continue
        if not match[1]:
            open_ones[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif open_ones[name]:
            open_ones[name] -= 1
            depth -= 1
    return deepest
