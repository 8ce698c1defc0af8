"""Files of figures and reviews: complete, safe in a spreadsheet, without anybody's words."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forum.models import Post
from moderation import exports
from moderation.models import Review
from moderation.states import Verdict
from tests.moderation.insights.decided import decided
from tests.people import make_person

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    """A moderator's browser."""
    return client_of(moderator)


def download(browser: Client, what: str, **query: object) -> str:
    """Return the file."""
    response: Any = browser.get(f"/desk/insights/{what}/", query)
    assert response.status_code == 200
    assert response.streaming
    assert response.headers["Content-Disposition"].startswith(f'attachment; filename="{what}-')
    return b"".join(response.streaming_content).decode()


def table(browser: Client, what: str, **query: object) -> list[dict[str, str]]:
    """Return the rows of the CSV file."""
    return list(csv.DictReader(io.StringIO(download(browser, what, **query))))


def test_decided_reviews_are_told_without_a_word_of_anybody(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    review = decided(question, answerer, pharmacist, Verdict.MISLEADING, severity=3)
    decided(question, answerer, pharmacist, ago=timedelta(days=40))
    (row,) = table(desk, "reviews")
    assert (row["id"], row["verdict"], row["profession"]) == (
        *(str(review.pk), "misleading", "pharmacist"),
    )
    assert (row["grounds"], row["rules"]) == ("advice", "by-hand")
    assert (row["severity"], row["field"], row["seconds_to_verdict"]) == ("3", "medicines", "2400")
    assert len(table(desk, "reviews", days=90)) == 2
    for form in ("csv", "json"):
        text = download(desk, "reviews", **{"as": form})
        for word in ("Anselm", "Petra", "Ask first", "kind of you", "garden", "example.org"):
            assert word not in text


def test_json_says_the_same_as_csv(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    for _ in range(3):
        decided(question, answerer, pharmacist)
    rows = json.loads(download(desk, "reviews", **{"as": "json"}))
    assert [{k: str(v) for k, v in row.items()} for row in rows] == table(desk, "reviews")
    assert len(rows) == 3


def test_a_file_of_nothing_is_still_a_file(desk: Client) -> None:
    assert json.loads(download(desk, "reviews", **{"as": "json"})) == []
    assert table(desk, "reviews") == []
    assert json.loads(download(desk, "figures", **{"as": "json"}))


def test_every_figure_of_the_page_is_in_the_file(
    question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    decided(question, answerer, pharmacist, took=timedelta(minutes=10))
    rows = {(r["figure"], r["of"], r["part"]): r["value"] for r in table(desk, "figures", days=7)}
    today = timezone.localdate().isoformat()
    assert rows["median seconds to verdict", "field", "medicines"] == "600"
    assert rows["waiting", "severity", "3"] == "0"
    assert rows["confirmed", "rule", "by-hand"] == "1"
    assert sum(int(v) for (name, *_), v in rows.items() if name == "verdicts a day") == 1
    assert ("verdicts a day", "sound", today) in rows
    assert rows["kappa", "blind checks", ""] == ""


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(
    sign: str, question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    review = decided(question, answerer, pharmacist)
    Review.objects.filter(pk=review.pk).update(field=f"{sign}1+1")
    (row,) = table(desk, "reviews")
    assert row["field"] == f"'{sign}1+1"
    assert {row["part"] for row in table(desk, "figures")} >= {f"'{sign}1+1"}


def test_files_are_for_moderators_and_staff(
    pharmacist: User, answerer: User, client_of: ClientOf, stranger: Client
) -> None:
    staff = make_person("Stan Staff", staff=True)
    assert table(client_of(staff), "reviews") == []
    assert "Decided reviews as CSV" in client_of(staff).get("/desk/insights/").content.decode()
    for person in (pharmacist, answerer):
        browser = client_of(person)
        for what in ("figures", "reviews"):
            assert browser.get(f"/desk/insights/{what}/").status_code == 403
    assert "as CSV" not in client_of(pharmacist).get("/desk/insights/").content.decode()


@pytest.mark.parametrize("size", [1, 7])
def test_a_long_file_is_read_in_few_queries(
    size: int, question: Post, answerer: User, pharmacist: User, desk: Client
) -> None:
    for _ in range(size):
        decided(question, answerer, pharmacist)
    with CaptureQueriesContext(connection) as queries:
        assert len(table(desk, "reviews")) == size
    assert len(queries) == 4  # the session, the person, the reviews, their grounds
    assert size < exports.CHUNK
