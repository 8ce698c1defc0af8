"""Texts that sound like an emergency bring the card with whom to ring; others don't."""

import pytest

from moderation.triage.emergency import seems_urgent


@pytest.mark.parametrize(
    "text",
    [
        "I have crushing chest pain and my arm hurts.",
        "My husband can’t breathe properly, what can I give him?",
        "I took too many tablets this morning, does it matter?",
        "She swallowed the whole box.",
        "One side of her face is drooping since lunch",
        "I want to end my life.",
        "His lip bled and it won't\nstop bleeding",
    ],
)
def test_danger_told_in_everyday_words_is_urgent(text: str) -> None:
    assert seems_urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "I had a heart attack in 2012 and take aspirin since.",
        "The tablets took all my energy.",
        "Chest pain went away years ago.",
        "I took all the advice here to heart.",
        "Does too much calcium harm the kidneys?",
        "My scan is on Monday.",
    ],
)
def test_stories_and_questions_are_not_urgent(text: str) -> None:
    assert not seems_urgent(text)
