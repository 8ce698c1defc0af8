"""`manage.py refresh_endings FILE`: renew the list of internet endings from a downloaded file."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.text.endings import format_endings, parse_endings

DATA = Path(__file__).resolve().parents[2] / "text" / "data" / "endings.txt"


class Command(BaseCommand):
    help = (
        "Renew the list of internet endings that the redaction knows. FILE is IANA's list of"
        " top-level domains or the public suffix list, downloaded by you."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the downloaded list")
        parser.add_argument("--source", default="", help="where the file comes from, in words")
        parser.add_argument("--to", type=Path, default=DATA, help=argparse.SUPPRESS)

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            names = parse_endings(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} can't be used: {error}") from error
        source = options["source"] or file.name
        target: Path = options["to"]
        target.write_text(
            format_endings(names, source, datetime.now(tz=UTC).date()), encoding="utf-8"
        )
        self.stdout.write(f"{len(names)} endings written to {target.name}.")
