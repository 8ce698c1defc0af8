"""The only place that says what makes a moderator or an expert."""

from collections.abc import Collection
from typing import TypeAlias, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import Credential, User

Visitor: TypeAlias = User | AnonymousUser


def is_member(visitor: Visitor) -> TypeGuard[User]:
    """Return whether the visitor is signed in to an account that is in use."""
    return visitor.is_authenticated and visitor.is_active


def is_moderator(visitor: Visitor) -> bool:
    """Return whether the visitor is trusted with tone, spam and privacy."""
    return is_member(visitor) and visitor.is_moderator


def is_expert(visitor: Visitor) -> TypeGuard[User]:
    """Return whether the visitor has a valid credential today, and so may judge advice."""
    return is_member(visitor) and visitor.credential is not None


def experts(professions: Collection[str] = ()) -> QuerySet[User]:
    """Return everybody with a valid credential today, of one of the `professions` if any are named.

    is_expert is the same rule for one person.
    """
    valid = Credential.objects.valid()
    if professions:
        valid = valid.filter(profession__in=professions)
    return User.objects.filter(is_active=True, pk__in=valid.values("user"))


def is_reviewer(visitor: Visitor) -> bool:
    """Return whether the visitor works at the desk at all."""
    return is_moderator(visitor) or is_expert(visitor)


def is_staff(visitor: Visitor) -> bool:
    """Return whether the visitor runs the site."""
    return is_member(visitor) and visitor.is_staff


def moderators() -> QuerySet[User]:
    """Return everybody who is trusted with tone, spam and privacy; the rule of is_moderator."""
    return User.objects.filter(is_moderator=True, is_active=True)


def may_write_articles(visitor: Visitor) -> bool:
    """Return whether the visitor may publish an article."""
    return is_staff(visitor)
