"""How far two experts agree beyond what chance alone would bring: Cohen's kappa."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

ENOUGH_PAIRS = 30  # below this the figure says little, and the page says so


@dataclass(frozen=True, slots=True)
class Agreement:
    """What blind checks found: `counts` of (first verdict, second verdict), and their kappa.

    `kappa` is None where it has no value: without pairs, and where all gave one single verdict.
    """

    counts: Mapping[tuple[str, str], int]
    pairs: int
    agreed: int
    kappa: float | None

    @property
    def is_enough(self) -> bool:
        """Whether there are pairs enough to rely on kappa."""
        return self.pairs >= ENOUGH_PAIRS

    @property
    def words(self) -> str:
        """Kappa in a word, by the scale of Landis and Koch (Biometrics 33, 1977, page 165)."""
        if self.kappa is None:
            return ""
        scale = ((0.0, "poor"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"))
        for limit, word in (*scale, (0.8, "substantial")):
            if self.kappa <= limit:
                return word
        return "almost perfect"


def agreement(counts: Mapping[tuple[str, str], int]) -> Agreement:
    """Return the agreement of pairs of verdicts, `counts` of them by (first, second).

    kappa = (observed - expected) / (1 - expected), where `observed` is the share of equal pairs and
    `expected` the share that would be equal if each side gave its verdicts at random as often as it
    did (J. Cohen, A coefficient of agreement for nominal scales, 1960). Many people stand on each
    side here, so it is the agreement of the desk with itself and not of two persons.
    """
    pairs = sum(counts.values())
    agreed = sum(count for (first, second), count in counts.items() if first == second)
    if not pairs:
        return Agreement(counts, 0, 0, None)
    firsts, seconds = Counter[str](), Counter[str]()
    for (first, second), count in counts.items():
        firsts[first] += count
        seconds[second] += count
    by_chance = sum(firsts[verdict] * seconds[verdict] for verdict in firsts)
    if by_chance == pairs * pairs:
        return Agreement(counts, pairs, agreed, None)
    expected = by_chance / pairs**2
    return Agreement(counts, pairs, agreed, (agreed / pairs - expected) / (1 - expected))
