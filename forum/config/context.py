"""What every template may print of the site and of the visitor's choices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from moderation.access import can_review


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's names and numbers, and the visitor's text size and rights.

    The rights are read when a template asks for them: the page of a broken database doesn't.
    """
    size = request.COOKIES.get("text_size", "")
    return {
        "site_name": settings.SITE_NAME,
        "emergency_number": settings.EMERGENCY_NUMBER,
        "demo": settings.DEMO,
        "text_sizes": settings.TEXT_SIZES,
        "text_size": size if size in settings.TEXT_SIZES else settings.TEXT_SIZES[0],
        "may_review": SimpleLazyObject(
            lambda: can_review(request.user) if hasattr(request, "user") else False
        ),
    }
