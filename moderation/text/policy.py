"""Which personal details are hidden: one frozen value, set once by the application.

The text package knows no settings. The application reads its settings at start and calls
`configure`; tests and tools pass a `Policy` of their own instead.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Policy:
    """The switches of the redaction.

    E-mail addresses are always hidden; the other kinds have one switch each. `regions` are the
    countries (ISO 3166 letters) whose national way of writing telephone numbers is understood.
    `allowed` are exact public contacts (a helpline, the site's own address) that stay readable.
    `left` are kinds of which a find that isn't certain stays readable, as a doubt: a moderator has
    agreed with the writer that the text holds none.
    """

    phones: bool = True
    addresses: bool = True
    birth_dates: bool = True
    insurance_numbers: bool = True
    regions: tuple[str, ...] = ("GB", "US", "IE", "AU", "DE", "FR", "ES", "IT", "NL")
    allowed: frozenset[str] = field(default_factory=frozenset)
    left: frozenset[str] = field(default_factory=frozenset)


_current = Policy()


def configure(policy: Policy) -> None:
    """Make `policy` the one that holds where a caller passes none; called once, at start."""
    global _current  # noqa: PLW0603  one process-wide setting, like the settings it comes from
    _current = policy


def current() -> Policy:
    """The policy that holds where a caller passes none."""
    return _current
