"""Every address of the site, asked for by a stranger, a member and a moderator.

The table must name every address: a new one fails here until it has a line.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib import admin
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from forum.models import Post
from tests.people import answer, ask, doubt_about, make_person

SIGN_IN = "sent to sign in"
Outcome = int | str


@dataclass(frozen=True)
class Row:
    """What each visitor gets: a status, or SIGN_IN. `of` names the record in the address."""

    stranger: Outcome
    member: Outcome
    moderator: Outcome
    of: str = ""
    post: dict[str, Any] | None = field(default=None)  # the form, where the address takes one


def member_page(of: str, post: dict[str, Any] | None = None, *, done: int = 302) -> Row:
    """A page that strangers are sent to sign in for; both others get `done`."""
    return Row(SIGN_IN, done, done, of=of, post=post)


def desk_page(of: str, post: dict[str, Any] | None = None, *, done: int = 302) -> Row:
    """A page of the desk: strangers sign in, members are refused."""
    return Row(SIGN_IN, 403, done, of=of, post=post)


# The member is somebody else than the author of the post.
ROUTES = {
    "forum:topics": Row(200, 200, 200),
    "forum:topic-ask": Row(200, 200, 200),
    "forum:search": Row(200, 200, 200),
    "forum:similar-topics": Row(200, 200, 200, post={"title": "Who keeps a garden?"}),
    "forum:tag": Row(200, 200, 200, of="tag"),
    "forum:topic-short": Row(302, 302, 302, of="topic"),
    "forum:topic": Row(200, 200, 200, of="topic_and_slug"),
    "forum:post": Row(200, 200, 200, of="post"),
    "forum:post-reply": Row(200, 200, 200, of="post"),
    "forum:post-edit": Row(SIGN_IN, 403, 403, of="post"),
    # It was never changed, so there is nothing to read.
    "forum:post-history": Row(SIGN_IN, 403, 403, of="post"),
    "forum:post-withdraw": Row(SIGN_IN, 403, 403, of="post"),
    "forum:post-appeal": Row(SIGN_IN, 403, 403, of="post"),
    "forum:post-report": member_page("post", done=200),
    "forum:post-dispute": Row(SIGN_IN, 403, 403, of="post"),
    "forum:post-helpful": member_page("post", {"helpful": "1"}),
    "forum:post-accept": Row(SIGN_IN, 403, 403, of="post", post={"accepted": "1"}),
    "forum:help": Row(200, 200, 200),
    "forum:how-review-works": Row(200, 200, 200),
    "forum:moderation-log": Row(200, 200, 200),
    "forum:text-size": Row(302, 302, 302, post={"size": "24"}),
    "account_login": Row(200, 302, 302),
    "account_request_login_code": Row(200, 302, 302),
    "account_confirm_login_code": Row(302, 302, 302),
    "account_signup": Row(200, 302, 302),
    "account_email_verification_sent": Row(302, 302, 302),
    "account_logout": Row(302, 200, 200),
    "account_inactive": Row(200, 200, 200),
    "demo-sign-in": Row(302, 302, 302, post={"role": "reader"}),
    "moderation:review-list": desk_page("", done=200),
    "moderation:insights": desk_page("", done=200),
    "moderation:insights-figures": desk_page("", done=200),
    "moderation:insights-reviews": desk_page("", done=200),
    # A moderator without a credential judges no advice, blind or not.
    "moderation:blind-check": Row(SIGN_IN, 403, 403),
    "moderation:blind-check-answer": Row(SIGN_IN, 403, 403, of="review", post={}),
    "moderation:preferences": desk_page("", done=200),
    "moderation:review-next": desk_page("", {}),
    "moderation:review-ahead": desk_page("", done=200),
    "moderation:desk-keys": desk_page("", done=200),
    "moderation:desk-keys-switch": desk_page("", {"on": "1"}),
    "moderation:review-next-five": desk_page("", {}),
    # Nothing is chosen: the page says so. No batch has this number yet.
    "moderation:review-batch": desk_page("", {}, done=200),
    "moderation:review-batch-detail": desk_page("batch", done=404),
    "moderation:review-batch-undo": desk_page("batch", {}),
    "moderation:review-detail": desk_page("review", done=200),
    "moderation:review-claim": desk_page("review", {}),
    "moderation:review-release": desk_page("review", {}),
    "moderation:review-open": desk_page("review", {}),
    # The moderator has no claim that could be renewed.
    "moderation:review-renew": desk_page("review", {}, done=409),
    "moderation:review-skip": desk_page("review", {}),
    "moderation:review-hand-over": desk_page("review", {}, done=422),
    "moderation:review-note": desk_page("review", {}, done=422),
    # The form is empty: the page comes back with what is missing.
    "moderation:review-decide": desk_page("review", {}, done=422),
    "moderation:review-flag": desk_page("review_and_flag", {"wrong": "1"}),
    # Nothing is decided yet that could be undone.
    "moderation:review-undo": desk_page("review", {}, done=409),
}


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the name of every address but the admin's, with its namespace."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            yield prefix + (each.name or str(each.pattern))
        elif each.namespace != "admin":
            yield from names(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)


@pytest.fixture
def post(asker: User, answerer: User) -> Post:
    """An answer that readers see, with an open review, in a question with a tag."""
    question = ask(asker)
    question.topic.tags.create(name="bones", slug="bones")
    found = answer(question, answerer)
    doubt_about(found)
    return found


@pytest.fixture
def browsers(moderator: User, client_of: Callable[[User], Client]) -> dict[str, Client]:
    """A browser for each visitor of the table."""
    make_demo_person()
    member = make_person("Mildred Member")
    return {"stranger": Client(), "member": client_of(member), "moderator": client_of(moderator)}


def make_demo_person() -> None:
    """Let the demo's door open on somebody."""
    User.objects.create_user("reader@demo.example", "Rita Reader")


def address_of(name: str, post: Post) -> str:
    """Return the address of the row's record."""
    record: dict[str, list[Any]] = {
        "": [],
        "tag": ["bones"],
        "topic": [post.topic_id],
        "topic_and_slug": [post.topic_id, post.topic.slug],
        "post": [post.pk],
        "review": [post.review_id],
        "review_and_flag": [post.review_id, 1],
        "batch": [UUID(int=0)],
    }
    return reverse(name, args=record[ROUTES[name].of])


def outcome_of(response: HttpResponseBase) -> Outcome:
    """Return the status, or SIGN_IN for the way to the page for signing in."""
    to_sign_in = response.status_code == 302 and response.headers["Location"].startswith(
        f"{reverse(settings.LOGIN_URL)}?next="
    )
    return SIGN_IN if to_sign_in else response.status_code


def test_the_table_names_every_address() -> None:
    assert set(names()) == set(ROUTES)


@pytest.mark.parametrize("visitor", ["stranger", "member", "moderator"])
@pytest.mark.parametrize("name", ROUTES)
def test_address_answers_as_the_table_says(
    name: str, visitor: str, post: Post, browsers: dict[str, Client]
) -> None:
    row, browser, address = ROUTES[name], browsers[visitor], address_of(name, post)
    response = browser.get(address) if row.post is None else browser.post(address, row.post)
    assert outcome_of(response) == getattr(row, visitor)


def admin_lists() -> list[str]:
    """Return the names of the admin's pages that need no record."""
    models = [model._meta for model in admin.site._registry]
    lists = [f"admin:{meta.app_label}_{meta.model_name}_changelist" for meta in models]
    return ["admin:index", *lists]


@pytest.mark.parametrize("name", admin_lists())
def test_admin_opens_for_a_superuser_alone(
    name: str, post: Post, browsers: dict[str, Client], client_of: Callable[[User], Client]
) -> None:
    try:
        address = reverse(name)
    except NoReverseMatch:
        pytest.fail(f"{name} is registered but has no page")
    for browser in browsers.values():
        assert browser.get(address).status_code == 302
    keeper = User.objects.create_superuser("keeper@example.org", "Karin Keeper")
    assert client_of(keeper).get(address).status_code == 200


def test_admin_shows_its_sign_in_page_to_strangers(client: Client, db: None) -> None:
    assert client.get(reverse("admin:login")).status_code == 200
