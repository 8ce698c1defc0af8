"""The way back to the page on which a small form was pressed."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def place_before(request: HttpRequest) -> str:
    """Return the posted `next` if it is a place on this site, "" for any other."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else ""
