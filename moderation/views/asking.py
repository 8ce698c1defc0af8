"""What every page of the desk asks of a request: who it is, and whether the script asks."""

from django.http import HttpRequest

from accounts.models import User
from moderation.access import check_can_review


def reviewer_of(request: HttpRequest) -> User:
    """Return the signed-in reviewer; NotAllowed for anybody else."""
    check_can_review(request.user)
    assert isinstance(request.user, User)  # noqa: S101  (check_can_review let a member through)
    return request.user


def asks_for_part(request: HttpRequest) -> bool:
    """Return whether the desk's script asks, which swaps parts of the page that is open."""
    return request.headers.get("X-Desk") == "part"
