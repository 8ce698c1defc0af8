"""Titles, names and tags of an export, made fit for this site."""

import html
import re

from moderation.text.clean import HoldsPersonalDetail, clean, clean_line
from moderation.text.redact import Hidden

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
        return _shorten(clean_line(_text(raw)), MAX_NAME) or neutral, False
    except HoldsPersonalDetail:
        return neutral, True


def tag_of(raw: str) -> str | None:
    """Return a tag; None for one that holds a personal detail or no letter."""
    try:
        tag = _shorten(clean_line(_text(raw)), MAX_TAG)
    except HoldsPersonalDetail:
        return None
    return tag if any(letter.isalnum() for letter in tag) else None


def _text(raw: str) -> str:
    """Return the words of a line: WordPress keeps these with entities and simple markup."""
    return html.unescape(_TAG.sub("", raw))


def _shorten(line: str, most: int) -> str:
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
