"""What the staff write in the admin stands on public pages, and passes the filter like all else."""

import pytest
from django.test import Client

from accounts.models import User
from forum.models import Tag
from moderation.models import ReadyNote

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
