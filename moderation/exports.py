"""Figures and decided reviews as files: CSV that no spreadsheet runs as a formula, and JSON.

No row holds a text, a name or an address.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from moderation.insights import Figures
from moderation.models import Review
from moderation.waits import time_to_verdict

# A cell that begins with one of these is a formula to some spreadsheet.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 2_000  # rows read at once
FIGURE_HEADS = ("figure", "of", "part", "value")
REVIEW_HEADS = (
    *("id", "opened_at", "decided_at", "about", "field", "severity", "grounds", "rules"),
    *("verdict", "profession", "country", "seconds_to_verdict"),
)
Row = Sequence[Any]


class _Echo:
    """A file for csv.writer that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def as_csv(heads: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a CSV file."""
    writer = csv.writer(_Echo())
    for row in chain([heads], rows):
        # writerow returns what _Echo.write did.
        yield str(writer.writerow([_cell(value) for value in row]))


def as_json(heads: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON array with one object a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(dict(zip(heads, map(_plain, row), strict=True)))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def figure_rows(figures: Figures) -> Iterator[Row]:
    """Yield every number of the page of insights; times are in seconds."""
    for waiting in figures.waiting:
        yield "waiting", "severity", str(waiting.severity), waiting.count
        yield "oldest", "severity", str(waiting.severity), waiting.oldest
    for wait in figures.waits:
        yield "verdicts timed", "field", wait.name, wait.count
        yield "median seconds to verdict", "field", wait.name, round(wait.median.total_seconds())
        yield "p90 seconds to verdict", "field", wait.name, round(wait.p90.total_seconds())
    for tally in figures.tallies:
        for start, count in zip(figures.period.starts, tally.counts, strict=True):
            part = start.date().isoformat()
            yield f"verdicts a {figures.period.slice_name}", tally.verdict.value, part, count
    for rule in figures.rules:
        yield "marked", "rule", rule.rule, rule.right + rule.wrong
        yield "confirmed", "rule", rule.rule, rule.right
    yield "sample looked at", "sample", "", figures.sample.looked_at
    yield "sample missed", "sample", "", figures.sample.missed
    for (first, second), count in figures.agreement.counts.items():
        yield "blind checks", first, second, count
    yield "kappa", "blind checks", "", figures.agreement.kappa


def review_rows(since: datetime) -> Iterator[Row]:
    """Yield each review that was decided since then, the newest first, a chunk at a time."""
    decided = Review.objects.filter(decided_at__gte=since).order_by("-decided_at", "-pk")
    decided = decided.defer("text", "parent_text", "note", "note_html", "topic_title")
    decided = decided.prefetch_related("grounds")
    for review in decided.iterator(chunk_size=CHUNK):
        yield (
            *(review.pk, review.opened_at, review.decided_at, review.about, review.field),
            review.severity,
            " ".join(ground.kind for ground in review.grounds.all()),
            " ".join(dict.fromkeys(reason["rule"] for reason in review.reasons)),
            *(review.verdict, review.profession, review.country),
            round(time_to_verdict(review).total_seconds()),
        )


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    return value.isoformat() if isinstance(value, datetime) else value


def _cell(value: Any) -> Any:
    """Return a value for a spreadsheet: a text that would run as a formula gets an apostrophe."""
    value = _plain(value)
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return "" if value is None else value
