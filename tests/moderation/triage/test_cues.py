"""The table of cues and its small language."""

import pytest

from moderation.triage.assess import FIELDS
from moderation.triage.cues import compile_pattern, load, parse
from moderation.triage.tags import CODES


def _codes(*kinds: str) -> str:
    return "".join(CODES[kind] for kind in kinds)


def test_compile_pattern_bridges_a_gap_of_a_given_length() -> None:
    pattern = compile_pattern("stop ~1 medicine")
    assert pattern.search(_codes("stop", "determiner", "medicine"))
    assert not pattern.search(_codes("stop", "determiner", "other", "medicine"))


def test_compile_pattern_reads_either_neither_and_maybe() -> None:
    pattern = compile_pattern("^ you? take|stop !condition $")
    assert pattern.search(_codes("you", "take", "medicine"))
    assert pattern.search(_codes("stop", "medicine"))
    assert not pattern.search(_codes("stop", "condition"))
    assert not pattern.search(_codes("other", "stop", "medicine"))


def test_compile_pattern_never_looks_across_a_question_mark() -> None:
    assert not compile_pattern("stop ~3 medicine").search(
        _codes("stop", "question-mark", "medicine")
    )


def test_compile_pattern_refuses_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        compile_pattern("stop ~2 potion")


def test_parse_refuses_a_line_with_a_missing_column() -> None:
    with pytest.raises(ValueError, match="unpack"):
        parse("stop-medicine\tmedicines\t3\tstop medicine")


def test_load_gives_each_cue_a_field_a_severity_and_a_plain_reason() -> None:
    cues = load()
    assert len({cue.name for cue in cues}) == len(cues)
    for cue in cues:
        assert cue.field in ("", *FIELDS), cue.name
        assert cue.severity in (0, 1, 2, 3), cue.name
        assert cue.why.endswith("."), cue.name
        assert len(cue.why.split()) <= 20, cue.name
