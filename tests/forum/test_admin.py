"""What the staff do in the admin to tags, topics and notes, which stand on public pages."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum import posting
from forum.models import Notice, Post, Tag, Topic
from moderation.models import ReadyNote
from moderation.text.clean import clean
from tests.people import HARMLESS, answer, ask

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


def set_tags(office: Client, post: Post, *tags: Tag) -> None:
    """Choose the tags of the post's topic, and save."""
    address = f"/admin/forum/topic/{post.topic_id}/change/"
    assert office.post(address, {"tags": [tag.pk for tag in tags]}).status_code == 302


def finds(word: str, post: Post) -> bool:
    """Return whether a search for the word shows the post's topic."""
    page = Client().get(reverse("forum:search"), {"q": word})
    return post.topic.title in page.content.decode()


def test_a_topic_is_found_by_the_tags_that_it_has_now(office: Client, post: Post) -> None:
    tag = Tag.objects.create(name="osteopenia", slug="osteopenia")
    set_tags(office, post, tag)
    assert finds("osteopenia", post)
    set_tags(office, post)
    assert not finds("osteopenia", post)


def test_the_topics_of_a_renamed_tag_are_found_by_its_new_name(office: Client, post: Post) -> None:
    tag = Tag.objects.create(name="osteopenia", slug="osteopenia")
    set_tags(office, post, tag)
    form = {"name": "brittleness"}
    assert office.post(f"/admin/forum/tag/{tag.pk}/change/", form).status_code == 302
    assert finds("brittleness", post)
    assert not finds("osteopenia", post)


@pytest.mark.parametrize("many", [False, True], ids=["its_page", "the_list"])
def test_no_topic_is_found_by_a_tag_that_was_deleted(
    many: bool, office: Client, asker: User
) -> None:
    first = posting.start_topic(
        "Who else keeps a garden?",
        kind=Topic.Kind.QUESTION,
        text=clean(HARMLESS),
        author=asker,
        tags=["osteopenia"],
    )
    assert finds("osteopenia", first)
    tag = Tag.objects.get()
    if many:
        form = {"action": "delete_selected", "_selected_action": [tag.pk], "post": "yes"}
        office.post("/admin/forum/tag/", form)
    else:
        office.post(f"/admin/forum/tag/{tag.pk}/delete/", {"post": "yes"})
    assert not Tag.objects.exists()
    assert not finds("osteopenia", first)
