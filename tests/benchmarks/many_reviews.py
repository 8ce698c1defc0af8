"""A desk with any number of reviews, written by the database itself."""

from django.db import connection
from django.db.models import GeneratedField

from accounts.models import User
from moderation.models import Review

# What differs from the copied review, by its number `i`: every second one was decided long ago.
DIFFERENT = {
    "severity": "i % 4",
    "priority": "(i % 4) * 40000 + (i % 39989 * 7919) % 39989",
    "field": "CASE i % 5 WHEN 0 THEN 'medicines' WHEN 1 THEN 'diet' WHEN 2 THEN 'care'"
    " WHEN 3 THEN 'exercise' ELSE 'treatment' END",
    "about": "CASE WHEN i % 10 = 0 THEN 'conduct' ELSE 'advice' END",
    "withholds": "i % 4 = 3",
    "state": "CASE WHEN i % 2 = 0 THEN 'decided' ELSE 'waiting' END",
    "verdict": "CASE WHEN i % 2 = 0 THEN 'sound' ELSE '' END",
    "profession": "CASE WHEN i % 2 = 0 THEN 'pharmacist' ELSE '' END",
    "country": "CASE WHEN i % 2 = 0 THEN 'GB' ELSE '' END",
    "decided_at": "CASE WHEN i % 2 = 0 THEN opened_at END",
}


def copy_review(review: Review, *, times: int, decider: User) -> None:
    """Add `times` reviews like `review`, half of them waiting, the others decided by `decider`."""
    different = DIFFERENT | {"decided_by_id": f"CASE WHEN i % 2 = 0 THEN {decider.pk} END"}
    columns = [
        field.column
        for field in Review._meta.concrete_fields
        if not (field.primary_key or isinstance(field, GeneratedField))
    ]
    values = [different.get(column, f'"{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Review._meta.db_table} ({names}) "
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
            f"SELECT {', '.join(values).replace('%', '%%')} "
            f"FROM n CROSS JOIN {Review._meta.db_table} WHERE id = %s",
            [times, review.pk],
        )
        if connection.vendor == "postgresql":  # as its own housekeeping does after a while
            cursor.execute(f"ANALYZE {Review._meta.db_table}")
