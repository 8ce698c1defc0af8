"""What every page of the desk asks of a request: who it is, and which number."""

from django.http import HttpRequest

from accounts.models import User
from moderation.access import check_can_review
from moderation.text.clean import normalise
from moderation.text.redact import redact


def reviewer_of(request: HttpRequest) -> User:
    """Return the signed-in reviewer; NotAllowed for anybody else."""
    check_can_review(request.user)
    assert isinstance(request.user, User)  # noqa: S101  (check_can_review let a member through)
    return request.user


def asks_for_part(request: HttpRequest) -> bool:
    """Return whether the desk's script asks, which swaps parts of the page that is open."""
    return request.headers.get("X-Desk") == "part"


def number(text: str | None) -> int | None:
    """Return a whole number from the query string; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else None


def masked_address(request: HttpRequest, name: str) -> str:
    """Return this page's address with private details masked in the query's `name`; "" for none.

    Who sends the visitor there keeps the detail out of the page and of the browser's history.
    """
    typed = normalise(request.GET.get(name, ""))
    masked = redact(typed).text
    if masked == typed:
        return ""
    query = request.GET.copy()
    query[name] = masked
    return f"{request.path}?{query.urlencode()}"
