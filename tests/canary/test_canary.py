"""Private details are let out in every form of the site, and are seen again nowhere."""

import json
import logging
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command, get_commands
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.models import Post
from moderation import claims, decisions
from moderation.models import Review
from moderation.states import Verdict
from moderation.text.clean import clean
from moderation.text.redact import redact
from tests.accounts import steps as sign_in
from tests.architecture.test_routes import ROUTES, address_of
from tests.canary.birds import KINDS, bird, birds_in, flock, nest
from tests.canary.crawl import Visitor
from tests.canary.eyes import Log, Sighting, in_cookies, in_mails, in_tables, sightings
from tests.forum.imports.exports import article, comment, export
from tests.people import answer, ask, doubt_about, give_credential

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

# Addresses that take a form which the crawl doesn't send, and why.
ELSEWHERE = {
    "forum:post-withdraw": "a button; it would take the words away that are looked for",
    "forum:similar-topics": "below: a script sends it",
    "account_login": "below: with an address that belongs there",
    "account_request_login_code": "the same page as account_login",
    "account_confirm_login_code": "below: it needs a code",
    "account_logout": "a button; it would end the visit",
    "demo-sign-in": "a button; it would make the visitor somebody else",
    "moderation:review-release": "a button",
    "moderation:review-undo": "a button",
    "moderation:review-batch-undo": "a button",
    "moderation:review-flag": "a button",
    "moderation:review-renew": "a script sends it, without words",
    "moderation:blind-check-answer": "a button",
}

FORMS = ("reply", "edit", "report", "appeal")  # of a post

# Commands, and how a bird could get into them.
COMMANDS = {
    "import_wordpress": "let out below",
    "rerender": "run below: it reads what is stored",
    "scan_addresses": "run below: it reads what is stored",
    "work": "run below: it sends what is stored",
    "redact": "let out below",
    "render": "let out below",
    "triage": "let out below",
    "load_demo": "takes no words; its own are in the repository",
    "refresh_endings": "takes no words; writes a file of the repository",
    "relearn": "takes no words; reads what is stored",
    "reassess": "takes no words; reads what is stored",
    "make_word_classes": "reads files of the repository and writes one",
    "train_embeddings": "reads files of the repository and writes one",
    "draw_states": "takes no words; prints the table of moves",
    "train_triage": "reads files of the repository and writes one",
}


@pytest.fixture(autouse=True)
def nobody_is_too_fast(settings: Any) -> Iterator[None]:
    """Lift the limits on speed, and send every e-mail at once."""
    settings.POSTS_PER_TEN_MINUTES = 10**6
    settings.NOTICE_DELAY_SECONDS = 0
    settings.ACCOUNT_RATE_LIMITS = False
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def log() -> Iterator[Log]:
    """What the site writes to its log meanwhile."""
    handler, root = Log(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


@pytest.fixture
def visitors(
    asker: User, answerer: User, pharmacist: User, moderator: User, client_of: ClientOf
) -> list[Visitor]:
    """Everybody who could see something, on a site where there is something to see."""
    question = ask(asker, "Who else keeps a garden?")
    question.topic.tags.create(name="bones", slug="bones")
    reply = answer(question, answerer)
    doubt_about(reply, 2)
    doubt_about(answer(reply, asker), 3)
    doubt_about(answer(question, moderator), 1)
    misleading = doubt_about(answer(question, asker), 2)
    claims.claim(misleading, by=pharmacist)
    decisions.decide(
        misleading,
        by=pharmacist,
        version=misleading.version,
        verdict=Verdict.MISLEADING,
        note=clean("It is not so."),
    )
    keeper = User.objects.create_superuser("keeper@example.org", "Karin Keeper")
    give_credential(keeper, "physician")
    people = {
        "the asker": asker,
        "the pharmacist": pharmacist,
        "the moderator": moderator,
        "the keeper": keeper,
    }
    browsers = {"a stranger": Client(), **{role: client_of(who) for role, who in people.items()}}
    return [Visitor(role, browser) for role, browser in browsers.items()]


def starts(visitor: Visitor) -> list[str]:
    """Return where a visitor begins to read: every address, and every record there is."""
    pages = [name for name, row in ROUTES.items() if not row.of and row.post is None]
    found = [reverse(name) for name in pages]
    for post in Post.objects.order_by("-pk"):
        found.append(post.get_absolute_url())
        found += [reverse(f"forum:post-{verb}", args=[post.pk]) for verb in FORMS]
        found.append(post.topic.get_absolute_url())
    if visitor.role in ("the pharmacist", "the moderator", "the keeper"):
        found += [
            reverse("moderation:review-detail", args=[pk])
            for pk in Review.objects.values_list("pk", flat=True)
        ]
    return [*found, reverse("admin:index")]


def everywhere(visitors: list[Visitor], log: Log) -> list[Sighting]:
    """Return all that can be seen of any bird, on the pages and behind them."""
    call_command("work", "--once", stdout=StringIO())
    seen: set[Sighting] = set()
    for visitor in visitors:
        visitor.read_all(starts(visitor))
        seen |= visitor.seen
    seen |= {*in_tables(), *in_mails(), *log.sightings()}
    seen |= set(in_cookies({visitor.role: visitor.browser for visitor in visitors}))
    return sorted(seen)


def test_no_bird_is_seen_again_after_it_was_let_out_in_every_form(
    visitors: list[Visitor], log: Log
) -> None:
    known: set[str] = set()
    for visitor in visitors:
        visitor.read_all(starts(visitor))
        visitor.write_everywhere(known)
    assert Post.objects.filter(source__contains="*****@***").count() > len(visitors)
    assert everywhere(visitors, log) == []
    for visitor in visitors:
        visitor.press_everywhere()
    assert everywhere(visitors, log) == []
    used = {route for visitor in visitors for route in visitor.used}
    assert forms_taken(visitors) - used - ELSEWHERE.keys() == set(), "no page offers these forms"


def forms_taken(visitors: list[Visitor]) -> set[str]:
    """Return the names of the addresses to which somebody with every right can send a form."""
    post = Post.objects.filter(review__isnull=False, withdrawn_at=None).latest("pk")
    keeper = next(visitor.browser for visitor in visitors if visitor.role == "the keeper")
    asked = ROUTES.keys() - ELSEWHERE.keys()
    return {name for name in asked if keeper.post(address_of(name, post), {}).status_code != 405}


def test_no_bird_is_seen_that_was_typed_into_a_code_or_a_search_while_typing(
    stranger: Client, asker: User, log: Log
) -> None:
    visitor, old, new = Visitor("a stranger", stranger), Client(), Client()
    pages = [
        sign_in.send(new, sign_in.SIGN_UP, "display_name", email=nest(), display_name="Ann"),
        sign_in.send(new, sign_in.SIGN_UP_CODE, "code", code=bird("plain")),
        sign_in.send(old, sign_in.SIGN_IN, "email", email=asker.email),
        sign_in.send(old, sign_in.SIGN_IN_CODE, "code", code=bird("plain")),
        sign_in.send(Client(), sign_in.SIGN_IN, "email", email=nest()),
        stranger.post(reverse("forum:similar-topics"), {"title": f"A garden, {bird('plain')}"}),
        stranger.post(reverse("account_login"), {"email": bird("brackets")}),
    ]
    for page in pages:
        visitor.look_at_answer("a stranger POST account_login or the like", page)
    assert sorted(visitor.seen) == []
    assert everywhere([visitor], log) == []


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500])
def test_no_bird_is_seen_behind_a_page_of_error(
    status: int, asker: User, client_of: ClientOf, settings: Any, log: Log
) -> None:
    browser = client_of(asker)
    browser.raise_request_exception = False
    visitor = Visitor("the asker", browser)
    address = reverse("forum:post-reply", args=[ask(asker).pk])
    words = {"text": flock()}
    if status == 400:
        response = browser.post(f"{address}?q={bird('plain')}", words, headers={"Host": "else"})
    elif status == 403:
        browser.handler.enforce_csrf_checks = True
        response = browser.post(address, words)
        browser.handler.enforce_csrf_checks = False
    elif status == 404:
        response = browser.post(f"/posts/{bird('plain')}/", words)
    elif status == 413:
        response = browser.post(address, {"text": flock() * 5000})
    else:
        settings.POSTS_PER_TEN_MINUTES = 0 if status == 429 else "broken"
        response = browser.post(address, words)
    assert response.status_code == (400 if status == 413 else status)
    visitor.look_at_answer("the asker", response)
    settings.POSTS_PER_TEN_MINUTES = 10
    assert sorted(visitor.seen) == []
    assert everywhere([visitor], log) == []


def test_no_bird_is_seen_after_an_import(
    visitors: list[Visitor], log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [
        article(
            comment(f"{number}1", flock(), name=bird(kind)),
            comment(f"{number}2", f"<p>{flock()}</p>", parent=f"{number}1"),
            number=number,
            title=f"Notes, {bird(kind)}",
            html=f"<h2>{flock()}</h2><p title='{bird(kind)}'>{flock()}</p><!-- {flock()} -->",
            # In the file these two stand where no markup may.
            creator=escape(bird(kind)),
            tags=[("post_tag", bird(kind if kind != "html" else "plain"))],
        )
        for number, kind in enumerate(KINDS, start=10)
    ]
    file = tmp_path / "export.xml"
    file.write_text(export(*items), encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("import_wordpress", str(file), stdout=out, stderr=err)
    assert Post.objects.filter(author=None, depth=0).count() == len(KINDS)
    call_command("rerender", "--all", stdout=out)
    call_command("scan_addresses", stdout=out)
    told = out.getvalue() + err.getvalue() + "".join(capsys.readouterr())
    assert sightings("what the commands print", told) == set()
    assert everywhere(visitors, log) == []


@pytest.mark.parametrize(("command", "field"), [("redact", "text"), ("triage", "text")])
def test_no_bird_is_seen_in_what_a_command_answers(
    command: str, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"id": kind, "parent": bird(kind), field: bird(kind)}) for kind in KINDS]
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("\n".join(lines).encode())))
    out = StringIO()
    call_command(command, stdout=out)
    assert sightings(command, out.getvalue()) == set()


def test_every_command_is_known() -> None:
    ours = {name for name, app in get_commands().items() if app in ("moderation", "forum")}
    assert ours == COMMANDS.keys(), "let a bird into the new command, or say why none gets there"


@pytest.mark.parametrize("kind", KINDS)
def test_every_bird_is_hidden_by_the_filter_and_known_by_the_eyes(kind: str) -> None:
    text = bird(kind)
    assert birds_in(text), text
    assert redact(text).hidden, text
    assert not birds_in(redact(text).text), text


def test_the_eyes_see_a_bird_in_each_place(
    asker: User, client_of: ClientOf, log: Log, settings: Any
) -> None:
    post = ask(asker)
    Post.objects.filter(pk=post.pk).update(html=flock())
    assert sightings("x", "".join(each for _, each in in_tables())), "not in the tables"
    browser = client_of(asker)
    visitor = Visitor("the asker", browser)
    visitor.read_all([post.topic.get_absolute_url()])
    assert visitor.seen
    log.lines.append(f"Sent to {bird('brackets')}.")
    assert list(log.sightings())
    mail.send_mail("Hello", flock(), None, [nest()])
    assert list(in_mails())
    browser.cookies["kept"] = bird("percent")
    assert list(in_cookies({"the asker": browser}))
