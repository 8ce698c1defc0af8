"""The scan finds a private detail that got past every door, and never prints it."""

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
    assert "No readable detail" in out.getvalue()


def test_scan_names_the_place_and_never_the_address() -> None:
    author = make_person("Ann")
    post = answer(ask(author), author, "Hello")
    Post.objects.filter(pk=post.pk).update(source="ann.miller@example.com")
    out = StringIO()
    with pytest.raises(CommandError, match="1 readable"):
        call_command("scan_addresses", stdout=out)
    assert f"forum.Post {post.pk}: source" in out.getvalue()
    assert "miller" not in out.getvalue()


def test_scan_looks_for_every_kind_and_for_chosen_ones_alone() -> None:
    author = make_person("Ann")
    post = answer(ask(author), author, "Hello")
    Post.objects.filter(pk=post.pk).update(source="Ring me on 07911 123456.")
    out = StringIO()
    with pytest.raises(CommandError, match="1 readable"):
        call_command("scan_addresses", stdout=out)
    assert f"forum.Post {post.pk}: source holds a telephone number" in out.getvalue()
    assert "07911" not in out.getvalue()
    call_command("scan_addresses", "--kinds", "email", "address", stdout=out)
    assert "No readable detail" in out.getvalue()
