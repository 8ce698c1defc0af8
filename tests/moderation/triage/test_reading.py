"""How a text becomes sentences of tagged tokens."""

import pytest

from moderation.triage import lexicon
from moderation.triage.normalise import normalise
from moderation.triage.reading import read
from moderation.triage.tags import CODES


def _codes(text: str) -> str:
    return "".join(sentence.codes for sentence in read(text))


def _tagged(text: str) -> list[tuple[str, str]]:
    names = {code: name for name, code in CODES.items()}
    return [
        (word, names[code])
        for sentence in read(text)
        for word, code in zip(sentence.words, sentence.codes, strict=True)
    ]


def test_read_knows_a_dose_and_how_often() -> None:
    assert _tagged("10 mg twice daily") == [("10", "dose"), ("twice daily", "frequency")]
    assert _tagged("25mcg") == [("25mcg", "dose")]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("fosomax", "medicine"),
        ("mirtazepine", "medicine"),
        ("qeutiapine", "medicine"),
        ("vitiman d", "supplement"),
        ("osteoperosis", "condition"),
        ("docter", "professional"),
    ],
)
def test_read_knows_a_name_that_is_nearly_right(typed: str, kind: str) -> None:
    assert _codes(typed) == CODES[kind]


@pytest.mark.parametrize("word", ["hormone", "program", "creator", "hearing", "patience"])
def test_read_leaves_ordinary_words_alone(word: str) -> None:
    assert _codes(word) == CODES["other"]


def test_read_takes_curly_and_missing_apostrophes_alike() -> None:
    assert _codes("don’t take it") == _codes("dont take it") == _codes("don't take it")


def test_read_ends_a_sentence_at_its_mark_and_at_a_new_line() -> None:
    assert len(read("I stopped. You go on\nAnd you?")) == 3
    assert len(read("you should stop\ntaking it")) == 1


def test_read_cuts_a_sentence_without_an_end() -> None:
    assert all(len(sentence.words) <= 48 for sentence in read("stop " * 500))


def test_normalise_blanks_what_others_wrote() -> None:
    text = "> stop your pills\nOh no\n```\nstop\n```\nsee https://example.org/stop-pills"
    assert "stop" not in normalise(text)
    assert "oh no" in normalise(text)


def test_normalise_folds_letters_with_marks() -> None:
    assert normalise("Ménière’s") == "meniere's"


def test_lexicon_refuses_an_unknown_kind() -> None:
    with pytest.raises(KeyError):
        lexicon.parse(["aspirin\tpoison\t\town list"])


def test_lexicon_gives_every_name_a_source_and_gives_it_once() -> None:
    seen: set[str] = set()
    for table in lexicon.tables():
        for line in table.splitlines():
            if line.startswith("#") or not line:
                continue
            name, kind, _, source = line.split("\t")
            assert source, name
            assert kind in CODES, name
            assert name not in seen, name
            seen.add(name)
    assert len(seen) > 4000


def test_read_joins_a_not_that_stands_apart_and_keeps_its_place() -> None:
    text = "They ca n’t hear"
    assert _codes(text) == _codes("They can't hear")
    (sentence,) = read(text)
    assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == [
        "They",
        "ca n’t",
        "hear",
    ]
