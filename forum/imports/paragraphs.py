"""Paragraphs for articles of WordPress's old editor, which keeps them as blank lines."""

import re

_BLANK_LINE = re.compile(r"\n\s*\n")
_BLOCK = re.compile(
    r"</?(?:p|div|section|article|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th"
    r"|blockquote|pre|figure|figcaption|hr|iframe|script|style|form)\b|<!--",
    re.IGNORECASE,
)


def with_paragraphs(html: str) -> str:
    """HTML as WordPress stores it in; the same with `<p>` and `<br>` as its pages show it out.

    Articles of the block editor have their paragraphs and come back as they are. A part between
    blank lines that begins with a block, or stands in a `<pre>`, is left alone.
    Source: the rules of WordPress's own wpautop, as far as they concern running text.
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
