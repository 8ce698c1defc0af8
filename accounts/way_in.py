"""Where somebody was led when they signed in: what waits there for them is theirs."""

from django.http import HttpRequest

KEY = "signed_in_at"


def remember(request: HttpRequest, path: str) -> None:
    """Keep the page that signing in leads to, until the visitor signs out."""
    request.session[KEY] = path


def was_led_to(request: HttpRequest, path: str) -> bool:
    """Return whether the visitor signed in on the way to the page at `path`."""
    return bool(request.session.get(KEY) == path)
