import pytest

from moderation.text.masks import MASK, mask_address
from moderation.text.policy import Policy, configure, current
from moderation.text.redact import redact


@pytest.mark.parametrize(
    ("address", "mask"),
    [
        ("sarah.miller@gmail.com", "sa*****@***il.com"),
        ("anna@gmx.de", "a*****@***.de"),
        ("jo@mail.co.uk", "*****@***.co.uk"),
        ("jo@mail.clinic.org.au", "*****@***ic.org.au"),
        ("someone@deep.sub.hospital.example", "so*****@***al.example"),
        ("x.y.z@aol.com", "x*****@***.com"),
        ("user@[192.168.1.20]", "[email hidden]"),
        ("иван@почта.рф", "[email hidden]"),
        ("jane (at) gmail (dot) com", "j*****@***il.com"),
        ("jane dot doe at gmail dot com", "[email hidden]"),
    ],
)
def test_mask_shows_as_much_as_agreed(address: str, mask: str) -> None:
    redaction = redact(f"write to {address} please")
    assert redaction.text == f"write to {mask} please"


def test_mask_says_nothing_about_length() -> None:
    short, long = mask_address("sarah", ["gmail", "com"]), mask_address("sa" * 30, ["gmail", "com"])
    assert short == long


@pytest.mark.parametrize("note", ["sa*****@***il.com", "[email hidden]", "[phone number hidden]"])
def test_mask_that_is_there_stays_and_is_not_listed(note: str) -> None:
    redaction = redact(f"I saw {note}, and {note}.It is fine")
    assert redaction.text == f"I saw {note}, and {note}.It is fine"
    assert redaction.hidden == ()


def test_typed_mask_can_not_cut_an_address_in_two() -> None:
    assert "gmail" not in redact("jane.doe[email hidden]@gmail.com").text
    assert "gmail" not in redact("jane.doe@[email hidden]gmail.com").text


def test_hidden_says_kind_and_place_in_the_redacted_text() -> None:
    redaction = redact("a jane.doe@gmail.com b +44 7911 123456 c jane at yahoo dot com d")
    assert [item.kind for item in redaction.hidden] == ["email", "phone", "email"]
    assert [redaction.text[item.start : item.end] for item in redaction.hidden] == [
        "ja*****@***il.com",
        "[phone number hidden]",
        "[email hidden]",
    ]
    assert [item.certain for item in redaction.hidden] == [True, True, False]
    assert all(item.reason.endswith(".") for item in redaction.hidden)


def test_nothing_outside_a_mask_changes() -> None:
    redaction = redact("é\u200b\t\r\n jane.doe@gmail.com \x00ﬁ\u202e")
    assert redaction.text == "é\u200b\t\r\n ja*****@***il.com \x00ﬁ\u202e"


def test_told_without_evidence_is_a_doubt_and_stays() -> None:
    redaction = redact("She met jane at gmail")
    assert redaction.text == "She met jane at gmail"
    assert [item.kind for item in redaction.doubts] == ["email"]


@pytest.mark.parametrize(
    ("text", "switch"),
    [
        ("call me on 07911 123456", {"phones": False}),
        ("I was born on 12/03/1975", {"birth_dates": False}),
        ("my NHS number is 485 777 3456", {"insurance_numbers": False, "phones": False}),
        ("I live at 12 Oak Street", {"addresses": False}),
    ],
)
def test_each_kind_has_a_switch(text: str, switch: dict[str, bool]) -> None:
    assert redact(text).text != text
    assert redact(text, Policy(**switch)).text == text


def test_public_contacts_stay() -> None:
    policy = Policy(allowed=frozenset({"help@site.example", "020 7946 0991"}))
    text = "Write to help@site.example or HELP&#64;site.example, or call 020-7946-0991."
    assert redact(text, policy).text == text
    assert redact("nothelp@site.example", policy).text != "nothelp@site.example"


def test_helplines_stay() -> None:
    text = "Call 116 123, 0800 1111, 1-800-222-1222, 13 11 14 or 988 at any time."
    assert redact(text).text == text


def test_configure_sets_what_holds_without_a_policy() -> None:
    before = current()
    try:
        configure(Policy(phones=False))
        assert redact("call me on 07911 123456").hidden == ()
    finally:
        configure(before)


@pytest.mark.parametrize(
    "text",
    ["[call](skype:jane.doe91?call)", "<xmpp:jane@jabber>", "[x](https://wa.me/447911123456)"],
)
def test_links_to_a_person_go(text: str) -> None:
    redaction = redact(text)
    assert len(redaction.hidden) == 1
    assert "jane" not in redaction.text
    assert "447911" not in redaction.text


def test_every_mask_is_recognised() -> None:
    for local in ("a", "abc", "abcdef", "ÄÖ", ""):
        for host in (["x", "de"], ["gmail", "com"], ["a", "b", "co", "uk"], ["münchen", "de"]):
            assert MASK.fullmatch(mask_address(local, host))
