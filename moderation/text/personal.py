"""Find street addresses, birth dates and insurance or patient numbers beside a word that says so.

Without its cue nothing here is touched: doses, amounts, dates of visits, years and the addresses of
clinics stay.
"""

import re
from collections.abc import Iterator

from moderation.text.policy import Policy
from moderation.text.views import BARRIER, View

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|januar|februar|maerz|marz|mai"
    r"|juni|juli"
    r"|august|oktober|dezember|janvier|fevrier|mars|avril|juin|juillet|aout|septembre"
    r"|octobre|novembre"
    r"|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre"
    r"|dicembre)[a-z]{0,7}"
)
_DAY = (
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}-\d{1,2}-\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?: of| de)?[ -]{_MONTH}\.?,?(?: of| de)?[ -]\d{{2,4}}"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}})"
)
_BIRTH = re.compile(
    r"(?:\b(?:born|birth ?day|birth ?date|date of birth|d\.?o\.?b\.?|geboren|geb\.|geburtsdatum"
    r"|geburtstag|nee? le|ne\(e\) le|date de naissance|nacid[oa]|naci|fecha de nacimiento"
    r"|nat[oa] il|data di nascita|nascid[oa]|urodzon[ya]|geboortedatum)\b|\bdob)"
    rf"[^\d\n{BARRIER}]{{0,25}}(?P<value>"
    + _DAY + r")(?!\d)"
)  # fmt: skip

_NUMBER = re.compile(
    r"\b(?:nhs|patient|insurance|policy|member(?:ship)?|medicare|medicaid|ssn|social security|ni"
    r"|national insurance|mrn|medical record|hospital|health card|hmo|subscriber"
    r"|beneficiary|chi|ohip"
    r"|versicherten|versicherungs|krankenversicherungs|versicherung|kvnr|steuer"
    r"|sozialversicherungs"
    r"|securite sociale|secu|nir|bsn|codice fiscale|tessera sanitaria|seguridad social|tarjeta"
    r"|cpf|pesel|personnummer|passport)\s?-?(?:number|no|nr|num|id|nummer|card|numero|account|#)?"
    r"[.:]?(?:\s?(?:number|no\.?|nr\.?|id|is|ist|es|est|:|=|#|-|was|nummer)){0,3}\s?"
    r"(?P<value>(?!of|is|in|to|on|at|my|no|for|and)"
    r"(?:[a-z]{0,3}[ /-]?|[a-z]{4,6})\d[\da-z]{0,12}"
    r"(?:[ ./-]?[a-z]{0,2}\d[\da-z]{0,5}){0,6}(?: [a-z]\b)?)(?![\w%])"
)
_MARKER = re.compile(
    r"number|\bno\b|\bn[ro]\b|num|\bid\b|[#:]|^(?:ssn|nhs|kvnr|mrn|nir|bsn|cpf|pesel|social|vers)|card"
    r"|secu|fiscale|sanitaria"
)
_AMOUNT = re.compile(
    r"^\s?(?:mg|mcg|ml|iu|%|years?|days?|weeks?|months?|people|patients|beds|am|pm)\b"
)

_STREET_EN = (
    r"\d{1,5}[a-z]?,? "
    r"(?!(?:in|at|on|of|the|to|and|or|minutes?|miles?|steps?|hours?|pm|am)\b)"
    r"(?:[a-z][a-z'.-]{1,20} ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln"
    r"|drive|dr"
    r"|close|crescent|court|ct|way|place|pl|square|sq|terrace|gardens|grove|boulevard|blvd"
    r"|hill|park"
    r"|row|mews|walk|view|highway|hwy|parade|circle|trail)\b"
)
_STREET_OTHER = (
    r"(?:[a-z]{2,20}(?:strasse|str\.?|weg|gasse|allee|platz|ring|damm|straat|laan)"
    r"|(?:[a-z]{2,15} )?(?:strasse|weg|platz|allee)) \d{1,4}[a-z]?\b"
    r"|(?:am|an der|auf der|zum|zur) [a-z]{2,20} \d{1,4}[a-z]?,? \d{5}\b"
    r"|\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|chemin|allee|impasse|quai) "
    r"(?:(?:de|du|des|la|le|les|l'|d') ?){0,3}[a-z'-]{2,20}(?: [a-z'-]{3,20})?"
    r"|(?:calle|avenida|plaza|paseo|via|viale|corso|piazza|rua|ulica|ul\.) (?:(?:de|del|la"
    r"|di|della|da)"
    r" ){0,2}[a-z'-]{2,20}(?: [a-z'-]{3,20})?,? (?:n[o.]? ?)?\d{1,4}[a-z]?\b"
)
_REST = (
    r"(?:,? (?:flat|apt\.?|apartment|unit|suite|no\.?) ?\d{0,4}[a-z]?)?"
    r"(?:,? [a-z][a-z'-]{2,20}){0,3}?,? ?(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"
    r"|[a-z]{2} \d{5}(?:-\d{4})?"
    r"|\d{4,5}(?: [a-z]{2})?(?: [a-z][a-z-]{2,20})?)\b"
)
_STREET = re.compile(
    rf"(?P<value>(?:(?:flat|apt\.?|apartment|unit) \d{{1,4}}[a-z]?,? )?(?:{_STREET_EN}"
    rf"|{_STREET_OTHER})"
    rf"(?:{_REST})?)"
)
_HOME = re.compile(
    r"\b(?:i|we|she|he|they)(?:'m|'re| am| are)? (?:now |still )?(?:live|lives|living|stay"
    r"|reside)s?\b"
    r"|\b(?:my|our|his|her|home|postal|mailing|delivery|private) (?:home |postal |new "
    r"|full )?(?:address|"
    r"place|house|flat|door)\b|\baddress(?: is|:)|\b(?:send|post|mail|deliver|ship"
    r"|bring) (?:it|them|one"
    r"|some|the \w+|me)\b|\bcome (?:to|over|round)\b|\bvisit me\b|\bpick (?:it|them) up\b"
    r"|\bich wohne\b"
    r"|\bwir wohnen\b|\bwohnhaft\b|\bmeine (?:adresse|anschrift)\b|\bj'habite\b"
    r"|\bmon adresse\b|\bvivo en"
    r"|\bmi (?:direccion|casa)\b|\babito\b|\bil mio indirizzo\b|\bmieszkam\b|\bmoro\b|\bik woon\b"
)
_BIRTH_HINTS = (
    "born", "birth", "dob", "d.o.b", "gebor", "geb.", "geburt", "naissance", "ne le", "nee le",
    "naci", "nasci", "nato il", "nata il", "urodz", "geboort",
)  # fmt: skip
_NUMBER_HINTS = (
    "nhs", "patient", "insur", "policy", "member", "medic", "ssn", "social", "mrn", "hospital",
    "card", "versich", "secu", "ni n", "passport", "cpf", "pesel", "codice", "bsn", "kvnr",
)  # fmt: skip
_STREET_HINTS = (
    " am ", " zum ", " zur ", "strasse",
    "stra\u00dfe", "str. ", " rue ", " calle ", "weg ", "platz ",
    "piazza", "avenida", "straat", "viale ", "via ", "rua ", "ulica",
)  # fmt: skip
_LONG_NUMBER = re.compile(r"\d(?:[ ./-]?[a-z]{0,2}\d){4}")
_STREET_GATE = re.compile(rf"{_STREET_EN}|\d,? (?:rue|avenue|quai|place)\b")
_STREET_NUMBER = re.compile(r"[a-z.,] \d{1,4}[a-z]?\b|\d,? [a-z]")
_DIGIT = re.compile(r"\d")


def may_hold_personal(text: str) -> bool:
    """The cheap question before `find_personal`, of a folded text: a number, and any cue."""
    if not _DIGIT.search(text):
        return False
    low = text.lower()
    return (
        any(hint in low for hint in _BIRTH_HINTS)
        or (bool(_LONG_NUMBER.search(low)) and any(hint in low for hint in _NUMBER_HINTS))
        or bool(_STREET_GATE.search(low))
        or (any(hint in low for hint in _STREET_HINTS) and bool(_STREET_NUMBER.search(low)))
    )


def find_personal(view: View, policy: Policy) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end in the original of what the policy wants hidden in a plain view."""
    low = view.text.lower()
    if policy.birth_dates:
        for match in _BIRTH.finditer(low):
            yield ("birth_date", *view.original(*match.span("value")))
    if policy.insurance_numbers:
        for match in _NUMBER.finditer(low):
            value = match["value"]
            said = _MARKER.search(match.group()[: -len(value)])
            enough = said and sum(c.isdigit() for c in value) >= 5
            if enough and not _AMOUNT.match(low[match.end() : match.end() + 12]):
                yield ("insurance_number", *view.original(*match.span("value")))
    if policy.addresses:
        for match in _STREET.finditer(low):
            if _HOME.search(low[max(0, match.start() - 60) : match.start()]):
                yield ("address", *view.original(*match.span("value")))
