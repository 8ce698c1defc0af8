"""Safe HTML to readable plain text."""

from html.parser import HTMLParser

from moderation.text.words import words

_BLOCKS = words("p h1 h2 h3 h4 h5 h6 pre blockquote ul ol table figure")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.target = ""
        self.label_from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.pieces.append("\n- ")
        elif tag in ("br", "tr"):
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        elif tag in _BLOCKS or tag == "hr":
            self.pieces.append("\n\n")
        elif tag == "a":
            self.target = dict(attrs).get("href") or ""
            self.label_from = len(self.pieces)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag == "a" and self.target:
            if "".join(self.pieces[self.label_from :]).strip() != self.target:
                self.pieces.append(f" ({self.target})")
            self.target = ""

    def handle_data(self, data: str) -> None:
        self.pieces.append(data if data.strip("\n") or not data else "")


def text_of(html: str) -> str:
    """HTML that passed the sanitiser in; its words out, one blank line between paragraphs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines: list[str] = []
    for line in "".join(reader.pieces).split("\n"):
        bare = line.rstrip()
        if bare or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).strip()
