"""What all pages with a text form share: the preview, and the limit on speed."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape

from accounts.models import User
from forum.access import posts_too_fast
from forum.forms import WritingForm
from forum.hiding import HiddenLine, hidden_lines
from forum.pace import edits_too_fast
from forum.posting import was_sent
from moderation.text.clean import CleanText, masks_in

TOO_FAST = (
    "You have sent many forms in ten minutes. Wait a few minutes, then press the button again."
)

_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as others will see it, with what will be hidden marked and told."""

    html: str
    hidden: list[HiddenLine]


def preview_of(text: CleanText) -> Preview:
    """Return the preview of a text that was cleaned but not stored."""
    text = text.following(text.source, masks_in(text.source))
    masks = {escape(text.source[each.start : each.end]) for each in text.hidden}
    html = text.html
    if masks:
        found = re.compile("|".join(re.escape(mask) for mask in sorted(masks, key=len)[::-1]))
        pieces = _TAG.split(html)
        # Odd pieces are tags: a mark inside an attribute would break them.
        pieces[::2] = [found.sub(r"<mark>\g<0></mark>", piece) for piece in pieces[::2]]
        html = "".join(pieces)
    return Preview(html, hidden_lines(text.hidden))


def asks_for_preview(request: HttpRequest) -> bool:
    """Return whether the visitor pressed "Preview"."""
    return "preview" in request.POST


def not_yet(request: HttpRequest, form: WritingForm, author: User) -> int:
    """Return the status of the form's page if its text is not to be stored now; 0 to go on.

    It isn't stored while something is wrong with it, while the author only looks at the preview,
    before they have seen the emergency card, and while they post too fast.
    """
    if status := _looks_first(request, form):
        return status
    if posts_too_fast(author) and not was_sent(form.cleaned_data["submission"], author=author):
        form.add_error(None, TOO_FAST)
        return 429
    return 0


def change_not_yet(request: HttpRequest, form: WritingForm, author: User) -> int:
    """Return the same as `not_yet` for the new text of a post that is there already."""
    if status := _looks_first(request, form):
        return status
    if edits_too_fast(author):
        form.add_error(None, TOO_FAST)
        return 429
    return 0


def _looks_first(request: HttpRequest, form: WritingForm) -> int:
    """Return 422 for a form with something wrong, 200 where the author looks first, else 0."""
    if not form.is_valid():
        return 422
    return 200 if asks_for_preview(request) or form.emergency_first else 0


def form_context(form: WritingForm) -> dict[str, Any]:
    """Return what a page with the form prints: the form, its preview and the emergency card."""
    good = form.is_bound and form.is_valid()
    return {
        "form": form,
        "preview": preview_of(form.cleaned_data["text"]) if good else None,
        "emergency": good and form.emergency_first,
    }
