"""What all pages with a text form share: the preview, and the limit on speed."""

import re
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.html import escape

from accounts.models import User
from forum.access import posts_too_fast
from moderation.text.clean import CleanText

TOO_FAST = (
    "You have posted many times in ten minutes. Wait a few minutes, then press the button again."
)

HIDDEN_WORDS = {
    "email": "an e-mail address",
    "phone": "a telephone number",
    "address": "a street address",
    "birth_date": "a date of birth",
    "insurance_number": "an insurance or patient number",
}
_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as others will see it, with what will be hidden marked and told."""

    html: str
    hidden: list[str]  # one phrase each, such as "an e-mail address"


def preview_of(text: CleanText) -> Preview:
    """Return the preview of a text that was cleaned but not stored."""
    masks = {escape(text.source[each.start : each.end]) for each in text.hidden}
    html = text.html
    if masks:
        found = re.compile("|".join(re.escape(mask) for mask in sorted(masks, key=len)[::-1]))
        pieces = _TAG.split(html)
        # Odd pieces are tags: a mark inside an attribute would break them.
        pieces[::2] = [found.sub(r"<mark>\g<0></mark>", piece) for piece in pieces[::2]]
        html = "".join(pieces)
    kinds = dict.fromkeys(each.kind for each in text.hidden)
    return Preview(html, [hidden_words(kind) for kind in kinds])


def hidden_words(kind: str) -> str:
    """Return the words for a kind of hidden detail."""
    return HIDDEN_WORDS.get(kind, "a private detail")


def asks_for_preview(request: HttpRequest) -> bool:
    """Return whether the visitor pressed "Preview"."""
    return "preview" in request.POST


def too_fast(form: forms.Form, author: User) -> bool:
    """Return whether `author` posts too fast now, and say so in the form."""
    fast = posts_too_fast(author)
    if fast:
        form.add_error(None, TOO_FAST)
    return fast
