"""What the staff do in the admin to tags, topics and notes, which stand on public pages."""

import pytest
from django.test import Client

from accounts.models import User
from forum.models import Notice, Post, Tag
from moderation.models import ReadyNote
from tests.people import answer, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    """The browser of somebody with every right in the admin."""
    client.force_login(User.objects.create_superuser("chief@example.org", "Chief"))
    return client


def test_address_of_a_tag_is_made_from_its_name_and_stays(office: Client) -> None:
    office.post(
        "/admin/forum/tag/add/", {"name": "Winter beans", "slug": "john-smith-at-gmail-com"}
    )
    tag = Tag.objects.get()
    assert (tag.name, tag.slug) == ("Winter beans", "winter-beans")
    office.post(f"/admin/forum/tag/{tag.pk}/change/", {"name": "Beans"})
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("Beans", "winter-beans")


def test_address_of_a_tag_joins_nothing_that_its_name_keeps_apart(office: Client) -> None:
    office.post("/admin/forum/tag/add/", {"name": "0:7911:123:456"})
    assert "7911" not in Tag.objects.get().slug


@pytest.mark.parametrize(
    "text",
    ["Ring **07911** 123456 for help.", "Write to john.smith@\\!\\[\\](https://a.org)gmail.com."],
)
def test_ready_note_is_read_as_it_will_be_shown(office: Client, text: str) -> None:
    note = {"verdict": "caution", "title": "Ask first", "place": "1"}
    office.post("/admin/moderation/readynote/add/", note | {"text": text})
    assert not ReadyNote.objects.filter(title="Ask first").exists()
    office.post("/admin/moderation/readynote/add/", note | {"text": "Ask **first**."})
    assert ReadyNote.objects.filter(title="Ask first").exists()


@pytest.fixture
def post(asker: User, answerer: User) -> Post:
    """An answer, of which the asker is to be told."""
    return answer(ask(asker), answerer)


def test_nobody_deletes_a_topic_with_its_posts(office: Client, post: Post) -> None:
    place = f"/admin/forum/topic/{post.topic_id}"
    assert office.get(f"{place}/change/").status_code == 200
    assert office.post(f"{place}/delete/", {"post": "yes"}).status_code == 403
    assert Post.objects.filter(topic=post.topic_id).count() == 2


def test_nobody_deletes_a_notice(office: Client, post: Post) -> None:
    notice = Notice.objects.get(post=post)
    address = f"/admin/forum/notice/{notice.pk}/delete/"
    assert office.post(address, {"post": "yes"}).status_code == 403
    assert Notice.objects.filter(pk=notice.pk).exists()
