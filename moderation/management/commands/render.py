"""`manage.py render`: safe HTML for each Markdown text on standard input."""

from typing import Any

from django.core.management.base import BaseCommand

from moderation import jsonlines
from moderation.text.clean import clean


def answer(record: jsonlines.Record) -> jsonlines.Record:
    """`{"id","markdown"}` in, `{"html"}` out, redacted as everything is that a person wrote."""
    return {"html": clean(jsonlines.text_field(record, "markdown")).html}


class Command(BaseCommand):
    help = "Render Markdown as safe HTML. JSON Lines in: {id, markdown}; out: {id, html}."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        if code := jsonlines.run(answer):
            raise SystemExit(code)
