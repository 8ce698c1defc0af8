"""The command as a site's owner runs it."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from forum.models import Post, Tag, Topic
from moderation.models import Review, ReviewEvent

Owner = Callable[[str | bytes], str]


@pytest.fixture
def owner_imports(db: None, tmp_path: Path) -> Owner:
    """Return a function: an export in, what the command says to the site's owner out."""

    def run(content: str | bytes) -> str:
        path = tmp_path / "export.xml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        said = StringIO()
        call_command("import_wordpress", str(path), stdout=said, stderr=said)
        return said.getvalue()

    return run


@pytest.fixture
def owner_is_refused(owner_imports: Owner) -> Owner:
    """Return a function: a bad file in, the error out; nothing in the database may change."""

    def run(content: str | bytes) -> str:
        before = rows()
        with pytest.raises(CommandError) as refusal:
            owner_imports(content)
        assert rows() == before
        assert "Nothing was imported" in str(refusal.value)
        return str(refusal.value)

    return run


def rows() -> list[int]:
    """Return how many rows the tables hold that an import writes."""
    return [model.objects.count() for model in (Topic, Post, Tag, Review, ReviewEvent)]
