"""Keeps what somebody typed while they sign in.

A draft lives in the session on the server, cleaned like everything that is stored, under the
address of the form that it belongs to. Somebody else may come to the same computer meanwhile: only
who signed in on the way to that form finds the words in it, everybody else is asked first.
"""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from accounts.way_in import was_led_to
from forum.forms import TEXT_MAX
from forum.hiding import hidden_as_json, hidden_from_json
from moderation.access import NotAllowed
from moderation.hidden import count_kinds, in_words
from moderation.text.clean import CleanText, clean

KEY = "drafts"
# Beside the fields of a form, none of which has one of these names: what was hidden in the draft's
# text, when it was kept, and whether somebody said that it is theirs.
HIDDEN, KEPT_AT, MINE = "hidden", "kept_at", "mine"
MOST = 10  # forms kept in one session
# Twice what a form takes: what is longer is not worth a stranger's minutes of our processor.
MOST_LETTERS = 2 * TEXT_MAX
KEPT_SECONDS = 2 * 60 * 60
ASK = "words"  # in the address of a form: whose the kept words are


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
    drafts[request.path][KEPT_AT] = time.time()
    if "text" in texts:
        drafts[request.path][HIDDEN] = hidden_as_json(texts["text"])
    request.session[KEY] = dict(list(drafts.items())[-MOST:])
    # No stranger fills our table of sessions for longer. Signing in gives back the usual age.
    request.session.set_expiry(KEPT_SECONDS)
    messages.info(request, "Your words are kept for two hours. Sign in, and they are back.")
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
    """Return what was kept for the form at this address; empty if nothing was.

    Empty, too, as long as the words may be somebody else's: then a message asks the visitor.
    """
    draft = _draft(request)
    if not draft or draft.get(MINE) or was_led_to(request, request.path):
        return draft
    if request.GET.get(ASK) == MINE:
        request.session[KEY] = request.session[KEY] | {request.path: draft | {MINE: True}}
        return draft
    if request.method == "GET":
        question = 'Did you write something here before? <a href="?{}={}">Put my words back</a>'
        messages.info(request, format_html(question, ASK, MINE))
    return {}


def _draft(request: HttpRequest) -> dict[str, Any]:
    """Return what was kept for the form at this address, whoever wrote it, unless it is too old."""
    draft: dict[str, Any] = request.session.get(KEY, {}).get(request.path, {})
    return draft if time.time() - draft.get(KEPT_AT, 0) < KEPT_SECONDS else {}


def remembered(request: HttpRequest, text: CleanText) -> CleanText:
    """Return the text with what was hidden in it already when its draft was kept."""
    draft = draft_for(request)
    return text.following(draft.get("text", ""), hidden_from_json(draft.get(HIDDEN, [])))


def forget(request: HttpRequest) -> None:
    """Drop what was kept for the form at this address: it was sent."""
    drafts = dict(request.session.get(KEY, {}))
    if drafts.pop(request.path, None) is not None:
        request.session[KEY] = drafts
