"""Tell an ordinary English word from one that nobody would write but as the name of a mailbox.

`data/common_words.txt` holds the stems; its first lines say where they come from and when.
"""

import re
from functools import lru_cache
from importlib.resources import files

from moderation.text.words import words

_SUFFIXES = (
    "s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "rs", "est", "ness", "ings", "al", "ally",
    "y", "ful", "less", "able", "ic", "ish", "ment", "ments", "ist", "ists", "like", "wise",
)  # fmt: skip

_NEWER = words(
    "app backup blog blogger browser chat click com desktop download email emoji facebook firewall"
    " google hacker homepage icon inbox instagram internet iphone ipad laptop login logout malware"
    " mobile netflix offline online outage password phishing podcast router scam screenshot selfie"
    " smartphone spam spyware tablet troll tweet twitter update upload username voicemail webcam"
    " webinar webmail website whatsapp wifi youtube zoom gmail hotmail yahoo outlook icloud"
    " autocomplete autofill autocorrect autoreply helpdesk spamfilter homescreen paywall broadband"
    " stoma statin nebuliser nebulizer colostomy ileostomy urostomy paracetamol physio fibro hrt"
    " covid vax tinnitus oncologist rheumatologist probiotic neurologist gastroenterologist"
    " bunion pregabalin metformin carehome daycare grandkids nan beetroot quinoa sudoku mobility"
)
"""Words that the list is too old for, or too short: of the web, of illness, of households."""

_MEDICAL = re.compile(
    r"(?:ine|ol|pril|statin|mab|azole|cillin|mycin|pam|ide|one|ate|in|ium|tan|ban|profen|itis|osis"
    r"|emia|algia|oma|pathy|tomy|scopy|ase|ic)$"
)


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    text = (files("moderation.text") / "data" / "common_words.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split()) | _NEWER


@lru_cache(maxsize=4096)
def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is a common English one, in any of its forms.

    Words of fewer than three letters always are; a compound with a hyphen is if its parts are.
    """
    if "-" in word:
        return all(is_ordinary(part) for part in word.split("-"))
    stems = _stems()
    if len(word) < 3 or word in stems:
        return True
    return any(
        stem in stems
        for suffix in _SUFFIXES
        if word.endswith(suffix) and len(word) - len(suffix) > 2
        for stem in _stripped(word.removesuffix(suffix))
    )


def is_unusual(word: str) -> bool:
    """Whether a lower-case word is neither a common English one nor formed like a medical one."""
    letters = word.replace("-", "").isalpha()
    return letters and not is_ordinary(word) and not _MEDICAL.search(word)


_SOME_WORD = re.compile(r"(?<![^\W_])[a-z]{3,}(?![^\W_])")


def reads_as_english(text: str) -> bool:
    """Whether most of the longer words of a lower-case text are on the list.

    Where they aren't, a word that is on no list says nothing. A text of three words or fewer counts
    as English.
    """
    found = _SOME_WORD.findall(text)
    return len(found) < 4 or 5 * sum(map(is_ordinary, found)) >= 3 * len(found)


def _stripped(rest: str) -> tuple[str, ...]:
    """What a word may have been before its suffix: "hop", "hope", "hopp", "happy" of "happi"."""
    undoubled = rest[:-1] if rest[-1] == rest[-2] else rest
    return (rest, rest + "e", undoubled, rest[:-1] + "y")
