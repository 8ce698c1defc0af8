"""`manage.py train_embeddings`: learn what the embeddings add to the weights of triage."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.triage import backend, corpus, embeddings, model, training
from moderation.triage.measure import (
    average_precision,
    limit_for_recall,
    precision_at,
    recall_at,
)

_DATA = Path(model.__file__).parent / "data" / "embeddings.json"


class Command(BaseCommand):
    """Writes the head beside the weights; run it after train_triage, with the extra installed."""

    help = "Learn what the embeddings add, and say what they gain on replies of unseen folds."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Learn, write the head, print the figures without and with it."""
        if backend.missing(backend.EMBEDDINGS):
            raise CommandError(f"Install the extra first: pip install {embeddings.PACKAGE}")
        replies = corpus.load()
        scores = training.cross_validate(replies, self.stderr.write)
        weights = model.load()
        logits = [math.log(p / (1 - p)) for p in scores.advice]
        learned = embeddings.learn_head(replies, logits, weights.version)
        wanted, limit = scores.wanted("advice"), weights.thresholds["advice"]
        # As much advice must reach the limit as before, so that the limit keeps its meaning.
        recall = recall_at(limit)(scores.advice, wanted)
        reached = limit_for_recall(learned.unseen, wanted, recall)
        shift = math.log(limit / (1 - limit)) - reached
        head = replace(learned.head, bias=round(learned.head.bias + shift, 3))
        _DATA.write_text(embeddings.dump(head), encoding="utf-8")
        for name, values, at in (
            ("rules alone", scores.advice, limit),
            ("with embeddings", learned.unseen, reached),
        ):
            self.stdout.write(
                f"{name}: average precision {average_precision(values, wanted):.3f}, "
                f"precision {precision_at(at)(values, wanted):.3f} "
                f"at recall {recall_at(at)(values, wanted):.3f}"
            )
