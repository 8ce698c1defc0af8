"""Titles, names and tags of an export, made fit for this site."""

import html
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from moderation.text.clean import HoldsPersonalDetail, clean, clean_line
from moderation.text.redact import Hidden
from moderation.validators import names_no_way_to_reach

MAX_TITLE = 200  # characters, as in forum.models
MAX_NAME = 60
MAX_TAG = 40
UNTITLED = "Untitled article"

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def title_of(raw: str) -> tuple[str, tuple[Hidden, ...]]:
    """Return a title for this site with its personal details masked, and what was masked."""
    masked = clean(" ".join(_text(raw).split()))
    try:
        return _shorten(clean_line(masked.source), MAX_TITLE) or UNTITLED, masked.hidden
    except HoldsPersonalDetail as error:  # a mask next to words that look like a detail again
        return UNTITLED, masked.hidden + error.hidden


def name_of(raw: str, neutral: str) -> tuple[str, bool]:
    """Return a name to show, and whether it held a personal detail; then it is `neutral`."""
    try:
        name = clean_line(_text(raw))
        names_no_way_to_reach(name)
        return _shorten(name, MAX_NAME) or neutral, False
    except (HoldsPersonalDetail, ValidationError):
        return neutral, True


def tag_of(raw: str) -> str | None:
    """Return a tag; None for one that holds a personal detail or no letter."""
    try:
        tag = _shorten(clean_line(_text(raw)), MAX_TAG)
    except HoldsPersonalDetail:
        return None
    return tag if any(letter.isalnum() for letter in tag) else None


def may_stand_together(tags: Iterable[str]) -> bool:
    """Return whether tags that are fit alone hold no personal detail side by side either."""
    try:
        clean_line(" ".join(tags))
    except HoldsPersonalDetail:
        return False
    return True


def _text(raw: str) -> str:
    """Return the words of a line: WordPress keeps these with entities and simple markup."""
    return html.unescape(_TAG.sub("", raw))


def _shorten(line: str, most: int) -> str:
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
