"""The command of the image: whatever visitors type into an address, its output holds none of it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from urllib.parse import urlsplit

from tests.architecture.sources import ROOT

PATIENCE = 60  # seconds that a busy machine may take for a step
TYPED = (
    "/search/?q=john.smith%40gmail.com+07911+123456",
    "/account/sign-in/?next=/search/?q=john.smith%40gmail.com",
    "/topics/john.smith@gmail.com/",
    "/topics/7/ring-john-smith-on-07911-123456/",
    "/tags/07911123456/",
    "/john%20smith/07911%2E123456",
)
LEAKS = re.compile(r"john.{1,3}smith|gmail|07911.{0,3}123456")


def command() -> list[str]:
    """Return the command of the Containerfile, on a free port and with one process."""
    (found,) = re.findall(r"^CMD (\[.+\])$", (ROOT / "Containerfile").read_text(), re.MULTILINE)
    program, *arguments = ["127.0.0.1:0" if ":8000" in each else each for each in json.loads(found)]
    assert program == "gunicorn"
    return [sys.executable, "-m", program, *arguments, "--workers", "1"]


@contextmanager
def served(out: Path, database: Path) -> Iterator[str]:
    """Run the command, its whole output in `out`; give the address that it listens at."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "forum.config.settings",
    }
    with out.open("wb") as sink:
        server = subprocess.Popen(
            command(), cwd=ROOT, env=environment, stdout=sink, stderr=subprocess.STDOUT
        )
        try:
            yield listening_at(out, server)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def listening_at(out: Path, server: "subprocess.Popen[bytes]") -> str:
    """Return the address that the server says it listens at."""
    while server.poll() is None:
        if found := re.search(r"Listening at: (\S+)", out.read_text()):
            return found[1]
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(out.read_text())


def ask(site: str, target: str) -> bytes:
    """Return the answer to a request that tells in its address and its headers what was typed."""
    place = urlsplit(site)
    assert place.hostname
    with create_connection((place.hostname, place.port or 80), timeout=PATIENCE) as line:
        line.sendall(
            f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            f"Referer: {site}/search/?q=john.smith%40gmail.com\r\n"
            "User-Agent: john.smith@gmail.com\r\n\r\n".encode()
        )
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_image_logs_which_page_and_nothing_that_a_visitor_typed(tmp_path: Path) -> None:
    out = tmp_path / "output"
    # No tables: what asks the database fails, and the failure is logged as well.
    with served(out, tmp_path / "empty.sqlite3") as site:
        answers = [ask(site, target) for target in TYPED]
        ask(site, "/search/?q=john.smith@gmail.com\x01")  # a line that gunicorn itself refuses
    logged = out.read_text()
    assert not LEAKS.search(logged), logged
    assert all(answer.startswith(b"HTTP/1.1 ") for answer in answers)
    assert "GET /search/ 302" in logged
    assert "GET /topics/<int:pk>/<slug:slug>/ 500" in logged
    assert "OperationalError" in logged
    assert "GET no page of ours 404" in logged
