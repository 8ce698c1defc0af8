"""`manage.py triage`: say of each reply on standard input whether it gives medical advice."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from moderation import jsonlines
from moderation.triage.assess import assess


def _optional(record: jsonlines.Record, name: str) -> str | None:
    if record.get(name) is None:
        return None
    return jsonlines.text_field(record, name)


def answer(record: jsonlines.Record) -> jsonlines.Record:
    """Answer `{"id","parent","text"}` (and "topic", if known) with the assessment of the text.

    `parent` is the text replied to or null. Raises KeyError where the text is missing and
    TypeError where a field isn't a string.
    """
    found = assess(
        jsonlines.text_field(record, "text"),
        parent=_optional(record, "parent"),
        topic=_optional(record, "topic"),
    )
    return {
        "advice": found.advice,
        "severity": found.severity,
        "score": found.score,
        "field": found.field,
        "reasons": [asdict(reason) for reason in found.reasons],
    }


class Command(BaseCommand):
    help = (
        "Mark medical advice. JSON Lines in: {id, parent, text}; "
        "out: {id, advice, severity, score, field, reasons}."
    )
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        if code := jsonlines.run(answer):
            raise SystemExit(code)
