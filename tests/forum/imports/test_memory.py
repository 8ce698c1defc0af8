"""A huge export goes through a small memory: files made while they are read, never stored."""

import io
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from forum.imports import wxr
from forum.imports.records import Comment
from forum.imports.survey import survey_of
from forum.imports.wordpress import import_export
from forum.imports.xmlstream import BadExport
from forum.models import Post
from tests.forum.imports.exports import FOOT, HEAD, article, comment

MEGABYTE = 1_000_000
SIZE = 20 * MEGABYTE
OPEN_ARTICLE = HEAD + article().removesuffix("</item>\n")
CLOSE_ARTICLE = f"</item>{FOOT}"
WORDS = "word " * 6_000


class MadeFile(io.RawIOBase):
    """A file whose content is made anew whenever somebody goes back to its beginning."""

    def __init__(self, make: Callable[[], Iterator[str]]) -> None:
        self._make = make
        self.bytes_read = 0
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        assert (offset, whence) == (0, io.SEEK_SET)
        self._pieces, self._rest = self._make(), b""
        return 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._pieces, "").encode()
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        self.bytes_read += size
        return size


def peak_of(work: Callable[[], object]) -> int:
    """Return the most bytes that `work` had in use at one time."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def many_comments() -> Iterator[str]:
    yield OPEN_ARTICLE
    for number in range(1, SIZE // len(WORDS)):
        yield comment(number, WORDS, approved="0")
    yield comment(1_000_000, "The only one that is approved.")
    yield CLOSE_ARTICLE


def many_articles() -> Iterator[str]:
    yield HEAD
    for number in range(1, SIZE // len(WORDS)):
        yield article(number=number, html=WORDS)
    yield FOOT


def one_endless_comment() -> Iterator[str]:
    yield OPEN_ARTICLE
    yield comment(1, "BEGIN").partition("BEGIN")[0]
    for _ in range(SIZE // len(WORDS)):
        yield WORDS


def endless_field_that_nobody_reads() -> Iterator[str]:
    yield OPEN_ARTICLE
    yield "<wp:postmeta><wp:meta_value><![CDATA["
    for _ in range(SIZE // len(WORDS)):
        yield WORDS
    yield "]]></wp:meta_value></wp:postmeta>"
    yield CLOSE_ARTICLE


def endless_tag() -> Iterator[str]:
    yield OPEN_ARTICLE
    yield '<a b="'
    for _ in range(SIZE // len(WORDS)):
        yield WORDS


def elements_of_many_names() -> Iterator[str]:
    yield OPEN_ARTICLE
    for number in range(SIZE // 10):
        yield f"<n{number}/>"


@pytest.mark.parametrize("make", [many_comments, many_articles, endless_field_that_nobody_reads])
def test_long_file_is_read_in_little_memory(make: Callable[[], Iterator[str]]) -> None:
    file = MadeFile(make)
    assert peak_of(lambda: survey_of(file)) < 2 * MEGABYTE  # type: ignore[arg-type]
    assert file.bytes_read > 0.9 * SIZE


@pytest.mark.parametrize("make", [one_endless_comment, endless_tag, elements_of_many_names])
def test_file_that_would_fill_the_memory_is_refused_early(
    make: Callable[[], Iterator[str]],
) -> None:
    file = MadeFile(make)

    def refused() -> None:
        with pytest.raises(BadExport):
            survey_of(file)  # type: ignore[arg-type]

    assert peak_of(refused) < 8 * MEGABYTE
    assert file.bytes_read < 3 * MEGABYTE


@pytest.mark.django_db
def test_long_file_is_written_in_little_memory() -> None:
    file = MadeFile(many_comments)
    assert peak_of(lambda: import_export(file)) < 4 * MEGABYTE  # type: ignore[arg-type]
    assert Post.objects.get(depth=1).source == "The only one that is approved."
    assert file.bytes_read > 1.8 * SIZE  # one reading for the plan, one to write


def test_comments_are_given_out_while_the_file_is_read() -> None:
    file = MadeFile(many_comments)
    first = next(record for record in wxr.read(file) if isinstance(record, Comment))  # type: ignore[arg-type]
    assert first.number == 1
    assert file.bytes_read < MEGABYTE
