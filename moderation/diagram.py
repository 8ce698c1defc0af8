"""Draws the table of moves as a Mermaid diagram, for the documents."""

from moderation.states import MOVES, Move, State

# Where an undo leads depends on what it undoes: the table names the usual place alone.
BACK = "undone: back to where it was"


def diagram() -> str:
    """Return the states and the moves between them; moves that stay are listed in the state."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.WAITING.value}: {Move.OPEN.label}"]
    for state, moves in MOVES.items():
        staying = [move.label for move, to in moves.items() if to == state]
        lines.append(f"    {state.value}: {state.label}")
        if staying:
            lines.append(f"    note right of {state.value}")
            lines += [f"        {label}" for label in staying]
            lines.append("    end note")
        for move, to in moves.items():
            if to != state:
                words = BACK if move == Move.UNDO else move.label
                lines.append(f"    {state.value} --> {to.value}: {words}")
        if not moves:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join(lines)
