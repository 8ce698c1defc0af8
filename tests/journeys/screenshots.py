"""Takes the pictures of docs/images from a running site: `make screenshots`.

It starts a site of its own with demo content in a scratch database, walks the tour of the README in
Chromium, and takes a picture at each stop. A stop that looks otherwise than expected ends the run.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import (
    Browser,
    FloatRect,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.requirements import chromium_path

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
SIZE: ViewportSize = {"width": 1080, "height": 860}
TALL: ViewportSize = {"width": 1080, "height": 1240}
WIDE: ViewportSize = {"width": 1480, "height": 1000}
LARGEST = 300 * 1024  # bytes
MARGIN = 16

THYROID = "Can I take calcium together with my thyroid tablet?"
TABLET = "I am afraid of starting alendronic acid. Did you start?"
WRIST = "Which exercises helped your wrist after a fracture?"
WITH_ADDRESS = (
    "Squeezing a soft ball in warm water helped me most. I have the sheet from the hospital. "
    "Write to rosemary.finch@example.org and I will post you a copy."
)
RISKY = (
    "I would not take it, my neighbour had no end of trouble. Stop the tablets. "
    "Calcium with plenty of magnesium does the same for your bones."
)
NOTE = (
    "Calcium and magnesium do not replace alendronic acid. Problems of the jaw are rare. "
    "If they worry you, ask your doctor or pharmacist before you stop."
)
SOURCE = "https://www.nhs.uk/medicines/alendronic-acid/"


@contextmanager
def site() -> Iterator[str]:
    """Run a site with demo content in a scratch folder; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "DEBUG": "1",
            "DEMO": "1",
            "SITE_URL": address,
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
            subprocess.run([*manage, *command], cwd=ROOT, env=environ, check=True)
        with (Path(folder) / "log").open("w") as log:
            server = subprocess.Popen(
                [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"],
                cwd=ROOT,
                env=environ,
                stdout=log,
                stderr=log,
            )
            try:
                wait_for(address)
                yield address
            finally:
                server.terminate()
                server.wait()


def wait_for(address: str) -> None:
    """Wait until the site answers, 30 seconds at most."""
    end = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def visitor(browser: Browser, address: str, role: str = "", *, size: ViewportSize = SIZE) -> Page:
    """Return a page in a browser of its own: a stranger's, or a demo person's."""
    page = browser.new_context(
        base_url=address, viewport=size, color_scheme="light", reduced_motion="reduce"
    ).new_page()
    page.goto("/account/sign-in/" if role else "/")
    if role:
        page.locator(f"button[name=role][value={role}]").first.click()
        page.wait_for_url("/")
    return page


def open_topic(page: Page, title: str) -> None:
    """Follow the link of a topic on the front page."""
    page.goto("/")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def picture(page: Page, name: str, part: Locator | None = None) -> None:
    """Take a picture of what is on the screen, or of a part of the page with a margin."""
    page.evaluate("document.querySelector('.demo-bar')?.remove()")
    file = IMAGES / f"{name}.png"
    if part is None:
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=file)
    else:
        part.scroll_into_view_if_needed()
        box = part.bounding_box()
        assert box, f"nothing to see for {name}"
        top = page.evaluate("scrollY") + box["y"]
        clip: FloatRect = {
            "x": max(box["x"] - MARGIN, 0),
            "y": max(top - MARGIN, 0),
            "width": min(box["width"] + 2 * MARGIN, SIZE["width"]),
            "height": min(box["height"] + 2 * MARGIN, SIZE["height"]),
        }
        page.screenshot(path=file, clip=clip, full_page=True)
    size = file.stat().st_size
    assert size < LARGEST, f"{file} has {size} bytes"
    sys.stdout.write(f"{file.relative_to(ROOT)}: {size // 1024} KB\n")


def tour(browser: Browser, address: str) -> None:
    """Walk the tour and take its pictures."""
    page = visitor(browser, address, size=TALL)
    open_topic(page, THYROID)
    picture(page, "topic")

    reader = visitor(browser, address, "reader")
    open_topic(reader, WRIST)
    reader.locator(".composer textarea").fill(WITH_ADDRESS)
    reader.locator(".composer button[name=preview]").click()
    expect(reader.locator(".preview mark")).to_have_count(1)
    assert "rosemary.finch@" not in reader.locator(".preview").inner_text()
    picture(reader, "masked", reader.locator(".preview"))

    open_topic(reader, TABLET)
    reader.locator(".composer textarea").fill(RISKY)
    reader.locator(".composer .button.main").click()
    expect(reader.locator("main")).to_contain_text("before others see it")
    picture(reader, "held")

    pharmacist = visitor(browser, address, "pharmacist", size=WIDE)
    pharmacist.goto("/desk/")
    pharmacist.set_viewport_size(SIZE)
    picture(pharmacist, "desk")
    pharmacist.set_viewport_size(WIDE)
    item = pharmacist.locator(".queue-item", has_text="no end of trouble")
    item.get_by_role("link").first.click()
    expect(pharmacist.locator(".claim-text mark").first).to_be_visible()
    pharmacist.locator("#id_note").fill(NOTE)
    pharmacist.locator("#id_source_url").fill(SOURCE)
    picture(pharmacist, "review")
    pharmacist.locator("button[name=verdict][value=misleading]").click()
    expect(pharmacist.locator("main")).to_contain_text("Recorded")

    stranger = visitor(browser, address)
    open_topic(stranger, TABLET)
    reply = stranger.locator("article", has_text="no end of trouble").last
    expect(reply).to_contain_text("pharmacist")
    picture(stranger, "verdict", reply)


def main() -> None:
    """Start the site, walk the tour, say what was written."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with site() as address, sync_playwright() as play:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = play.chromium.launch(executable_path=chromium_path(), args=sandbox)
        tour(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
