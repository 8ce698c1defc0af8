"""`manage.py triage` and `manage.py train_triage`, as a moderator's script calls them."""

import json
import subprocess
import sys
from pathlib import Path

from moderation.triage import model

ROOT = Path(__file__).parents[3]
DATA = ROOT / "moderation" / "triage" / "data"


def _run(command: str, *options: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", command, *options],
        cwd=ROOT,
        env={"DEBUG": "1", "PYTHONUTF8": "1"},
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_triage_answers_line_by_line_and_goes_on_after_a_bad_one() -> None:
    text = "Sorry, love. You should stop the alendronate."
    lines = [
        json.dumps({"id": "a", "parent": None, "text": text}),
        json.dumps({"id": "b", "parent": "can I take two zopiclone", "text": "yes"}),
        "not json",
        json.dumps({"id": "d", "parent": None}),
        json.dumps({"id": "e", "parent": None, "text": "Thank you so much 🙂"}, ensure_ascii=False),
    ]
    done = _run("triage", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer["id"] for answer in answers] == ["a", "b", None, "d", "e"]
    assert set(answers[0]) == {"id", "advice", "severity", "score", "field", "reasons"}
    assert answers[0]["advice"] is True
    assert answers[0]["severity"] == 3
    for reason in answers[0]["reasons"]:
        assert set(reason) == {"rule", "start", "end", "why"}
        assert text[reason["start"] : reason["end"]]
    assert answers[1]["advice"] is True
    assert set(answers[2]) == set(answers[3]) == {"id", "error"}
    assert answers[4]["advice"] is False


def test_triage_ends_well_when_every_line_is_good() -> None:
    done = _run("triage", given=json.dumps({"id": 1, "parent": None, "text": "hello"}) + "\n")
    assert done.returncode == 0


def test_train_triage_writes_the_same_bytes_from_the_same_replies(tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    lines = (DATA / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    few.write_text("\n".join(lines[::20]) + "\n", encoding="utf-8")
    written = []
    for name in ("first.json", "second.json"):
        options = ("--corpus", str(few), "--output", str(tmp_path / name))
        done = _run("train_triage", *options, "--card", str(tmp_path / "card.md"))
        assert done.returncode == 0, done.stderr
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert model.parse(written[0].decode()).advice
    assert "# Model card" in (tmp_path / "card.md").read_text(encoding="utf-8")
