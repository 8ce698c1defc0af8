"""The single keys of the desk: what they do, and which key a reviewer has for each.

They are off until somebody switches them on, because a stray key must not decide anything for
people who speak to their computer (WCAG 2.1.4, "Character Key Shortcuts").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from moderation.models import DeskKeys
from moderation.states import Verdict

LATER = {
    "next": ("n", "Skip this review"),
    "undo": ("u", "Undo the last verdict"),
    "down": ("j", "Go down in the list"),
    "up": ("k", "Go up in the list"),
    "open": ("o", "Open the first review, or the one that has the focus"),
    "claim": ("c", "Take this review, or give it back"),
    "handover": ("h", "Hand this review over"),
    "ready": ("r", "Open the ready-made notes"),
    "help": ("?", "Show the keys"),
}
# What each action does, in words, and its usual key. A verdict has the same key everywhere.
ACTIONS: dict[str, tuple[str, str]] = {
    verdict.value: (str(number % 10), verdict.label)
    for number, verdict in enumerate(Verdict, start=1)
} | LATER
USUAL = {action: key for action, (key, _) in ACTIONS.items()}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one reviewer: whether they are on, and the key of each action."""

    on: bool
    of: Mapping[str, str]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each key with what it does, for the list of keys."""
        return [(self.of[action], words) for action, (_, words) in ACTIONS.items()]


def keys_of(person: User) -> Keys:
    """Return the keys of `person`: off and as usual, unless they chose otherwise."""
    row = DeskKeys.objects.filter(reviewer=person).first()
    if row is None:
        return Keys(on=False, of=USUAL)
    # An action that is new since they chose has its usual key.
    return Keys(on=row.on, of=USUAL | {a: key for a, key in row.chosen.items() if a in USUAL})


def switch_keys(person: User, *, on: bool) -> None:
    """Switch the keys of `person` on or off."""
    DeskKeys.objects.update_or_create(reviewer=person, defaults={"on": on})


def choose_keys(person: User, *, of: Mapping[str, str]) -> None:
    """Keep the keys that `person` chose, one for each of ACTIONS, and switch them on."""
    changed = {action: key for action, key in of.items() if key != USUAL[action]}
    DeskKeys.objects.update_or_create(reviewer=person, defaults={"on": True, "chosen": changed})
