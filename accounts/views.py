"""Demo sign-in, which allauth doesn't bring, and the page for the code of a new account."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import User

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
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe else settings.LOGIN_REDIRECT_URL)
