"""A name that somebody chose and never came back for is free again after a day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.unfinished import forget_unfinished
from tests.accounts import steps

pytestmark = pytest.mark.django_db


def begin(name: str) -> User:
    """Begin to sign up, and not finish."""
    browser = Client()
    address = f"{name.lower()}@example.org"
    steps.send(browser, steps.SIGN_UP, "display_name", email=address, display_name=name)
    return User.objects.get(display_name=name)


def a_day_passes() -> None:
    """Let everybody have joined a day earlier."""
    User.objects.update(date_joined=timezone.now() - timedelta(days=1, minutes=1))


def test_unfinished_sign_up_gives_its_name_back_after_a_day() -> None:
    begin("Rosie")
    assert forget_unfinished() == 0
    assert User.objects.filter(display_name="Rosie").exists()
    a_day_passes()
    assert forget_unfinished() == 1
    browser = Client()
    steps.sign_up(browser, "rosie.two@example.org", "Rosie")
    assert User.objects.get(display_name="Rosie").email == "rosie.two@example.org"


def test_finished_accounts_and_those_made_by_staff_stay(asker: User) -> None:
    steps.sign_up(Client(), "rosie@example.org", "Rosie")
    steps.send(Client(), steps.SIGN_IN, "email", email=asker.email)
    a_day_passes()
    forget_unfinished()
    assert User.objects.filter(display_name="Rosie").exists()
    assert User.objects.filter(pk=asker.pk).exists()
