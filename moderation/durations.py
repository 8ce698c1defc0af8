"""Stretches of time in words."""

from datetime import timedelta

MINUTES_AS_MINUTES = 90
HOURS_AS_HOURS = 36


def in_words(duration: timedelta) -> str:
    """Return a stretch of time as people say it: "40 minutes", "3 hours", "2 days"."""
    minutes = max(1, round(duration.total_seconds() / 60))
    if minutes < MINUTES_AS_MINUTES:
        return _counted(minutes, "minute")
    hours = round(minutes / 60)
    if hours < HOURS_AS_HOURS:
        return _counted(hours, "hour")
    return _counted(round(hours / 24), "day")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
