"""Seconds of the text filters: ordinary posts, and 64 kB built to hurt.

The bounds are wide: they catch another order of growth, not a slow day.
"""

from functools import partial

from moderation.text.clean import clean
from moderation.text.redact import redact
from tests.benchmarks.clock import seconds
from tests.moderation.text.corpus_files import innocent
from tests.moderation.text.hostile import UNITS, hostile

SMALL, LARGE = 16 * 1024, 64 * 1024


def test_ordinary_posts_pass_quickly() -> None:
    lines = [case.text for case in innocent("innocent_dev") if "@" not in case.text]
    posts = ["\n".join(lines[first : first + 6]) for first in range(0, len(lines), 6)]
    spent = sum(seconds(partial(redact, post)) for post in posts)
    assert sum(map(len, posts)) / spent > 50_000, "characters per second"


def test_hostile_texts_cost_no_more_than_their_length() -> None:
    for unit in UNITS:
        small, large = (seconds(partial(redact, hostile(unit, size))) for size in (SMALL, LARGE))
        assert large < 1.0, unit
        assert large < 7 * small + 0.2, unit


def test_hostile_texts_render_in_time() -> None:
    for unit in UNITS[::3]:
        assert seconds(partial(clean, hostile(unit, LARGE))) < 2.0, unit
