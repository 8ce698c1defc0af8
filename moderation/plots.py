"""The figures of the desk as plots, each with the same numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from moderation.charts import Bar, ColumnRow, bars, column_rows
from moderation.durations import in_words
from moderation.insights import Figures, Period, label_of

MOST_BARS = 12  # rules that are drawn; the table has them all


@dataclass(frozen=True, slots=True)
class Plot:
    """One figure: bars or rows of columns, and the table that says the same.

    `heads` and `rows` are the table's; the first cell of a row is its heading. `ends` are the words
    at both ends of the time axis. `note` says how to read it.
    """

    key: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    bars: Sequence[Bar] = ()
    columns: Sequence[ColumnRow] = ()
    ends: tuple[str, str] = ("", "")


def plots(figures: Figures) -> list[Plot]:
    """Return the plots of the page, in its order."""
    return [_waiting(figures), _waits(figures), _verdicts(figures), _rules(figures)]


def _waiting(figures: Figures) -> Plot:
    """How much waits, by risk."""
    now = timezone.now()
    names = {3: "High risk", 2: "Medium risk", 1: "Low risk", 0: "No medical risk"}
    rows = [
        (
            names[each.severity],
            f"{each.count:,}",
            in_words(now - each.oldest) if each.oldest else "nothing waits",
        )
        for each in figures.waiting
    ]
    return Plot(
        "waiting",
        "Waiting now",
        "The oldest says since when one review has been waiting.",
        ("Risk", "Waiting", "The oldest"),
        rows,
        bars=bars(
            [
                (row[0], f"{row[1]}, the oldest for {row[2]}" if each.oldest else "0", each.count)
                for row, each in zip(rows, figures.waiting, strict=True)
            ]
        ),
    )


def _waits(figures: Figures) -> Plot:
    """How long verdicts took, by field."""
    values = []
    for wait in figures.waits:
        median, most = wait.median.total_seconds(), wait.p90.total_seconds()
        values += [
            (f"{wait.name.capitalize()}: half of them", f"within {in_words(wait.median)}", median),
            (f"{wait.name.capitalize()}: nine of ten", f"within {in_words(wait.p90)}", most),
        ]
    note = "From the first doubt to the verdict."
    if figures.is_cut:
        note += f" Reckoned from the newest {figures.newest:,} verdicts."
    return Plot(
        "waits",
        "Time to a verdict, by field",
        note,
        ("Field", "Verdicts", "Half within", "Nine of ten within"),
        [
            (wait.name.capitalize(), f"{wait.count:,}", in_words(wait.median), in_words(wait.p90))
            for wait in figures.waits
        ],
        bars=bars(values),
    )


def _verdicts(figures: Figures) -> Plot:
    """Which verdicts were given when."""
    slices = [_day(start) for start in figures.period.starts]
    unit = figures.period.slice_name
    return Plot(
        "verdicts",
        "Verdicts over time",
        f"One column is one {unit}. All rows have the same scale.",
        (f"{unit.capitalize()} from", "Verdict", "How many"),
        [
            (name, tally.verdict.label, f"{tally.counts[place]:,}")
            for place, name in enumerate(slices)
            for tally in figures.tallies
            if tally.counts[place]
        ],
        columns=column_rows(
            [
                (
                    tally.verdict.label,
                    f"{tally.total:,} in all, at most {max(tally.counts):,} in one {unit}",
                    tally.counts,
                )
                for tally in figures.tallies
            ]
        ),
        ends=_ends(figures.period),
    )


def _rules(figures: Figures) -> Plot:
    """How often experts confirmed each rule, the most frequent ones first."""
    return Plot(
        "rules",
        "How often each rule was right",
        "Right: an expert judged the reply as advice, and nobody marked the flag as wrong.",
        ("Rule", "Why it marks words", "Marked", "Confirmed"),
        [
            (rule.rule, rule.why, f"{rule.right + rule.wrong:,}", f"{rule.right:,}")
            for rule in figures.rules
        ],
        bars=bars(
            [
                (
                    f"{rule.why.rstrip('.')} ({rule.rule})",
                    f"{rule.right:,} of {rule.right + rule.wrong:,} confirmed",
                    rule.precision,
                )
                for rule in figures.rules[:MOST_BARS]
            ],
            whole=1.0,
        ),
    )


def agreement_rows(figures: Figures) -> list[tuple[str, str, str]]:
    """Return what pairs of experts said: first verdict, second verdict, how often."""
    counts = sorted(figures.agreement.counts.items(), key=lambda item: (-item[1], item[0]))
    return [(label_of(first), label_of(second), f"{n:,}") for (first, second), n in counts]


def _ends(period: Period) -> tuple[str, str]:
    return _day(period.since), _day(timezone.now())


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), "j M")  # type: ignore[arg-type]
