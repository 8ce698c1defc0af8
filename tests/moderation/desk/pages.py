"""What people do on the pages of the desk, as one line each."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from forum.models import Post
from moderation.models import Review

# Texts that the site's triage has always judged like this; how sure it is doesn't matter here.
GRAVE = "Stop taking your Fosamax, it destroys your bones."
PLAIN = "Thank you, that was kind of you."


def address(page: str, review: Review) -> str:
    """Return the address of one of a review's pages: detail, claim, release, decide or undo."""
    return reverse(f"moderation:review-{page}", args=[review.pk])


def open_page(browser: Client, review: Review) -> Any:
    """Return the page of the review."""
    return browser.get(address("detail", review))


def press(browser: Client, page: str, review: Review, **fields: object) -> Any:
    """Press a button of the review's page, with the version that the page shows now."""
    review.refresh_from_db()
    return browser.post(address(page, review), {"version": review.version} | fields)


def give(browser: Client, review: Review, verdict: str, **fields: object) -> Any:
    """Press a verdict's button on the review's page; fields: note, source_url, version."""
    return press(browser, "decide", review, verdict=verdict, **fields)


def sees(browser: Client, post: Post) -> bool:
    """Return whether the words of the post are on the page that its address leads to."""
    answer: HttpResponse = browser.get(post.get_absolute_url(), follow=True)
    assert answer.status_code in (200, 404)
    return post.html in answer.content.decode()


def moves(review: Review) -> list[str]:
    """Return the moves in the review's history, the oldest first."""
    return list(review.events.values_list("move", flat=True))


def standing(review: Review) -> dict[str, Any]:
    """Return every column of the review as it stands in the database.

    But for its version and what the queue derives from the rest.
    """
    columns = Review.objects.filter(pk=review.pk).values().get()
    for name in ("version", "waits", "priority"):
        del columns[name]
    return columns


def grounds(review: Review) -> set[str]:
    """Return the grounds on which the review was opened or doubted again."""
    return set(review.grounds.values_list("kind", flat=True))
