"""The life of a review under several people who act in any order, some on pages they opened before.

The machine keeps its own small account of what must be so (who may see the post, which verdict
stands, which moves were made) and compares it with the database after each step.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Credential, User
from forum.models import Post
from moderation import decisions
from moderation.access import Conflict, NotAllowed
from moderation.models import Review
from moderation.states import MOVES, RULINGS, VERDICTS, About, Move, ReportReason, State, Verdict
from moderation.text.clean import clean
from moderation.triage.assess import assess
from tests.moderation.desk.pages import GRAVE, moves
from tests.people import answer, ask, complain, doubt_about, make_expert, make_person, rewrite

PHARMACIST, PHYSICIAN, MODERATOR = "Petra Pharmacist", "Philip Physician", "Mona Moderator"
READER, OTHER_READER = "Rita Reader", "Rolf Reader"
AUTHOR = "Ottilie Own"  # an expert and a moderator, so that only authorship stops her
MODERATORS = (MODERATOR, AUTHOR)
TEXTS = (
    "Thank you.",
    "Thank you both, that was kind.",
    "You should take vitamin D every day.",
    GRAVE,
)

readers = st.sampled_from([READER, OTHER_READER, MODERATOR])
reviewers = st.sampled_from([PHARMACIST, PHYSICIAN, MODERATOR])
anybody = st.sampled_from([PHARMACIST, PHYSICIAN, MODERATOR, AUTHOR, READER])


@dataclass
class Standing:
    """What must be so for one review."""

    withheld: bool
    about: str
    state: State = State.WAITING
    verdict: str = ""
    decider: str | None = None
    version: int = 1
    holder: str | None = None
    claim_is_live: bool = False
    reporters: dict[str, ReportReason] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=lambda: [Move.OPEN])
    before_verdicts: list[tuple[State, str, str | None, bool]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.state in (State.WAITING, State.REOPENED)


class LifeOfAReview(RuleBasedStateMachine):
    """One reply and its reviews."""

    @initialize(severity=st.sampled_from([1, 2, 3]))
    def a_doubted_reply(self, severity: int) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.experts = {PHARMACIST, PHYSICIAN, AUTHOR}
        self.post = answer(ask(self.person(READER)), self.person(AUTHOR))
        review = doubt_about(self.post, severity)
        self.now = Standing(withheld=severity == 3, about=About.ADVICE)
        self.expected = {review.pk: self.now}
        self.pages: dict[str, Review] = {}
        self.edits = 0
        self.was_shown = Post.objects.shown().filter(pk=self.post.pk).exists()
        self.somebody_ruled = False

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # ---- What people do --------------------------------------------------------------------------

    @rule(name=anybody)
    def open_the_page(self, name: str) -> None:
        self.pages[name] = Review.objects.get(pk=self.fresh_post().review_id)

    @rule(text=st.sampled_from(TEXTS))
    def edit(self, text: str) -> None:
        self.edits += 1
        post = self.fresh_post()
        assert post.parent is not None
        changed = rewrite(post, f"{text}\n\n{self.edits}")
        seen = assess(changed.source, parent=post.parent.source, topic=post.topic.title)
        action = site.ADVICE_POLICY[seen.severity] if seen.advice else "publish"
        old, was_open = self.now, self.now.is_open
        if old.state != State.SUPERSEDED:
            old.state, old.holder = State.SUPERSEDED, None
            old.version += 1
            old.moves.append(Move.SUPERSEDE)
        if was_open or old.withheld or action != "publish":
            self.now = Standing(
                withheld=old.withheld or action == "hold",
                about=About.ADVICE if seen.advice else old.about,
            )
            if was_open:
                self.now.reporters = old.reporters
            self.expect_a_new_review()

    @rule(name=readers, reason=st.sampled_from(ReportReason))
    def report(self, name: str, reason: ReportReason) -> None:
        complain(self.person(name), self.fresh_post(), reason)
        about = About.ADVICE if reason == ReportReason.ADVICE else About.CONDUCT
        if self.now.state == State.SUPERSEDED:
            self.now = Standing(withheld=False, about=about)
            self.expect_a_new_review()
        known = self.now.reporters.get(name)
        if known == ReportReason.ADVICE or (known and reason != ReportReason.ADVICE):
            return
        self.now.reporters[name] = reason
        self.now.moves.append(Move.REPORT)
        if self.now.state == State.DECIDED:
            self.now.state = State.REOPENED
        if about == About.ADVICE:
            self.now.about = about

    @rule(name=anybody)
    def claim(self, name: str) -> None:
        page, standing = self.page_of(name)
        taken = standing.claim_is_live and standing.holder not in (None, name)
        refused = not self.works_at_the_desk(name) or name == AUTHOR
        refused = refused or (standing.about == About.CONDUCT and name not in MODERATORS)
        with self.expect(refused=refused, conflict=not standing.is_open or taken):
            decisions.claim(page, by=self.person(name))
            if standing.holder != name:
                standing.moves.append(Move.CLAIM)
            standing.holder, standing.claim_is_live = name, True

    @rule(name=anybody)
    def give_back(self, name: str) -> None:
        page, standing = self.page_of(name)
        decisions.release(page, by=self.person(name))
        if standing.holder == name:
            standing.holder = None
            standing.moves.append(Move.RELEASE)

    @rule()
    def go_to_lunch(self) -> None:
        ten_minutes = timedelta(minutes=site.CLAIM_MINUTES)
        Review.objects.exclude(claimed_at=None).update(claimed_at=F("claimed_at") - ten_minutes)
        for standing in self.expected.values():
            standing.claim_is_live = False

    @rule(name=reviewers, verdict=st.sampled_from(Verdict))
    def decide(self, name: str, verdict: Verdict) -> None:
        self.give(name, verdict)

    @rule(name=st.sampled_from([AUTHOR, READER]), verdict=st.sampled_from(Verdict))
    def decide_without_the_right(self, name: str, verdict: Verdict) -> None:
        self.give(name, verdict)

    @rule(name=anybody)
    def undo(self, name: str) -> None:
        page, standing = self.page_of(name)
        version = page.version
        own = name == AUTHOR
        stranger = name != standing.decider and name not in MODERATORS
        undecided = standing.state != State.DECIDED
        with self.expect(
            refused=not undecided and (own or stranger),
            conflict=undecided or version != standing.version,
        ):
            decisions.undo(page, by=self.person(name), version=version)
            before = standing.before_verdicts.pop()
            standing.state, standing.verdict, standing.decider, standing.withheld = before
            standing.version += 1
            standing.moves.append(Move.UNDO)
            self.somebody_ruled = True

    @rule(name=st.sampled_from([PHARMACIST, PHYSICIAN]))
    def lose_or_regain_a_credential(self, name: str) -> None:
        self.experts ^= {name}
        withdrawn = None if name in self.experts else timezone.now()
        Credential.objects.filter(user__display_name=name).update(withdrawn_at=withdrawn)

    # ---- What must be so -------------------------------------------------------------------------

    @invariant()
    def all_is_as_expected(self) -> None:
        reviews = Review.objects.select_related("decided_by", "claimed_by").in_bulk()
        assert reviews.keys() == self.expected.keys()
        for pk, standing in self.expected.items():
            review = reviews[pk]
            assert (review.state, review.version) == (standing.state, standing.version)
            assert (review.about, review.withholds) == (standing.about, standing.withheld)
            assert review.verdict == standing.verdict
            assert name_of(review.decided_by) == standing.decider
            assert name_of(review.claimed_by) == standing.holder
            assert moves(review) == standing.moves

    @invariant()
    def a_verdict_is_whole_or_not_there(self) -> None:
        for review in Review.objects.all():
            columns = (review.verdict, review.decided_by_id, review.decided_at)
            assert all(columns) or not any(columns)
            medical = review.ruling is not None and review.ruling.medical
            assert bool(review.profession) == bool(review.country) == medical
            assert review.decided_by_id != self.post.author_id

    @invariant()
    def states_follow_the_table_of_moves(self) -> None:
        for review in Review.objects.prefetch_related("events"):
            first, *others = review.events.all()
            assert first.move == Move.OPEN
            state, came_from = State.WAITING, []
            for event in others:
                move = Move(event.move)
                assert move in MOVES[state]
                if move == Move.DECIDE:
                    came_from.append(state)
                state = came_from.pop() if move == Move.UNDO else MOVES[state][move]
            assert review.state == state

    @invariant()
    def what_was_held_comes_out_by_a_person_only(self) -> None:
        shown = Post.objects.shown().filter(pk=self.post.pk).exists()
        assert shown == self.fresh_post().is_shown == (not self.now.withheld)
        if shown and not self.was_shown:
            assert self.somebody_ruled
        self.was_shown, self.somebody_ruled = shown, False

    @invariant()
    def only_the_newest_version_waits(self) -> None:
        for review in Review.objects.open():
            assert review.pk == self.fresh_post().review_id
            assert review.text == self.fresh_post().source

    # ---- Helpers ---------------------------------------------------------------------------------

    def person(self, name: str) -> User:
        return User.objects.get(display_name=name)

    def fresh_post(self) -> Post:
        return Post.objects.select_related("review", "topic", "parent").get(pk=self.post.pk)

    def page_of(self, name: str) -> tuple[Review, Standing]:
        """Return the review on the page that `name` has open, as it was then, and its standing.

        Who has none opens the newest, and closes it after this one step.
        """
        page = self.pages.pop(name, None) or Review.objects.get(pk=self.fresh_post().review_id)
        return copy.copy(page), self.expected[page.pk]

    def works_at_the_desk(self, name: str) -> bool:
        return name in self.experts or name in MODERATORS

    def expect_a_new_review(self) -> None:
        newest = self.fresh_post().review_id
        assert newest is not None
        assert newest not in self.expected
        self.expected[newest] = self.now

    @contextmanager
    def expect(self, *, refused: bool, conflict: bool) -> Iterator[None]:
        """Run the step; it must be refused, or be a conflict, exactly as told."""
        if refused or conflict:
            with pytest.raises(NotAllowed if refused else Conflict):
                yield
        else:
            yield

    def give(self, name: str, verdict: Verdict) -> None:
        page, standing = self.page_of(name)
        version, ruling = page.version, RULINGS[verdict]
        refused = (
            name == AUTHOR
            or not self.works_at_the_desk(name)
            or verdict not in VERDICTS[About(standing.about)]
            or (ruling.medical and name not in self.experts)
            or (standing.about == About.CONDUCT and name not in MODERATORS)
        )
        taken = standing.claim_is_live and standing.holder not in (None, name)
        conflict = not standing.is_open or taken or version != standing.version
        with self.expect(refused=refused, conflict=conflict):
            decisions.decide(
                page, by=self.person(name), version=version, verdict=verdict, note=clean("Note.")
            )
            standing.before_verdicts.append(
                (standing.state, standing.verdict, standing.decider, standing.withheld)
            )
            standing.state, standing.verdict, standing.decider = State.DECIDED, verdict, name
            standing.withheld, standing.holder = ruling.withholds, None
            standing.version += 1
            standing.moves.append(Move.DECIDE)
            self.somebody_ruled = True


def name_of(person: User | None) -> str | None:
    return person.display_name if person else None


@pytest.mark.django_db
def test_the_life_of_a_review_in_any_order() -> None:
    make_expert(PHARMACIST, "pharmacist")
    make_expert(PHYSICIAN, "physician", country="US")
    make_person(MODERATOR, moderator=True)
    make_person(READER)
    make_person(OTHER_READER)
    author = make_expert(AUTHOR, "nurse")
    author.is_moderator = True
    author.save()
    run_state_machine_as_test(
        LifeOfAReview,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
