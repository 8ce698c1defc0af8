"""The words for what was hidden in a text, by kind and number; what stood there is kept nowhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import get_text_list

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Detail:
    """A kind of private detail: the words for one and for many, and why it is hidden."""

    one: str
    many: str
    why: str

    def in_words(self, number: int) -> str:
        """Return "an e-mail address" for 1, "3 e-mail addresses" for 3."""
        return self.one if number == 1 else f"{number} {self.many}"


DETAILS = {
    "email": Detail(
        "an e-mail address", "e-mail addresses", "Strangers could use this to sell or to cheat."
    ),
    "phone": Detail("a telephone number", "telephone numbers", "Strangers could ring this number."),
    "address": Detail(
        "a street address", "street addresses", "This shows strangers where somebody lives."
    ),
    "birth_date": Detail(
        "a date of birth", "dates of birth", "Thieves use this together with a name."
    ),
    "insurance_number": Detail(
        "an insurance or patient number",
        "insurance or patient numbers",
        "Others could use this in somebody’s name.",
    ),
    "handle": Detail(
        "a way to reach somebody",
        "ways to reach somebody",
        "Strangers could use this to sell or to cheat.",
    ),
}
OTHER = Detail("a private detail", "private details", "Strangers could misuse this.")


def detail(kind: str) -> Detail:
    """Return the words for a kind; general ones for a kind that has none of its own."""
    return DETAILS.get(kind, OTHER)


def count_kinds(kinds: Iterable[str]) -> dict[str, int]:
    """Return how often each kind comes, in the order in which they come first."""
    return dict(Counter(kinds))


def in_words(counts: Counts) -> str:
    """Return "an e-mail address and 2 telephone numbers"; "" for nothing."""
    return get_text_list([detail(kind).in_words(number) for kind, number in counts.items()], "and")


def sentence(counts: Counts, place: str = "in this text") -> str:
    """Return "1 e-mail address and 2 telephone numbers are hidden in this text."; "" for none."""
    parts = [
        f"{number} {detail(kind).many}" if number > 1 else _one(detail(kind))
        for kind, number in counts.items()
    ]
    verb = "is" if sum(counts.values()) == 1 else "are"
    return f"{get_text_list(parts, 'and')} {verb} hidden {place}." if parts else ""


def _one(kind: Detail) -> str:
    """Return "1 e-mail address" for "an e-mail address"."""
    return f"1 {kind.one.partition(' ')[2]}"
