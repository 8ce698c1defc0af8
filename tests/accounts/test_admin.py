"""What the staff do to people and credentials in the admin."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Credential, User
from forum.models import Post
from tests.accounts.steps import SIGN_IN, send
from tests.people import answer, ask, complain, give_credential, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of somebody with every right in the admin."""
    client.force_login(User.objects.create_superuser("chief@example.org", "Chief"))
    return client


def knock(password: str, *, name: str = "chief@example.org", place: str = "192.0.2.1") -> bool:
    """Try a password at the admin's door; return whether it opened."""
    form = {"username": name, "password": password}
    answer = Client(REMOTE_ADDR=place).post("/admin/login/?next=/admin/", form)
    return answer.status_code == 302


@pytest.fixture
def chief(db: None) -> User:
    """Somebody with every right in the admin, and a password."""
    return User.objects.create_superuser("chief@example.org", "Chief", "correct horse staple")


def test_the_right_password_opens_the_admin_as_often_as_it_is_given(chief: User) -> None:
    assert all(knock("correct horse staple") for _ in range(12))


def test_the_right_password_counts_no_more_after_five_wrong_ones(chief: User) -> None:
    for number in range(5):
        assert not knock(f"guess {number}", place=f"192.0.2.{number}")
    assert not knock("correct horse staple", place="192.0.2.99")
    page = Client(REMOTE_ADDR="192.0.2.98").post(
        "/admin/login/", {"username": "CHIEF@example.org", "password": "correct horse staple"}
    )
    assert "too many wrong passwords" in page.content.decode()


def test_guessing_from_one_place_ends_whoever_is_tried(chief: User) -> None:
    for number in range(10):
        assert not knock("guess", name=f"person{number}@example.org")
    assert not knock("correct horse staple")
    assert knock("correct horse staple", place="192.0.2.2")


def test_corrected_address_signs_in_and_the_old_one_does_not(desk: Client) -> None:
    person = make_person("Ann")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    form = {"display_name": "Ann", "email": "ann.new@example.org", "is_active": "on"}
    desk.post(f"/admin/accounts/user/{person.pk}/change/", form)
    visitor = Client()
    assert visitor.post("/account/sign-in/", {"email": "ann.new@example.org"}).status_code == 302
    assert mail.outbox[-1].to == ["ann.new@example.org"]
    assert "code" in mail.outbox[-1].subject.lower()


def test_somebody_who_leaves_is_signed_out_everywhere_and_cannot_come_back(desk: Client) -> None:
    person, browser = make_person("Ann"), Client()
    browser.force_login(person)
    form = {"display_name": "Left here", "email": "left-12@invalid.example"}
    assert desk.post(f"/admin/accounts/user/{person.pk}/change/", form).status_code == 302
    assert "Signed in as" not in browser.get("/").content.decode()
    for address in ("ann@example.org", "left-12@invalid.example"):
        send(Client(), SIGN_IN, "email", email=address)
        assert not re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body)), "a code to come back"


def test_whose_name_is_in_a_history_cannot_be_deleted(desk: Client) -> None:
    reader, other = make_person("Rea Reader"), make_person("Olga Other")
    complain(reader, answer(ask(other), other))
    for person in (reader, other):
        desk.post(f"/admin/accounts/user/{person.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=reader.pk).exists()
    assert not User.objects.filter(pk=other.pk).exists()
    assert {post.author_name for post in Post.objects.all()} == {"Olga Other"}


def test_nobody_lists_addresses(desk: Client) -> None:
    make_person("Ann")
    assert desk.get("/admin/account/emailaddress/").status_code == 404
    assert "ann@example.org" not in desk.get("/admin/accounts/user/").content.decode()


def test_own_credential_is_refused_with_a_sentence(desk: Client) -> None:
    chief = User.objects.get(display_name="Chief")
    form = {
        "user": chief.pk,
        "profession": "nurse",
        "registration": "1",
        "country": "GB",
        "valid_until": "2099-01-01",
        "withdrawn_at_0": "",
        "withdrawn_at_1": "",
    }
    page = desk.post("/admin/accounts/credential/add/", form)
    assert "Somebody else must check your own credential." in page.content.decode()
    assert not Credential.objects.exists()


def test_withdrawing_a_credential_is_no_new_check(desk: Client) -> None:
    credential = give_credential(make_person("Ann"), "nurse")
    Credential.objects.update(checked_at=timezone.now() - timedelta(days=99))
    credential.refresh_from_db()
    form = {
        "user": credential.user_id,
        "profession": credential.profession,
        "registration": credential.registration,
        "country": credential.country,
        "valid_until": credential.valid_until.isoformat(),
        "withdrawn_at_0": "2026-01-01",
        "withdrawn_at_1": "10:00:00",
    }
    desk.post(f"/admin/accounts/credential/{credential.pk}/change/", form)
    after = Credential.objects.get()
    assert after.withdrawn_at is not None
    assert after.checked_at == credential.checked_at
    assert after.checked_by == credential.checked_by


@pytest.mark.parametrize("typed", ["john.smith-at-gmail.com", "john-smith", "2 5 7"])
def test_registration_takes_no_words_and_no_address(desk: Client, typed: str) -> None:
    form = {
        "user": make_person("Ann").pk,
        "profession": "nurse",
        "registration": typed,
        "country": "GB",
        "valid_until": "2099-01-01",
    }
    page = desk.post("/admin/accounts/credential/add/", form).content.decode()
    assert "without spaces or words." in page
    desk.post("/admin/accounts/credential/add/", form | {"registration": "12A3456E"})
    assert Credential.objects.get().registration == "12A3456E"
