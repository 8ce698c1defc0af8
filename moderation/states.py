"""The life of a review: its states, the moves between them, the verdicts and their wording."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class State(TextChoices):
    """Where a review stands."""

    WAITING = "waiting", "waiting for a verdict"
    DECIDED = "decided", "decided"
    REOPENED = "reopened", "decided, and doubted again"
    SUPERSEDED = "superseded", "about an earlier version"


class Move(StrEnum):
    """What can happen to a review; each is one event in its history."""

    OPEN = "opened"
    CLAIM = "claimed"
    RELEASE = "released"
    REPORT = "reported"
    DECIDE = "decided"
    UNDO = "undone"
    SUPERSEDE = "superseded"


# From each state, the moves that are allowed and the state that each leads to. An undone decision
# goes back to where it came from, which the decision's event remembers: so UNDO names WAITING here
# and decisions.undo restores REOPENED where that was the state before.
MOVES: dict[State, dict[Move, State]] = {
    State.WAITING: {
        Move.CLAIM: State.WAITING,
        Move.RELEASE: State.WAITING,
        Move.REPORT: State.WAITING,
        Move.DECIDE: State.DECIDED,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.REOPENED: {
        Move.CLAIM: State.REOPENED,
        Move.RELEASE: State.REOPENED,
        Move.REPORT: State.REOPENED,
        Move.DECIDE: State.DECIDED,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.DECIDED: {
        Move.REPORT: State.REOPENED,
        Move.UNDO: State.WAITING,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.SUPERSEDED: {},
}
OPEN_STATES = (State.WAITING, State.REOPENED)


class About(TextChoices):
    """What a review doubts, and so who may clear it."""

    ADVICE = "advice", "medical advice"
    CONDUCT = "conduct", "tone, spam or privacy"


class Verdict(TextChoices):
    """What a person decided."""

    SOUND = "sound", "Sound"
    CAUTION = "caution", "Sound with a caution"
    EXPERIENCE = "experience", "Own experience, not advice"
    MISLEADING = "misleading", "Misleading"
    HARMFUL = "harmful", "Harmful"
    KEEP = "keep", "Keep"
    REMOVE = "remove", "Remove"
    REWORD = "reword", "Back to the author"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one verdict means: who sees what, and what the decider must write.

    `effect` is the sentence beside the button. `public` is the phrase that readers see under the
    reply. `withholds` takes the reply off the page. `medical` needs a credential.
    """

    verdict: Verdict
    effect: str
    public: str
    withholds: bool = False
    needs_note: bool = False
    medical: bool = False


RULINGS: dict[Verdict, Ruling] = {
    ruling.verdict: ruling
    for ruling in (
        Ruling(
            Verdict.SOUND,
            "Shows the reply with your profession and today's date as checked.",
            "sound advice",
            medical=True,
        ),
        Ruling(
            Verdict.CAUTION,
            "Shows the reply with your caution under it.",
            "sound, with a caution",
            needs_note=True,
            medical=True,
        ),
        Ruling(
            Verdict.EXPERIENCE,
            "Shows the reply, marked as one person's story.",
            "one person's experience, not advice",
            medical=True,
        ),
        Ruling(
            Verdict.MISLEADING,
            "Shows the reply with your correction on it.",
            "misleading",
            needs_note=True,
            medical=True,
        ),
        Ruling(
            Verdict.HARMFUL,
            "Takes the reply off the page. The author is told your reason.",
            "removed because it could do harm",
            withholds=True,
            needs_note=True,
            medical=True,
        ),
        Ruling(Verdict.KEEP, "Shows the reply, without a mark.", ""),
        Ruling(
            Verdict.REMOVE,
            "Takes the reply off the page. The author is told your reason.",
            "removed by a moderator",
            withholds=True,
            needs_note=True,
        ),
        Ruling(
            Verdict.REWORD,
            "Takes the reply off the page and asks the author to write it differently.",
            "with its author for rewording",
            withholds=True,
            needs_note=True,
        ),
    )
}

# The verdicts offered for each doubt, in the fixed order of their buttons. Nobody clears doubted
# advice by "keep": that would look like a check that nobody with a credential made.
VERDICTS: dict[About, tuple[Verdict, ...]] = {
    About.ADVICE: (
        Verdict.SOUND,
        Verdict.CAUTION,
        Verdict.EXPERIENCE,
        Verdict.MISLEADING,
        Verdict.HARMFUL,
        Verdict.REMOVE,
        Verdict.REWORD,
    ),
    About.CONDUCT: (Verdict.KEEP, Verdict.REMOVE, Verdict.REWORD),
}


class ReportReason(TextChoices):
    """Why a reader complains; each label is the sentence that the reader picks."""

    ADVICE = "advice", "It gives advice that could hurt somebody."
    RUDE = "rude", "It is rude or unkind."
    PRIVATE = "private", "It shows somebody's private details."
    SPAM = "spam", "It sells something or is spam."
    OTHER = "other", "Something else is wrong."


SEVERITY_WORDS = {0: "none", 1: "low", 2: "medium", 3: "high"}
