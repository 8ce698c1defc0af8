"""Keeps what somebody typed while they sign in.

A draft lives in the session on the server, cleaned like everything that is stored, under the
address of the form that it belongs to.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from forum.forms import TEXT_MAX
from forum.hiding import hidden_as_json, hidden_from_json
from moderation.access import NotAllowed
from moderation.hidden import count_kinds, in_words
from moderation.text.clean import CleanText, clean

KEY = "drafts"
HIDDEN = "hidden"  # what was hidden in the draft's text; no field of a form has this name
MOST = 10  # forms kept in one session
# Twice what a form takes: what is longer is not worth a stranger's minutes of our processor.
MOST_LETTERS = 2 * TEXT_MAX


def keep_and_sign_in(request: HttpRequest, *, fields: tuple[str, ...]) -> HttpResponse:
    """Keep the posted fields and send the visitor to sign in, then back to the same form.

    Raises NotAllowed, whose page gives the words back, where they are far longer than a form takes.
    """
    if any(len(request.POST.get(name, "")) > MOST_LETTERS for name in fields):
        raise NotAllowed(
            f"This is too long to keep while you sign in. Copy it, sign in, and shorten it to "
            f"{TEXT_MAX:,} characters."
        )
    drafts = dict(request.session.get(KEY, {}))
    drafts.pop(request.path, None)
    texts = {name: clean(request.POST.get(name, "")) for name in fields}
    drafts[request.path] = {name: text.source for name, text in texts.items()}
    if "text" in texts:
        drafts[request.path][HIDDEN] = hidden_as_json(texts["text"])
    request.session[KEY] = dict(list(drafts.items())[-MOST:])
    messages.info(request, "Your words are kept. Sign in, and they are back in the form.")
    hidden = in_words(count_kinds(each.kind for text in texts.values() for each in text.hidden))
    if hidden:
        messages.info(request, f"To keep you safe we hid {hidden} in them.")
    return redirect_to_login(request.path)


def sign_in_first(request: HttpRequest, *, fields: tuple[str, ...]) -> HttpResponse:
    """Send a stranger to sign in and then back to the page, with what they posted to it kept."""
    if request.method == "POST":
        return keep_and_sign_in(request, fields=fields)
    return redirect_to_login(request.get_full_path())


def draft_for(request: HttpRequest) -> dict[str, Any]:
    """Return what was kept for the form at this address; empty if nothing was."""
    drafts: dict[str, dict[str, Any]] = request.session.get(KEY, {})
    return dict(drafts.get(request.path, {}))


def remembered(request: HttpRequest, text: CleanText) -> CleanText:
    """Return the text with what was hidden in it already when its draft was kept."""
    draft = draft_for(request)
    return text.following(draft.get("text", ""), hidden_from_json(draft.get(HIDDEN, [])))


def forget(request: HttpRequest) -> None:
    """Drop what was kept for the form at this address: it was sent."""
    drafts = dict(request.session.get(KEY, {}))
    if drafts.pop(request.path, None) is not None:
        request.session[KEY] = drafts
