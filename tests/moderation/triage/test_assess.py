"""What triage marks, told through the people who write and read."""

import pytest

from moderation.triage import model
from moderation.triage.assess import FIELDS, Assessment, assess


def _covered(text: str, found: Assessment) -> list[str]:
    return [text[reason.start : reason.end] for reason in found.reasons]


def test_assess_when_a_reader_is_told_to_stop_her_bisphosphonate() -> None:
    text = "Sorry to hear it. You should stop the alendronate, it does nothing."
    found = assess(text, parent="My jaw aches since I am on it")
    assert found.advice
    assert found.severity == 3
    assert found.field == "medicines"
    assert any("stop the alendronate" in words for words in _covered(text, found))


def test_assess_when_the_name_of_the_medicine_is_misspelt() -> None:
    found = assess("You should stop taking fosomax now.")
    assert found.advice
    assert found.severity == 3


def test_assess_when_a_writer_says_thank_you() -> None:
    found = assess("Thank you for this, it was easy to follow.")
    assert found == Assessment(False, 0, found.score, "", (), found.rules)
    assert found.score < 0.3


@pytest.mark.parametrize(
    ("advice", "story"),
    [
        ("Halve yours for a fortnight.", "I halved mine for a fortnight."),
        ("Stop the statin for a month.", "I stopped the statin for a month."),
        (
            "You should take 4000 IU of vitamin D every morning.",
            "I take 4000 IU of vitamin D every morning.",
        ),
        ("Swap the omeprazole for ginger tea.", "Does anyone drink ginger tea with omeprazole?"),
        ("Don't bother with the doctor, it's only wind.", "My doctor thinks it's only wind."),
        ("You don't need a scan for that.", "Please ask your GP for a scan."),
        ("Try magnesium at bedtime.", "I tried magnesium at bedtime, no change."),
    ],
)
def test_assess_when_only_the_person_told_differs(advice: str, story: str) -> None:
    told, lived = assess(advice), assess(story)
    assert told.advice
    assert not lived.advice
    assert told.score > lived.score


@pytest.mark.parametrize(
    ("parent", "text"),
    [
        ("can I take two zopiclone tonight", "yes"),
        ("should I stop the aspirin before the dentist", "I would, five days before"),
        ("is it safe to take tramadol while breastfeeding", "it's fine"),
    ],
)
def test_assess_when_two_words_answer_a_question_about_a_dose(parent: str, text: str) -> None:
    found = assess(text, parent=parent)
    assert found.advice
    assert found.severity == 3


@pytest.mark.parametrize(
    ("parent", "text"),
    [
        ("is the clinic open on saturdays", "yes"),
        ("how many fractures have you had", "two"),
        ("which bus goes to the hospital", "the 14"),
    ],
)
def test_assess_when_two_words_answer_something_else(parent: str, text: str) -> None:
    assert not assess(text, parent=parent).advice


def test_assess_takes_the_topic_when_there_is_no_parent() -> None:
    topic = "Can I take two zopiclone tonight?"
    assert assess("yes", topic=topic).score == assess("yes", parent=topic).score
    assert assess("yes", topic=topic).score > assess("yes").score


def test_assess_when_a_story_of_one_sentence_stands_before_an_order() -> None:
    text = (
        "My doctor told me to stop it and I was fine. It was a long winter and we had the "
        "grandchildren. Stop taking your warfarin, love."
    )
    found = assess(text)
    assert found.advice
    assert found.severity == 3
    assert any("warfarin" in words for words in _covered(text, found))


@pytest.mark.parametrize(
    "text",
    [
        "It ruined my year, do not take this medicine.",
        "This drug ruined my life, please stay away from it.",
        "I would not recommend this drug to anyone.",
    ],
)
def test_assess_when_a_bad_story_ends_in_a_warning(text: str) -> None:
    found = assess(text)
    assert found.advice
    assert found.severity == 3


def test_assess_when_a_reader_is_offered_leftover_tablets() -> None:
    found = assess("I have a spare box of pregabalin, message me.", parent="run out till monday")
    assert found.advice
    assert found.severity == 3
    assert found.field == "medicines"


def test_assess_reads_only_the_questions_of_a_long_parent() -> None:
    story = "We went to the sea and it rained for a week, and my mother sang in the car. " * 4
    asked = assess("yes", parent=story + "Can I take two zopiclone tonight?")
    told = assess("yes", parent=story)
    assert asked.advice
    assert not told.advice


def test_assess_leaves_out_what_the_writer_quotes() -> None:
    quoted = "> You should stop your warfarin today.\n\nThat frightened me."
    assert not assess(quoted).advice
    assert assess("You should stop your warfarin today.").advice


def test_assess_marks_behind_a_quote_at_the_right_place() -> None:
    text = "> How do you all manage?\n\nYou should stop the prednisolone today."
    found = assess(text)
    assert found.advice
    assert all(reason.start > text.index("\n") for reason in found.reasons)


def test_assess_reads_through_a_masked_address() -> None:
    text = "Stop your insulin and write to me, sk*****@***il.com"
    found = assess(text)
    assert found.advice
    assert not any("*****" in words for words in _covered(text, found))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("You should stop your ramipril.", "medicines"),
        ("Take 5000 IU of vitamin D every day.", "supplements"),
        ("Cut out all dairy and gluten, it will clear.", "diet"),
        ("You don't need a doctor for that.", "care"),
    ],
)
def test_assess_names_the_field(text: str, field: str) -> None:
    found = assess(text)
    assert found.field == field
    assert found.field in FIELDS


def test_assess_gives_reasons_of_one_plain_sentence() -> None:
    for text in ("You should stop your ramipril.", "Take zinc daily.", "No need to see a doctor."):
        for reason in assess(text).reasons:
            assert reason.why.endswith(".")
            assert len(reason.why.split()) <= 20


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "> quoted only", "🙄", "*", "```"])
def test_assess_when_nothing_is_said(text: str) -> None:
    found = assess(text)
    assert not found.advice
    assert found.score == 0.0 or text == "🙄"


def test_amount_that_somebody_is_told_to_need_is_marked_whatever_stands_around_it() -> None:
    text = "You need 5,000 IU a day, every day, all year. My sister agrees, and so does the vicar."
    found = assess(text, topic="Vitamin D and your bones")
    assert found.advice
    assert found.severity >= 2
    assert text[found.reasons[0].start : found.reasons[0].end].startswith("You need 5,000 IU")


def test_thanks_for_advice_is_no_advice() -> None:
    advice = "You should leave four hours between them. Take the calcium with lunch."
    assert not assess("Thank you, Colleen. I had no idea. Lunch it is.", parent=advice).advice


def test_assess_with_other_weights_when_a_site_taught_it_a_word() -> None:
    text = "Bob's your uncle with the wobblestick."
    taught = model.adjusted(model.load(), {"advice": {"wobblestick": 6.0}}, version="ours")
    assert not assess(text).advice
    found = assess(text, weights=taught)
    assert found.advice
    assert found.rules == "ours"
    assert not assess(text).advice


def test_a_reason_marks_words_without_the_commas_around_them() -> None:
    text = "If you can't sit upright for half an hour, skip the tablet that week, it does no harm."
    marked = [text[reason.start : reason.end] for reason in assess(text).reasons]
    assert marked
    assert [words for words in marked if words != words.strip(" ,.;:!?")] == []
    assert any(words.startswith("skip") for words in marked)
