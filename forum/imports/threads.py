"""Which comment hangs under which, found out before the first one is written."""

from array import array
from collections.abc import Container
from dataclasses import dataclass, field

from forum.imports.records import Comment
from forum.imports.xmlstream import ADVICE, BadExport

MAX_COMMENTS = 100_000  # under one article
ROOM = 16_000_000  # characters of comments that may wait for their parents
OVERHEAD = 500  # counted for each that waits, beside its text


@dataclass(slots=True)
class Outline:
    """What the first reading keeps of the comments under one article: a few bytes each."""

    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    parents: "array[int]" = field(default_factory=lambda: array("q"))
    sizes: "array[int]" = field(default_factory=lambda: array("l"))
    kept: bytearray = field(default_factory=bytearray)

    def add(self, comment: Comment) -> None:
        """Note a comment, also one that is left out; raises BadExport beyond MAX_COMMENTS."""
        if len(self.numbers) >= MAX_COMMENTS:
            raise BadExport(
                f"Line {comment.line}: the article has more than {MAX_COMMENTS:,} comments, which "
                "is more than can be imported. Thin them out in WordPress and export it again."
            )
        self.numbers.append(comment.number)
        self.parents.append(comment.parent)
        self.sizes.append(len(comment.text))
        self.kept.append(comment.left_out is None)


@dataclass(frozen=True, slots=True)
class Plan:
    """In which order the new comments are written, and under which.

    `order` lists their numbers, parents first, else as they came in; `rank` is the place in that
    order; `above` is the number of the comment above each, 0 for the article itself; `sizes` are
    the lengths of their texts. `moved` counts those whose own parent isn't imported.
    """

    order: tuple[int, ...]
    rank: dict[int, int]
    above: dict[int, int]
    sizes: tuple[int, ...]
    moved: int

    def reach(self, start: int) -> int:
        """Return the rank up to which the comments from `start` on may wait together."""
        room = ROOM
        for rank in range(start, len(self.order)):
            room -= self.sizes[rank] + OVERHEAD
            if room < 0:
                return rank
        return len(self.order)


def plan(outline: Outline, there: Container[int]) -> Plan:
    """Return the plan for the comments of an article; `there` are those of earlier imports.

    A reply whose parent is left out or gone hangs under the next comment above that is imported,
    or under the article: what WordPress does itself when a comment in between is deleted. Raises
    BadExport where a comment answers itself, over however many others, or a number comes twice.
    """
    parents = dict(zip(outline.numbers, outline.parents, strict=True))
    if len(parents) < len(outline.numbers):
        raise BadExport(f"Two comments under one article have the same wp:comment_id. {ADVICE}")
    sizes = dict(zip(outline.numbers, outline.sizes, strict=True))
    kept = {number for number, keep in zip(outline.numbers, outline.kept, strict=True) if keep}
    hook: dict[int, int] = {0: 0}  # where replies to a comment go: itself, if it is imported
    above: dict[int, int] = {}
    moved = 0
    for number in _parents_first(parents):
        parent = parents[number]
        place = hook.get(parent, parent if parent in there else 0)
        if number in there:
            hook[number] = number
        elif number in kept:
            hook[number] = number
            above[number] = place
            moved += place != parent
        else:
            hook[number] = place
    order = tuple(above)
    return Plan(
        order=order,
        rank={number: rank for rank, number in enumerate(order)},
        above=above,
        sizes=tuple(sizes[number] for number in order),
        moved=moved,
    )


def _parents_first(parents: dict[int, int]) -> list[int]:
    """Return all numbers in rising order, but each behind its parent; BadExport for a circle."""
    placed: dict[int, None] = {}
    for number in sorted(parents):
        chain: dict[int, None] = {}
        while number in parents and number not in placed:
            if number in chain:
                raise BadExport(
                    f"The comments {number} and {parents[number]} answer each other in a circle. "
                    "Give one of them another parent in WordPress and export it again."
                )
            chain[number] = None
            number = parents[number]  # noqa: PLW2901  the walk goes up from it
        placed.update(dict.fromkeys(reversed(chain)))
    return list(placed)
