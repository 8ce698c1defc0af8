"""What brings a post to the desk beside triage: watch words, a newcomer's links, the sample."""

import hmac
import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

from moderation.models import WatchWord
from moderation.triage.assess import Reason
from moderation.triage.normalise import normalise

LINK = "A newcomer's link to another site."
_QUOTED = re.compile(r"^[ \t]{0,3}(?:[-*+][ \t]+)?>[^\n]*", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\[\]\"']+", re.IGNORECASE)


def watched(text: str) -> tuple[Reason, ...]:
    """Return where the site's watch words stand in `text`, as whole words, however spelt.

    Capitals and accents don't matter. Quoted lines are somebody else's words and don't count.
    """
    words = dict(WatchWord.objects.values_list("phrase", "why"))
    if not words:
        return ()
    pattern, whys = _pattern(tuple(sorted(words.items())))
    return tuple(
        Reason("word", found.start(), found.end(), whys[_key(found.group())])
        for found in pattern.finditer(normalise(text))
    )


def outward_links(text: str) -> tuple[Reason, ...]:
    """Return where `text` names addresses of other sites; quoted lines don't count."""
    own = urlsplit(settings.SITE_URL).hostname
    plain = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    return tuple(
        Reason("link", found.start(), found.end(), LINK)
        for found in _ADDRESS.finditer(plain)
        if _host(found.group()) != own
    )


def is_drawn(key: str, *, share: float) -> bool:
    """Return whether the text with this key is in the random sample of that `share` (0 to 1).

    A keyed hash: the same key always gives the same answer, and nobody outside can foresee it.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), f"sample {key}".encode(), sha256).digest()
    return int.from_bytes(digest[:8]) < share * 2**64


@lru_cache(maxsize=4)
def _pattern(
    words: tuple[tuple[str, str], ...],
) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds the phrases, the longest first, and the sentence for each."""
    whys = {_key(normalise(phrase)): why or f"Watch word: “{phrase}”." for phrase, why in words}
    phrases = sorted(filter(None, whys), key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, key.split(" "))) for key in phrases)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if phrases else r"(?!)"), whys


def _key(phrase: str) -> str:
    """Return a folded phrase with single spaces."""
    return " ".join(phrase.split())


def _host(address: str) -> str | None:
    """Return the host that an address in a text names; None where it can't be read."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
