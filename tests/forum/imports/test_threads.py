"""Where each comment of an export goes, found out without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.imports.records import Comment, LeftOut
from forum.imports.threads import Outline, plan
from forum.imports.xmlstream import BadExport


def outline_of(*comments: tuple[int, int], left_out: frozenset[int] = frozenset()) -> Outline:
    """Return the outline of comments given as number and parent."""
    outline = Outline()
    for number, parent in comments:
        why = LeftOut.SPAM if number in left_out else None
        outline.add(Comment(1, number, parent, 0, "", "", None, why))
    return outline


def test_order_is_that_of_the_numbers_when_parents_come_first() -> None:
    planned = plan(outline_of((3, 1), (1, 0), (2, 0)), ())
    assert planned.order == (1, 2, 3)
    assert planned.above == {1: 0, 2: 0, 3: 1}


def test_order_puts_a_late_parent_before_its_replies() -> None:
    assert plan(outline_of((1, 9), (2, 0), (9, 0)), ()).order == (9, 1, 2)


def test_reply_climbs_over_all_that_is_left_out() -> None:
    outline = outline_of((1, 0), (2, 1), (3, 2), (4, 3), left_out=frozenset({2, 3}))
    planned = plan(outline, ())
    assert (planned.order, planned.above, planned.moved) == ((1, 4), {1: 0, 4: 1}, 1)


def test_comment_of_an_earlier_import_is_not_written_but_answered() -> None:
    planned = plan(outline_of((1, 0), (2, 1), (3, 8)), {1, 8})
    assert (planned.order, planned.above, planned.moved) == ((2, 3), {2: 1, 3: 8}, 0)


def test_comment_that_became_spam_after_its_import_keeps_its_replies() -> None:
    outline = outline_of((1, 0), (2, 1), left_out=frozenset({1}))
    assert plan(outline, {1}).above == {2: 1}


def test_long_chain_is_planned_without_recursion() -> None:
    chain = [(number, number + 1) for number in range(1, 20_000)]
    assert len(plan(outline_of(*chain, (20_000, 0)), ()).order) == 20_000


def test_circle_of_comments_that_are_left_out_is_refused() -> None:
    with pytest.raises(BadExport, match="circle"):
        plan(outline_of((1, 2), (2, 1), left_out=frozenset({1, 2})), ())


@given(
    st.dictionaries(st.integers(1, 40), st.integers(0, 40), max_size=40),
    st.frozensets(st.integers(1, 40)),
    st.frozensets(st.integers(1, 40)),
)
def test_every_new_comment_is_written_once_and_after_the_one_above(
    parents: dict[int, int], left_out: frozenset[int], there: frozenset[int]
) -> None:
    try:
        planned = plan(outline_of(*parents.items(), left_out=left_out), there)
    except BadExport:
        return
    assert sorted(planned.order) == sorted(parents.keys() - left_out - there)
    written = {0, *there}
    for number in planned.order:
        assert planned.above[number] in written
        written.add(number)
