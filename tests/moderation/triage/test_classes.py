"""Classes of words: what is learned of one is true of the next."""

from moderation.triage import classes
from moderation.triage.features import context_of, look
from moderation.triage.lexicon import load as load_lexicon
from moderation.triage.tags import OPEN_CLASSES


def _features(text: str) -> set[str]:
    return {name for view in look(text, context_of(None, None)) for name in view.features}


def test_each_word_is_in_one_class() -> None:
    shipped = classes.load()
    assert classes.parse("bin chuck\nfridge") == {"bin": "~0", "chuck": "~0", "fridge": "~1"}
    assert len(set(shipped.values())) == 1500
    assert all(word == word.lower() and " " not in word for word in shipped)


def test_words_that_are_read_as_their_kind_have_no_class() -> None:
    kinds = load_lexicon().codes
    assert not [word for word in classes.load() if kinds.get(word, ".") in OPEN_CLASSES]


def test_two_words_of_one_class_share_a_feature() -> None:
    shipped = classes.load()
    assert shipped["sofa"] == shipped["armchair"]
    shared = _features("look on the sofa") & _features("mind the armchair")
    assert shipped["sofa"] in shared


def test_two_forms_of_a_word_share_their_beginning() -> None:
    assert "relax-" in _features("relaxing helps") & _features("relaxed people")


def test_first_and_last_sentence_are_told_apart() -> None:
    views = look(
        "The rain has come down all day. Nobody went out of the house. We played cards until late.",
        context_of(None, None),
    )
    places = [name for view in views for name in view.features if name.startswith("place=")]
    assert places == ["place=first", "place=middle", "place=last"]
