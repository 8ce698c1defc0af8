"""What an import did, and the sentences that tell it."""

from collections import Counter
from dataclasses import dataclass, field

from forum.imports.records import LeftOut

_KINDS = {
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "address": "postal addresses",
    "birth_date": "dates of birth",
    "insurance_number": "insurance or patient numbers",
    "handle": "names on other services",
}


@dataclass(slots=True)
class Count:
    """Articles, comments under them, and how many of the comments answer another one."""

    articles: int = 0
    comments: int = 0
    replies: int = 0

    def __str__(self) -> str:
        if not (self.articles or self.comments):
            return "nothing"
        articles = f"{self.articles:,} article{'' if self.articles == 1 else 's'}"
        comments = f"{self.comments:,} comment{'' if self.comments == 1 else 's'}"
        return f"{articles}, {comments} ({self.replies:,} of them replies to another)"


@dataclass(slots=True)
class Tally:
    """The numbers of one import; nothing in it was written by anybody."""

    read: Count = field(default_factory=Count)
    added: Count = field(default_factory=Count)
    there: Count = field(default_factory=Count)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    moved: int = 0  # replies whose own parent isn't imported
    masked: Counter[str] = field(default_factory=Counter)  # by the kind of detail
    titles_masked: int = 0
    names_replaced: int = 0
    tags_dropped: int = 0
    queued: int = 0
    held: int = 0
    first_address: str = ""  # of the first article in the file

    def lines(self) -> list[str]:
        """Return the summary, a line each."""
        return [
            f"Read: {self.read}, without what is left out.",
            f"Added: {self.added}.",
            f"Already there: {self.there}.",
            *self._left_out(),
            *self._moved(),
            *self._masked(),
            f"Queued for review: {self.queued:,}; held back until a verdict: {self.held:,}.",
        ]

    def _left_out(self) -> list[str]:
        if not self.left_out:
            return ["Left out: nothing."]
        reasons = [f"  {reason}: {count:,}" for reason, count in sorted(self.left_out.items())]
        return ["Left out:", *reasons]

    def _moved(self) -> list[str]:
        if not self.moved:
            return []
        return [
            "Warning: these answer a comment that is missing or left out, so they stand one step "
            f"higher: {self.moved:,}."
        ]

    def _masked(self) -> list[str]:
        kinds = [f"  {_KINDS.get(kind, kind)}: {count:,}" for kind, count in self.masked.items()]
        lines = ["Masked:", *sorted(kinds)] if kinds else ["Masked: nothing."]
        if self.titles_masked:
            lines.append(f"  titles with a masked detail: {self.titles_masked:,}")
        if self.names_replaced:
            lines.append(f"  names that held a detail, replaced: {self.names_replaced:,}")
        if self.tags_dropped:
            lines.append(
                f"  tags left out (a detail in them, or no letters): {self.tags_dropped:,}"
            )
        return lines
