"""What the tests of signing up and in share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    """Forget the attempts that other tests made: codes are limited to a few a minute."""
    cache.clear()
    yield
    cache.clear()
