"""The first reading of an export: what it holds, and the shape of each thread."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from forum.imports.articles import depth_of
from forum.imports.records import Article, Author, Comment, LeftOut
from forum.imports.tally import Tally
from forum.imports.threads import Outline
from forum.imports.wxr import read
from forum.imports.xmlstream import ADVICE, BadExport

MAX_ARTICLES = 100_000
MAX_AUTHORS = 10_000
MAX_COMMENTS = 1_000_000
MAX_NESTING = 500  # elements of an article inside each other

Progress = Callable[[int], None]


@dataclass(slots=True)
class Survey:
    """What the first reading found: the authors' names, the threads, and what is left out."""

    names: dict[str | int, str] = field(default_factory=dict)  # by login and by number
    keys: list[str] = field(default_factory=list)  # import keys of the articles to import
    outlines: list[Outline] = field(default_factory=list)  # their threads, in the same order
    tally: Tally = field(default_factory=Tally)
    comments: int = 0


def survey_of(stream: BinaryIO, progress: Progress | None = None) -> Survey:
    """Read an export once, without the database; raises BadExport for one that can't be imported.

    `stream` is a seekable binary file; `progress` is told how many bytes were read.
    """
    survey = Survey()
    article: Article | None = None
    for record in read(stream, progress):
        if isinstance(record, Author):
            survey.names |= {record.login: record.display_name, record.number: record.display_name}
        elif isinstance(record, Article):
            article = record
            _note_article(survey, record)
        elif article is not None:
            _note_comment(survey, record, article)
        _check_amount(survey)
    if len(set(survey.keys)) < len(survey.keys):
        raise BadExport(f"The same article is in the file twice. {ADVICE}")
    return survey


def _note_article(survey: Survey, article: Article) -> None:
    if article.left_out is not None:
        survey.tally.left_out[article.left_out] += 1
        return
    if article.at is None:
        raise BadExport(
            f"Line {article.line}: the article has no date that can be read. Give it one in "
            "WordPress and export it again."
        )
    if not article.guid:
        raise BadExport(f"Line {article.line}: the article has neither guid nor link. {ADVICE}")
    if depth_of(article.html) > MAX_NESTING:
        raise BadExport(
            f"Line {article.line}: the article has more than {MAX_NESTING} elements inside each "
            "other. Close its open elements in WordPress and export it again."
        )
    survey.tally.read.articles += 1
    survey.keys.append(key_of(article))
    survey.outlines.append(Outline())


def _note_comment(survey: Survey, comment: Comment, article: Article) -> None:
    survey.comments += 1
    why = LeftOut.WITH_ARTICLE if article.left_out else comment.left_out
    if why is not None:
        survey.tally.left_out[why] += 1
    else:
        survey.tally.read.comments += 1
        survey.tally.read.replies += bool(comment.parent)
    if not article.left_out:
        survey.outlines[-1].add(comment)


def _check_amount(survey: Survey) -> None:
    """Raise BadExport for a file with more records than the memory should hold."""
    for count, most, what in (
        (len(survey.names), 2 * MAX_AUTHORS, "authors"),
        (len(survey.outlines), MAX_ARTICLES, "articles"),
        (survey.comments, MAX_COMMENTS, "comments"),
    ):
        if count > most:
            raise BadExport(
                f"The file holds too many {what}. Export it in parts: WordPress offers a range of "
                "dates under Tools, Export."
            )


def key_of(article: Article) -> str:
    """Return the import key of an article: the same in every export of a site, and unreadable.

    The guid is the name that WordPress gives an entry for good; copies of entries may share one,
    so the id counts too. With or without TLS it is the same site.
    """
    name = article.guid.removeprefix("https://").removeprefix("http://")
    digest = hashlib.sha256(f"{name}\n{article.number}".encode()).hexdigest()
    return f"wordpress:{digest[:40]}"
