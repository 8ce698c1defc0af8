"""The life of a review under several people who act in any order, some on pages they opened before.

The machine keeps its own small account of what must be so (who may see the post, which verdict
stands, which moves were made) and compares it with the database after each step.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

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
from forum.access import FINAL_REMOVALS
from forum.models import Post
from moderation import claims, decisions, intake
from moderation.access import Conflict, NotAllowed
from moderation.models import Review
from moderation.states import (
    MOVES,
    OPEN_STATES,
    RULINGS,
    VERDICTS,
    About,
    Move,
    ReportReason,
    State,
    Verdict,
)
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


class Before(NamedTuple):
    """What an undo brings back."""

    state: State
    verdict: str
    decider: str | None
    withheld: bool
    first: str | None
    first_verdict: str


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
    before_verdicts: list[Before] = field(default_factory=list)
    severity: int = 0
    first: str | None = None
    first_verdict: str = ""
    appealed: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def judges(self) -> set[str | None]:
        """Who may not decide now, as their own verdict or opinion is what it is about."""
        if self.state in (State.SECOND, State.APPEALED):
            return {self.decider, self.first} - {None}
        return set()

    def remember(self) -> None:
        """Keep what an undo brings back."""
        self.before_verdicts.append(
            Before(
                self.state,
                self.verdict,
                self.decider,
                self.withheld,
                self.first,
                self.first_verdict,
            )
        )

    def go_back(self) -> None:
        """Take back what was remembered last."""
        before = self.before_verdicts.pop()
        self.state, self.verdict, self.decider = before.state, before.verdict, before.decider
        self.withheld, self.first = before.withheld, before.first
        self.first_verdict = before.first_verdict


class LifeOfAReview(RuleBasedStateMachine):
    """One reply and its reviews."""

    @initialize(severity=st.sampled_from([1, 2, 3]))
    def a_doubted_reply(self, severity: int) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.experts = {PHARMACIST, PHYSICIAN, AUTHOR}
        self.post = answer(ask(self.person(READER)), self.person(AUTHOR))
        review = doubt_about(self.post, severity)
        self.now = Standing(withheld=severity == 3, about=About.ADVICE, severity=severity)
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
        with self.expect(refused=self.now.verdict in FINAL_REMOVALS, conflict=False):
            post = rewrite(post, f"{text}\n\n{self.edits}")
        if self.now.verdict in FINAL_REMOVALS:
            return
        seen = assess(post.source, parent=post.parent.source, topic=post.topic.title)
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
                severity=seen.severity if seen.advice else 0,
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
        self.now.version += 1
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
        refused = refused or name in standing.judges
        with self.expect(refused=refused, conflict=not standing.is_open or taken):
            claims.claim(page, by=self.person(name))
            if standing.holder != name:
                standing.moves.append(Move.CLAIM)
            standing.holder, standing.claim_is_live = name, True

    @rule(name=anybody)
    def give_back(self, name: str) -> None:
        page, standing = self.page_of(name)
        claims.release(page, by=self.person(name))
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
        gave = standing.first if standing.state == State.SECOND else standing.decider
        stranger = name != gave and name not in MODERATORS
        undecided = standing.state not in (State.DECIDED, State.SECOND)
        with self.expect(
            refused=not undecided and (own or stranger),
            conflict=undecided or version != standing.version,
        ):
            decisions.undo(page, by=self.person(name), version=version)
            standing.go_back()
            standing.version += 1
            standing.moves.append(Move.UNDO)
            self.somebody_ruled = True

    @rule(name=anybody, to=anybody)
    def hand_over(self, name: str, to: str) -> None:
        page, standing = self.page_of(name)
        taken = standing.claim_is_live and standing.holder not in (None, name)
        refused = not self.may_work(name, standing)
        known = not refused and standing.is_open and not taken
        refused = refused or (known and (to == name or not self.may_settle(to, standing)))
        with self.expect(refused=refused, conflict=not standing.is_open or taken):
            claims.hand_over(page, by=self.person(name), to=self.person(to), note=clean("Yours?"))
            standing.holder, standing.claim_is_live = to, True
            standing.moves.append(Move.HAND_OVER)

    @rule(name=anybody)
    def write_a_note(self, name: str) -> None:
        page, standing = self.page_of(name)
        refused = name == AUTHOR or not self.works_at_the_desk(name)
        with self.expect(refused=refused, conflict=standing.state == State.SUPERSEDED):
            decisions.note(page, by=self.person(name), text=clean("I rang the surgery."))
            standing.moves.append(Move.NOTE)

    @rule(name=anybody)
    def appeal(self, name: str) -> None:
        page, standing = self.page_of(name)
        appealable = standing.verdict in ("misleading", "harmful", "remove")
        allowed = name == AUTHOR and appealable and not standing.appealed
        refused = not allowed or standing.state != State.DECIDED
        with self.expect(refused=refused, conflict=False):
            intake.appeal(page, by=self.person(name), text=clean("I said what happened to me."))
            standing.state, standing.appealed = State.APPEALED, True
            standing.moves.append(Move.APPEAL)

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
                if move in (Move.DECIDE, Move.OPINION):
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
    def severe_advice_is_sound_by_two_experts(self) -> None:
        vouching = Review.objects.filter(verdict__in=["sound", "caution"], severity=3)
        for review in vouching:
            assert review.first_by_id not in (None, review.decided_by_id, self.post.author_id)

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
            not self.may_work(name, standing)
            or verdict not in VERDICTS[About(standing.about)]
            or (ruling.medical and name not in self.experts)
        )
        taken = standing.claim_is_live and standing.holder not in (None, name)
        conflict = not standing.is_open or taken or version != standing.version
        with self.expect(refused=refused, conflict=conflict):
            decisions.decide(
                page, by=self.person(name), version=version, verdict=verdict, note=clean("Note.")
            )
            standing.remember()
            standing.holder = None
            standing.version += 1
            if self.is_only_an_opinion(name, verdict, standing):
                standing.state, standing.first = State.SECOND, name
                standing.first_verdict = verdict
                standing.moves.append(Move.OPINION)
                return
            cautioned = standing.state == State.SECOND and standing.first_verdict == "caution"
            shown = Verdict.CAUTION if cautioned and verdict == Verdict.SOUND else verdict
            self.settle(name, standing, vouches=ruling.vouches)
            standing.state, standing.verdict, standing.decider = State.DECIDED, shown, name
            standing.withheld = ruling.withholds
            standing.moves.append(Move.DECIDE)
            self.somebody_ruled = True

    def is_only_an_opinion(self, name: str, verdict: Verdict, standing: Standing) -> bool:
        """Whether a verdict needs a second expert: nobody else vouches for severe advice yet."""
        if standing.severity < 3 or not RULINGS[verdict].vouches:
            return False
        return self.other_voucher(name, standing) is None

    def other_voucher(self, name: str, standing: Standing) -> str | None:
        """Return who else says that the advice is sound."""
        stands = standing.verdict in ("sound", "caution")
        if standing.first not in (None, name) and (stands or standing.state == State.SECOND):
            return standing.first
        return standing.decider if stands and standing.decider != name else None

    def settle(self, name: str, standing: Standing, *, vouches: bool) -> None:
        """Keep the first opinion beside a verdict, where there was one."""
        voucher = self.other_voucher(name, standing)
        if not (voucher and (vouches or standing.state == State.SECOND)):
            standing.first, standing.first_verdict = None, ""
        elif voucher != standing.first:
            standing.first, standing.first_verdict = voucher, standing.verdict

    def may_work(self, name: str, standing: Standing) -> bool:
        """Whether the review is this person's to work on at all."""
        if name == AUTHOR or not self.works_at_the_desk(name) or name in standing.judges:
            return False
        return standing.about == About.ADVICE or name in MODERATORS

    def may_settle(self, name: str, standing: Standing) -> bool:
        """Whether the doubt is this person's to settle."""
        rights = self.experts if standing.about == About.ADVICE else MODERATORS
        return self.may_work(name, standing) and name in rights


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
