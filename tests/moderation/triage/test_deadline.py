"""A reading that takes too long ends, wherever it is."""

from itertools import count

import pytest

from moderation.triage.assess import assess
from moderation.triage.deadline import TooSlowError, within


def test_a_check_passes_until_its_time_is_over() -> None:
    ticks = iter([0.0, 1.0, 2.0, 2.5])
    check = within(2.0, clock=lambda: next(ticks))
    check()
    check()
    with pytest.raises(TooSlowError):
        check()


def test_a_long_text_is_left_in_the_middle() -> None:
    asked = count()

    def check() -> None:
        if next(asked) == 5:
            raise TooSlowError

    text = " ".join(f"We met {number} people by the lake." for number in range(100))
    with pytest.raises(TooSlowError):
        assess(text, check=check)
    assert next(asked) == 6


def test_a_reading_in_time_says_the_same() -> None:
    text = "Stop taking your warfarin. It rained all day."
    assert assess(text, check=within(60)) == assess(text)
