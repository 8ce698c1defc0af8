"""The work grows with the length of the text and no quicker, on texts built to hurt.

Counted are the calls that the interpreter makes, which no load on the machine can change. Seconds
are measured in `tests/benchmarks/`.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from moderation.text.clean import clean, clean_html, clean_imported
from moderation.text.redact import redact
from tests.moderation.text.hostile import UNITS, hostile

SMALL, LARGE = 300, 1200


def calls(work: Callable[[str], Any], text: str) -> int:
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    ("work", "units"),
    [(redact, UNITS), (clean, UNITS[::2]), (clean_html, UNITS[::3]), (clean_imported, UNITS[1::3])],
)
def test_work_grows_with_the_length(work: Callable[[str], Any], units: list[str]) -> None:
    for unit in units:
        work(hostile(unit, SMALL))  # fill the caches
        small, large = (calls(work, hostile(unit, size)) for size in (SMALL, LARGE))
        # Four times the text; a second round over a text that changed may double the rest.
        assert large <= 4.5 * small + 2500 or large <= 9 * small, (unit, small, large)
        assert large <= 900 * LARGE, (unit, large)
