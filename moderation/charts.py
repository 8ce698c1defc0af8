"""Plots as numbers: where the shapes of a small SVG stand. Templates draw them, words are HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1000  # units across a plot, whatever its width on the page
HEIGHT = 100  # units up and down in a row of columns
GAP = 0.2  # of a column's place, between it and the next


@dataclass(frozen=True, slots=True)
class Bar:
    """One value as a bar across the row; `length` is in units of WIDTH."""

    label: str
    text: str  # the value in words
    length: int


@dataclass(frozen=True, slots=True)
class Column:
    """One upright column of a row, in units of WIDTH and HEIGHT from the upper left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """The columns of one kind over time, drawn on the same scale as the rows beside it."""

    label: str
    text: str  # what the row shows, in a sentence
    columns: list[Column]


def bars(values: Sequence[tuple[str, str, float]], *, whole: float | None = None) -> list[Bar]:
    """Return a bar for each (label, text, value); `whole` reaches across, or the greatest value.

    Values are not negative. Whatever is more than nothing is seen as at least a line.
    """
    greatest = whole or max((value for *_, value in values), default=0.0)
    return [Bar(label, text, _share(value, greatest, WIDTH)) for label, text, value in values]


def column_rows(rows: Sequence[tuple[str, str, Sequence[int]]]) -> list[ColumnRow]:
    """Return a row of columns for each (label, text, counts), all on one scale."""
    greatest = max((count for *_, counts in rows for count in counts), default=0)
    return [
        ColumnRow(label, text, _columns([_share(count, greatest, HEIGHT) for count in counts]))
        for label, text, counts in rows
    ]


def _columns(heights: Sequence[int]) -> list[Column]:
    """Return the columns of these heights side by side; none for nothing."""
    step = WIDTH / max(1, len(heights))
    width = max(1, round(step * (1 - GAP)))
    return [
        Column(round(place * step), HEIGHT - height, width, height)
        for place, height in enumerate(heights)
        if height
    ]


def _share(value: float, greatest: float, whole: int) -> int:
    """Return the part of `whole` that `value` is of `greatest`; at least 8 for more than 0."""
    return max(8, round(whole * value / greatest)) if value > 0 else 0
