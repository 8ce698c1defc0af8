"""The words for what is hidden in a text."""

import pytest

from moderation.hidden import DETAILS, count_kinds, in_words, sentence
from moderation.text.masks import NOTES


@pytest.mark.parametrize(
    ("kinds", "words", "told"),
    [
        ([], "", ""),
        (["email"], "an e-mail address", "1 e-mail address is hidden in this text."),
        (
            ["phone", "email", "phone"],
            "2 telephone numbers and an e-mail address",
            "2 telephone numbers and 1 e-mail address are hidden in this text.",
        ),
        (["detail"] * 3, "3 private details", "3 private details are hidden in this text."),
    ],
)
def test_kinds_and_numbers_in_words(kinds: list[str], words: str, told: str) -> None:
    assert in_words(count_kinds(kinds)) == words
    assert sentence(count_kinds(kinds)) == told


def test_every_kind_that_the_filter_hides_has_words() -> None:
    assert DETAILS.keys() == NOTES.keys()
