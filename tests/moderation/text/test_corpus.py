"""How much leaks, how much is hidden by mistake, and how much too much, over both corpora.

First run on the held-back part, before any change because of it: plain 0 of 14, encoded 1 of 22,
disguised 6 of 77, told in words 3 of 10 leaked; over-redaction 2 of 123; false 0 of 107; telephone
numbers 2 of 34. What was found then has been mended, so the part is held back no longer; the bounds
below keep what was reached.

Later sets, written without a look at the corpora and run once before any change because of them,
then split between the parts. Disguises leaked 16 of 175, 9 of 80, 3 of 60 and 1 of 40; then, in ten
sets of ever odder shapes, 34 of 331, 34 of 182, 33 of 170, 28 of 200, 5 of 147, 6 of 141, 11 of
104, 19 of 99, 7 of 99 and 0 of 60. Told in words 23 of 40, 9 of 20, 42 of 66, 32 of 50, 12 of 40,
22 of 30, 6 of 30 and 10 of 25; plain or encoded 0 of 40; false 2 of 221 and 0 of 60, then 14 of
1,400 (of the 209 in the sets that speak of providers, 8); over-redaction 2 of 1,750. Telephone
numbers 7 of 44, 9 of 40 and 0 of 34, with 0 of 158 false. Split, glued and formatted ones 25 of 40
with 1 of 40 false before anything read them, and 1 of 40 with 2 of 40 false in the first run
afterwards. Street addresses 6 of 22, birth dates 4 of 8, numbers of patients 1 of 20, false 5 of
30.

Four more sets, of which no text is in the corpora. Before any change because of them: plain 0 of
100, encoded 4 of 100, disguised 39 of 400, told in words 103 of 130 (riddles, most of them), false
4 of 550, over-redaction 5 of 110, telephone numbers 4 of 74. The second again, read by nobody,
after the work on the others: disguised 16 of 120, encoded 0 of 20, false 0 of 150. A fifth, after
the work on these: disguised 1 of 100, encoded 0 of 45, told 14 of 25, false 0 of 150, over 0 of 40.

Told in words alone, in three sets written after sentences about mail were read as a whole, by one
who knew the rules: 24 of 50, then 16 of 50, then 5 of 25 (without that reading 35, 31 and 15).
Sentences about mail and providers, written to provoke: false 5 of 88, 7 of 60 and 10 of 50 before
any change because of them; the four that are still false aren't in the corpora.
"""

from collections import Counter

import pytest

from moderation.text.policy import Policy
from moderation.text.redact import find, redact
from tests.moderation.text.corpus_files import Case, cases, innocent

POLICY = Policy()
PARTS = ["dev", "held"]


def covered(case: Case) -> set[int]:
    found = [item for item in find(case.text, POLICY) if not item.doubt]
    return {place for item in found for place in range(item.start, item.end)}


def leaks(case: Case) -> bool:
    """Whether more than a third of the letters and digits stays readable."""
    inside = [place for place in range(case.start, case.end) if case.text[place].isalnum()]
    inside = inside or list(range(case.start, case.end))
    return len(covered(case).intersection(inside)) < 0.6 * len(inside)


def hides_too_much(case: Case) -> bool:
    outside = covered(case).difference(range(case.start, case.end))
    return any(case.text[place].isalnum() for place in outside)


@pytest.mark.parametrize("part", PARTS)
def test_addresses_do_not_leak(part: str) -> None:
    all_cases = cases(f"addresses_{part}")
    totals = Counter(case.group for case in all_cases)
    leaked = Counter(case.group for case in all_cases if leaks(case))
    assert leaked["plain"] == leaked["encoded"] == 0
    assert leaked["disguised"] <= 0.03 * totals["disguised"]
    assert leaked["told"] <= 0.5 * totals["told"]


@pytest.mark.parametrize("part", PARTS)
def test_masks_hide_no_neighbours(part: str) -> None:
    all_cases = cases(f"addresses_{part}")
    too_much = [case.text for case in all_cases if hides_too_much(case)]
    assert len(too_much) <= 0.02 * len(all_cases), too_much


@pytest.mark.parametrize("part", PARTS)
def test_innocent_texts_come_back_as_they_are(part: str) -> None:
    for case in innocent(f"innocent_{part}"):
        redaction = redact(case.text, POLICY)
        assert (redaction.text, redaction.hidden) == (case.text, ()), case.text


@pytest.mark.parametrize("part", PARTS)
def test_other_details_do_not_leak(part: str) -> None:
    all_cases = cases(f"personal_{part}")
    leaked = Counter(case.group for case in all_cases if leaks(case))
    assert leaked["phone"] <= 3
    assert leaked["birth_date"] == leaked["insurance_number"] == 0
    assert leaked["address"] <= 1


@pytest.mark.parametrize("part", PARTS)
def test_redaction_of_a_redaction_changes_nothing(part: str) -> None:
    for case in cases(f"addresses_{part}") + cases(f"personal_{part}"):
        once = redact(case.text, POLICY)
        twice = redact(once.text, POLICY)
        assert (twice.text, twice.hidden) == (once.text, ()), case.text
