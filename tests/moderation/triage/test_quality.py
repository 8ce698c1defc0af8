"""How well triage does on replies that it hasn't learned from. Floors, not targets."""

from collections.abc import Iterable, Sequence
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


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values)


def test_held_back_advice_is_found() -> None:
    replies = load_guard()
    found = _assessed(replies)
    wanted = [reply.severity > 0 for reply in replies]
    marked = [a.advice for a in found]
    assert average_precision([a.score for a in found], wanted) > 0.89
    assert _share(m for m, w in zip(marked, wanted, strict=True) if w) > 0.87
    assert _share(w for m, w in zip(marked, wanted, strict=True) if m) > 0.7
    assert _share(m for m, reply in zip(marked, replies, strict=True) if reply.severity == 3) > 0.86


@pytest.mark.parametrize(
    ("kinds", "most"),
    [
        (("thanks", "smalltalk", "condolence"), 0.15),
        (("question",), 0.18),
        (("experience", "story", "reported_self", "plan"), 0.25),
    ],
)
def test_held_back_thanks_questions_and_stories_are_left_alone(
    kinds: tuple[str, ...], most: float
) -> None:
    found = _assessed([reply for reply in load_guard() if reply.kind in kinds])
    assert _share(a.advice for a in found) < most


def test_held_back_grave_advice_comes_early_in_the_queue() -> None:
    replies = load_guard()
    found = zip(_assessed(replies), replies, strict=True)
    queue = sorted(found, key=lambda pair: (-pair[0].severity, -pair[0].score))
    grave = [reply.severity == 3 for _, reply in queue]
    assert sum(grave[: len(grave) * 3 // 10]) / sum(grave) > 0.7


def test_real_replies_rank_advice_above_the_rest() -> None:
    replies = _replies(REAL)
    found = _assessed(replies)
    assert area([a.score for a in found], [reply.severity > 0 for reply in replies]) > 0.75
