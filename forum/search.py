"""Finds topics by words; the index is the database's own, through modelsearch.

Only titles, tags and first posts are indexed. What a visitor may not see is dropped after the
search, by the same rule as everywhere, so that a stale index can't show it.
"""

from collections.abc import Iterable

from modelsearch import index
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText

from forum.models import Topic

MOST = 50  # topics of one search; who finds more adds a word
SIMILAR = 5
WORDS = 20  # of a long query
# Words that every question has say nothing about which one is alike.
_EVERYWHERE = """
    a about after am an and any anybody anyone are as at be before been but by can did do does for
    from get give had has have how i if in is it its just long me much my of on or should so some
    take taken taking than that the their them then there they this to too us want was we were what
    when where which who whom why will with would you your
"""
_EMPTY = frozenset(_EVERYWHERE.split())


def index_topic(topic: Topic) -> None:
    """Put a topic in the index, or its new words in the place of the old."""
    index.insert_or_update_object(topic)


def index_topics(topics: Iterable[Topic]) -> None:
    """Put several topics in the index, such as those of a tag that got another name."""
    for topic in topics:
        index_topic(topic)


def find(query: str) -> list[Topic]:
    """Return the topics with all words of `query`, best first; with any of them if none has all."""
    words = _words(query)
    return _search(words, "and", MOST) or _search(words, "or", MOST)


def similar(title: str) -> list[Topic]:
    """Return the few topics that share telling words with a question that is being asked."""
    telling = [word for word in _words(title) if word.lower() not in _EMPTY]
    return _search(telling, "or", SIMILAR)


def _words(text: str) -> list[str]:
    """Return the words of a query without the marks that search engines give a meaning."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text)
    return kept.split()[:WORDS]


def _search(words: list[str], operator: str, most: int) -> list[Topic]:
    """Return the shown topics with these words, best first."""
    if not words:
        return []
    results = get_search_backend().search(PlainText(" ".join(words), operator=operator), Topic)
    ids = [topic.pk for topic in results[: 2 * most]]
    shown = Topic.objects.shown().prefetch_related("tags").in_bulk(ids)
    return [shown[pk] for pk in ids if pk in shown][:most]
