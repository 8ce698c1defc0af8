"""The people that the tests tell of, and what they write.

Everything goes through the door that the site uses: text through `clean`, posts through
`forum.posting`. Where a test needs a doubt of a fixed severity whatever triage thinks of a text,
`doubt_about` opens the review through `moderation.intake` with an assessment made by hand.
"""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Credential, User
from forum import doubting, posting
from forum.doubting import subject_of
from forum.models import Post, Topic
from moderation.intake import doubt, open_if_doubted
from moderation.models import Review
from moderation.states import ReportReason
from moderation.text.clean import clean
from moderation.triage.assess import Assessment, Reason

HARMLESS = "Thank you, that was kind of you."


def make_person(name: str, *, moderator: bool = False, staff: bool = False) -> User:
    """Return a new member; `moderator` and `staff` give the two trusts of the site."""
    address = f"{name.lower().replace(' ', '.')}@example.org"
    return User.objects.create_user(address, name, is_moderator=moderator, is_staff=staff)


def make_expert(name: str, profession: str = "pharmacist", *, country: str = "GB") -> User:
    """Return a new member with a valid credential."""
    person = make_person(name)
    give_credential(person, profession, country=country)
    return person


def give_credential(
    person: User,
    profession: str = "pharmacist",
    *,
    country: str = "GB",
    days: int = 365,
    checked: bool = True,
    withdrawn: bool = False,
) -> Credential:
    """Return a new credential of `person`: good for `days` (-1: ended yesterday)."""
    now = timezone.now()
    registrar = User.objects.filter(display_name="Registrar").first() or make_person("Registrar")
    return Credential.objects.create(
        user=person,
        profession=profession,
        registration="2048",
        country=country,
        checked_by=registrar if checked else None,
        checked_at=now if checked else None,
        valid_until=timezone.localdate() + timedelta(days=days),
        withdrawn_at=now if withdrawn else None,
    )


def ask(author: User, title: str = "Who else keeps a garden?", text: str = HARMLESS) -> Post:
    """Return the first post of a new question."""
    return posting.start_topic(title, kind=Topic.Kind.QUESTION, text=clean(text), author=author)


def answer(parent: Post, author: User, text: str = HARMLESS) -> Post:
    """Return a new reply to `parent`."""
    return posting.reply(parent, author=author, text=clean(text))


def rewrite(post: Post, text: str) -> Post:
    """Return the post with its author's new text."""
    return posting.edit(post, text=clean(text), version=post.version)


def complain(
    reader: User, post: Post, reason: ReportReason = ReportReason.RUDE, text: str = ""
) -> Review:
    """Return the review that the reader's complaint opened or joined."""
    doubting.report(post, by=reader, reason=reason, text=clean(text))
    post.refresh_from_db()
    assert post.review is not None
    return post.review


def assessment(severity: int, score: float = 0.9, *, length: int = 5) -> Assessment:
    """Return an assessment made by hand: advice of that severity, none for 0."""
    if not severity:
        return Assessment(False, 0, 0.1, "", ())
    reasons = (Reason("by-hand", 0, length, "It tells somebody what to do."),)
    return Assessment(True, severity, score, "medicines", reasons)


def doubt_about(post: Post, severity: int = 2, score: float = 0.9) -> Review:
    """Return a fresh review of `post` as it stands, opened as triage would; the post links it."""
    doubted = doubt(assessment(severity, score))
    review = open_if_doubted(subject_of(post), doubted, after=post.review)
    assert review is not None, "the policy asks for no review of this severity"
    post.review = review
    post.save(update_fields=["review"])
    return review
