"""How fast one person may do what leaves no row to count: changes and reports.

Counted in the cache, so each web process may count for itself; the limits are generous.
"""

from django.conf import settings
from django.core.cache import cache

from accounts.models import User

SECONDS = 600


def edits_too_fast(person: User) -> bool:
    """Count a change and return whether it is over EDITS_PER_TEN_MINUTES."""
    return _too_fast("edit", person, settings.EDITS_PER_TEN_MINUTES)


def reports_too_fast(person: User) -> bool:
    """Count a report and return whether it is over REPORTS_PER_TEN_MINUTES."""
    return _too_fast("report", person, settings.REPORTS_PER_TEN_MINUTES)


def _too_fast(act: str, person: User, most: int) -> bool:
    """Count an act within the ten minutes that began with the first one."""
    key = f"pace:{act}:{person.pk}"
    if cache.add(key, 1, SECONDS):
        return most < 1
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # the ten minutes ended this moment
        return False
