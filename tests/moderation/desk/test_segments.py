"""The doubted words, marked with the numbers of the reasons."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.reading import Segment, segments

places = st.integers(min_value=-5, max_value=40)
spans = st.lists(st.fixed_dictionaries({"start": places, "end": places}), max_size=6)


def test_words_without_a_reason_are_one_piece() -> None:
    assert segments("Stop it.", []) == [Segment("Stop it.", ())]
    assert segments("", []) == []


def test_two_reasons_that_overlap_make_three_marked_pieces() -> None:
    reasons = [{"start": 0, "end": 8}, {"start": 5, "end": 12}]
    assert segments("Stop it at once.", reasons) == [
        Segment("Stop ", (1,)),
        Segment("it ", (1, 2)),
        Segment("at o", (2,)),
        Segment("nce.", ()),
    ]


def test_a_reason_within_another_and_one_for_the_same_words() -> None:
    reasons = [{"start": 0, "end": 7}, {"start": 5, "end": 7}, {"start": 5, "end": 7}]
    assert segments("Stop it", reasons) == [Segment("Stop ", (1,)), Segment("it", (1, 2, 3))]


def test_a_reason_that_reaches_out_of_the_text_is_cut() -> None:
    assert segments("Stop", [{"start": -3, "end": 99}]) == [Segment("Stop", (1,))]
    assert segments("Stop", [{"start": 4, "end": 9}]) == [Segment("Stop", ())]
    assert segments("", [{"start": 0, "end": 9}]) == []


@given(st.text(max_size=30), spans)
def test_the_pieces_are_the_text_and_each_letter_has_its_numbers(
    text: str, reasons: list[dict[str, int]]
) -> None:
    pieces = segments(text, reasons)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    numbers = [piece.numbers for piece in pieces for _ in piece.text]
    for place, found in enumerate(numbers):
        wanted = [
            number
            for number, reason in enumerate(reasons, start=1)
            if reason["start"] <= place < reason["end"]
        ]
        assert list(found) == wanted
