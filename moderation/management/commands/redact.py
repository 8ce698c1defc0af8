"""`manage.py redact`: mask the personal details of each text on standard input."""

from typing import Any

from django.core.management.base import BaseCommand

from moderation import jsonlines
from moderation.text.redact import redact


def answer(record: jsonlines.Record) -> jsonlines.Record:
    """`{"id","text"}` in, `{"text","hidden":[{"kind","start","end"}]}` out; spans in the output."""
    redaction = redact(jsonlines.text_field(record, "text"))
    hidden = [
        {"kind": item.kind, "start": item.start, "end": item.end} for item in redaction.hidden
    ]
    return {"text": redaction.text, "hidden": hidden}


class Command(BaseCommand):
    help = "Mask personal details. JSON Lines in: {id, text}; out: {id, text, hidden}."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        if code := jsonlines.run(answer):
            raise SystemExit(code)
