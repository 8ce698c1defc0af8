"""Queries of pages for searching, without the private details that people type into them."""

from django.http import HttpRequest

from moderation.text.clean import normalise
from moderation.text.redact import redact


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
