"""The scan finds an address that got past every door, and never prints it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from forum.models import Post
from tests.people import answer, ask, make_person

pytestmark = pytest.mark.django_db


def test_scan_of_a_site_written_through_the_doors_finds_nothing() -> None:
    author = make_person("Ann")
    answer(ask(author), author, "Write to ann.miller@example.com about it.")
    out = StringIO()
    call_command("scan_addresses", stdout=out)
    assert "No readable address" in out.getvalue()


def test_scan_names_the_place_and_never_the_address() -> None:
    author = make_person("Ann")
    post = answer(ask(author), author, "Hello")
    Post.objects.filter(pk=post.pk).update(source="ann.miller@example.com")
    out = StringIO()
    with pytest.raises(CommandError, match="1 readable"):
        call_command("scan_addresses", stdout=out)
    assert f"forum.Post {post.pk}: source" in out.getvalue()
    assert "miller" not in out.getvalue()
