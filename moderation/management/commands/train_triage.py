"""`manage.py train_triage`: learn the weights of triage from the labelled replies."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from moderation.triage import corpus, model, training

_DATA = Path(model.__file__).parent / "data"


class Command(BaseCommand):
    help = "Learn the weights of triage from labelled replies; the same replies give the same file."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--corpus", type=Path, default=_DATA / "corpus.jsonl")
        parser.add_argument("--output", type=Path, default=_DATA / "weights.json")

    def handle(self, *_args: Any, corpus: Path, output: Path, **_options: Any) -> None:
        content = corpus.read_text(encoding="utf-8")
        replies = _replies(content)
        scores = training.cross_validate(replies, self.stderr.write)
        limits = training.thresholds(scores)
        version = hashlib.sha256(content.encode()).hexdigest()[:12]
        weights = training.train(replies, limits, version)
        output.write_text(model.dump(weights), encoding="utf-8")
        self.stdout.write(f"{len(replies)} replies, version {version}, thresholds {limits}")


def _replies(content: str) -> list[corpus.Reply]:
    return corpus.parse(content.splitlines())
