"""Titles, names and tags of an export, made fit for this site."""

import html
import re

from django.utils.text import slugify

from moderation.text.clean import CleanText, HoldsPersonalDetail, clean, clean_line

MAX_TITLE = 200  # characters, as in forum.models
MAX_NAME = 60
MAX_TAG = 40
UNTITLED = "Untitled article"

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def title_of(raw: str) -> tuple[str, CleanText]:
    """Return a title for this site, and the CleanText that tells what was masked in it."""
    masked = clean(_text(raw))
    return _shorten(clean_line(masked.source), MAX_TITLE) or UNTITLED, masked


def name_of(raw: str, neutral: str) -> tuple[str, bool]:
    """Return a name to show, and whether it held a personal detail; then it is `neutral`."""
    try:
        return _shorten(clean_line(_text(raw)), MAX_NAME) or neutral, False
    except HoldsPersonalDetail:
        return neutral, True


def tag_of(raw: str) -> str | None:
    """Return a tag; None for one that holds a personal detail or can't be in an address."""
    try:
        tag = _shorten(clean_line(_text(raw)), MAX_TAG)
    except HoldsPersonalDetail:
        return None
    return tag if slugify(tag) else None


def _text(raw: str) -> str:
    """Return the words of a line: WordPress keeps these with entities and simple markup."""
    return html.unescape(_TAG.sub("", raw))


def _shorten(line: str, most: int) -> str:
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
