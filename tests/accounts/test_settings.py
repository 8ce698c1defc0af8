"""Settings that can't work are refused at the start, with a sentence that says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {
    "SECRET_KEY": "s" * 50,
    "ALLOWED_HOSTS": "forum.example.org",
    "SITE_URL": "https://forum.example.org",
}


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the site in a process of its own, with nothing but these settings."""
    used = {"DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3"} | environment
    return subprocess.run(
        [sys.executable, "-c", "import forum.config.settings as site; print(site.DATABASES)"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | {name: each for name, each in used.items() if each},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"DEMO": "1"}, "DEMO=1 lets anybody sign in as a moderator or a physician"),
        ({"DEMO": "1"}, "On a real site remove DEMO."),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set. Set it to 50 random characters"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short. Set it to 32 or more characters."),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set. Set it to the site's host name"),
        ({"SITE_URL": "forum.example.org"}, "Set it to the site's address with https://"),
        (
            {"DATABASE_URL": "mysql://root@localhost/forum"},
            "DATABASE_URL starts with 'mysql'. Set it to sqlite:////absolute/path/to/file "
            "or to postgresql://user:password@host:5432/name.",
        ),
        ({"DATABASE_URL": "/var/lib/forum.sqlite3"}, "Set it to sqlite:////absolute/path"),
        (
            {"DATABASE_URL": "postgresql://user:hunter2@host:port/name"},
            "DATABASE_URL can't be read. Set it to postgresql://user:password@host:5432/name",
        ),
        (
            {"ADVICE_SEVERITY_3": "delete"},
            "ADVICE_SEVERITY_3 is 'delete'. Set it to one of: publish, label, hold.",
        ),
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe'. Set it to one of: 0, 1, false, true, no, yes."),
        (
            {"CLAIM_MINUTES": "0"},
            "CLAIM_MINUTES is '0'. Set it to a whole number of at least 1.",
        ),
        (
            {"NOTICE_DELAY_SECONDS": "a minute"},
            "NOTICE_DELAY_SECONDS is 'a minute'. Set it to a whole number of at least 0.",
        ),
        ({"FREE_EDIT_MINUTES": "-5"}, "FREE_EDIT_MINUTES is '-5'. Set it to a whole number"),
    ],
)
def test_setting_that_cannot_work_is_refused(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    done = start(tmp_path, **(GOOD | change))
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured: " in last
    assert message in last
    assert "hunter2" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("change", [{}, {"DEBUG": "0"}, {"ADVICE_SEVERITY_1": "publish"}])
def test_settings_of_a_real_site_start(tmp_path: Path, change: dict[str, str]) -> None:
    done = start(tmp_path, **(GOOD | change))
    assert (done.returncode, done.stderr) == (0, "")


def test_settings_of_a_demo_start(tmp_path: Path) -> None:
    done = start(tmp_path, DEBUG="1", DEMO="1", SECRET_KEY="s" * 50)
    assert (done.returncode, done.stderr) == (0, "")


def test_database_url_of_postgresql_is_honoured(tmp_path: Path) -> None:
    url = "postgresql://rose:hunter2@db.example.org:5433/forum"
    done = start(tmp_path, **(GOOD | {"DATABASE_URL": url}))
    assert done.returncode == 0
    for part in ("postgresql", "rose", "db.example.org", "5433", "forum"):
        assert part in done.stdout


def test_sqlite_waits_for_other_writers_and_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    done = start(tmp_path, **GOOD)
    for part in (f"{tmp_path}/site.sqlite3", "IMMEDIATE", "journal_mode=WAL", "synchronous=FULL"):
        assert part in done.stdout


def test_command_line_says_the_same_as_the_site(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DEMO": "1", "SECRET_KEY": "s" * 50},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "On a real site remove DEMO." in done.stderr


def run_command(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of manage.py that needs no database, with nothing but these settings."""
    return subprocess.run(
        [sys.executable, "manage.py", "redact"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{tmp_path}/x"} | environment,
        input='{"id": 1, "text": "Mail ann.miller@example.com"}\n',
        capture_output=True,
        text=True,
        check=False,
    )


def test_command_in_a_fresh_checkout_needs_no_settings(tmp_path: Path) -> None:
    done = run_command(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "ann.miller" not in done.stdout
    assert '"id": 1' in done.stdout


@pytest.mark.parametrize("lost", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_command_of_a_real_site_that_lost_a_setting_is_refused(tmp_path: Path, lost: str) -> None:
    done = run_command(tmp_path, **{name: each for name, each in GOOD.items() if name != lost})
    assert done.returncode != 0
    assert f"{lost} is not set" in done.stderr
