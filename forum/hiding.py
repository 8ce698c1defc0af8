"""What the page says of the private details hidden in a text: to its writer, and to its readers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from forum.models import Dispute, Post
from moderation.hidden import count_kinds, detail, in_words
from moderation.states import Verdict
from moderation.text.clean import CleanText
from moderation.text.spans import Hidden

WORDS_AROUND = 6  # shown on each side of a hidden place, so that its writer knows which it is


@dataclass(frozen=True, slots=True)
class HiddenLine:
    """What is hidden of one kind, for the writer: "2 telephone numbers", and why."""

    kind: str
    words: str
    why: str
    several: bool = False
    unsure: int = 0  # of how many the filter was not certain
    dispute: Dispute | None = None

    @property
    def one(self) -> str:
        """The words for one of its kind."""
        return detail(self.kind).one

    @property
    def many(self) -> str:
        """The words for many of its kind."""
        return detail(self.kind).many

    @property
    def claim(self) -> str:
        """What its writer may tell us of it, as a sentence without its full stop."""
        if self.unsure > 1:
            return f"Not all of these are {self.many}"
        return f"{'One of these' if self.several else 'This'} is not {self.one}"

    @property
    def stands(self) -> str:
        """Where the writer's dispute stands: "waiting", "agreed", "hidden" or "" for none."""
        if self.dispute is None or self.dispute.review is None:
            return ""
        if self.dispute.review.is_open:
            return "waiting"
        return "agreed" if self.dispute.review.verdict == Verdict.RETYPE else "hidden"


def hidden_as_json(text: CleanText) -> list[dict[str, Any]]:
    """Return what is hidden in a text as `Post.hidden` keeps it."""
    return [
        {"kind": each.kind, "start": each.start, "end": each.end, "certain": each.certain}
        for each in text.hidden
    ]


def hidden_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Hidden, ...]:
    """Return what `hidden_as_json` was given; a row of old that doesn't say counts as certain."""
    return tuple(
        Hidden(row["kind"], row["start"], row["end"], row.get("certain", True)) for row in rows
    )


def hidden_lines(hidden: Iterable[Hidden], disputes: Iterable[Dispute] = ()) -> list[HiddenLine]:
    """Return a line for each kind that is hidden in a text, with its writer's `disputes`."""
    hidden = list(hidden)
    counts = count_kinds(each.kind for each in hidden)
    unsure = count_kinds(each.kind for each in hidden if not each.certain)
    found = {dispute.kind: dispute for dispute in disputes}
    return [
        HiddenLine(
            kind,
            detail(kind).in_words(number),
            detail(kind).why,
            several=number > 1,
            unsure=unsure.get(kind, 0),
            dispute=found.get(kind),
        )
        for kind, number in counts.items()
    ]


def places_in_doubt(post: Post, kind: str) -> list[str]:
    """Return the places of a kind that the filter was not certain of, with some words around."""
    unsure = [each for each in hidden_from_json(post.hidden) if not each.certain]
    return [_around(post.source, each) for each in unsure if each.kind == kind]


def _around(source: str, place: Hidden) -> str:
    """Return the place with the words before and after it on its line."""
    before = source[: place.start].rpartition("\n")[2]
    after = source[place.end :].partition("\n")[0]
    words = " ".join(before.split()[-WORDS_AROUND:]), " ".join(after.split()[:WORDS_AROUND])
    return f"{words[0]} {source[place.start : place.end]} {words[1]}".strip()


def hidden_sentence(post: Post) -> str:
    """Return the one sentence for readers who wonder about a mask; "" where nothing is hidden."""
    counts = count_kinds(each.kind for each in hidden_from_json(post.hidden))
    if not counts:
        return ""
    are, them = ("is", "it") if sum(counts.values()) == 1 else ("are", "them")
    return f"{capfirst(in_words(counts))} {are} hidden here, so that nobody can misuse {them}."
