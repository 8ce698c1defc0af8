"""Broken and hostile files: the owner gets a sentence that helps, and the site stays as it was."""

import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError

from forum.imports import wordpress
from forum.imports.xmlstream import BadExport
from forum.models import Post
from tests.forum.imports.conftest import Owner, rows
from tests.forum.imports.exports import FOOT, HEAD, SECRETS, article, comment, export

GOOD = export(article(comment(1), comment(2, parent=1)))
BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>"""
BODY = GOOD.partition("?>")[2]


def with_field(old: str, new: str) -> str:
    """Return the good export with one piece of it changed."""
    assert old in GOOD
    return GOOD.replace(old, new)


BAD_FILES = {
    "empty": ("", "is empty"),
    "spaces": ("  \n ", "not XML"),
    "text": ("Dear all,\nhere is my blog.", "Line 1: this is not XML"),
    "web page": ("<html><body>Sign in</body></html>", "not a WordPress export"),
    "feed": (GOOD.replace("<wp:wxr_version>1.2</wp:wxr_version>", ""), "not a WordPress export"),
    "feed without items": (
        '<rss version="2.0"><channel><title>x</title></channel></rss>',
        "Tools, Export, All content",
    ),
    "cut off": (GOOD[: len(GOOD) * 2 // 3], "may be cut off"),
    "cut off at the end": (GOOD[:-8], "may be cut off"),
    "unknown prefix": (
        with_field('xmlns:wp="http://wordpress.org/export/1.2/"', ""),
        "unbound prefix",
    ),
    "entity bomb": (BOMB + BODY.replace("Beans", "&c;"), "refused"),
    "outside entity": (OUTSIDE + BODY.replace("Beans", "&x;"), "refused"),
    "outside document type": (
        '<!DOCTYPE rss SYSTEM "http://localhost:9/x.dtd">' + BODY,
        "document type",
    ),
    "unknown entity": (with_field("<item>", "<item>&what;"), "undefined entity"),
    "control character": (with_field("Thank you", "Thank\x0byou"), "not XML"),
    "other encoding": (
        GOOD.replace("Thank you", "Danke schön").encode("latin-1"),
        "another encoding",
    ),
    "unknown encoding": (with_field('"UTF-8"', '"KLINGON-8"'), "Save the file as UTF-8"),
    "encoding of many bytes": (with_field('"UTF-8"', '"euc_jp"'), "Save the file as UTF-8"),
    "number that is none": (
        with_field("<wp:comment_id>2<", "<wp:comment_id>two<"),
        "wp:comment_id is not a whole number",
    ),
    "huge number": (
        with_field("<wp:comment_parent>1<", f"<wp:comment_parent>{'9' * 30}<"),
        "wp:comment_parent is not a whole number",
    ),
    "comment without number": (
        with_field("<wp:comment_id>2<", "<wp:comment_id><"),
        "has no wp:comment_id",
    ),
    "number twice": (export(article(comment(1), comment(1))), "same wp:comment_id"),
    "answers itself": (export(article(comment(1), comment(2, parent=2))), "in a circle"),
    "circle": (
        export(article(*[comment(n, parent=n % 5 + 1) for n in range(1, 6)])),
        "in a circle",
    ),
    "circle far down": (
        export(article(comment(9)), article(comment(1, parent=2), comment(2, parent=1), number=8)),
        "in a circle",
    ),
    "article twice": (export(article(), article()), "twice"),
    "no date": (
        export(article(at="", local="soon", published="Wed, 30 Nov -0001 00:00:00 +0000")),
        "no date",
    ),
    "no guid": (export(article(guid="")), "neither guid nor link"),
    "long comment": (export(article(comment(1, "x" * 65_536))), "wp:comment_content holds more"),
    "long article": (export(article(html="x" * 1_000_001)), "content:encoded holds more"),
    "deep article": (export(article(html="<ul><li>" * 100_000)), "inside each other"),
    "long name": (export(article(comment(1, name="x" * 501))), "wp:comment_author holds more"),
    "many tags": (export(article(tags=[("category", "Beans")] * 501)), "500 categories"),
    "elements in a name": (with_field("<wp:status>", "<wp:status><b>"), "only text may stand"),
    "deep": (HEAD + "<a>" * 60 + "</a>" * 60 + FOOT, "too many elements"),
    "many names": (HEAD + "".join(f"<a{n}/>" for n in range(20_000)) + FOOT, "larger than"),
    "endless tag": (f'{HEAD}<a b="{"x" * 3_000_000}"/>{FOOT}', "larger than"),
    "fields behind comments": (
        with_field("</item>", "<title>x</title></item>"),
        "title stands behind",
    ),
    "zip": (b"PK\x03\x04 and so on", "Unpack it"),
    "gzip": (b"\x1f\x8b and so on", "Unpack it"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused_and_changes_nothing(name: str, owner_is_refused: Owner) -> None:
    content, words = BAD_FILES[name]
    message = owner_is_refused(content)
    assert words in message
    for secret in (*SECRETS, "Rita"):
        assert secret not in message


def test_error_names_the_line(owner_is_refused: Owner) -> None:
    file = export(article(comment(1), comment(2, "x" * 70_000)))
    line = file[: file.index("xxx")].count("\n") + 1
    assert owner_is_refused(file).startswith(f"Line {line}: wp:comment_content holds more")


def test_error_at_the_end_takes_back_what_was_written(
    owner_is_refused: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = wordpress.reply
    calls = iter(range(100))

    def fails_late(*args: object, **kwargs: object) -> Post:
        if next(calls) == 1:
            raise BadExport("The disk caught fire.")
        return original(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(wordpress, "reply", fails_late)
    assert "caught fire" in owner_is_refused(GOOD)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (IntegrityError("row of Rita"), "at the same time"),
        (OperationalError("database is locked"), "database is locked"),
        (OSError(5, "Input/output error"), "can't be read to its end"),
    ],
)
def test_error_of_the_machine_is_told_and_takes_everything_back(
    error: Exception, words: str, owner_is_refused: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_kwargs: object) -> Post:
        raise error

    monkeypatch.setattr(wordpress, "reply", fails)
    message = owner_is_refused(GOOD)
    assert words in message
    assert "Rita" not in message


def test_file_that_changes_meanwhile_is_refused(
    owner_is_refused: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = wordpress.survey_of
    longer = BytesIO(export(article(comment(1), comment(2), comment(3))).encode())
    monkeypatch.setattr(wordpress, "survey_of", lambda _file, tell: original(longer))
    assert "changed while it was read" in owner_is_refused(GOOD)


@pytest.mark.usefixtures("db")
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "export.xml"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("blog.xml", GOOD)
    for path, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "missing.xml", "There is no file"),
        (Path("/dev/null"), "not an ordinary file"),
        (archive, "ZIP archive"),
    ):
        before = rows()
        with pytest.raises(CommandError, match=words):
            call_command("import_wordpress", str(path), stdout=StringIO())
        assert rows() == before


def test_declared_encodings_are_understood(owner_imports: Owner) -> None:
    file = export(article(comment(1, "Danke schön, Zoë.")))
    for number, encoding in enumerate(("utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252")):
        named = "utf-8" if encoding == "utf-8-sig" else encoding.replace("cp", "windows-")
        owner_imports(file.replace("UTF-8", named).replace("?p=7", f"?p={number}").encode(encoding))
    assert set(Post.objects.filter(depth=1).values_list("source", flat=True)) == {
        "Danke schön, Zoë."
    }
    assert Post.objects.filter(depth=1).count() == 5
