"""A WordPress export (WXR) as a stream of small records; knows nothing of this site.

Only the fields named in `_FIELDS` are ever read. The columns with e-mail addresses, IP addresses
and home pages are not among them, so they can't turn up anywhere.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl, Locator

from forum.imports.records import Article, Author, Comment, Record, Values
from forum.imports.xmlstream import ADVICE, BadExport, feed

MAX_LINE = 500  # characters of a name, a tag, a number or a date
MAX_TITLE = 2_000  # characters of a title or an address
MAX_COMMENT = 65_535  # characters; what WordPress itself can store
MAX_ARTICLE = 1_000_000  # characters
MAX_TAGS = 500  # of one article
MAX_DEPTH = 50  # elements inside each other

_CHANNEL = "/rss/channel"
_AUTHOR = f"{_CHANNEL}/wp:author"
_ITEM = f"{_CHANNEL}/item"
_COMMENT = f"{_ITEM}/wp:comment"
_CATEGORY = f"{_ITEM}/category"
_VERSION = f"{_CHANNEL}/wp:wxr_version"

_FIELDS: dict[str, dict[str, int]] = {
    _AUTHOR: dict.fromkeys(("wp:author_id", "wp:author_login", "wp:author_display_name"), MAX_LINE),
    _ITEM: {
        "title": MAX_TITLE,
        "link": MAX_TITLE,
        "guid": MAX_TITLE,
        "pubDate": MAX_LINE,
        "dc:creator": MAX_LINE,
        "content:encoded": MAX_ARTICLE,
        "wp:post_id": MAX_LINE,
        "wp:post_date": MAX_LINE,
        "wp:post_date_gmt": MAX_LINE,
        "wp:status": MAX_LINE,
        "wp:post_type": MAX_LINE,
        "wp:post_password": MAX_LINE,
    },
    _COMMENT: {
        "wp:comment_id": MAX_LINE,
        "wp:comment_author": MAX_LINE,
        "wp:comment_date": MAX_LINE,
        "wp:comment_date_gmt": MAX_LINE,
        "wp:comment_content": MAX_COMMENT,
        "wp:comment_approved": MAX_LINE,
        "wp:comment_type": MAX_LINE,
        "wp:comment_parent": MAX_LINE,
        "wp:comment_user_id": MAX_LINE,
    },
}
_LIMITS = {f"{place}/{name}": most for place in _FIELDS for name, most in _FIELDS[place].items()}
_LIMITS |= {_CATEGORY: MAX_LINE, _VERSION: MAX_LINE}

_PREFIXES = (
    (re.compile(r"https?://wordpress\.org/export/\d+\.\d+/"), "wp:"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/"), "content:"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.1/"), "dc:"),
)
_NOT_WORDPRESS = (
    "This is not a WordPress export. In WordPress choose Tools, Export, All content, and import "
    "the .xml file that it gives you."
)


def read(stream: BinaryIO, progress: Callable[[int], None] | None = None) -> Iterator[Record]:
    """Yield the authors, articles and comments of an export in the order of the file.

    `stream` is a seekable binary file, read from its beginning; `progress` is told how many bytes
    were read. An article comes before its comments, and no more than one chunk of the file and
    one article is in memory. Raises BadExport for anything that is no WordPress export, is broken
    or holds a field longer than its limit.
    """
    reader = _Reader()
    for done in feed(stream, reader):
        yield from reader.take()
        if progress is not None:
            progress(done)


class _Reader(ContentHandler):
    """Follows the path of open elements and collects the fields of the record that is open."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Record] = []
        self._paths = [""]
        self._version = ""
        self._values: dict[str, Values] = {}
        self._tags: list[str] = []
        self._article_given = False
        self._text: list[str] | None = None  # of the wanted field that is open
        self._length = 0
        self._where = Locator()

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802  the parser's name
        """Keep what knows the line that is being read."""
        self._where = locator

    def take(self) -> list[Record]:
        """Return what was found since the last call."""
        found, self._found = self._found, []
        return found

    # ---- What the parser calls ------------------------------------------------------------------

    def startElementNS(  # noqa: N802  the parser's name
        self, name: tuple[str | None, str], _qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        path = f"{self._paths[-1]}/{_short(name)}"
        if self._text is not None:
            raise self._bad("holds other elements, where only text may stand")
        if len(self._paths) == 1 and path != "/rss":
            raise BadExport(_NOT_WORDPRESS)
        if len(self._paths) > MAX_DEPTH:
            raise self._bad("holds too many elements inside each other")
        self._paths.append(path)
        if path in _FIELDS:
            self._open_record(path)
        elif path == _CATEGORY:
            if _is_tag(attrs):
                self._open_text()
        elif path in _LIMITS:
            self._open_text()

    def characters(self, content: str) -> None:
        if self._text is None:
            return
        self._length += len(content)
        most = _LIMITS[self._paths[-1]]
        if self._length > most:
            raise self._bad(f"holds more than {most:,} characters", "Shorten it in WordPress.")
        self._text.append(content)

    def endElementNS(  # noqa: N802  the parser's name
        self, _name: tuple[str | None, str], _qname: str | None
    ) -> None:
        path = self._paths.pop()
        if self._text is not None:
            self._close_text(path, "".join(self._text))
            self._text = None
        elif path in _FIELDS:
            self._close_record(path)

    def endDocument(self) -> None:  # noqa: N802  the parser's name
        if not self._version:
            raise BadExport(_NOT_WORDPRESS)

    # ---- Fields and records ---------------------------------------------------------------------

    def _open_text(self) -> None:
        self._text, self._length = [], 0

    def _close_text(self, path: str, text: str) -> None:
        """Keep the text of a wanted field that ends."""
        if path == _VERSION:
            self._version = text
            return
        place = self._paths[-1]
        if place == _ITEM and self._article_given:
            raise self._bad("stands behind the comments of its article", path=path)
        if path != _CATEGORY:
            self._values[place].fields[path.rpartition("/")[2]] = text
        elif len(self._tags) < MAX_TAGS:
            self._tags.append(text)
        else:
            raise self._bad(f"has more than {MAX_TAGS} categories and tags")

    def _open_record(self, path: str) -> None:
        if not self._version:
            raise BadExport(_NOT_WORDPRESS)
        if path == _COMMENT:
            self._give_article()
        elif path == _ITEM:
            self._tags, self._article_given = [], False
        self._values[path] = Values(self._line())

    def _close_record(self, path: str) -> None:
        if path == _ITEM:
            self._give_article()
        elif path == _COMMENT:
            self._found.append(Comment.of(self._values[path]))
        else:
            self._found.append(Author.of(self._values[path]))

    def _give_article(self) -> None:
        """Pass on the article, complete before its first comment."""
        if not self._article_given:
            self._found.append(Article.of(self._values[_ITEM], tuple(self._tags)))
            self._article_given = True
            self._values[_ITEM] = Values(self._line())

    def _line(self) -> int:
        return self._where.getLineNumber() or 1

    def _bad(self, what: str, advice: str = ADVICE, path: str = "") -> BadExport:
        element = (path or self._paths[-1]).rpartition("/")[2] or "the file"
        return BadExport(f"Line {self._line()}: {element} {what}. {advice}")


def _short(name: tuple[str | None, str]) -> str:
    """Return an element's name with the usual prefix of its namespace, "?:" for a strange one."""
    space, local = name
    if not space:
        return local
    for pattern, prefix in _PREFIXES:
        if pattern.fullmatch(space):
            return prefix + local
    return f"?:{local}"


def _is_tag(attrs: AttributesNSImpl) -> bool:
    """Whether a category element is a category or tag that somebody chose."""
    chosen = attrs.get((None, "domain"), "category") in ("category", "post_tag", "tag")
    return chosen and attrs.get((None, "nicename"), "") != "uncategorized"
