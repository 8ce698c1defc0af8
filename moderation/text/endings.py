"""The endings of internet addresses and the mail providers, read from the data files beside this.

`data/endings.txt` holds one top-level domain a line, `data/providers.txt` the mail providers. Both
say in their first lines where they come from and when. `manage.py refresh_endings` rewrites the
first from a downloaded list.
"""

import re
from datetime import date
from functools import lru_cache
from importlib.resources import files

from moderation.text.lookalikes import fold_char
from moderation.text.words import words

_LABEL = re.compile(r"[^\W_]{2,63}|xn--[a-z0-9-]{1,59}")


def _lines(name: str) -> list[str]:
    text = (files("moderation.text") / "data" / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


# Names that RFC 2606, RFC 6761 and RFC 7686 set aside, and those common inside hospitals: no
# address under them works from outside, but people write real mailboxes with them.
_RESERVED = words(
    "example test invalid localhost local onion internal lan home corp intranet arpa localdomain"
)

# Endings of other scripts that read as Latin letters once folded.
_LOOKALIKE = frozenset(
    "".join(map(fold_char, ending)) for ending in ("рус", "ком", "орг", "бел", "укр", "ею", "ευ")
)

ENDINGS = frozenset(_lines("endings.txt")) | _RESERVED | _LOOKALIKE

STRONG_ENDINGS = words(
    "com net org edu gov info biz mil int uk de fr es it nl be ch at ie au nz ca us eu pl se dk fi"
    " pt cz ru jp cn br mx ar za io co me example test invalid"
)
"""Endings that are believed in front of a doubtful dot (a comma, a blank, a word)."""

WORD_ENDINGS = words(
    "it is in so my me to at be do no am as us now how an by la ma pa hi lo os men here one red"
    " blue day live care help love life run fit health doctor vision support today re st de"
)
"""Endings that are words as well, so that "night.It" may be the start of a sentence."""


def _read_providers() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    spoken: dict[str, str] = {}
    domains: set[str] = set()
    strong: set[str] = set()
    for line in _lines("providers.txt"):
        domain, *names = line.split()
        domains.add(domain)
        label = domain.split(".")[0]
        if "!" in names:
            strong.add(label)
        for name in names:
            if name != "!":
                spoken[name.replace("_", " ")] = label
    return spoken, frozenset(domains), frozenset(strong)


SPOKEN_PROVIDERS, PROVIDER_DOMAINS, PROVIDERS = _read_providers()
"""Names that people use for a provider; its domains; labels that mean a provider by themselves."""

_LEETS = (str.maketrans("013457$|", "oleastsl"), str.maketrans("01345$|", "oieassl"))


def is_ending(label: str) -> bool:
    """Whether a label (any case) is a top-level domain; every non-ASCII one counts as one."""
    low = label.lower()
    if low in ENDINGS:
        return True
    return (not low.isascii() and low.isalpha() and len(low) > 1) or low.startswith("xn--")


@lru_cache(maxsize=2048)
def provider_of(label: str) -> str:
    """The provider that a label names by itself (`gmail`, `gma1l`), or an empty string."""
    low = label.lower()
    if low in PROVIDERS:
        return low
    if low in SPOKEN_PROVIDERS:
        return SPOKEN_PROVIDERS[low]
    plain = [low.translate(leet) for leet in _LEETS]
    plain += [low[::-1], low.replace("rn", "m"), low.replace("vv", "w"), low.replace("cl", "d")]
    return next((form for form in plain if form in PROVIDERS), "")


def is_provider_domain(labels: list[str]) -> bool:
    """Whether the labels end in the domain of a mail provider (`yahoo.co.uk`)."""
    low = [label.lower() for label in labels]
    if any(provider_of(label) for label in low[:-1]):
        return True
    plain = [label.translate(_LEETS[0]) for label in low]
    ends = [".".join(form[-size:]) for form in (low, plain) for size in (2, 3)]
    return any(end in PROVIDER_DOMAINS for end in ends)


def parse_endings(text: str) -> list[str]:
    """The top-level domains in a downloaded list, sorted.

    Reads IANA's own list (one name a line, in capitals) and the public suffix list (of which the
    ICANN part counts). Raises ValueError if fewer than 1,000 names come out, because a broken
    download must not switch the filter off.
    """
    part = text.split("===END ICANN DOMAINS===", maxsplit=1)[0]
    names: set[str] = set()
    for line in part.splitlines():
        entry = line.strip().lower()
        if entry and not entry.startswith(("#", "//")):
            label = entry.rsplit(".", 1)[-1].lstrip("!*")
            if _LABEL.fullmatch(label):
                names.add(label)
    if len(names) < 1000:
        raise ValueError(f"Only {len(names)} endings found; a full list has more than 1,000.")
    return sorted(names)


def format_endings(names: list[str], source: str, day: date) -> str:
    """The contents of `data/endings.txt` for these names."""
    head = f"# Top-level domains of the internet.\n# Source: {source}\n# Date: {day.isoformat()}\n"
    return head + "\n".join(names) + "\n"
