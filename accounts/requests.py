"""What pages of every package ask of a request: a whole number, a way back."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

MOST_DIGITS = 17  # no id has more, and every database takes them


def whole_number(text: str | None) -> int | None:
    """Return the whole number that a text from a request is; None for anything else."""
    if not text or len(text) > MOST_DIGITS:
        return None
    return int(text) if text.isascii() and text.isdigit() else None


def place_before(request: HttpRequest) -> str:
    """Return the posted `next` if it is a place on this site, "" for any other."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else ""
