"""What the staff see and choose in the admin: limits with their load, and learned weights."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.models import Post
from moderation import decisions, learning, measured, rules
from moderation.grounds import Ground
from moderation.models import Review, ReviewGround, TriageSettings, WeightsVersion
from moderation.states import Verdict
from moderation.text.clean import clean
from moderation.triage import model
from moderation.triage.assess import assess
from tests.people import answer, ask, doubt_about, make_person

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/moderation/triagesettings/"
WEIGHTS = "/admin/moderation/weightsversion/"


@pytest.fixture
def chief(db: None) -> User:
    """Somebody with every right in the admin."""
    return User.objects.create_superuser("chief@example.org", "Chief")


@pytest.fixture
def browser(chief: User, client_of: Callable[[User], Client]) -> Client:
    """The chief's browser."""
    return client_of(chief)


def changes() -> list[tuple[str, int | None]]:
    """Return what was changed since the site was set up, as (why, by whom)."""
    rows = TriageSettings.objects.exclude(because=TriageSettings.Because.SHIPPED)
    return list(rows.order_by("pk").values_list("because", "by"))


def decided(post: Post, by: User, verdict: Verdict) -> Review:
    """Return a review of the post with a verdict."""
    review = doubt_about(post)
    note = clean("Not so.")
    return decisions.decide(review, by=by, version=review.version, verdict=verdict, note=note)


@pytest.fixture
def versions(asker: User, answerer: User, pharmacist: User) -> list[WeightsVersion]:
    """Two learned versions; the second decides."""
    question = ask(asker)
    found = []
    for text in ("Bump it by two.", "Shave a bit off."):
        decided(answer(question, answerer, text), pharmacist, Verdict.HARMFUL)
        found.append(learning.learn())
    return found


def test_limits_are_shown_with_what_each_would_do(browser: Client) -> None:
    page = browser.get(f"{SETTINGS}add/").content.decode()
    shipped = model.load().thresholds
    assert f"{round(shipped['advice'], 2):.2f} (now)" in page
    assert f"{round(shipped['grave'], 2):.2f} (now)" in page
    assert "The figures take 14 in 100 replies, which is usual." in page


def test_a_changed_limit_counts_at_once_and_is_history(browser: Client, chief: User) -> None:
    form = {"advice_limit": "0.4", "hold_limit": "0.6", "sample_share": "0.05"}
    response = browser.post(f"{SETTINGS}add/", form)
    assert response.headers["Location"] == SETTINGS
    now = rules.current()
    assert (now.weights.thresholds["advice"], now.weights.thresholds["grave"]) == (0.4, 0.6)
    assert now.sample_share == 0.05
    assert browser.get(SETTINGS).content.decode().count("limits or sample changed") == 1
    assert changes() == [("limits", chief.pk)]
    page = browser.get(f"{SETTINGS}add/").content.decode()
    assert "0.40 (now)" in page
    assert 'value="0.4"' in page


def test_what_is_held_is_marked_as_well_however_the_limits_stand(browser: Client) -> None:
    """The two are of different scales: the chance of advice, and that of severity 3."""
    form = {"advice_limit": "0.9", "hold_limit": "0.1", "sample_share": "0.02"}
    assert browser.post(f"{SETTINGS}add/", form).status_code == 302
    weights = rules.current().weights
    found = assess("Stop taking your warfarin, you don't need it.", weights=weights)
    assert found.advice
    assert found.severity == 3


@pytest.mark.parametrize("limit", ["0", "1", "2", "-1", "much"])
def test_a_limit_outside_of_chance_is_refused(browser: Client, limit: str) -> None:
    form = {"advice_limit": limit, "hold_limit": "", "sample_share": "0.02"}
    assert browser.post(f"{SETTINGS}add/", form).status_code == 200
    assert changes() == []


def test_a_moderator_without_the_admin_changes_nothing(
    moderator: User, client_of: Callable[[User], Client]
) -> None:
    browser = client_of(moderator)
    assert browser.post(f"{SETTINGS}add/", {"sample_share": "1"}).status_code == 302
    assert browser.post(f"{WEIGHTS}choose/shipped/").status_code == 302
    assert changes() == []


def test_staff_without_the_right_change_nothing(client_of: Callable[[User], Client]) -> None:
    browser = client_of(make_person("Staff Person", staff=True))
    assert browser.post(f"{SETTINGS}add/", {"sample_share": "1"}).status_code == 403
    assert browser.post(f"{WEIGHTS}choose/shipped/").status_code == 403
    assert changes() == []


def test_versions_are_listed_with_their_figures(
    browser: Client, versions: list[WeightsVersion]
) -> None:
    page = browser.get(WEIGHTS).content.decode()
    assert all(version.name in page for version in versions)
    assert "decides now" in page
    assert "compare and choose" in page


def test_an_earlier_version_is_compared_chosen_and_unpinned(
    browser: Client, versions: list[WeightsVersion]
) -> None:
    first, second = versions
    address = f"{WEIGHTS}choose/{first.pk}/"
    page = browser.get(address).content.decode()
    assert "off $" in page
    assert rules.current().weights.version == second.name
    assert browser.post(address).headers["Location"] == WEIGHTS
    assert rules.current().weights.version == first.name
    page = browser.get(WEIGHTS).content.decode()
    assert "pinned since" in page
    assert browser.get(f"{WEIGHTS}choose/newest/").status_code == 200
    browser.post(f"{WEIGHTS}choose/newest/")
    assert rules.current().weights.version == second.name


def test_the_shipped_weights_can_be_chosen(browser: Client, versions: list[WeightsVersion]) -> None:
    assert browser.get(f"{WEIGHTS}choose/shipped/").status_code == 200
    browser.post(f"{WEIGHTS}choose/shipped/")
    assert rules.current().weights == model.load()


def test_a_version_that_cannot_be_read_is_said_and_cannot_be_chosen(
    browser: Client, versions: list[WeightsVersion]
) -> None:
    first, second = versions
    WeightsVersion.objects.filter(pk=first.pk).update(delta=["?"], digest="broken-1")
    WeightsVersion.objects.filter(pk=second.pk).update(delta=["?"], digest="broken-2")
    page = browser.get(WEIGHTS).content.decode()
    assert f"{second.name} does not decide, the shipped weights do." in page
    assert browser.get(f"{WEIGHTS}choose/{first.pk}/").status_code == 200
    page = browser.post(f"{WEIGHTS}choose/{first.pk}/", follow=True).content.decode()
    assert "read" in page
    assert TriageSettings.objects.filter(because="chosen").count() == 0
    assert browser.get(f"{SETTINGS}add/").status_code == 200


@pytest.mark.parametrize("which", ["999", "x", "-1"])
def test_a_version_that_does_not_exist_is_not_found(browser: Client, which: str) -> None:
    assert browser.get(f"{WEIGHTS}choose/{which}/").status_code == 404


def test_a_row_of_history_cannot_be_changed(browser: Client) -> None:
    row = TriageSettings.objects.create()
    assert browser.post(f"{SETTINGS}{row.pk}/change/", {"sample_share": "1"}).status_code == 403
    assert browser.post(f"{SETTINGS}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_site_measures_its_own_rate_of_advice(
    asker: User, answerer: User, pharmacist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "ENOUGH", 2)
    question = ask(asker)
    for verdict in (Verdict.HARMFUL, Verdict.HARMFUL, Verdict.SOUND, Verdict.EXPERIENCE):
        decided(answer(question, answerer, "A word."), pharmacist, verdict)
    assert not measured.measure().is_own
    for _ in range(2):
        review = decided(answer(question, answerer, "A word."), pharmacist, Verdict.EXPERIENCE)
        ReviewGround.objects.filter(review=review).update(kind=Ground.SAMPLE)
    for _ in range(3):
        answer(question, answerer, "Thank you.")
    found = measured.measure()
    # 10 posts: 4 marked, three quarters of them advice; none of the other 6, says the sample.
    assert found.is_own
    assert found.rate == pytest.approx(0.3)
    assert found.posts_a_day == pytest.approx(10 / measured.DAYS)
    Post.objects.update(created_at=timezone.now() - timedelta(days=measured.DAYS + 1))
    assert measured.measure().posts_a_day == 0
