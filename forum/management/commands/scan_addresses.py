"""Looks for private details that are readable in any text column where none may be."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models

from forum.disputing import let_stand
from moderation.hidden import DETAILS, detail
from moderation.text.policy import Policy
from moderation.text.redact import redact

APPS = ("forum", "moderation", "accounts")
ALLOWED = {
    ("accounts.User", "email"),  # it is how a person signs in, and no page shows it
    ("accounts.Credential", "registration"),  # a number of a register, for the staff alone
    ("forum.Post", "path"),  # ids in a row
}
REPORT_EVERY = 2000


class Command(BaseCommand):
    """Prints table, column and id of each find, never the text; exit code 1 if there is one."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take which kinds of details to look for."""
        parser.add_argument(
            "--kinds",
            nargs="+",
            choices=list(DETAILS),
            default=list(DETAILS),
            metavar="KIND",
            help=f"some of {', '.join(DETAILS)}; by default all that the site hides",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan every column of the site's own tables that holds people's words."""
        found = read = 0
        policy, kinds = let_stand(), set(options["kinds"])
        for model, names in text_columns():
            for pk, *texts in model._default_manager.values_list("pk", *names).iterator():
                for name, text in zip(names, texts, strict=True):
                    for kind in sorted(readable(text, policy) & kinds):
                        found += 1
                        line = f"{model._meta.label} {pk}: {name} holds {detail(kind).one}"
                        self.stdout.write(line)
                read += 1
                if read % REPORT_EVERY == 0:
                    self.stderr.write(f"{read:,} rows read")
        if found:
            raise CommandError(f"{found:,} readable details in {read:,} rows. See the list above.")
        self.stdout.write(f"No readable detail in {read:,} rows.")


def readable(value: Any, policy: Policy) -> set[str]:
    """Return the kinds of details that can be read in the value of a column."""
    found: set[str] = set()
    for text in _texts(value):
        found |= {each.kind for each in redact(text, policy).hidden}
    return found


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in the value of a column: itself, or those in its JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def text_columns() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Yield each model of the site with its columns that hold free text or JSON."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            names = [
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField | models.JSONField)
                and not field.choices
                and (model._meta.label, field.name) not in ALLOWED
            ]
            if names:
                yield model, names
