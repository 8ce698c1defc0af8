"""The desk's doors: who is shown in, who is sent to sign in, who is refused."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from accounts.models import User
from moderation import urls
from moderation.models import Review, ReviewEvent
from tests.people import answer, ask, doubt_about, give_credential, make_expert, make_person

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

PAGES = [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]
# The site's staff read the desk's figures; only they and moderators take them away.
OPEN_TO_STAFF = {"insights", "insights-figures", "insights-reviews"}
EXPORTS = OPEN_TO_STAFF - {"insights"}


@pytest.fixture
def review(asker: User, answerer: User) -> Review:
    opened = doubt_about(answer(ask(asker), answerer), severity=3)
    opened.refresh_from_db()
    return opened


def address_of(page: URLPattern, review: Review) -> str:
    """Return the page's address, for this review where it is about one."""
    values = {"pk": review.pk, "batch": UUID(int=0), "number": 1}
    names = {name: values[name] for name in page.pattern.converters}
    return reverse(f"moderation:{page.name}", kwargs=names)


METHODS = ("get", "post", "head", "put", "patch", "delete", "options")
FORM = {"verdict": "sound", "version": "1", "note": "Let me in."}


def test_every_door_is_tried() -> None:
    assert len(PAGES) == len(urls.urlpatterns) > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_stranger_is_sent_to_sign_in(page: URLPattern, review: Review, stranger: Client) -> None:
    address = address_of(page, review)
    for method in METHODS:
        response = getattr(stranger, method)(address)
        assert response.status_code == 302, method
        assert response.headers["Location"] == f"/account/sign-in/?next={address}", method
    assert_untouched(review)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize(
    "who", ["a member", "its author", "an ended expert", "an unchecked expert", "staff", "root"]
)
def test_a_plain_member_is_refused(
    who: str, page: URLPattern, review: Review, answerer: User, client_of: ClientOf
) -> None:
    if who == "staff" and page.name in OPEN_TO_STAFF:
        return
    person = {"its author": answerer}.get(who) or make_person("Paul Plain", staff=who == "staff")
    if who == "an ended expert":
        give_credential(person, days=-1)
    if who == "an unchecked expert":
        give_credential(person, checked=False)
    if who == "root":
        person.is_superuser = True
        person.save()
    browser = client_of(person)
    address = address_of(page, review)
    answers = [browser.get(address), browser.post(address, FORM)]
    assert {response.status_code for response in answers} <= {403, 405}
    assert 403 in {response.status_code for response in answers}
    for response in answers:
        assert review.reasons[0]["why"] not in response.content.decode()
    assert_untouched(review)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_closed_account_is_that_of_a_stranger(
    page: URLPattern, review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    User.objects.filter(pk=pharmacist.pk).update(is_active=False)
    for response in (
        browser.get(address_of(page, review)),
        browser.post(address_of(page, review), FORM),
    ):
        assert response.status_code in (302, 405)
        if response.status_code == 302:
            assert response.headers["Location"].startswith("/account/sign-in/")
    assert_untouched(review)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_form_of_another_site_is_refused(
    page: URLPattern, review: Review, pharmacist: User
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(pharmacist)
    response = browser.post(address_of(page, review), FORM)
    assert response.status_code == 403
    assert_untouched(review)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_looking_changes_nothing(
    page: URLPattern, review: Review, pharmacist: User, client_of: ClientOf
) -> None:
    response = client_of(pharmacist).get(address_of(page, review))
    missing = 404 if page.name == "review-batch-detail" else 405
    assert response.status_code in ((403,) if page.name in EXPORTS else (200, missing, 405))
    assert_untouched(review)


@pytest.mark.parametrize("who", ["moderator", "pharmacist", "nurse of another country"])
def test_the_people_of_the_desk_are_shown_in(
    who: str, review: Review, moderator: User, pharmacist: User, client_of: ClientOf
) -> None:
    nurse = make_expert("Nina Nurse", "nurse", country="NZ")
    person = {"moderator": moderator, "pharmacist": pharmacist}.get(who, nurse)
    browser = client_of(person)
    assert browser.get("/desk/").status_code == 200
    page = browser.get(reverse("moderation:review-detail", args=[review.pk]))
    assert page.status_code == 200
    assert review.reasons[0]["why"] in page.content.decode()


def assert_untouched(review: Review) -> None:
    """The review stands as it was opened, and its history has no other line."""
    opened = {each.attname: getattr(review, each.attname) for each in Review._meta.concrete_fields}
    assert Review.objects.values().get(pk=review.pk) == opened
    assert (opened["state"], opened["version"], opened["claimed_by_id"]) == ("waiting", 1, None)
    assert ReviewEvent.objects.filter(review=review).count() == 1
