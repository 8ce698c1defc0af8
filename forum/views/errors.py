"""Pages for when something went wrong. None of them loses what the visitor typed.

The page gives a posted form back as a form, so that one press sends it again.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Never given back: the token is made anew, and a code or password is not for a page.
NOT_KEPT = {"csrfmiddlewaretoken", "password", "code"}
# How Django begins the reason when a form comes from another site.
FOREIGN = ("Origin checking failed", "Referer checking failed")


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request was broken, or too large, or meant for another host.

    What was posted may be what broke it, so it isn't read; nor is anything of the visitor.
    """
    return render(request, "error.html", {"status": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: say why, in the words of the refusal."""
    return _page(request, 403, reason=str(exception))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: say so, without telling whether something is hidden there."""
    return _page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many attempts to sign up or in from one place."""
    return _page(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; what was typed is in the page."""
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token was too old or is missing; one more press sends it.

    A form that another site sent gets no such button: one press would do what that site wants.
    """
    return _page(request, 403, stale=True, foreign=reason.startswith(FOREIGN))


def _page(
    request: HttpRequest,
    status: int,
    *,
    reason: str = "",
    stale: bool = False,
    foreign: bool = False,
) -> HttpResponse:
    """Render the error page with the posted fields."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]
    context = {
        "status": status,
        "reason": reason,
        "stale": stale,
        "foreign": foreign,
        "kept": kept,
    }
    return render(request, "error.html", context, status=status)
