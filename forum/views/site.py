"""Pages about the site itself: help, and the size of its letters."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from forum.views.way_back import place_before

YEAR = 60 * 60 * 24 * 365


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the site works, in plain words."""
    return render(request, "forum/help.html", {"policy": settings.ADVICE_POLICY})


@csrf_exempt  # changes nothing but the size of the letters; a token would cost readers a cookie
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember the size of the letters in a cookie and go back to the page."""
    response = redirect(place_before(request) or "forum:topics")
    size = request.POST.get("size", "")
    if size in settings.TEXT_SIZES:
        response.set_cookie(
            "text_size",
            size,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response
