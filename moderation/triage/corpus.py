"""Labelled replies: reads them, and turns them into examples for each head."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from moderation.triage.features import context_of, look
from moderation.triage.learn import Example

WANTED: Final = {
    "advice": lambda severity: severity > 0,
    "grave": lambda severity: severity == 3,
    "general": lambda severity: severity == 1,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One labelled reply: severity 0 (no advice) to 3, and the kind that the guideline names."""

    name: str
    parent: str | None
    text: str
    severity: int
    kind: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A labelled reply with the features of its sentences."""

    reply: Reply
    sentences: tuple[tuple[str, ...], ...]

    def example(self, head: str) -> Example:
        """Return the example that this reply is for one head."""
        return Example(self.sentences, WANTED[head](self.reply.severity))


def parse(lines: Iterable[str]) -> list[Reply]:
    """Return the replies of JSON Lines; raise ValueError or KeyError for a line that is none."""
    replies = []
    for line in lines:
        record = json.loads(line)
        severity = int(record["severity"])
        if severity not in range(4):
            raise ValueError(f"Severity {severity} of reply {record['id']} is not 0 to 3.")
        replies.append(
            Reply(record["id"], record["parent"], record["text"], severity, record.get("kind", ""))
        )
    return replies


@cache
def load() -> tuple[Reply, ...]:
    """Return the labelled replies that are shipped in `data/corpus.jsonl`."""
    file = files("moderation.triage") / "data" / "corpus.jsonl"
    return tuple(parse(file.read_text(encoding="utf-8").splitlines()))


def see(replies: Sequence[Reply]) -> list[Seen]:
    """Return the replies with what the model sees of them."""
    return [
        Seen(
            reply, tuple(view.features for view in look(reply.text, context_of(reply.parent, None)))
        )
        for reply in replies
    ]
