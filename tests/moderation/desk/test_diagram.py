"""The picture of the states in the documents is the table that decides."""

from io import StringIO

from django.core.management import call_command

from moderation.states import MOVES, OPEN_STATES, Move, State
from tests.architecture.sources import ROOT


def test_the_documents_show_the_table_as_it_is() -> None:
    drawn = StringIO()
    call_command("draw_states", stdout=drawn)
    text = (ROOT / "docs/review-desk.md").read_text("utf-8")
    picture = text.partition("```mermaid\n")[2].partition("\n```")[0]
    assert picture == drawn.getvalue().strip(), "put in what manage.py draw_states prints"


def test_every_state_can_be_reached_and_only_a_superseded_review_is_over() -> None:
    reached = {State.WAITING} | {to for moves in MOVES.values() for to in moves.values()}
    assert reached == set(State)
    assert [state for state, moves in MOVES.items() if not moves] == [State.SUPERSEDED]


def test_only_a_verdict_or_its_undoing_ends_the_wait_of_a_version() -> None:
    for state in OPEN_STATES:
        closing = {move for move, to in MOVES[state].items() if to not in OPEN_STATES}
        assert closing == {Move.DECIDE, Move.SUPERSEDE}
