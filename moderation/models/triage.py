"""What triage decides by, each change a row: its limits, the weights it learned, wrong flags."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from moderation.models.reviews import Review

SAMPLE_SHARE = 0.02
_LIMITS = [MinValueValidator(0.01), MaxValueValidator(0.99)]


class WeightsVersion(models.Model):
    """What triage learned from the verdicts so far, as a difference from the shipped weights.

    One that lost too much on the guard replies is kept as well, so that the figures can be read,
    but it isn't `accepted` and so never decides. An old one loses its difference, which is large,
    and keeps its figures: it is `emptied_at` then, and can't decide any more.
    """

    base = models.CharField("shipped weights it adds to", max_length=40)
    delta = models.JSONField()  # {head: {feature: difference}}
    digest = models.CharField("digest of the difference", max_length=12)
    decisions = models.PositiveIntegerField("verdicts learned from")
    learned_from = models.CharField("digest of those verdicts", max_length=64, default="")
    marks = models.PositiveIntegerField("wrong flags learned from", default=0)
    guard_before = models.FloatField("average precision on the guard replies, shipped weights")
    guard_after = models.FloatField("average precision on the guard replies, this version")
    accepted = models.BooleanField("passed the guard")
    created_at = models.DateTimeField(default=timezone.now)
    emptied_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name that reviews keep of the weights that marked them."""
        return f"{self.base}+{self.pk}"


class TriageSettings(models.Model):
    """What triage decides by from this row on: the newest row counts, the others are history.

    The first row comes with the site, as what is shipped: whoever changes something locks it.

    A limit of None is the shipped one; without `weights` the shipped ones decide. While they are
    `pinned` nothing that is learned replaces them.
    """

    class Because(models.TextChoices):
        """Why the row was written."""

        SHIPPED = "shipped", "as shipped"
        LIMITS = "limits", "limits or sample changed"
        LEARNED = "learned", "learned from verdicts"
        CHOSEN = "chosen", "weights chosen by staff"
        UNPINNED = "unpinned", "unpinned"

    advice_limit = models.FloatField(
        "limit from which a reply is marked", null=True, blank=True, validators=_LIMITS
    )
    hold_limit = models.FloatField(
        "limit from which it counts as severity 3", null=True, blank=True, validators=_LIMITS
    )
    sample_share = models.FloatField(
        "share of the other replies that is looked at as a sample",
        default=SAMPLE_SHARE,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
    )
    weights = models.ForeignKey(
        WeightsVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="periods"
    )
    pinned = models.BooleanField(default=False)
    because = models.CharField(max_length=10, choices=Because.choices, default=Because.LIMITS)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "triage settings"
        constraints = [
            models.CheckConstraint(
                name="triage_limits_between_0_and_1",
                condition=(Q(advice_limit=None) | Q(advice_limit__gt=0, advice_limit__lt=1))
                & (Q(hold_limit=None) | Q(hold_limit__gt=0, hold_limit__lt=1)),
            ),
            models.CheckConstraint(
                name="triage_sample_is_a_share",
                condition=Q(sample_share__gte=0, sample_share__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"Triage settings of {self.at:%d %B %Y, %H:%M}"


class FlagMark(models.Model):
    """A reviewer's word that triage marked these words of a review for a wrong reason."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="flag_marks")
    rule = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "rule", "start", "end"], name="one_mark_a_flag"
            ),
        ]

    def __str__(self) -> str:
        return f"Wrong flag {self.rule} on review {self.review_id}"
