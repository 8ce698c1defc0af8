"""Looks for e-mail addresses that are readable in any text column where none may be."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models

from forum.disputing import let_stand
from moderation.text.redact import redact

APPS = ("forum", "moderation", "accounts")
# Where an address belongs: it is how a person signs in, and no page shows it.
ALLOWED = {("accounts.User", "email")}
REPORT_EVERY = 2000


class Command(BaseCommand):
    """Prints table, column and id of each find, never the text; exit code 1 if there is one."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan every column of the site's own tables that holds people's words."""
        found = read = 0
        policy = let_stand()
        for model, names in text_columns():
            for pk, *texts in model._default_manager.values_list("pk", *names).iterator():
                for name, text in zip(names, texts, strict=True):
                    if text and any(
                        each.kind == "email" for each in redact(str(text), policy).hidden
                    ):
                        found += 1
                        self.stdout.write(f"{model._meta.label} {pk}: {name} holds an address")
                read += 1
                if read % REPORT_EVERY == 0:
                    self.stderr.write(f"{read:,} rows read")
        if found:
            raise CommandError(
                f"{found:,} readable addresses in {read:,} rows. See the list above."
            )
        self.stdout.write(f"No readable address in {read:,} rows.")


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
