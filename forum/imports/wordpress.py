"""Write a WordPress export into the site, through the doors that people's own posts take.

The file is read twice: first for the shape of each thread, a few bytes a comment, then to write.
A file whose comments stand far before their parents is read once more for each 16 million
characters of comments under one article, so that what waits never fills the memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.db import reset_queries, transaction
from django.utils import timezone

from forum.imports.articles import with_paragraphs
from forum.imports.lines import may_stand_together, name_of, tag_of, title_of
from forum.imports.records import Article, Comment
from forum.imports.survey import Progress, Survey, key_of, survey_of
from forum.imports.tally import Tally
from forum.imports.threads import Plan, plan
from forum.imports.wxr import read
from forum.imports.xmlstream import BadExport
from forum.models import Post, Topic
from forum.posting import reply, start_topic
from moderation.text.clean import clean_html, clean_imported
from moderation.text.redact import Hidden

NEUTRAL_READER = "A reader"
NEUTRAL_AUTHOR = "The editors"
CHANGED = "The file changed while it was read. Start the import again."


def import_export(stream: BinaryIO, progress: Progress | None = None) -> Tally:
    """Bring in the published articles of a WordPress export and their approved comments.

    `stream` is a seekable binary file; `progress` is told the bytes read of each reading. Returns
    what was done. What an earlier import brought in stays as it is, so the same file adds nothing
    a second time. Raises BadExport, with a sentence for the site's owner, for a file that is
    broken, hostile or too large in one place; the database is then as it was before. A reply
    whose parent isn't in the export is no error: it hangs one step higher, and is counted.
    """
    survey = survey_of(stream, progress)
    with transaction.atomic():
        writer = _Writer(survey)
        while writer.unfinished:
            written = writer.written
            writer.write(stream, progress)
            if writer.unfinished and writer.written == written:
                raise BadExport(CHANGED)
    return survey.tally


@dataclass(slots=True)
class _Thread:
    """One article that is being written: its first post, the plan, and who waits for a parent."""

    key: str
    first: Post
    posts: dict[int, int]  # comment number to the id of its post
    plan: Plan
    next: int = 0  # rank of the next comment to write
    reach: int = 0
    waiting: dict[int, Comment] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether every comment is written."""
        return self.next == len(self.plan.order)


class _Writer:
    """Writes what a reading of the file yields; `unfinished` articles ask for another one."""

    def __init__(self, survey: Survey) -> None:
        self.unfinished = set(range(len(survey.outlines)))
        self.written = 0
        self._survey = survey
        self._tally = survey.tally
        self._now = timezone.now()
        self._open: dict[int, _Thread] = {}  # those that need another reading

    def write(self, stream: BinaryIO, progress: Progress | None) -> None:
        """Read the file once and write what can be written; raises BadExport."""
        place = -1
        thread: _Thread | None = None
        for record in read(stream, progress):
            if isinstance(record, Article):
                self._leave(place, thread)
                thread = None
                if record.left_out is None:
                    place += 1
                    thread = self._enter(place, record)
            elif isinstance(record, Comment) and thread is not None:
                self._take(thread, record)
        self._leave(place, thread)

    def _enter(self, place: int, article: Article) -> _Thread | None:
        """Return the thread of an article, begun in the first reading; None if it is finished."""
        if place not in self.unfinished:
            return None
        thread = self._open.pop(place, None) or self._begin(place, article)
        thread.reach = thread.plan.reach(thread.next)
        return thread

    def _leave(self, place: int, thread: _Thread | None) -> None:
        """Note at the end of an article whether it needs another reading."""
        if thread is None:
            return
        if thread.done:
            self.unfinished.discard(place)
        else:
            self._open[place] = thread

    def _begin(self, place: int, article: Article) -> _Thread:
        """Write the article, or find it, and plan its thread."""
        key = self._survey.keys[place]
        if key != key_of(article):
            raise BadExport(CHANGED)
        first = Post.objects.select_related("topic").filter(import_key=key).first()
        if first is None:
            first = self._write_article(article, key)
            posts: dict[int, int] = {}
        else:
            posts = _posts_there(first)
            self._tally.there.articles += 1
        self._tally.first_address = self._tally.first_address or first.topic.get_absolute_url()
        outline = self._survey.outlines[place]
        for number, parent, kept in zip(
            outline.numbers, outline.parents, outline.kept, strict=True
        ):
            if kept and number in posts:
                self._tally.there.comments += 1
                self._tally.there.replies += bool(parent)
        planned = plan(outline, posts)
        self._tally.moved += planned.moved
        return _Thread(key, first, posts, planned)

    def _write_article(self, article: Article, key: str) -> Post:
        text = clean_html(with_paragraphs(article.html))
        title, masked = title_of(article.title)
        self._count_masked(text.hidden)
        self._count_masked(masked)
        self._tally.titles_masked += bool(masked)
        self._tally.added.articles += 1
        self.written += 1
        return start_topic(
            title,
            kind=Topic.Kind.ARTICLE,
            text=text,
            author=None,
            author_name=self._name(self._survey.names.get(article.creator, ""), NEUTRAL_AUTHOR),
            tags=self._tags(article.tags),
            at=self._time(article.at, self._now),
            import_key=key,
        )

    def _take(self, thread: _Thread, comment: Comment) -> None:
        """Write a comment if its turn has come, and those that waited for it; else let it wait."""
        rank = thread.plan.rank.get(comment.number, -1)
        if thread.next < rank < thread.reach:
            thread.waiting[rank] = comment
        if rank != thread.next:
            return
        due: Comment | None = comment
        while due is not None:
            self._write_comment(thread, due)
            thread.next += 1
            due = thread.waiting.pop(thread.next, None)

    def _write_comment(self, thread: _Thread, comment: Comment) -> None:
        text = clean_imported(comment.text)
        self._count_masked(text.hidden)
        name = comment.name or self._survey.names.get(comment.user or "", "")
        post = reply(
            self._post_above(thread, comment),
            author=None,
            text=text,
            author_name=self._name(name, NEUTRAL_READER),
            at=self._time(comment.at, thread.first.created_at),
            import_key=f"{thread.key}:{comment.number}",
        )
        thread.posts[comment.number] = post.pk
        self.written += 1
        if self.written % 100 == 0:
            reset_queries()  # with DEBUG on, Django keeps the text of thousands
        self._tally.added.comments += 1
        self._tally.added.replies += bool(comment.parent)
        self._tally.queued += post.review is not None
        self._tally.held += post.is_withheld

    def _post_above(self, thread: _Thread, comment: Comment) -> Post:
        above = thread.plan.above[comment.number]
        if not above:
            return thread.first
        return Post.objects.select_related("topic", "branch").get(pk=thread.posts[above])

    def _time(self, at: datetime | None, otherwise: datetime) -> datetime:
        """Return when it was written, never in the future, which would stay on top for ever."""
        return min(at or otherwise, self._now)

    def _name(self, raw: str, neutral: str) -> str:
        name, held_detail = name_of(raw, neutral)
        self._tally.names_replaced += held_detail
        return name

    def _tags(self, raw: Iterable[str]) -> list[str]:
        tags = [tag_of(tag) for tag in raw]
        kept = [tag for tag in tags if tag is not None]
        if not may_stand_together(kept):
            kept = []
        self._tally.tags_dropped += len(tags) - len(kept)
        return kept

    def _count_masked(self, hidden: Iterable[Hidden]) -> None:
        self._tally.masked.update(detail.kind for detail in hidden)


def _posts_there(first: Post) -> dict[int, int]:
    """Return the comments of an article that earlier imports wrote: their numbers and posts."""
    imported = first.topic.posts.filter(import_key__startswith=f"{first.import_key}:")
    rows = imported.values_list("import_key", "pk")
    return {int((import_key or "").rpartition(":")[2]): pk for import_key, pk in rows}
