"""Pages about the site itself: help, and the size of its letters."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import place_before, whole_number
from forum.public_log import log_page
from moderation.waits import usual_waits

YEAR = 60 * 60 * 24 * 365
RISKS = {
    3: "Advice of high risk, such as to stop a medicine",
    2: "Advice of medium risk, such as to take a food supplement",
    1: "Advice of low risk, such as to walk more",
    0: "Everything else, such as a report about tone",
}


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the site works, in plain words."""
    return render(request, "forum/help.html", {"policy": settings.ADVICE_POLICY})


@require_safe
def how_review_works(request: HttpRequest) -> HttpResponse:
    """How advice is checked, and how long that took in the last days."""
    waits = usual_waits()
    risks = [{"name": name, "wait": waits.get(severity)} for severity, name in RISKS.items()]
    context = {"policy": settings.ADVICE_POLICY, "risks": risks}
    return render(request, "forum/how_review_works.html", context)


@require_safe
def moderation_log(request: HttpRequest) -> HttpResponse:
    """What was decided, without names, for everybody."""
    page = log_page(whole_number(request.GET.get("after")))
    return render(request, "forum/moderation_log.html", {"page": page})


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
