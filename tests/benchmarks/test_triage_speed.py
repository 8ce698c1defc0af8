"""Triage runs inside the request: its cost against that of plain tokens in the same run."""

import re

import pytest

from moderation.triage.assess import assess
from moderation.triage.corpus import load
from tests.benchmarks.clock import seconds

_PLAIN = re.compile(r"\w+")


def test_triage_keeps_up_with_a_busy_forum() -> None:
    replies = load()[:600]

    def triage() -> None:
        for reply in replies:
            assess(reply.text, parent=reply.parent)

    def plain() -> None:
        for _ in range(100):
            for reply in replies:
                _PLAIN.findall(reply.text)
                _PLAIN.findall(reply.parent or "")

    triage()
    # 7,200 replies a second on the machine where plain tokens make 520,000: the yardstick keeps
    # the test true on slower machines, and the rest is for neighbours that fill the caches.
    assert seconds(triage, 3) < 1.3 * seconds(plain, 3)


@pytest.mark.parametrize(
    "words",
    [
        "stop taking your tablets ",
        "you should take 10 mg fosamax daily instead of the other one, ",
        "don't ",
        "fosomax ",
        "> ",
        "?! ",
        "stop. it. take. ",
        "***@ ",
    ],
)
def test_triage_of_a_long_text_costs_in_proportion(words: str) -> None:
    short, long = words * (10_000 // len(words)), words * (100_000 // len(words))
    assess(short)
    quick, slow = seconds(lambda: assess(short), 3), seconds(lambda: assess(long), 3)
    plain = seconds(lambda: _PLAIN.findall(long), 3)
    assert slow < 15 * quick + 0.02
    assert slow < max(0.1, 30 * plain)
