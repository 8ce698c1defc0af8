"""Telephone numbers in the ways people write them, and digits that are none."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.clean import clean, clean_html, clean_imported
from moderation.text.policy import Policy
from moderation.text.redact import redact

NOTE = "[phone number hidden]"


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@pytest.mark.parametrize(
    "number",
    [
        "**07911** 123456",
        "*07911*123456",
        "`07911` `123456`",
        r"07911\-123456",
        "07911\n123456",
        "07911\n\n123456",
        "\n- 07911\n- 123456",
        "\n1. 07911\n2. 123\n3. 456",
        "\n> 07911\n> 123456",
        "\n0\n7\n9\n1\n1\n1\n2\n3\n4\n5\n6",
        "[07911](https://a.example)[123456](https://b.example)",
        "<b>07911</b><i>123456</i>",
        "07911:123:456",
        "07911, 123456",
        "07911 ... 123456",
        "07911     123456",
        "07911=123456",
        "07911 | 123456",
        "447911123456",
        "oh seven nine one one\none two three\nfour five six",
    ],
)
def test_no_spelling_keeps_a_number_readable(number: str) -> None:
    text = f"Do ring me on {number}\n\nif the bus is late."
    assert [item.kind for item in redact(text).hidden] == ["phone"]
    shown = re.sub(r"<[^>]*>", "", clean(text).html)
    assert "123456" not in digits(shown)
    assert "four five" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "Just ring me...07911 123456",
        "mobile-07911 123456",
        "Landline/01904 496022",
        "WhatsApp+447911123456",
        "ring07911123456",
        "07911123456please",
        "phone=07911123456",
        "ring me #07911123456",
        "0-7-9-1-1-1-2-3-4-5-6",
    ],
)
def test_what_is_glued_to_a_number_does_not_save_it(text: str) -> None:
    assert NOTE in redact(text).text


@pytest.mark.parametrize(
    "text",
    [
        "The helpline never answers. Ring me on 07911 123456",
        "I answer at a hotline, but my own phone is 07911 123456",
        "This is no emergency: 07911 123456",
        "my whatsapp id is 07911 123456",
        "ring me, in any case 07911 123456",
        "ring me on 07911 123456 people",
        "ring me on 07911 123456 24/7",
    ],
)
def test_an_excuse_in_other_words_does_not_save_a_number(text: str) -> None:
    assert NOTE in redact(text).text


@pytest.mark.parametrize(
    "text",
    [
        "The stroke helpline on 0300 123 4567 was kind to me.",
        "Call 020 7946 0991, the poison line, at any hour.",
        "The advice line is 07911 123456.",
        "The lines are open 0800-1830, on Sundays 0900-1230, so phone then.",
        "You can ring 8.30-12.30 and 14.00-18.30.",
        "My phone counted 118 79 64 steps an hour.",
        "Call it a bad week:\n7.2\n6.9\n11.4\n8.8",
        "Order 07911 123456 never came.",
        "Scans on 12.03.2024, 18.04.2025 and 01/02/2026, they will ring.",
        "| day | mg |\n|---|---|\n| Mon | 2500 |\n| Tue | 2500 |\n| Wed | 5000 |",
        "https://news.example/2024/07/11/0145623998",
        "[paper](https://doi.example/10.1016/S0140-6736(18)31788-4)",
        "IBAN DE89 3704 0044 0532 0130 00",
        "My mobile broke on 01/02/2023 09:15.",
        "0791 1123 456 is the serial number of my phone.",
        "The helpline told me to call 0300 303 5678 on Monday.",
        "The rows (cost=0.28..4321.12 and 0.42..5123.44)",
    ],
)
def test_other_digits_stay(text: str) -> None:
    assert redact(text).text == text
    assert "hidden" not in clean(text).html


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/07911123456",
        "https://07911-123456.example.org/",
        "https://signal.me/#p/+447911123456",
        "https://example.org/me?tel=01904496022",
    ],
)
def test_a_link_carries_no_number(target: str) -> None:
    for text in (target, f"[me]({target})"):
        assert len(redact(text).hidden) == 1
        assert digits(target)[-6:] not in digits(clean(text).html)


@pytest.mark.parametrize("text", ["My NHS number is 943 476 5919", "patient number: 12345678"])
def test_a_patient_number_is_told_as_one(text: str) -> None:
    assert [item.kind for item in redact(text).hidden] == ["insurance_number"]


def test_imported_texts_are_read_without_their_tags() -> None:
    html = "<p>Ring <b>07911</b> 123<sup>456</sup></p>"
    assert digits(clean_html(html).html) == digits(clean_imported(html).html) == ""


def test_what_only_markdown_joins_goes_too() -> None:
    cleaned = clean("Ring 0117![ ](x)496![ ](y)0322 please")
    assert "0322" not in cleaned.html


GAPS = st.sampled_from(
    ["", " ", "-", ".", "/", "  ", "**", "\n", ", ", ":", " - ", "\\-", "&nbsp;"]
)
CUES = st.sampled_from(["Ring me on {}", "my mobile: {}", "Text {} please", "WhatsApp {}!"])


@settings(max_examples=300, deadline=None)
@given(st.integers(100_000, 999_999), GAPS, GAPS, CUES)
def test_no_mobile_number_survives_a_cue(number: int, first: str, second: str, cue: str) -> None:
    tail = str(number)
    text = cue.format(f"07911{first}{tail[:3]}{second}{tail[3:]}")
    redaction = redact(text)
    assert len(digits(redaction.text)) < 6, redaction.text
    assert redact(redaction.text).text == redaction.text
    assert len(digits(re.sub(r"<[^>]*>", "", clean(text).html))) < 6


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(1, 999), min_size=1, max_size=12),
    st.sampled_from([", ", "; ", "\n", "\n- ", " | ", " and "]),
    st.sampled_from(["mg", "mmol/l", "ml", "%", "steps"]),
)
def test_amounts_stay_however_many(amounts: list[int], gap: str, unit: str) -> None:
    text = "It was " + gap.join(f"{amount} {unit}" for amount in amounts)
    assert redact(text, Policy()).text == text
