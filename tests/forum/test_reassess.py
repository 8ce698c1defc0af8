"""manage.py reassess: rules are tried on past posts, then the missed ones get their reviews."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from forum import posting
from forum.models import Post, Topic
from moderation import decisions
from moderation.models import Review, TriageSettings, WeightsVersion
from moderation.states import ReportReason, Verdict
from moderation.text.clean import clean
from moderation.triage import feedback, model
from tests.people import answer, ask, complain, rewrite

pytestmark = pytest.mark.django_db

GRAVE = "Stop taking your Fosamax, it destroys your bones."
MILD = "Bob's your uncle with the wobblestick."


@pytest.fixture
def reply_to(asker: User, answerer: User) -> Callable[[str], Post]:
    """Return a function: a text in, a reply to one question out."""
    question = ask(asker)
    return lambda text: answer(question, answerer, text)


def learned(changes: dict[str, float]) -> WeightsVersion:
    """Return a version of weights that doesn't decide yet."""
    return WeightsVersion.objects.create(
        base=model.load().version,
        delta={"advice": changes},
        digest=feedback.digest_of({"advice": changes}),
        decisions=1,
        guard_before=0.9,
        guard_after=0.9,
        accepted=True,
    )


def reassess(**options: object) -> str:
    """Return what the command says."""
    out = StringIO()
    call_command("reassess", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_a_dry_run_says_what_would_be_marked_and_changes_nothing(
    reply_to: Callable[[str], Post],
) -> None:
    post = reply_to(MILD)
    version = learned({"wobblestick": 9.0})
    said = reassess(dry_run=True, weights=version.name)
    assert f"by the weights {version.name}" in said
    assert f"Newly marked: 1  posts: {post.pk}" in said
    assert "by field:" in said
    assert "by rule:" in said
    assert "Nothing was changed." in said
    assert not Review.objects.exists()
    assert "Newly marked: 0" in reassess(dry_run=True, weights="shipped")


def test_newly_marked_posts_get_their_reviews_once(reply_to: Callable[[str], Post]) -> None:
    post = reply_to(MILD)
    version = learned({"wobblestick": 9.0})
    TriageSettings.objects.create(weights=version)
    assert "Reviews opened: 1." in reassess()
    assert "Reviews opened: 0." in reassess()
    post.refresh_from_db()
    assert post.review is not None
    assert post.review.rules == version.name


def test_what_is_grave_is_held_as_the_policy_says(reply_to: Callable[[str], Post]) -> None:
    post = reply_to("Never mind.")
    Post.objects.filter(pk=post.pk).update(source=GRAVE)
    assert f"Newly held back: 1  posts: {post.pk}" in reassess()
    post.refresh_from_db()
    assert not post.is_shown


def test_what_is_not_marked_any_more_stays_held(reply_to: Callable[[str], Post]) -> None:
    post = reply_to(GRAVE)
    assert not post.is_shown
    cues = {f"cue={name}": -30.0 for name in model.load().sure}
    version = learned({"stop": -30.0, "taking": -30.0, "M": -30.0} | cues)
    TriageSettings.objects.create(advice_limit=0.99, hold_limit=0.99, weights=version)
    said = reassess()
    assert f"Not marked any more (they stay as they are): 1  posts: {post.pk}" in said
    assert "Reviews opened: 0." in said
    post.refresh_from_db()
    assert not post.is_shown


def test_an_experts_own_field_and_quoted_words_open_nothing(
    asker: User, answerer: User, pharmacist: User
) -> None:
    question = ask(asker)
    answer(question, pharmacist, GRAVE)
    said = answer(question, answerer, "Never mind.")
    Post.objects.filter(pk=question.pk).update(source=GRAVE)
    Post.objects.filter(pk=said.pk).update(source=f"{GRAVE} That frightened me.")
    trial = reassess(dry_run=True)
    assert f"posts: {question.pk}\n" in trial
    assert "Newly marked: 1" in trial


def test_a_verdict_is_left_alone(reply_to: Callable[[str], Post], pharmacist: User) -> None:
    post = reply_to(GRAVE)
    assert post.review is not None
    verdict = Verdict.EXPERIENCE
    decisions.decide(post.review, by=pharmacist, version=1, verdict=verdict, note=clean(""))
    said = reassess()
    assert "Newly marked: 0" in said
    assert Review.objects.get().verdict == verdict


def test_a_post_with_a_review_for_another_reason_is_named_and_left_alone(
    reply_to: Callable[[str], Post], asker: User
) -> None:
    post = reply_to("Never mind.")
    review = complain(asker, post, ReportReason.RUDE)
    Post.objects.filter(pk=post.pk).update(source=GRAVE)
    assert f"with a review for another reason: 1  posts: {post.pk}" in reassess()
    assert list(Review.objects.all()) == [review]


def test_a_changed_post_whose_review_was_closed_gets_a_fresh_one(
    reply_to: Callable[[str], Post],
) -> None:
    post = reply_to("Magnesium, 300 at bedtime.")
    assert post.review is not None
    TriageSettings.objects.create(advice_limit=0.99, hold_limit=0.99)
    Review.objects.update(state="superseded")
    post = rewrite(post, MILD)
    TriageSettings.objects.create(weights=learned({"wobblestick": 9.0}))
    assert "Reviews opened: 1." in reassess()


def test_articles_withdrawn_posts_and_older_ones_are_not_read(
    reply_to: Callable[[str], Post], asker: User
) -> None:
    text = clean(GRAVE)
    posting.start_topic("Bones", kind=Topic.Kind.ARTICLE, text=text, author=asker)
    Post.objects.filter(pk=reply_to("Gone.").pk).update(withdrawn_at=timezone.now())
    old = reply_to("Never mind.")
    Post.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=400))
    assert "2 posts read" in reassess(dry_run=True)
    since = f"{timezone.now() - timedelta(days=30):%Y-%m-%d}"
    out = StringIO()
    call_command("reassess", "--dry-run", "--since", since, stdout=out, stderr=StringIO())
    assert "1 posts read" in out.getvalue()


@pytest.mark.parametrize("name", ["77", "none+1", "latest"])
def test_weights_that_do_not_exist_are_refused_with_a_sentence(db: None, name: str) -> None:
    with pytest.raises(CommandError, match="There is no version"):
        reassess(dry_run=True, weights=name)


def test_other_weights_open_no_reviews(db: None) -> None:
    with pytest.raises(CommandError, match="Add --dry-run"):
        reassess(weights="shipped")


def test_a_wrong_date_is_refused_with_a_sentence(db: None) -> None:
    with pytest.raises(CommandError, match="no day"):
        call_command("reassess", "--since", "yesterday")


def test_progress_is_told(reply_to: Callable[[str], Post]) -> None:
    reply_to("Never mind.")
    err = StringIO()
    call_command("reassess", dry_run=True, stdout=StringIO(), stderr=err)
    assert "2 of 2 posts" in err.getvalue()
