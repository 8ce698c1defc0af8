"""What allauth doesn't bring: the demo's sign-in, a thorough sign-out, a code for new accounts."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import place_before
from accounts.way_in import remember

DEMO_ROLES = ("reader", "moderator", "pharmacist", "physician")


def demo_email(role: str) -> str:
    """Return the address of the demo person who plays `role`."""
    return f"{role}@demo.example"


def sign_up_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a new account; who is signed in has none to enter."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    response: HttpResponse = allauth_views.email_verification_sent(request)
    return response


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign the visitor out, and let nothing that they typed come back behind the Back button.

    The browser drops the pages that it kept, as far as it knows the header. The cookie tells
    site.js that every page in the tab's history from before is somebody else's.
    """
    was_signed_in = request.user.is_authenticated
    response: HttpResponse = allauth_views.logout(request)
    if was_signed_in and request.method == "POST":
        response["Clear-Site-Data"] = '"cache"'
        response.set_cookie(
            "visit", get_random_string(12), samesite="Lax", secure=request.is_secure()
        )
    return response


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign the visitor in as the demo person of the posted role; missing outside the demo.

    A posted `next` on this site leads back to where they wanted to go.
    """
    role = request.POST.get("role", "")
    if not settings.DEMO or role not in DEMO_ROLES:
        raise Http404
    person = User.objects.filter(email=demo_email(role)).first()
    if person is None:
        raise Http404
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session.set_expiry(None)  # a stranger's was short
    target = place_before(request)
    if target:
        remember(request, target)
    return redirect(target or settings.LOGIN_REDIRECT_URL)
