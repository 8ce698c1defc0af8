"""What some tests need from the machine: a Chromium browser.

A test without what it needs is skipped and says how to run it. With SOUND_ADVICE_REQUIRE_ALL=1,
as .ci/run sets it, it fails instead, so that nothing is left out unseen. Mark such tests with
`pytest.mark.chromium`, so that they can be chosen with `-m`.
"""

import os
import shutil
from typing import NoReturn

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine before a step in a browser fails."""

# No sandbox, because the gate runs as root; the rest keeps the browser from calling home.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str:
    """Return the path of a Chromium browser: CHROMIUM or the first found in PATH.

    Skips the test where there is none.
    """
    wanted = os.environ.get("CHROMIUM")
    for name in (wanted,) if wanted else CHROMIUM_NAMES:
        path = shutil.which(name)
        if path:
            return path
    return _leave_out("This test needs Chromium. Install it (Debian: apt-get install chromium).")


def _leave_out(why: str) -> NoReturn:
    """Skip the running test, or fail it where everything is required."""
    if os.environ.get("SOUND_ADVICE_REQUIRE_ALL") == "1":
        pytest.fail(f"{why} SOUND_ADVICE_REQUIRE_ALL=1 asks for every test.", pytrace=False)
    pytest.skip(why)
