"""`manage.py reassess`: try rules of triage on posts that were written before."""

from argparse import ArgumentTypeError
from collections import Counter
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from forum.reassessing import Side, assessed_posts, reassess
from moderation import rules
from moderation.models import WeightsVersion
from moderation.progress import Bar
from moderation.triage.model import Weights, load


class Command(BaseCommand):
    """Says what the rules of today, or others, would change; then opens the reviews missed."""

    help = (
        "Read past posts again by today's rules and open reviews of those newly marked. Nothing "
        "that is held is released, no verdict is touched. Try it with --dry-run first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run, --since and --weights."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--since", type=_day, help="posts written since then, such as 2026-01-31"
        )
        parser.add_argument(
            "--weights",
            metavar="VERSION",
            help='other weights than those that decide: "shipped", or a version of the admin; '
            "only with --dry-run",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the posts and tell what came of it."""
        if options["weights"] and not options["dry_run"]:
            raise CommandError("Add --dry-run: only the weights that decide open reviews.")
        weights = _weights(options["weights"])
        posts = assessed_posts(options["since"])
        bar = Bar(self.stderr, posts.count(), "posts")
        trial = reassess(posts, weights=weights, opens=not options["dry_run"], progress=bar)
        self.stdout.write(f"{trial.read:,} posts read by the weights {weights.version}.")
        self._tell("Newly marked", trial.marked)
        self._tell("Newly marked, and with a review for another reason", trial.reviewed)
        self._tell("Not marked any more (they stay as they are)", trial.unmarked)
        self._list("Newly held back", trial.held)
        self._list("Could not be read", trial.unscored)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
        else:
            self.stdout.write(f"Reviews opened: {trial.opened:,}.")

    def _tell(self, what: str, side: Side) -> None:
        self._list(what, side.ids)
        for name, counts in (("field", side.fields), ("rule", side.rules)):
            if counts:
                self.stdout.write(f"  by {name}: {_counted(counts)}")

    def _list(self, what: str, ids: list[int]) -> None:
        listed = f": {', '.join(map(str, ids))}" if ids else ""
        self.stdout.write(f"{what}: {len(ids):,}{'  posts' + listed if ids else ''}")


def _counted(counts: Counter[str]) -> str:
    pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {count:,}" for name, count in pairs)


def _day(text: str) -> datetime:
    """Return the start of a day in the site's time zone; ArgumentTypeError for no date."""
    try:
        return timezone.make_aware(datetime.strptime(text, "%Y-%m-%d"))  # noqa: DTZ007  (made aware)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day. Write it like 2026-01-31.") from None


def _weights(name: str | None) -> Weights:
    """Return the weights of that name, those that decide for None; CommandError for others."""
    if name is None:
        return rules.current().weights
    if name == "shipped":
        return load()
    pk = name.rpartition("+")[2]
    version = WeightsVersion.objects.filter(pk=int(pk)).first() if pk.isdecimal() else None
    if version is None or name not in (pk, version.name):
        raise CommandError(f"There is no version {name!r}. The admin lists them: Weights versions.")
    try:
        return rules.weights_of(version)
    except ValueError as error:
        raise CommandError(f"{version.name} can't be tried. {error}") from None
