"""What to expect at each limit, on a site with its own rate of advice."""

import pytest

from moderation.triage import bands, corpus, model
from moderation.triage.training import Scores


def _scores(*rows: tuple[int, float, float]) -> Scores:
    """Return scores of made-up replies: severity, probability of advice, of severity 3."""
    replies = [corpus.Reply(str(n), None, str(n), row[0], "") for n, row in enumerate(rows)]
    advice, grave = [row[1] for row in rows], [row[2] for row in rows]
    return Scores(replies, advice, grave, [0.0] * len(rows))


# Half of them advice, as in the corpus: one plain reply in four is marked, all advice but one.
HALF = _scores(
    (0, 0.1, 0.0),
    (0, 0.1, 0.0),
    (0, 0.2, 0.0),
    (0, 0.6, 0.1),
    (1, 0.2, 0.1),
    (2, 0.7, 0.2),
    (3, 0.8, 0.7),
    (3, 0.9, 0.9),
)


def test_expect_as_in_the_corpus() -> None:
    found = bands.tabulate(HALF, "v").expect(0.5, 0.8, 0.5)
    assert found.marked == pytest.approx(4 / 8)
    assert found.precision == pytest.approx(3 / 4)
    assert found.recall == pytest.approx(3 / 4)
    assert found.grave_recall == 1
    assert found.held == pytest.approx(1 / 8)
    assert found.held_precision == 1
    assert found.held_recall == 0.5


def test_expect_where_advice_is_rarer() -> None:
    found = bands.tabulate(HALF, "v").expect(0.5, 0.8, 0.1)
    assert found.recall == pytest.approx(3 / 4)
    assert found.marked == pytest.approx(0.1 * 3 / 4 + 0.9 / 4)
    assert found.precision == pytest.approx(0.075 / 0.3)


def test_what_is_held_is_marked_too() -> None:
    table = bands.tabulate(HALF, "v")
    assert table.expect(0.95, 0.6, 0.5).marked == table.expect(0.95, 0.6, 0.5).held


def test_expect_on_a_site_without_advice_or_at_no_limit() -> None:
    table = bands.tabulate(HALF, "v")
    assert table.expect(0.5, 0.8, 0.0).recall == 0
    assert table.expect(0.99, 0.99, 0.5).precision == 0


def test_table_is_read_as_it_was_written() -> None:
    table = bands.tabulate(HALF, "v")
    assert bands.parse(bands.dump(table)) == table


def test_shipped_table_belongs_to_the_shipped_weights() -> None:
    weights, table = model.load(), bands.load()
    assert table.version == weights.version, "train again: one run writes both"
    assert sum(table.replies) == len(corpus.load())
    limits = weights.thresholds
    found = table.expect(limits["advice"], limits["grave"], 0.45)
    assert found.recall > 0.85
    assert found.precision > 0.7
