"""Fills an empty site with people, topics and reviews of every kind, so that all can be tried."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Credential, User
from forum import doubting, posting
from forum.models import Notice, Post, Topic
from moderation import claims, decisions, intake
from moderation.grounds import Ground
from moderation.models import Review, WatchWord
from moderation.states import ReportReason, State, Verdict
from moderation.text.clean import clean, clean_line
from moderation.triage.assess import Assessment

CONTENT = Path(__file__).parents[2] / "demo" / "content.json"
MINUTES_TO_A_VERDICT = 40


class Command(BaseCommand):
    """Loads the demo; a site that has a topic is left alone."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction, or nothing; CommandError outside the demo."""
        if not settings.DEMO:
            raise CommandError("Set DEMO=1 (and DEBUG=1) to load the demo content.")
        if Topic.objects.exists():
            self.stdout.write("The site has topics already: no demo content is added.")
            return
        content = json.loads(CONTENT.read_text(encoding="utf-8"))
        with transaction.atomic():
            for word in content["watch_words"]:
                WatchWord.objects.create(phrase=word["phrase"], why=word["why"])
            loader = _Loader(content["people"])
            for topic in content["topics"]:
                loader.topic(topic)
            Notice.objects.all().delete()  # what was said long ago is no news to anybody
        self.stdout.write(
            f"Demo content: {len(loader.people)} people, {Topic.objects.count()} topics, "
            f"{Post.objects.filter(depth__gt=0).count()} replies, "
            f"{Review.objects.open().count()} reviews waiting."
        )


class _Loader:
    """Writes the demo through the same doors as everybody's words."""

    def __init__(self, people: list[dict[str, Any]]) -> None:
        self.people = {each["name"]: _person(each) for each in people}
        staff = next(user for user in self.people.values() if user.is_staff)
        for each in people:
            if "profession" in each:
                _credential(self.people[each["name"]], each, checked_by=staff)

    def topic(self, entry: dict[str, Any]) -> None:
        """Write a topic with its replies, each some minutes after the one before."""
        at = timezone.now() - timedelta(hours=entry["hours_ago"])
        post = posting.start_topic(
            clean_line(entry["title"]),
            kind=Topic.Kind(entry["kind"]),
            text=clean(entry["text"]),
            author=self.people[entry["author"]],
            tags=[clean_line(tag) for tag in entry["tags"]],
            at=at,
        )
        self._settle_newcomer(post, entry)
        self._replies(post, entry["replies"], at)

    def _replies(self, parent: Post, entries: list[dict[str, Any]], at: datetime) -> None:
        for entry in entries:
            at += timedelta(minutes=37)
            post = posting.reply(
                parent,
                author=self.people[entry["author"]],
                text=clean(entry["text"]),
                at=at,
            )
            for name in entry.get("helpful", []):
                posting.mark_helpful(post, by=self.people[name], helpful=True)
            if entry.get("accepted"):
                posting.accept(post, accepted=True)
            self._review(post, entry, at)
            post.refresh_from_db()
            if post.is_shown:  # nobody can answer what they don't see
                self._replies(post, entry.get("replies", []), at)

    def _review(self, post: Post, entry: dict[str, Any], at: datetime) -> None:
        """Bring the reply to the desk as its entry says, and age the review like its post."""
        if complaint := entry.get("report"):
            doubting.report(
                post,
                by=self.people[complaint["by"]],
                reason=ReportReason(complaint["reason"]),
                text=clean(complaint["text"]),
            )
        if entry.get("sample") and post.review is None:
            self._draw(post)
        self._settle_newcomer(post, entry)
        if post.review is None:
            return
        review = post.review
        if verdict := entry.get("verdict"):
            self._decide(review, verdict)
            if review.state == State.DECIDED:
                at = timezone.now() - timedelta(minutes=MINUTES_TO_A_VERDICT)
        if words := entry.get("appeal"):
            intake.appeal(review, by=self.people[entry["author"]], text=clean(words))
        if note := entry.get("note"):
            decisions.note(review, by=self.people[note["by"]], text=clean(note["text"]))
        if handed := entry.get("handed"):
            by, to = self.people[handed["by"]], self.people[handed["to"]]
            claims.hand_over(review, by=by, to=to, note=clean(handed["note"]))
        Review.objects.filter(pk=review.pk).update(opened_at=at)

    def _decide(self, review: Review, verdict: dict[str, Any]) -> None:
        """Give a verdict, or a first opinion where severe advice needs two."""
        decisions.decide(
            review,
            by=self.people[verdict["by"]],
            version=review.version,
            verdict=Verdict(verdict["verdict"]),
            note=clean(verdict["note"]),
            source_url=verdict["source"],
        )

    def _draw(self, post: Post) -> None:
        """Let the reply be one that the random sample drew."""
        nothing = Assessment(advice=False, severity=0, score=0.0, field="", reasons=())
        drawn = intake.doubt(nothing, intake.Finding(drawn=True))
        review = intake.open_if_doubted(doubting.subject_of(post), drawn, after=None)
        if review is not None:
            doubting.link_review(post, review)

    def _settle_newcomer(self, post: Post, entry: dict[str, Any]) -> None:
        """Let a moderator have kept the first post of somebody who isn't new any more."""
        review = post.review
        if review is None or entry.get("newcomer") or not review.is_open:
            return
        if set(review.grounds.values_list("kind", flat=True)) == {Ground.NEWCOMER}:
            moderator = next(user for user in self.people.values() if user.is_moderator)
            words = {"by": moderator.display_name, "verdict": "keep", "note": "", "source": ""}
            self._decide(review, words)


def _person(entry: dict[str, Any]) -> User:
    """Return a demo person, who signs in by a click and has no password."""
    return User.objects.create_user(
        entry["email"],
        clean_line(entry["name"]),
        is_moderator=entry.get("moderator", False),
        is_staff=entry.get("staff", False),
    )


def _credential(user: User, entry: dict[str, Any], *, checked_by: User) -> None:
    """Give a demo expert a credential that lasts two years."""
    Credential.objects.create(
        user=user,
        profession=entry["profession"],
        registration="DEMO-0000",
        country=entry["country"],
        checked_by=checked_by,
        checked_at=timezone.now(),
        valid_until=timezone.localdate() + timedelta(days=730),
    )
