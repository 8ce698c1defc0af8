"""Comments of another forum, plain text with light HTML, turned into Markdown."""

import re
from html.parser import HTMLParser

from moderation.text.links import is_safe_link
from moderation.text.words import words

_SPECIAL = re.compile(r"([\\`*_\[\]<>&#~|])")
_LINE_START = re.compile(r"^([ \t]*)([-+=]|\d{1,9}[.)])(?=\s|$|[-=])", re.MULTILINE)
_SILENT = frozenset({"script", "style"})
_KNOWN = words(
    "a abbr acronym address article b big blockquote body br center cite code dd del details dfn"
    " div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i"
    " iframe img input ins kbd li link main mark meta nav ol p picture pre q s samp script section"
    " small span strike strong style sub summary sup table tbody td tfoot th thead time title tr"
    " tt u ul var video wbr"
)
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~", "strike": "~~"}
_BLOCKS = words("p div blockquote ul ol pre h1 h2 h3 h4 h5 h6 table tr")


def escape(text: str) -> str:
    """Plain text in; Markdown that shows it as it is out (line starts are `to_markdown`'s)."""
    return _SPECIAL.sub(r"\\\1", text)


class _Writer(HTMLParser):
    """Collects Markdown; quotes and links are kept on a stack of open pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str, list[str]]] = [("", "", [])]
        self.silent = 0

    def write(self, piece: str) -> None:
        if not self.silent:
            self.stack[-1][2].append(piece)

    def handle_data(self, data: str) -> None:
        self.write(to_markdown_plainly(data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag not in _KNOWN:
            self.write(escape(self.get_starttag_text() or ""))
        elif tag in ("a", "blockquote") and len(self.stack) < 20:
            self.stack.append((tag, dict(attrs).get("href") or "", []))
        elif tag in ("br", "hr"):
            self.write("\n")
        elif tag == "li":
            self.write("\n- ")
        elif tag in _BLOCKS:
            self.write("\n\n")
        else:
            self.write(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("a", "blockquote"):
            self.close_to(tag)
        elif tag in _BLOCKS:
            self.write("\n\n")
        else:
            self.write(_MARKS.get(tag, ""))

    def close_to(self, tag: str) -> None:
        if any(entry[0] == tag for entry in self.stack):
            while self.stack[-1][0] != tag:
                self.close_one()
            self.close_one()

    def close_one(self) -> None:
        tag, target, pieces = self.stack.pop()
        text = "".join(pieces)
        if tag == "blockquote":
            quoted = "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))
            self.write(f"\n\n{quoted}\n\n")
        elif is_safe_link(target) and text.strip() and not re.search(r"[()\s<>]", target):
            self.write(f"[{text}]({target})")
        else:
            self.write(text)


def _guard_line_start(match: re.Match[str]) -> str:
    indent, mark = match[1], match[2]
    return f"{indent}{mark[:-1]}\\{mark[-1]}"


def to_markdown(text: str) -> str:
    """A comment with light HTML in; Markdown that shows the same words out.

    Understands links, emphasis, quotes, lists and line breaks. Tags that HTML does not know stay
    as words; scripts and styles go with their contents.
    """
    writer = _Writer()
    writer.feed(text)
    writer.close()
    while len(writer.stack) > 1:
        writer.close_one()
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.stack[0][2])).strip("\n")


def to_markdown_plainly(text: str) -> str:
    """Plain text in; Markdown that shows the same words and line breaks out."""
    return _LINE_START.sub(_guard_line_start, escape(text))
