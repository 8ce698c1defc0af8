"""Cohen's kappa, against values that were reckoned by hand."""

import pytest

from moderation.agreement import agreement


def test_kappa_is_that_of_the_worked_example() -> None:
    # 50 grants read by two people: 20 times both yes, 15 times both no. By hand: observed 0.7,
    # expected 0.5 * 0.6 + 0.5 * 0.4 = 0.5, so kappa is 0.2 / 0.5.
    found = agreement({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert (found.pairs, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.words == "fair"
    assert found.is_enough


@pytest.mark.parametrize(
    ("counts", "kappa", "words"),
    [
        ({("a", "a"): 4, ("b", "b"): 6}, 1.0, "almost perfect"),
        ({("a", "b"): 5, ("b", "a"): 5}, -1.0, "poor"),
        ({("a", "a"): 1, ("a", "b"): 1, ("b", "a"): 1, ("b", "b"): 1}, 0.0, "poor"),
    ],
)
def test_kappa_at_its_ends(counts: dict[tuple[str, str], int], kappa: float, words: str) -> None:
    found = agreement(counts)
    assert found.kappa == pytest.approx(kappa)
    assert found.words == words
    assert not found.is_enough


@pytest.mark.parametrize("counts", [{}, {("a", "a"): 7}])
def test_kappa_has_no_value_where_chance_alone_would_agree(
    counts: dict[tuple[str, str], int],
) -> None:
    assert agreement(counts).kappa is None
    assert agreement(counts).words == ""
