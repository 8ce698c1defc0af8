"""What reads a reply beside the linear model: nothing, or an embedding as a second opinion.

The choice is the process's, made once at start; what it needs is loaded with the first reply.
"""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Final, Protocol, TypeAlias

from moderation.triage.embeddings import MODULE, PACKAGE, Embeddings

Tilt: TypeAlias = Callable[[float], float]

RULES: Final = "rules"
EMBEDDINGS: Final = "embeddings"
BACKENDS: Final = (RULES, EMBEDDINGS)
_chosen: list[str] = [RULES]


class Backend(Protocol):
    """Something that has an opinion of a reply as a whole."""

    def tilt(self, text: str, *, parent: str | None, topic: str | None) -> Tilt:
        """Return what to make of the logit of advice that the linear model gives a sentence."""


class Rules:
    """The rules alone: what the linear model says, stands."""

    def tilt(self, text: str, *, parent: str | None, topic: str | None) -> Tilt:
        """Return the logit as it is."""
        return float


def missing(name: str) -> str:
    """Return the package that a backend needs and that isn't installed; "" if it is all there."""
    return PACKAGE if name == EMBEDDINGS and find_spec(MODULE) is None else ""


def configure(name: str) -> None:
    """Choose the process's backend; KeyError for none of BACKENDS."""
    if name not in BACKENDS:
        raise KeyError(name)
    _chosen[:] = [name]


def current() -> Backend:
    """Return the process's backend. The first call loads what it needs."""
    return _made(_chosen[0])


@cache
def _made(name: str) -> Backend:
    return Embeddings() if name == EMBEDDINGS else Rules()
