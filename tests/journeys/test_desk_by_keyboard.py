"""An afternoon at the desk by keyboard: keystrokes, focus, speed and memory.

The usual run gives twelve verdicts. `SOUND_ADVICE_LONG=1` gives 300 and prints its figures, which
docs/review-desk.md keeps.
"""

import os
import sys
from statistics import quantiles
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession

from accounts.models import User
from moderation.models import Review
from moderation.states import State, Verdict
from tests.journeys.desk import Desk, doubted_answers
from tests.people import ask

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

REVIEWS = 300 if os.environ.get("SOUND_ADVICE_LONG") == "1" else 12
# The key of each verdict that needs no note; every tenth review gets a note and Ctrl+Enter.
PLAIN = [("1", Verdict.SOUND), ("3", Verdict.EXPERIENCE)]
WITH_NOTE = ("4", Verdict.MISLEADING)
NOTE = "Take it as your pharmacist told you."
# How long it takes from the last keystroke of a verdict until the next review is painted with the
# focus on its heading, in milliseconds.
STOPWATCH = """() => {
  window.waits = [];
  let pressed = 0;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true });
  document.addEventListener("desk:shown", (event) => {
    if (event.target !== document.body || !document.querySelector("[data-review]")) return;
    const focused = document.activeElement.matches("#review h1");
    requestAnimationFrame(() => setTimeout(() => {
      waits.push({ wait: performance.now() - pressed, focused });
    }));
  });
}"""


def heap(session: CDPSession) -> float:
    """Return the used part of the JavaScript heap in MB, after a collection."""
    session.send("HeapProfiler.collectGarbage")
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize") / 2**20


def test_an_afternoon_by_keyboard(
    chromium: Browser, live_server: object, asker: User, answerer: User, pharmacist: User
) -> None:
    doubted_answers(ask(asker), answerer, REVIEWS)
    desk = Desk.of(chromium, str(live_server), pharmacist)
    desk.start()
    page = desk.page
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.evaluate(STOPWATCH)
    keystrokes: list[int] = []
    expected: dict[int, Verdict] = {}
    before = 0.0
    for number in range(REVIEWS):
        if number == REVIEWS // 10:
            before = heap(session)  # the first ones fill the store of what was fetched ahead
        review = desk.shown()
        if number % 10 == 9:
            key, verdict = WITH_NOTE
            desk.press(key)
            page.keyboard.type(NOTE)
            desk.press("Control+Enter")
        else:
            key, verdict = PLAIN[number % 2]
            desk.press(key, key)
            keystrokes.append(2)
        expected[review] = verdict
        if number < REVIEWS - 1:
            desk.wait_for_another(review)
            desk.hears("Next: ")
    page.get_by_role("heading", name="Nothing is left to review").wait_for()
    desk.hears("0 left.")

    decided = dict(Review.objects.filter(state=State.DECIDED).values_list("pk", "verdict"))
    assert decided == expected
    assert max(keystrokes) <= 2
    waits = page.evaluate("waits")
    assert len(waits) == REVIEWS - 1
    assert all(each["focused"] for each in waits)
    after = heap(session)
    assert after - before < 5, f"the heap grew from {before:.1f} to {after:.1f} MB"
    if REVIEWS > 100:
        tell(waits, before, after)


def tell(waits: list[dict[str, Any]], before: float, after: float) -> None:
    """Print the figures of a long run."""
    cuts = quantiles([each["wait"] for each in waits], n=100)
    sys.stderr.write(
        f"\n{REVIEWS} reviews, 2 keystrokes a verdict without a note; next review usable after "
        f"{cuts[49]:.0f} ms (p50), {cuts[94]:.0f} ms (p95), {max(w['wait'] for w in waits):.0f} ms "
        f"(longest); heap {before:.2f} MB after {REVIEWS // 10}, {after:.2f} MB at the end\n"
    )
