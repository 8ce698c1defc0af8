"""Find street addresses, birth dates and insurance or patient numbers beside a word that says so.

Without its cue nothing here is touched: doses, amounts, dates of visits, years and the addresses of
clinics stay.
"""

import re
from collections.abc import Iterator

from moderation.text.policy import Policy
from moderation.text.views import BARRIER, View
from moderation.text.words import words

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
    r"(?:\b(?:born|birth ?day|birth ?date|date of birth|d\.?o\.?b\.?|geboren|geburtsdatum"
    r"|came into (?:the|this) world"
    r"|geburtstag|nee? le|ne\(e\) le|date de naissance|nacid[oa]|naci|fecha de nacimiento"
    r"|nat[oa] il|data di nascita|nascid[oa]|urodzon[ya]|geboortedatum)\b"
    r"|\bdob|\bgeb\.|(?<![\w.])b\.(?=\s?\d))"
    rf"(?:(?:(?!\b(?:scan|op|operat|visit|appoint|clinic|check|diagnos))[^\d\n{BARRIER}]){{0,25}}"
    r"|[ :]{0,3}\n)(?P<value>"
    + _DAY + r")(?!\d)"
)  # fmt: skip

# What has a number: some of these names mean it by themselves, with the others a word must say so.
_NUMBERS = sorted(
    words(
        "nhs ssn nino ppsn? mrn chi ohip kvnr svnr ahv bsn nir cpf cnp pesel personnummer pps"
        " personnr fodselsnummer cpr henkilotunnus utente medicare medicaid ehic ghic"
    )
)
_HOLDERS = sorted(
    words(
        "patient insurance policy member(?:ship)? ni hospital hmo subscriber beneficiary passport"
        " dva versicherten versicherungs krankenversicherungs versicherung steuer kv secu chart"
        " sozialversicherungs tarjeta exemption"
    )
)
_PHRASES = (
    "social security", "(?:my|her|his) social", "national insurance", "medical record",
    "health card", "securite sociale", "codice fiscale", "tessera sanitaria", "tarjeta sanitaria",
    "seguridad social",
)  # fmt: skip
_NUMBER = re.compile(
    r"\b(?:" + "|".join((*_PHRASES, *_NUMBERS, *_HOLDERS)) + r")"
    r"\s?-?(?:number|no|nr|num|id|nummer|card|numero|account|certificate|#)?"
    r"[.:]?(?:\s?(?:number|no\.?|nr\.?|id|'?s|is|ist|es|est|to|e|ar|er|:|=|#|-|was|nummer|lautet"
    r"|le)){0,3}\s?"
    r"(?P<value>(?!of|is|in|to|on|at|my|no|for|and)"
    r"(?:[a-z]{0,3}[ /-]?|[a-z]{4,6})\d[\da-z]{0,12}"
    r"(?:[ ./-]?[a-z]{0,2}\d[\da-z]{0,5}){0,6}(?: [a-z]\b)?)(?![\w%])"
)
_CALLED = re.compile(
    r"(?P<value>\d(?:[ -]?\d){6,15})\W{1,3}(?:that's|that is|is|=) (?:my|our|his|her) (?:"
    + "|".join((*_PHRASES, *_NUMBERS, *_HOLDERS)) + r")\b"
)  # fmt: skip
_MARKER = re.compile(
    r"number|\bno\b|\bn[ro]\b|num|\bid\b|[#:]|card|secu|soci?al|vers|fiscale|sanitaria"
    r"|^(?:" + "|".join(_NUMBERS) + r")"
)
_AMOUNT = re.compile(
    r"^\s?(?:mg|mcg|ml|iu|%|years?|days?|weeks?|months?|people|patients|beds|am|pm|pounds?"
    r"|euros?|dollars?|quid|a (?:year|month|week))\b"
)

_STREET_EN = (
    r"\d{1,5}[a-z]?,? "
    r"(?!(?:in|at|on|of|the|to|and|or|minutes?|miles?|steps?|hours?|pm|am"
    r"|days?|nights?|weeks?|months?|years?|times?|copies|letters?)\b)"
    r"(?:(?:[a-z][a-z'.-]{0,20}|\d{1,3}(?:st|nd|rd|th)) ){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr"
    r"|close|crescent|court|ct|way|place|pl|square|sq|terrace|gardens|grove|boulevard|blvd"
    r"|hill|park"
    r"|row|mews|walk|view|highway|hwy|parade|circle|trail|parkway|pkwy|quay|cottages|villas|green"
    r"|rise|meadows?|croft|bank|vale|esplanade|promenade)\b"
    r"|\d{1,3}[a-z]?,? the (?:crescent|avenue|street|lane|grove|close|terrace|green|mews|drive)\b"
    r"|p\.? ?o\.? ?box \d{1,6}\b"
)
_STREET_OTHER = (
    r"(?:[a-z]{2,20}(?:strasse|str\.?|weg|gasse|allee|platz|ring|damm|straat|laan|gatan|vagen"
    r"|veien|gaten|vej|gade)"
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
    r"place|house|flat|door|post ?code)\b|\bhome of\b|\baddress(?: is|:)"
    r"|\b(?:send|post|mail|deliver|ship|bring) (?:it|them|one|some|the \w+|me)\b"
    r"|\bcome (?:to|over|round)\b|\bvisit (?:me|us)\b|\bpick (?:it|them) up\b"
    r"|\bdrop (?:it|them) (?:off|round)\b"
    r"|\b(?:deliver(?:ed)?|send|post|ship) to\b|\bmijn adres\b|\bjag bor\b|\bjeg bor\b"
    r"|\bmoj adres\b|\bmeu endereco\b|\bich wohne\b"
    r"|\bwir wohnen\b|\bwohnhaft\b|\bmeine (?:adresse|anschrift)\b|\bj'habite\b"
    r"|\bmon adresse\b|\bvivo en"
    r"|\bmi (?:direccion|casa)\b|\babito\b|\bil mio indirizzo\b|\bmieszkam\b|\bmoro\b|\bik woon\b"
)
_BIRTH_HINTS = (
    "born", "birth", "world", " b.", "dob", "d.o.b", "gebor", "geb.", "geburt", "naissance",
    "ne le", "nee le",
    "naci", "nasci", "nato il", "nata il", "urodz", "geboort",
)  # fmt: skip
_NUMBER_HINTS = (
    *(word.rstrip("?") for word in _NUMBERS),
    "patient", "insur", "policy", "member", "ni n", "hospital", "hmo", "subscriber", "benefic",
    "passport", "chart", "dva", "versich", "steuer", "kv", "secu", "tarjeta", "social", "medic",
    "card", "codice", "tessera", "exemption",
)  # fmt: skip
_STREET_HINTS = (
    " am ", " zum ", " zur ", "strasse",
    "stra\u00dfe", "str. ", " rue ", " calle ", "weg ", "platz ",
    "gatan", "vagen", "veien", "gaten", "vej ", "gade ", "ul. ", " box ",
    "piazza", "avenida", "straat", "viale ", "via ", "rua ", "ulica",
)  # fmt: skip
_LONG_NUMBER = re.compile(r"\d(?:[^\w\n]{0,4}[a-z]{0,2}\d){4}")
_STREET_GATE = re.compile(
    rf"{_STREET_EN}|\d,? (?:rue|avenue|quai|place)\b|(?:str|gasse|allee|ring|damm|laan)\.? \d"
)
_STREET_NUMBER = re.compile(r"[a-z.,] \d{1,4}[a-z]?\b|\d,? [a-z]")
_DIGIT = re.compile(r"\d")


def may_hold_personal(text: str) -> bool:
    """The cheap question before `find_personal`, of a folded text: a number, and any cue."""
    if not _DIGIT.search(text):
        return False
    low = f" {text.lower()}"
    return (
        any(hint in low for hint in _BIRTH_HINTS)
        or (bool(_LONG_NUMBER.search(low)) and any(hint in low for hint in _NUMBER_HINTS))
        or bool(_STREET_GATE.search(low))
        or (any(hint in low for hint in _STREET_HINTS) and bool(_STREET_NUMBER.search(low)))
        or bool(_POSTCODE.search(low))
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
        for match in _CALLED.finditer(low):
            yield ("insurance_number", *view.original(*match.span("value")))
    if policy.addresses:
        for start, end in _streets(view.text, low):
            yield ("address", *view.original(start, end))


_HERE = re.compile(r"\b(?:i'm|i am|we're|we are|find (?:me|us)) at\s$")
_NAMED_STREET = re.compile(r"\d{1,5}[a-zA-Z]?,? [A-Z]")  # "I'm at 40 mg each way"
_PLACES = r"(?:surgery|clinic|hospital|practice|pharmacy|health|medical|centre|center|church)"
_PUBLIC_PLACE = re.compile(rf"[,.]?\s(?:\w+\s)?{_PLACES}\b")
_AT_PUBLIC_PLACE = re.compile(rf"\b{_PLACES},?\s(?:is\s)?(?:at|in|on)\s$")
_TOWN = re.compile(r",\s(?!I\b)[A-Z][a-z-]+(?:\s[A-Z][a-z-]+){0,2}(?=\s?(?:[.,;!?)\n]|$))")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b")
_LEAD = re.compile(r"\W*(?:(?:is|at|in|to|on)\b\W*)*")


def _streets(text: str, low: str) -> Iterator[tuple[int, int]]:
    """Street addresses, and whatever stands between a word for the own home and a postcode."""
    for match in _STREET.finditer(low.replace("\n", " ")):
        before = low[max(0, match.start() - 60) : match.start()]
        here = _HERE.search(before) and _NAMED_STREET.match(text, match.start())
        public = _PUBLIC_PLACE.match(low, match.end()) or _AT_PUBLIC_PLACE.search(before)
        if (here or _HOME.search(before)) and not public:
            town = _TOWN.match(text, match.end())
            yield match.start(), town.end() if town else match.end()
    for match in _POSTCODE.finditer(low):
        first = max(0, match.start() - 70)
        homes = list(_HOME.finditer(low, first, match.start()))
        if homes and "\n" not in low[homes[-1].end() : match.start()]:
            lead = _LEAD.match(low, homes[-1].end())
            yield lead.end() if lead else homes[-1].end(), match.end()
