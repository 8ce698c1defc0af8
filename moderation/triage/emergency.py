"""Spots a text in which somebody seems to be in danger now, so that the page shows whom to ring.

It looks for the writer's or another person's present trouble in everyday words. It is a courtesy
that comes before posting and never stops it, so a false alarm costs one press of a button.
The signs are those that public emergency services list for heart attack, stroke, breathing
trouble, severe bleeding, allergic shock, overdose and suicide.
"""

import re

_NOW = re.compile(
    r"""\b(?:
      (?:crushing|severe|terrible|bad|sudden|tight)\ (?:chest\ pain|pain\ in\ (?:my|his|her)\ chest)
    | chest\ (?:pain|tightness)s?\ (?:right\ now|now|since|for\ the\ last|and\ (?:sweat|short))
    | (?:can'?t|cannot|can\ not|struggling\ to|hardly)\ breathe?
    | (?:having|had|is\ this)\ a\ (?:stroke|heart\ attack)(?:\ right)?\ now
    | (?:face|mouth|arm)\ (?:is|has)\ (?:drooping|dropped|gone\ numb|numb)
    | (?:slurring|slurred)\ (?:my|his|her)?\ ?(?:words|speech)
    | won'?t\ stop\ bleeding | bleeding\ (?:heavily|badly|a\ lot)\ (?:now|and)
    | (?:throat|tongue|face)\ is\ (?:swelling|closing)
    | (?:took|taken|swallowed)\ the\ whole\ (?:box|packet|bottle|lot)
    | (?:took|taken|swallowed)\ (?:too\ many|all)\ (?:of\ )?(?:(?:my|the|his|her)\ )?
      (?:pills|tablets|medicines?|medication|insulin|capsules)
    | overdosed?\ (?:on|myself|by\ mistake)
    | (?:want|going|plan(?:ning)?)\ to\ (?:die|end\ (?:it|my\ life)|kill\ myself)
    | suicidal | (?:kill|hurt|harm)(?:ing)?\ myself
    | (?:passed\ out|unconscious|won'?t\ wake\ up|collapsed)\ (?:now|and|just|on)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SPACES = re.compile(r"\s+")


def seems_urgent(text: str) -> bool:
    """Return whether the text sounds like an emergency that is going on. Linear in its length."""
    plain = _SPACES.sub(" ", text.replace("\u2019", "'"))
    return _NOW.search(plain) is not None
