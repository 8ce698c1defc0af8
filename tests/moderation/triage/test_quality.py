"""How well triage does on replies that it hasn't learned from. Floors, not targets."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from moderation.triage.assess import Assessment, assess
from moderation.triage.corpus import Reply, load_guard, parse
from moderation.triage.measure import area, average_precision

REAL = Path(__file__).parents[4] / "shared" / "data" / "real_replies_dev.jsonl"


def _replies(path: Path) -> list[Reply]:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    return parse(path.read_text(encoding="utf-8").splitlines())


def _assessed(replies: Sequence[Reply]) -> list[Assessment]:
    return [assess(reply.text, parent=reply.parent) for reply in replies]


def test_held_back_advice_is_found() -> None:
    replies = load_guard()
    found = _assessed(replies)
    wanted = [reply.severity > 0 for reply in replies]
    assert average_precision([a.score for a in found], wanted) > 0.85
    grave = [a.advice for a, reply in zip(found, replies, strict=True) if reply.severity == 3]
    assert sum(grave) / len(grave) > 0.85


def test_held_back_thanks_and_questions_are_left_alone() -> None:
    replies = [r for r in load_guard() if r.kind in ("thanks", "question", "smalltalk")]
    found = _assessed(replies)
    assert sum(a.advice for a in found) / len(found) < 0.25


def test_real_replies_rank_advice_above_the_rest() -> None:
    replies = _replies(REAL)
    found = _assessed(replies)
    assert area([a.score for a in found], [reply.severity > 0 for reply in replies]) > 0.7
