"""Reviews: one doubt about one version of one post.

A review is complete in itself: it holds the text that it judges and the context a reviewer needs.
It never points at a post; the upper layer keeps the link.
"""

from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts.models import Profession, User
from moderation.hidden import sentence
from moderation.models.tables import Route
from moderation.states import OPEN_STATES, RULINGS, SEVERITY_WORDS, About, Ruling, State, Verdict

VOUCHING = [verdict for verdict, ruling in RULINGS.items() if ruling.vouches]


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about reviews."""

    def open(self) -> "ReviewQuerySet":
        """Return those that wait for a verdict, the first one or another."""
        # IN, not a plain condition: SQLite uses an index for a comparison, not for a bare column.
        return self.filter(waits__in=[True])

    def free_for(self, person: User) -> "ReviewQuerySet":
        """Return those that nobody else has claimed within the last CLAIM_MINUTES."""
        return self.filter(
            Q(claimed_by=None) | Q(claimed_by=person) | Q(claimed_at__lte=claims_end_before())
        )


def claims_end_before() -> datetime:
    """Return the time before which a claim must have been made to be over now."""
    return timezone.now() - timedelta(minutes=settings.CLAIM_MINUTES)


class Review(models.Model):
    """One doubt about one version of one post."""

    # What is judged, and what a reviewer needs to judge it; all of it cleaned text.
    text = models.TextField()
    parent_text = models.TextField(blank=True)
    topic_title = models.CharField(max_length=200)
    place = models.CharField("address of the post on this site", max_length=200)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=60)
    hidden = models.JSONField("how many details of each kind are hidden", default=dict)

    # Why it was opened.
    about = models.CharField(max_length=10, choices=About.choices)
    severity = models.PositiveSmallIntegerField(default=0)
    score = models.FloatField(default=0.0)
    field = models.CharField(max_length=20, blank=True)
    reasons = models.JSONField(default=list)  # [{"rule", "start", "end", "why"}], spans in `text`
    rules = models.CharField("version of the weights that read it", max_length=60, blank=True)
    # Drawn at random and doubted by nobody: nothing is said under the post while it waits.
    quiet = models.BooleanField(default=False)
    reach = models.PositiveIntegerField("how many people the post reaches", default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    # The newest review of an earlier version that a health professional decided.
    checked_before = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )

    # Where it stands. `version` counts the moves that change what a decision would be about.
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    version = models.PositiveIntegerField(default=1)
    # The database's own copy of "the state is an open one": an index begins with it.
    waits = models.GeneratedField(
        expression=Case(When(state__in=OPEN_STATES, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    # The place in the queue, the greatest first; moderation.priority says what it is made of.
    priority = models.PositiveIntegerField(default=0)
    withholds = models.BooleanField("keeps the post from readers", default=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)

    # The verdict, with the decider's credential as it was on that day.
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    profession = models.CharField(max_length=20, choices=Profession.choices, blank=True)
    country = models.CharField(max_length=2, blank=True)
    note = models.TextField(blank=True)
    note_html = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    # The first of two experts on severe advice: it vouched, and a second one must agree.
    first_verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_at = models.DateTimeField(null=True)
    first_profession = models.CharField(max_length=20, choices=Profession.choices, blank=True)
    first_country = models.CharField(max_length=2, blank=True)
    first_note = models.TextField(blank=True)
    first_source_url = models.URLField(max_length=500, blank=True)

    # What the author says against the verdict, once for each version.
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["waits", "-priority", "opened_at", "id"], name="review_queue"),
            models.Index(
                fields=["waits", "about", "-priority", "opened_at", "id"], name="review_queue_about"
            ),
            models.Index(
                fields=["waits", "field", "-priority", "opened_at", "id"], name="review_queue_field"
            ),
            models.Index(fields=["waits", "severity", "opened_at"], name="review_oldest"),
            models.Index(fields=["-decided_at", "-id"], name="review_decided"),
            models.Index(fields=["place"], name="review_place"),
        ]
        constraints = [
            models.CheckConstraint(
                name="review_verdict_decider_time_together",
                condition=Q(verdict="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="review_decided_has_verdict",
                condition=(
                    Q(state__in=[State.DECIDED, State.REOPENED, State.APPEALED]) & ~Q(verdict="")
                )
                | Q(state=State.WAITING, verdict="")
                | Q(state__in=[State.SECOND, State.SUPERSEDED]),
            ),
            models.CheckConstraint(
                name="review_first_opinion_person_time_together",
                condition=Q(
                    first_verdict="",
                    first_by__isnull=True,
                    first_at__isnull=True,
                    first_profession="",
                )
                | (Q(first_verdict__in=VOUCHING) & ~Q(first_profession=""))
                & Q(first_by__isnull=False, first_at__isnull=False),
            ),
            models.CheckConstraint(
                name="review_second_opinion_needs_first",
                condition=~Q(state=State.SECOND) | ~Q(first_verdict=""),
            ),
            models.CheckConstraint(
                name="review_second_opinion_by_another",
                condition=~Q(state=State.DECIDED)
                | Q(first_by__isnull=True)
                | ~Q(first_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="review_appeal_has_text_and_time",
                condition=Q(appeal="", appealed_at__isnull=True)
                | (~Q(appeal="") & Q(appealed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="review_appealed_has_appeal",
                condition=~Q(state=State.APPEALED) | ~Q(appeal=""),
            ),
            models.CheckConstraint(
                name="review_never_decided_by_its_author",
                condition=Q(author__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(author=F("decided_by")),
            ),
            models.CheckConstraint(
                name="review_medical_verdict_has_profession",
                condition=~Q(verdict__in=[v for v, ruling in RULINGS.items() if ruling.medical])
                | ~Q(profession=""),
            ),
            models.CheckConstraint(
                name="review_removed_is_withheld",
                condition=~Q(verdict__in=[v for v, ruling in RULINGS.items() if ruling.withholds])
                | Q(withholds=True),
            ),
            models.CheckConstraint(name="review_severity_0_to_3", condition=Q(severity__lte=3)),
            models.CheckConstraint(
                name="review_claim_has_person_and_time",
                condition=Q(claimed_by__isnull=True) | Q(claimed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.pk} ({self.state})"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a verdict."""
        return self.state in OPEN_STATES

    @property
    def ruling(self) -> Ruling | None:
        """What the verdict means; None while there is none."""
        return RULINGS[Verdict(self.verdict)] if self.verdict else None

    @property
    def hidden_words(self) -> str:
        """How many details of which kind are hidden in its text, in a sentence; "" for none."""
        return sentence(self.hidden)

    @property
    def whys(self) -> list[str]:
        """The different sentences that say why it was opened, in the order of the text."""
        return list(dict.fromkeys(reason["why"] for reason in self.reasons))

    @cached_property
    def routed(self) -> tuple[str, ...]:
        """The professions that check advice of its field; none where it is everybody's."""
        return Route.professions_of(self.field)

    @property
    def routed_names(self) -> list[str]:
        """The same as readers know them."""
        return [str(Profession(profession).label) for profession in self.routed]

    @property
    def severity_word(self) -> str:
        """The severity as readers of the queue see it: none, low, medium or high."""
        return SEVERITY_WORDS[self.severity]

    @property
    def claim_is_live(self) -> bool:
        """Whether somebody claimed it within the last CLAIM_MINUTES."""
        return (
            self.claimed_by_id is not None
            and self.claimed_at is not None
            and self.claimed_at > claims_end_before()
        )

    def lock(self) -> None:
        """Read the row anew and keep others from changing it until the transaction ends.

        The lock lets rows be written that point at this one, so that it can't make two people who
        act at once wait for each other.
        """
        self.refresh_from_db(from_queryset=Review.objects.select_for_update(no_key=True))
