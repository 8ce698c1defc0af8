"""A site's owner moves her garden blog, with what its readers wrote, to this site."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from forum.models import MAX_DEPTH, Post, Topic
from moderation.models import Review
from moderation.text.clean import HoldsPersonalDetail
from moderation.text.redact import Hidden
from tests.forum.imports.conftest import Owner, rows
from tests.forum.imports.exports import SECRETS, article, comment, export

REAL = Path(__file__).parents[4] / "shared" / "data" / "vitamin-k.wxr.xml"


def thread() -> list[tuple[int, str]]:
    """Return depth and text of every comment, in the order of the page."""
    posts = Post.objects.filter(depth__gte=1).order_by("path")
    return [(post.depth, post.source) for post in posts]


def texts_of_database() -> str:
    """Return everything that stands in any column of any table."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found).lower()


def test_article_comes_with_its_thread(owner_imports: Owner) -> None:
    owner_imports(
        export(
            article(
                comment(1, "First."),
                comment(2, "Second."),
                comment(3, "An answer to the first.", parent=1),
                comment(4, "An answer to that.", parent=3),
                tags=[("category", "Kitchen"), ("post_tag", "Beans"), ("post_format", "aside")],
            )
        )
    )
    topic = Topic.objects.get()
    first = Post.objects.get(depth=0)
    assert (topic.title, topic.kind, topic.slug) == ("Beans and greens", "article", topic.slug)
    assert [tag.name for tag in topic.tags.all()] == ["Beans", "Kitchen"]
    assert (first.author, first.author_name) == (None, "Gwen Gardener")
    assert first.html == "<p>Beans are good company on a plate.</p>"
    assert topic.comment_count == 4
    assert thread() == [
        (1, "First."),
        (2, "An answer to the first."),
        (3, "An answer to that."),
        (1, "Second."),
    ]


def test_readers_find_the_article(owner_imports: Owner, stranger: Client) -> None:
    said = owner_imports(export(article(comment(1, "How lovely."))))
    address = Topic.objects.get().get_absolute_url()
    assert f"read what came in at {settings.SITE_URL}{address}" in said
    page = stranger.get(address)
    assert page.status_code == 200
    assert "How lovely." in page.content.decode()
    assert "Rita Reader" in page.content.decode()


def test_second_run_adds_nothing(owner_imports: Owner) -> None:
    file = export(article(comment(1), comment(2, parent=1)))
    owner_imports(file)
    before = rows()
    said = owner_imports(file)
    assert rows() == before
    assert "Added: nothing." in said
    assert "Already there: 1 article, 2 comments (1 of them replies to another)." in said


def test_later_export_adds_only_what_is_new(owner_imports: Owner) -> None:
    owner_imports(export(article(comment(1, "Old."))))
    said = owner_imports(
        export(
            article(
                comment(1, "Old."),
                comment(9, "New.", parent=1),
                guid="http://garden.example/?p=7",
            ),
            article(number=8, title="Kale"),
        )
    )
    assert "Added: 1 article, 1 comment (1 of them replies to another)." in said
    assert thread() == [(1, "Old."), (2, "New.")]


def test_reply_finds_the_parent_of_an_earlier_export(owner_imports: Owner) -> None:
    owner_imports(export(article(comment(1, "Old."))))
    owner_imports(export(article(comment(9, "New.", parent=1))))
    assert thread() == [(1, "Old."), (2, "New.")]


def test_same_numbers_of_another_site_are_other_comments(owner_imports: Owner) -> None:
    owner_imports(export(article(comment(1))))
    owner_imports(export(article(comment(1), guid="https://meadow.example/?p=7")))
    assert Topic.objects.count() == 2
    assert Post.objects.count() == 4


def test_comments_before_their_parents_find_them(owner_imports: Owner) -> None:
    owner_imports(
        export(
            article(
                comment(2, "Child.", parent=5),
                comment(3, "Grandchild.", parent=2),
                comment(5, "Parent."),
            )
        )
    )
    assert thread() == [(1, "Parent."), (2, "Child."), (3, "Grandchild.")]


def test_much_that_waits_is_read_again(
    owner_imports: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.imports.threads.ROOM", 1_500)  # two comments may wait
    chain = [comment(n, f"Number {n}.", parent=n + 1 if n < 9 else 0) for n in range(1, 10)]
    owner_imports(export(article(*chain), article(comment(1, "Other."), number=8)))
    assert thread() == [(10 - n, f"Number {n}.") for n in range(9, 0, -1)] + [(1, "Other.")]


def test_deep_replies_stay_on_the_last_level(owner_imports: Owner) -> None:
    owner_imports(export(article(*[comment(n, f"{n}", parent=n - 1) for n in range(1, 16)])))
    assert [depth for depth, _ in thread()] == [min(n, MAX_DEPTH) for n in range(1, 16)]


def test_reply_without_its_parent_stands_higher(owner_imports: Owner) -> None:
    said = owner_imports(
        export(
            article(
                comment(1, "Kept."),
                comment(2, "Rude.", parent=1, approved="trash"),
                comment(3, "About the rude one.", parent=2),
                comment(4, "About one that is gone.", parent=99),
            )
        )
    )
    assert thread() == [(1, "Kept."), (2, "About the rude one."), (1, "About one that is gone.")]
    assert "they stand one step higher: 2." in said


def test_only_what_was_public_comes_in(owner_imports: Owner) -> None:
    said = owner_imports(
        export(
            article(
                comment(1, "Good."),
                comment(2, "Waiting.", approved="0"),
                comment(3, "Spam.", approved="spam"),
                comment(4, "Binned.", approved="trash"),
                comment(5, "Ping.", kind="pingback"),
                comment(6, "Track.", kind="trackback"),
                comment(7, "Order.", kind="order_note"),
            ),
            article(comment(8, "On a draft."), number=8, status="draft"),
            article(number=9, status="private"),
            article(number=10, password="open sesame"),
            article(number=11, kind="attachment"),
            article(number=12, kind="page", title="About us"),
        )
    )
    assert thread() == [(1, "Good.")]
    assert {topic.title for topic in Topic.objects.all()} == {"Beans and greens", "About us"}
    for line in (
        "Read: 2 articles, 1 comment (0 of them replies to another)",
        "articles that are not published (drafts, private, scheduled, in the bin): 2",
        "articles behind a password: 1",
        "entries that are no articles (pictures, menus, revisions and the like): 1",
        "comments under an article that is left out: 1",
        "comments waiting for approval: 1",
        "comments marked as spam: 1",
        "comments in the bin: 1",
        "pingbacks and trackbacks: 2",
        "notes of other kinds (reviews, orders and the like): 1",
    ):
        assert line in said


def test_tags_that_tell_an_address_side_by_side_are_left_out(owner_imports: Owner) -> None:
    tags = [("post_tag", "john.smith"), ("post_tag", "@gmail.com")]
    said = owner_imports(export(article(tags=tags)))
    assert not Topic.objects.get().tags.exists()
    assert "tags left out (a detail in them, or no letters): 2" in said


def test_details_are_masked_and_counted(owner_imports: Owner) -> None:
    said = owner_imports(
        export(
            article(
                comment(1, "Write to bella.bean@beans.example please.", name="bb@beans.example"),
                comment(2, "Fine.", name="Tom &amp; <b>Tina</b>"),
                comment(3, "Fine.", name=""),
                comment(4, "Fine.", name="Rose Gmail"),
                title="Ask gus@greens.example about kale &amp; co",
                html="<p>Ask gus.green@greens.example</p>",
                tags=[("post_tag", "ann@kale.example"), ("post_tag", "!!"), ("post_tag", "豆")],
            )
        )
    )
    assert list(Post.objects.order_by("pk").values_list("author_name", flat=True)) == [
        "Gwen Gardener",
        "A reader",
        "Tom & Tina",
        "A reader",
        "A reader",
    ]
    topic = Topic.objects.get()
    assert topic.title.startswith("Ask ")
    assert topic.title.endswith("about kale & co")
    assert [tag.name for tag in topic.tags.all()] == ["豆"]
    held = texts_of_database()
    for name in ("bella.bean@", "bb@", "gus@", "gus.green@", "ann@"):
        assert name not in held
    for line in (
        "e-mail addresses: 3",
        "titles with a masked detail: 1",
        "names that held a detail, replaced: 2",
        "tags left out (a detail in them, or no letters): 2",
    ):
        assert line in said


def test_title_over_two_lines_is_masked_as_one(owner_imports: Owner) -> None:
    owner_imports(export(article(title="Kale\n  by gus.green@greens.example,\n again")))
    title = Topic.objects.get().title
    assert title.startswith("Kale by ")
    assert "gus.green@" not in title


def test_title_that_stays_doubtful_is_not_shown(
    owner_imports: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def still_sees_a_detail(_raw: str) -> str:
        raise HoldsPersonalDetail((Hidden("phone", 0, 4),))

    monkeypatch.setattr("forum.imports.lines.clean_line", still_sees_a_detail)
    said = owner_imports(export(article(title="Kale")))
    assert Topic.objects.get().title == "Untitled article"
    assert "telephone numbers: 1" in said
    assert "titles with a masked detail: 1" in said


def test_address_and_ip_columns_are_nowhere(
    owner_imports: Owner, caplog: pytest.LogCaptureFixture
) -> None:
    said = owner_imports(export(article(comment(1), comment(2, "You must stop it.", parent=1))))
    for place in (texts_of_database(), said.lower(), caplog.text.lower()):
        for secret in SECRETS:
            assert secret not in place


def test_risky_reply_waits_at_the_desk(owner_imports: Owner) -> None:
    said = owner_imports(
        export(
            article(
                comment(1, "I stopped reading here, it was late."),
                comment(2, "You should stop taking your warfarin today and double the dose."),
            )
        )
    )
    review = Review.objects.get()
    post = Post.objects.get(review=review)
    assert "warfarin" in review.text
    assert post.is_withheld
    assert "Queued for review: 1; held back until a verdict: 1." in said
    assert "/desk/" in said


def test_times_are_those_of_the_export(owner_imports: Owner) -> None:
    zeros = "0000-00-00 00:00:00"
    owner_imports(
        export(
            article(
                comment(1, at="2013-04-05 06:07:08"),
                comment(2, at=zeros, local="2013-04-05 08:00:00"),
                comment(3, at=zeros, local=zeros),
                comment(4, at="2999-01-01 00:00:00"),
                at=zeros,
                local=zeros,
            )
        )
    )
    times = list(Post.objects.order_by("pk").values_list("created_at", flat=True))
    assert times[:4] == [
        datetime(2013, 4, 1, 9, tzinfo=UTC),
        datetime(2013, 4, 5, 6, 7, 8, tzinfo=UTC),
        datetime(2013, 4, 5, 8, tzinfo=UTC),
        datetime(2013, 4, 1, 9, tzinfo=UTC),
    ]
    assert times[4] <= datetime.now(UTC)


def test_names_come_from_display_names_never_from_logins(owner_imports: Owner) -> None:
    owner_imports(
        export(
            article(comment(1, name="", user=1), comment(2, name="", user=44)),
            article(number=8, creator="login_nobody_knows"),
        )
    )
    assert list(Post.objects.order_by("pk").values_list("author_name", flat=True)) == [
        "Gwen Gardener",
        "Gwen Gardener",
        "A reader",
        "The editors",
    ]


def test_long_titles_names_and_tags_are_shortened(owner_imports: Owner) -> None:
    owner_imports(
        export(
            article(comment(1, name="n" * 90), title="t" * 300, tags=[("post_tag", "g" * 70)]),
            article(number=8, title=""),
        )
    )
    long, untitled = Topic.objects.order_by("pk")
    assert (len(long.title), long.title[-1]) == (200, "…")
    assert [len(tag.name) for tag in long.tags.all()] == [40]
    assert len(Post.objects.get(depth=1).author_name) == 60
    assert untitled.title == "Untitled article"


def test_old_articles_get_their_paragraphs(owner_imports: Owner) -> None:
    owner_imports(
        export(
            article(html="One line\nand another.\n\n<h2>Head</h2>\n\nLast &amp; <em>least</em>."),
            article(number=8, html="<!-- wp:paragraph -->\n<p>New.</p>\n<!-- /wp:paragraph -->"),
        )
    )
    old, new = Post.objects.order_by("pk").values_list("html", flat=True)
    assert old.replace("\n", "") == (
        "<p>One line<br>and another.</p><h2>Head</h2><p>Last &amp; <em>least</em>.</p>"
    )
    assert new.strip() == "<p>New.</p>"


def test_scripts_of_an_article_do_not_come_in(owner_imports: Owner) -> None:
    owner_imports(
        export(
            article(
                comment(1, "<script>alert(1)</script>Hi <img src=x onerror=alert(1)>"),
                html='<p onclick="alert(1)">Hi</p><script>alert(1)</script>',
            )
        )
    )
    for html in Post.objects.values_list("html", flat=True):
        assert "alert" not in html or "&lt;" in html
        assert "<script" not in html


def test_person_at_a_terminal_sees_the_progress(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    path, screen = tmp_path / "export.xml", Terminal()
    path.write_text(export(article(comment(1))))
    call_command("import_wordpress", str(path), stdout=StringIO(), stderr=screen, no_color=True)
    assert "Reading: 100 %" in screen.getvalue()


@pytest.mark.skipif(not REAL.is_file(), reason=f"the real export {REAL.name} is not beside us")
def test_real_export_comes_in_whole(owner_imports: Owner) -> None:
    said = owner_imports(REAL.read_bytes())
    assert "Read: 1 article, 74 comments (23 of them replies to another)" in said
    assert "Added: 1 article, 74 comments (23 of them replies to another)." in said
    assert Topic.objects.get().comment_count == 74
    assert Post.objects.filter(depth=1).count() == 74 - 23
    assert Post.objects.filter(depth__gt=1).count() == 23
    before, held = rows(), texts_of_database()
    assert "@example.org" not in held
    assert "192.0.2." not in held
    assert "Added: nothing." in owner_imports(REAL.read_bytes())
    assert rows() == before
