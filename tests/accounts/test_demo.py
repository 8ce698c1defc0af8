"""The demo's door: one press signs a visitor in, in the demo alone and as a known role alone."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.views import DEMO_ROLES, demo_email
from tests.forum.pages import Page

pytestmark = pytest.mark.django_db

DOOR = "/account/demo/"


@pytest.fixture
def demo_people(db: None) -> None:
    """The people who play the roles, and one of the demo whom nobody may be."""
    for role in (*DEMO_ROLES, "staff"):
        User.objects.create_user(demo_email(role), f"The {role}", is_staff=role == "staff")


@pytest.mark.parametrize("role", ["reader", "moderator", "pharmacist", "physician"])
def test_demo_signs_in_as_a_known_role(
    stranger: Client, demo_people: None, settings: Any, role: str
) -> None:
    settings.DEMO = True
    response = stranger.post(DOOR, {"role": role})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert f"The {role}" in stranger.get("/").content.decode()


@pytest.mark.parametrize("role", ["", "staff", "asta.asker", "Reader", "reader@demo.example"])
def test_demo_knows_no_other_role(
    stranger: Client, demo_people: None, asker: User, settings: Any, role: str
) -> None:
    settings.DEMO = True
    assert stranger.post(DOOR, {"role": role}).status_code == 404
    assert "_auth_user_id" not in stranger.session


def test_demo_door_is_missing_outside_the_demo(
    stranger: Client, demo_people: None, settings: Any
) -> None:
    settings.DEMO = False
    for role in DEMO_ROLES:
        assert stranger.post(DOOR, {"role": role}).status_code == 404
    assert "_auth_user_id" not in stranger.session
    for address in ("/", "/account/sign-in/"):
        assert DOOR not in stranger.get(address).content.decode()


def test_demo_role_without_its_person_is_missing(stranger: Client, settings: Any) -> None:
    settings.DEMO = True
    assert stranger.post(DOOR, {"role": "reader"}).status_code == 404


def test_demo_door_opens_by_no_link_and_no_form_of_another_site(
    stranger: Client, demo_people: None, settings: Any
) -> None:
    settings.DEMO = True
    assert stranger.get(DOOR, {"role": "reader"}).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(DOOR, {"role": "reader"}).status_code == 403


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/posts/2/edit/", "/posts/2/edit/"), ("https://example.org/", "/"), ("", "/")],
)
def test_demo_leads_back_to_where_somebody_wanted_to_go(
    stranger: Client, demo_people: None, settings: Any, wanted: str, led_to: str
) -> None:
    settings.DEMO = True
    page = Page(stranger.get("/account/sign-in/", {"next": wanted} if wanted else {}))
    door = next(form for form in page.forms if ("role", "reader") in form.buttons)
    response = stranger.post(DOOR, door.fields | {"role": "reader"})
    assert response["Location"] == led_to
