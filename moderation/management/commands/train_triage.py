"""`manage.py train_triage`: learn the weights of triage from the labelled replies."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from moderation.triage import bands, card, corpus, model, training

_DATA = Path(model.__file__).parent / "data"


class Command(BaseCommand):
    help = "Learn the weights of triage from labelled replies; the same replies give the same file."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--corpus", type=Path, default=_DATA / "corpus.jsonl")
        parser.add_argument("--output", type=Path, default=_DATA / "weights.json")
        parser.add_argument(
            "--bands", type=Path, help="where to write what to expect at each limit, see bands.json"
        )
        parser.add_argument(
            "--held-back", type=Path, help="labelled replies that are only measured, never learned"
        )
        parser.add_argument("--card", type=Path, help="where to write the figures, in Markdown")

    def handle(self, *_args: Any, **options: Any) -> None:
        replies = _replies(options["corpus"])
        scores = training.cross_validate(replies, self.stderr.write)
        limits = training.thresholds(scores)
        weights = training.train(replies, limits, training.version(replies))
        options["output"].write_text(model.dump(weights), encoding="utf-8")
        table = options["bands"] or options["output"].with_name("bands.json")
        table.write_text(bands.dump(bands.tabulate(scores, weights.version)), encoding="utf-8")
        if options["card"]:
            unseen = _replies(options["held_back"]) if options["held_back"] else []
            text = card.write(weights, scores, training.judge(unseen, weights))
            options["card"].write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(replies)} replies, version {weights.version}, limits {limits}")


def _replies(path: Path) -> list[corpus.Reply]:
    return corpus.parse(path.read_text(encoding="utf-8").splitlines())
