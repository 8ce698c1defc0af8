"""What holds of triage whatever somebody types."""

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.triage.assess import FIELDS, assess
from moderation.triage.normalise import normalise
from moderation.triage.reading import read

_PHRASES = (
    "you should stop", "fosamax", "10 mg", "daily", "don't", "I", "my doctor told me", "?", ".",
    "take", "vitamin d", "\n", "> quoted", "you", "sk*****@***il.com", "İ", "ﬁ", "’", "```", "½",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(_PHRASES), max_size=40).map(" ".join),
)


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.none() | TEXTS, st.none() | TEXTS)
def test_assess_answers_every_text_alike_and_within_its_bounds(
    text: str, parent: str | None, topic: str | None
) -> None:
    found = assess(text, parent=parent, topic=topic)
    assert found == assess(text, parent=parent, topic=topic)
    assert 0 <= found.score <= 1
    assert found.advice == (found.severity > 0) == (found.field != "") == bool(found.reasons)
    assert found.field in ("", *FIELDS)
    for reason in found.reasons:
        assert 0 <= reason.start < reason.end <= len(text)


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_normalise_moves_no_character(text: str) -> None:
    assert len(normalise(text)) == len(text)


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_read_gives_tokens_in_order_with_one_code_each(text: str) -> None:
    last = 0
    for sentence in read(text):
        assert len(sentence.words) == len(sentence.codes) == len(sentence.starts)
        for start, end in zip(sentence.starts, sentence.ends, strict=True):
            assert last <= start < end <= len(text)
            last = end
