import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from moderation.text.endings import ENDINGS, is_ending, parse_endings


def talk(monkeypatch: pytest.MonkeyPatch, command: str, lines: list[object]) -> list[dict]:
    source = io.BytesIO("\n".join(json.dumps(line) for line in lines).encode())
    sink = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=source))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=sink))
    call_command(command)
    return [json.loads(line) for line in sink.getvalue().decode().splitlines()]


def test_redact_answers_with_spans_of_the_redacted_text(monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = talk(monkeypatch, "redact", [{"id": 7, "text": "ask jane.doe@gmail.com"}])
    assert answer == {
        "id": 7,
        "text": "ask ja*****@***il.com",
        "hidden": [{"kind": "email", "start": 4, "end": 21}],
    }


def test_render_answers_with_html(monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = talk(monkeypatch, "render", [{"id": "a", "markdown": "**x**\ny"}])
    assert answer == {"id": "a", "html": "<p><strong>x</strong><br>\ny</p>\n"}


def test_bad_lines_end_in_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit) as end:
        talk(monkeypatch, "redact", [{"id": 1}, {"id": 2, "text": "fine"}])
    assert end.value.code == 1


def test_refresh_endings_writes_source_and_date(tmp_path: Path) -> None:
    names = [
        f"name{number}".translate(str.maketrans("0123456789", "abcdefghij"))
        for number in range(1200)
    ]
    downloaded, target = tmp_path / "list.txt", tmp_path / "endings.txt"
    downloaded.write_text("# Version 1\n" + "\n".join(names).upper(), encoding="utf-8")
    call_command("refresh_endings", downloaded, to=target, source="a test", stdout=io.StringIO())
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[1] == "# Source: a test"
    assert lines[2].startswith("# Date: 20")
    assert len([line for line in lines if not line.startswith("#")]) == 1200


def test_refresh_endings_refuses_a_broken_download(tmp_path: Path) -> None:
    broken = tmp_path / "list.txt"
    broken.write_text("<html>not found</html>", encoding="utf-8")
    with pytest.raises(CommandError, match="can't be used"):
        call_command("refresh_endings", broken)


def test_endings_know_the_root_zone_and_the_reserved_names() -> None:
    assert len(ENDINGS) > 1400
    for ending in ("com", "uk", "museum", "health", "рф", "xn--p1ai", "example", "local"):
        assert is_ending(ending)
    assert not is_ending("night")


def test_parse_endings_reads_the_public_suffix_list() -> None:
    rules = [f"*.a{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(26 * 26)]
    more = [f"co.b{rule[2:]}" for rule in rules]
    text = "\n".join([*rules, *more, "// ===END ICANN DOMAINS===", "blog.private"])
    names = parse_endings(text)
    assert len(names) == 2 * 26 * 26
    assert "private" not in names
