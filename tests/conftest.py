"""The database under test, and those that most tests tell of: people, a question and an answer."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

import accounts
import forum
import moderation
from accounts.models import User
from forum.models import Post
from tests.people import answer, ask, make_expert, make_person

DATABASE = {"db", "transactional_db", "live_server"}  # fixtures of pytest-django


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that asks for the database, itself or through a fixture: `-m database`."""
    for item in items:
        if item.get_closest_marker("django_db") or not DATABASE.isdisjoint(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite's test database in a file of this run, as the site keeps its own.

    Django's default, a database in memory, locks by other rules: it can't show what happens when
    two people act at once.
    """
    default = settings.DATABASES["default"]
    if default["ENGINE"] == "django.db.backends.sqlite3":
        default.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")
        # It need not survive a power cut.
        default["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    """Forget the sign-in attempts of other tests: codes are limited to a few a minute."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def every_module_is_loaded() -> None:
    """Load every module of the site, so that Hypothesis draws the same examples on every run.

    It draws some from the constants in the modules that are loaded; which those are would depend on
    the tests that came before in the same process.
    """
    for package in (accounts, forum, moderation):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)


@pytest.fixture(autouse=True)
def no_random_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no post for the random sample, but in tests of the sample itself."""
    monkeypatch.setattr("forum.finding.is_drawn", lambda key, *, share: False)


@pytest.fixture
def asker(db: None) -> User:
    """Somebody who asks."""
    return make_person("Asta Asker")


@pytest.fixture
def answerer(db: None) -> User:
    """A member who answers, without a credential."""
    return make_person("Anselm Answerer")


@pytest.fixture
def pharmacist(db: None) -> User:
    """A member with a valid credential as a pharmacist."""
    return make_expert("Petra Pharmacist", "pharmacist")


@pytest.fixture
def physician(db: None) -> User:
    """A member with a valid credential as a physician."""
    return make_expert("Philip Physician", "physician", country="US")


@pytest.fixture
def moderator(db: None) -> User:
    """A member trusted with tone, spam and privacy, without a credential."""
    return make_person("Mona Moderator", moderator=True)


@pytest.fixture
def question(asker: User) -> Post:
    """A question, whose asker is told of replies."""
    return ask(asker)


@pytest.fixture
def post(question: Post, answerer: User) -> Post:
    """An answer that nobody doubts."""
    return answer(question, answerer)


@pytest.fixture
def stranger(db: None) -> Client:
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a function: a person in, a browser in which they are signed in out."""

    def signed_in(person: User) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return signed_in
