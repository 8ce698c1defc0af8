"""`manage.py import_wordpress FILE.xml`: articles and comments from a WordPress export."""

from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, OperationalError
from django.urls import reverse

from forum.imports.survey import Progress
from forum.imports.tally import Tally
from forum.imports.wordpress import import_export
from forum.imports.xmlstream import BadExport

UNCHANGED = "Nothing was imported; the site is as it was."


class Command(BaseCommand):
    help = (
        "Import the published articles of a WordPress export and their approved comments. Every "
        "text is masked, checked and queued like any other; a second run adds only what is new."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", metavar="FILE.xml", help="the export: Tools, Export, All content"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path = Path(options["file"])
        with _open(path) as stream:
            try:
                tally = import_export(stream, self._progress(path.stat().st_size))
            except (BadExport, OSError, OperationalError, IntegrityError) as error:
                raise CommandError(f"{_sentence(path, error)} {UNCHANGED}") from None
            finally:
                if self.stderr.isatty():
                    self.stderr.write("", style_func=str)  # ends the line of the progress
        for line in [*tally.lines(), *_next_steps(tally)]:
            self.stdout.write(line)

    def _progress(self, size: int) -> Progress | None:
        """Return what tells a person at a terminal how far the reading is; None for a file."""
        if not self.stderr.isatty():
            return None
        shown = -1

        def tell(done: int) -> None:
            nonlocal shown
            percent = min(100, 100 * done // max(1, size))
            if percent != shown:
                self.stderr.write(f"\rReading: {percent:3d} %", style_func=str, ending="")
                shown = percent

        return tell


def _open(path: Path) -> BinaryIO:
    """Open the export; raises CommandError for what is no file."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder. Name the .xml file in it.")
    if not path.exists():
        raise CommandError(f"There is no file {path}. Check the name and the folder.")
    if not path.is_file():
        raise CommandError(f"{path} is not an ordinary file. Save the export to disk first.")
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(
            f"{path} can't be opened ({error.strerror}). Check who may read it."
        ) from None


def _sentence(path: Path, error: Exception) -> str:
    """Return what went wrong and what to do, without anything that stands in the file."""
    if isinstance(error, OSError):
        return f"{path} can't be read to its end ({error.strerror}). Copy it to this machine."
    if isinstance(error, OperationalError):
        return (
            f"The database refused to go on ({str(error).strip()}). If the site is busy or another "
            "import is running, wait until it is quiet and start again."
        )
    if isinstance(error, IntegrityError):
        return (
            "Somebody else wrote the same at the same time, perhaps another import. Wait until it "
            "has ended and start again."
        )
    return str(error)


def _next_steps(tally: Tally) -> list[str]:
    """Return what the site's owner does now."""
    site = settings.SITE_URL
    articles = tally.first_address if tally.read.articles == 1 else reverse("forum:topics")
    steps = [f"Next: read what came in at {site}{articles}"]
    if tally.queued:
        steps.append(f"and check what waits at the desk, {site}{reverse('moderation:review-list')}")
    return steps
