"""The life of a review: its states, the moves between them, the verdicts and their wording."""

from dataclasses import dataclass

from django.db.models import TextChoices


class State(TextChoices):
    """Where a review stands."""

    WAITING = "waiting", "waiting for a verdict"
    SECOND = "second", "waiting for a second expert"
    DECIDED = "decided", "decided"
    REOPENED = "reopened", "decided, and doubted again"
    APPEALED = "appealed", "decided, and its author disagrees"
    SUPERSEDED = "superseded", "about an earlier version"


class Move(TextChoices):
    """What can happen to a review; the label is its line in the history."""

    OPEN = "opened", "opened"
    REPORT = "reported", "reported by a reader"
    DISPUTE = "disputed", "asked by its author to show what is hidden"
    CLAIM = "claimed", "taken"
    RELEASE = "released", "given back"
    HAND_OVER = "handed", "handed over"
    NOTE = "noted", "noted for colleagues"
    OPINION = "opinion", "found sound, and waiting for a second expert"
    DECIDE = "decided", "decided"
    UNDO = "undone", "undone"
    APPEAL = "appealed", "appealed by its author"
    WRONG_FLAG = "wrong flag", "a flag called wrong"
    RIGHT_FLAG = "right flag", "a flag no longer called wrong"
    SUPERSEDE = "superseded", "closed, as the text was changed or withdrawn"


def _while_open(state: State) -> dict[Move, State]:
    """Return the moves of an open review that leave it in its state, and the end of its version."""
    staying = (Move.REPORT, Move.DISPUTE, Move.CLAIM, Move.RELEASE)
    return dict.fromkeys((*staying, Move.HAND_OVER, Move.NOTE), state) | {
        Move.SUPERSEDE: State.SUPERSEDED
    }


# From each state, the moves that are allowed and the state that each leads to. What is undone goes
# back to where it came from, which the event of the undone move remembers: so UNDO names WAITING
# here, and decisions.undo restores another state where that was the one before. A batch is no move
# of its own: it is the same decisions or undoings, which carry one number. Words about a flag are
# about the rules, not about the text: WRONG_FLAG and RIGHT_FLAG are allowed in every state and move
# nothing. Renewing a claim comes with every key that is pressed; it is no move and leaves no line.
MOVES: dict[State, dict[Move, State]] = {
    State.WAITING: _while_open(State.WAITING)
    | {Move.OPINION: State.SECOND, Move.DECIDE: State.DECIDED},
    State.SECOND: _while_open(State.SECOND)
    | {Move.DECIDE: State.DECIDED, Move.UNDO: State.WAITING},
    State.REOPENED: _while_open(State.REOPENED)
    | {Move.OPINION: State.SECOND, Move.DECIDE: State.DECIDED},
    State.APPEALED: _while_open(State.APPEALED)
    | {Move.OPINION: State.SECOND, Move.DECIDE: State.DECIDED},
    State.DECIDED: {
        Move.REPORT: State.REOPENED,
        Move.APPEAL: State.APPEALED,
        Move.NOTE: State.DECIDED,
        Move.UNDO: State.WAITING,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.SUPERSEDED: {},
}
OPEN_STATES = (State.WAITING, State.SECOND, State.REOPENED, State.APPEALED)


class About(TextChoices):
    """What a review doubts, and so who may clear it."""

    ADVICE = "advice", "medical advice"
    CONDUCT = "conduct", "tone, spam or privacy"
    HIDDEN = "hidden", "a hidden detail"


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
    RETYPE = "retype", "Nothing private"
    STAY = "stay", "Stays hidden"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one verdict means: who sees what, and what the decider must write.

    `effect` is the sentence beside the button. `public` is the phrase that readers see under the
    reply. `withholds` takes the reply off the page. `medical` needs a credential. `vouches` says
    that the advice can be followed: two experts must say so where it is severe.
    """

    verdict: Verdict
    effect: str
    public: str
    withholds: bool = False
    needs_note: bool = False
    medical: bool = False
    vouches: bool = False


RULINGS: dict[Verdict, Ruling] = {
    ruling.verdict: ruling
    for ruling in (
        Ruling(
            Verdict.SOUND,
            "Shows the reply with your profession and today's date as checked.",
            "sound advice",
            medical=True,
            vouches=True,
        ),
        Ruling(
            Verdict.CAUTION,
            "Shows the reply with your caution under it.",
            "sound, with a caution",
            needs_note=True,
            medical=True,
            vouches=True,
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
        Ruling(
            Verdict.RETYPE,
            "Lets the author write this place once more. The desk reads it before others see it.",
            "",
        ),
        Ruling(Verdict.STAY, "Leaves the place hidden. The author is told.", ""),
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
    About.HIDDEN: (Verdict.RETYPE, Verdict.STAY),
}
# What no credential is needed for, but the trust of a moderator.
FOR_MODERATORS = (About.CONDUCT, About.HIDDEN)


class ReportReason(TextChoices):
    """Why a reader complains; each label is the sentence that the reader picks."""

    ADVICE = "advice", "It gives advice that could hurt somebody."
    RUDE = "rude", "It is rude or unkind."
    PRIVATE = "private", "It shows somebody's private details."
    SPAM = "spam", "It sells something or is spam."
    OTHER = "other", "Something else is wrong."


SEVERITY_WORDS = {0: "none", 1: "low", 2: "medium", 3: "high"}
