"""What triage marks, told through the people who write and read."""

from moderation.triage.assess import FIELDS, assess


def test_assess_when_a_reader_is_told_to_stop_her_bisphosphonate() -> None:
    text = "Sorry to hear it. You should stop the alendronate, it does nothing."
    found = assess(text, parent="My jaw aches since I am on it")
    assert found.advice
    assert found.severity == 3
    assert found.field == "medicines"
    assert found.field in FIELDS
    assert "stop the alendronate" in text[found.reasons[0].start : found.reasons[0].end]


def test_assess_when_a_writer_says_thank_you() -> None:
    found = assess("Thank you for this, it was easy to follow.")
    assert not found.advice
    assert found.severity == 0
    assert found.field == ""
    assert found.reasons == ()
