"""What a site sets up in the admin: who checks which field, ready-made notes, watch words."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from accounts.models import Profession
from moderation.states import Verdict
from moderation.triage.assess import FIELDS
from moderation.validators import holds_no_personal_detail


class Route(models.Model):
    """One profession that checks advice of one field; a field without any is everybody's."""

    field = models.CharField(max_length=20, choices=[(name, name) for name in FIELDS])
    profession = models.CharField(max_length=20, choices=Profession.choices)

    class Meta:
        ordering = ["field", "profession"]
        constraints = [
            models.UniqueConstraint(fields=["field", "profession"], name="route_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.get_profession_display()}"

    @classmethod
    def professions_of(cls, field: str) -> tuple[str, ...]:
        """Return the professions that check advice of a field; none where it is everybody's."""
        if not field:
            return ()
        return tuple(cls.objects.filter(field=field).values_list("profession", flat=True))


class ReadyNote(models.Model):
    """A note that reviewers take over with one key and change as they need."""

    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    title = models.CharField(max_length=80, validators=[holds_no_personal_detail])
    text = models.TextField(max_length=2000, validators=[holds_no_personal_detail])
    source_url = models.URLField(
        "source",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"]), holds_no_personal_detail],
    )
    place = models.PositiveSmallIntegerField("place in the list", default=0)

    class Meta:
        ordering = ["verdict", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["verdict", "title"], name="ready_note_title_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.title}"


def has_a_word(value: str) -> None:
    """Refuse a watch word without a letter or a digit (ValidationError)."""
    if not any(sign.isalnum() for sign in value):
        raise ValidationError("Write a word or a phrase.")


class WatchWord(models.Model):
    """A word or phrase that brings a post to the desk, however it is capitalised or accented."""

    phrase = models.CharField(
        max_length=80, unique=True, validators=[has_a_word, holds_no_personal_detail]
    )
    why = models.CharField(
        "sentence for the desk",
        max_length=160,
        blank=True,
        validators=[holds_no_personal_detail],
        help_text="Why the desk looks at posts with this word.",
    )

    class Meta:
        ordering = ["phrase"]

    def __str__(self) -> str:
        return self.phrase
