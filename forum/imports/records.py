"""What a WordPress export holds, one frozen record each, and how its fields are understood."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from forum.imports.xmlstream import ADVICE, BadExport

_FULL_YEAR = re.compile(r" \d{4} ")


class LeftOut(StrEnum):
    """Why something in an export isn't imported, in the words of the summary."""

    UNPUBLISHED = "articles that are not published (drafts, private, scheduled, in the bin)"
    PROTECTED = "articles behind a password"
    OTHER_TYPE = "entries that are no articles (pictures, menus, revisions and the like)"
    WITH_ARTICLE = "comments under an article that is left out"
    PENDING = "comments waiting for approval"
    SPAM = "comments marked as spam"
    BINNED = "comments in the bin"
    PING = "pingbacks and trackbacks"
    OTHER_COMMENT = "notes of other kinds (reviews, orders and the like)"


@dataclass(frozen=True, slots=True)
class Values:
    """The raw fields of one record and the line on which it begins."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a field as it stands, "" where it is missing."""
        return self.fields.get(name, "")

    def word(self, name: str) -> str:
        """Return a field without the space around it."""
        return self.text(name).strip()

    def number(self, name: str) -> int:
        """Return a whole number, 0 where it is missing; raises BadExport for anything else."""
        word = self.word(name) or "0"
        if not (word.isascii() and word.isdigit() and len(word) < 19):
            raise BadExport(f"Line {self.line}: {name} is not a whole number. {ADVICE}")
        return int(word)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote on the WordPress site; `number` is their id there."""

    number: int
    login: str
    display_name: str

    @classmethod
    def of(cls, values: Values) -> "Author":
        """Read an author; raises BadExport."""
        return cls(
            number=values.number("wp:author_id"),
            login=values.word("wp:author_login"),
            display_name=values.word("wp:author_display_name"),
        )


@dataclass(frozen=True, slots=True)
class Article:
    """A post or page. `number` is its id in WordPress, `guid` the name it never loses.

    `at` is None where no date can be read; `left_out` is None for one that is imported.
    """

    line: int
    number: int
    guid: str
    title: str
    creator: str
    html: str
    tags: tuple[str, ...]
    at: datetime | None
    left_out: LeftOut | None

    @classmethod
    def of(cls, values: Values, tags: tuple[str, ...]) -> "Article":
        """Read an article; raises BadExport."""
        return cls(
            line=values.line,
            number=values.number("wp:post_id"),
            guid=values.word("guid") or values.word("link"),
            title=values.word("title"),
            creator=values.word("dc:creator"),
            html=values.text("content:encoded"),
            tags=tags,
            at=read_time(values.word("wp:post_date_gmt"))
            or read_time(values.word("wp:post_date"))
            or _read_mail_time(values.word("pubDate")),
            left_out=_why_no_article(values),
        )


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `parent` is the number of the one it answers, 0 for none.

    `user` is the number of its author where they have an account in WordPress, else 0.
    """

    line: int
    number: int
    parent: int
    user: int
    name: str
    text: str
    at: datetime | None
    left_out: LeftOut | None

    @classmethod
    def of(cls, values: Values) -> "Comment":
        """Read a comment; raises BadExport, also for one without a number."""
        number = values.number("wp:comment_id")
        if not number:
            raise BadExport(f"Line {values.line}: a comment has no wp:comment_id. {ADVICE}")
        return cls(
            line=values.line,
            number=number,
            parent=values.number("wp:comment_parent"),
            user=values.number("wp:comment_user_id"),
            name=values.word("wp:comment_author"),
            text=values.text("wp:comment_content"),
            at=read_time(values.word("wp:comment_date_gmt"))
            or read_time(values.word("wp:comment_date")),
            left_out=_why_no_comment(values),
        )


Record = Author | Article | Comment


def read_time(written: str) -> datetime | None:
    """Return a date of the export ("2012-03-05 09:00:00") in UTC; None for zeros or nonsense.

    The local date, used where the other is zeros, is taken as UTC too: an export doesn't say in
    which time zone its site lives, so that date may be off by some hours.
    """
    try:
        return _sensible(datetime.fromisoformat(written))
    except (ValueError, OverflowError):
        return None


def _read_mail_time(written: str) -> datetime | None:
    """Return a date as feeds write it ("Mon, 05 Mar 2012 09:00:00 +0000") in UTC, or None."""
    if not _FULL_YEAR.search(written):  # the library would read "-0001", a zero date, as 2001
        return None
    try:
        return _sensible(parsedate_to_datetime(written))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sensible(at: datetime) -> datetime | None:
    """Return the time in UTC, None for one before there were such sites."""
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at if 1970 <= at.year < 9999 else None


def _why_no_article(values: Values) -> LeftOut | None:
    if values.word("wp:post_type") not in ("post", "page"):
        return LeftOut.OTHER_TYPE
    if values.word("wp:status") != "publish":
        return LeftOut.UNPUBLISHED
    if values.text("wp:post_password"):
        return LeftOut.PROTECTED
    return None


def _why_no_comment(values: Values) -> LeftOut | None:
    kind, approved = values.word("wp:comment_type"), values.word("wp:comment_approved")
    if kind in ("pingback", "trackback"):
        return LeftOut.PING
    if kind not in ("", "comment"):
        return LeftOut.OTHER_COMMENT
    if approved == "1":
        return None
    return {
        "spam": LeftOut.SPAM,
        "trash": LeftOut.BINNED,
        "post-trashed": LeftOut.BINNED,
    }.get(approved, LeftOut.PENDING)
