"""The pages of the desk take the same queries with 3 reviews waiting and with 3,000."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from moderation.models import Review, Route
from tests.benchmarks.many_reviews import copy_review
from tests.people import answer, ask, doubt_about, make_person

pytestmark = pytest.mark.django_db


def queries_of(browser: Client, address: str, *, post: bool = False) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        response = browser.post(address) if post else browser.get(address)
    assert response.status_code == (302 if post else 200)
    return len(queries)


@pytest.mark.parametrize("who", ["pharmacist", "moderator"])
def test_no_page_asks_more_of_the_database_with_3000_waiting_than_with_3(
    who: str,
    asker: User,
    pharmacist: User,
    physician: User,
    moderator: User,
    client_of: Callable[[User], Client],
) -> None:
    Route.objects.all().delete()
    Route.objects.create(field="medicines", profession="pharmacist")
    review = doubt_about(answer(ask(asker), make_person("Wanda Writer")))
    browser = client_of({"pharmacist": pharmacist, "moderator": moderator}[who])

    def counted() -> dict[str, int]:
        pages = ("/desk/", "/desk/?show=decided", f"/desk/{review.pk}/", "/desk/insights/")
        found = {page: queries_of(browser, page) for page in pages}
        found["next"] = queries_of(browser, "/desk/next/", post=True)
        Review.objects.update(claimed_by=None, claimed_at=None)
        return found

    copy_review(review, times=4, decider=physician)
    assert Review.objects.open().count() == 3
    few = counted()
    copy_review(review, times=6_000, decider=physician)
    assert Review.objects.open().count() > 3_000
    # Fewer are allowed: where one's own fields fill the page, nobody asks for the others.
    assert {page: more for page, more in counted().items() if more > few[page]} == {}
