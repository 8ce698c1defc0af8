"""Labelled replies: reads them, and turns them into examples for each head."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Final

from moderation.triage.features import context_of, look
from moderation.triage.learn import Example

GRAVEST: Final = 3
WANTED: Final = {
    "advice": lambda severity: severity > 0,
    "grave": lambda severity: severity == GRAVEST,
    "general": lambda severity: severity == 1,
}
# Grave is told from the rest, and 1 from 2, among advice only: elsewhere it makes no sense to ask.
TOLD_AMONG: Final = {"advice": (0, 1, 2, 3), "grave": (1, 2, 3), "general": (1, 2)}


@dataclass(frozen=True, slots=True)
class Reply:
    """One labelled reply: severity 0 (no advice) to 3, and the kind that the guideline names."""

    name: str
    parent: str | None
    text: str
    severity: int
    kind: str
    topic: str | None = None
    # Where each sentence was labelled by itself: where it begins in the text, and its severity.
    marks: tuple[tuple[int, int], ...] = ()

    def severity_at(self, place: int) -> int:
        """Return the severity of the labelled sentence that holds the character at `place`."""
        return [severity for begin, severity in self.marks if begin <= place][-1]


@dataclass(frozen=True, slots=True)
class Seen:
    """A labelled reply with the features of its sentences."""

    reply: Reply
    sentences: tuple[tuple[str, ...], ...]
    severities: tuple[int, ...] = ()  # of each sentence, where it was labelled by itself

    def example(self, head: str) -> Example:
        """Return the reply as a whole, to be judged by one head."""
        return Example(self.sentences, WANTED[head](self.reply.severity))

    def lessons(self, head: str) -> list[Example]:
        """Return what one head learns from the reply.

        A reply that was labelled as a whole is one lesson about its worst sentence. One whose
        sentences were labelled teaches each sentence of advice by itself, and the innocent ones
        together as a reply without advice.
        """
        told = TOLD_AMONG[head]
        if not self.severities or not self.reply.severity:
            return [self.example(head)] if self.reply.severity in told else []
        labelled = list(zip(self.sentences, self.severities, strict=True))
        lessons = [
            Example((features,), WANTED[head](severity))
            for features, severity in labelled
            if severity and severity in told
        ]
        innocent = tuple(features for features, severity in labelled if not severity)
        if innocent and 0 in told:
            lessons.append(Example(innocent, positive=False))
        return lessons


def parse(lines: Iterable[str]) -> list[Reply]:
    """Return the replies of JSON Lines; raise ValueError or KeyError for a line that is none."""
    replies = []
    for line in lines:
        record = json.loads(line)
        severity = int(record["severity"])
        if severity not in range(4):
            raise ValueError(f"Severity {severity} of reply {record['id']} is not 0 to 3.")
        text, marks = _text_of(record)
        replies.append(
            Reply(
                record["id"],
                record["parent"],
                text,
                severity,
                record.get("kind", ""),
                record.get("topic"),
                marks,
            )
        )
    return replies


def _text_of(record: dict[str, Any]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text of a record, and the marks of its sentences where it lists them."""
    if "sentences" not in record:
        return record["text"], ()
    texts = [sentence["text"] for sentence in record["sentences"]]
    begins = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    severities = (sentence["severity"] for sentence in record["sentences"])
    return " ".join(texts), tuple(zip(begins, severities, strict=True))


def _shipped(name: str) -> tuple[Reply, ...]:
    file = files("moderation.triage") / "data" / name
    return tuple(parse(file.read_text(encoding="utf-8").splitlines()))


@cache
def load() -> tuple[Reply, ...]:
    """Return the labelled replies that are shipped in `data/corpus.jsonl`."""
    return _shipped("corpus.jsonl")


@cache
def load_guard() -> tuple[Reply, ...]:
    """Return the labelled replies in `data/guard.jsonl`, which no weights are learned from.

    They measure the shipped weights, and whether what a site has learned since costs too much.
    """
    return _shipped("guard.jsonl")


def see(replies: Sequence[Reply]) -> list[Seen]:
    """Return the replies with what the model sees of them."""
    seen = []
    for reply in replies:
        views = look(reply.text, context_of(reply.parent, reply.topic))
        severities = (
            tuple(reply.severity_at(view.sentence.starts[0]) for view in views)
            if reply.marks
            else ()
        )
        seen.append(Seen(reply, tuple(view.features for view in views), severities))
    return seen
