"""Plain words that a sentence names as a mailbox: "on gmail my user name is oldgardener".

`told` finds the provider and asks here about its line. A slot is a turn of phrase that holds the
mailbox; in the safer ones any plausible word counts, in the others only one shaped like a mailbox.
"""

import re
from dataclasses import dataclass

from moderation.text.endings import provider_of
from moderation.text.lexicon import has_cue
from moderation.text.phrases import HANDLE, Told, is_mailbox, looks_like_handle
from moderation.text.words import words

_NAMES = words(
    """
    aaron adam adrian agnes alan albert alex alice alicia amanda amelia amir amy andrea
    andreas andrew andy angela anita anna anne annette annie anthony antonio arthur barbara
    beata ben bernard beth betty bill bob brenda brian bruce carla carlos carmen carol
    caroline cath catherine charles charlie charlotte chris christina christine claire clara
    claudia clive colin craig daisy daniel daniela dave david dawn debbie deborah denise
    dennis derek diana diane dieter donald donna dora doris dorothy doug duncan edith edna
    edward eileen elaine elena elizabeth ella ellen elsa elsie emily emma eric erika ernest
    esther ethel eva evelyn fatima fiona florence frances francis frank fred frieda gareth
    gary geoff george gerald gianni gill gina giulia giovanni gloria gordon grace graham
    granny greta hannah hans harold harry hazel heather heidi helen helga henry hilary hilda
    holly howard hugh ian ingrid irene iris isabel ivan ivy jack jackie jacob james jane janet
    janice jason javier jean jeff jennifer jenny jess jessica jim joan joana joanna joao joe
    john jonathan jorge jose joseph josie joyce juan judith judy julia julian julie june karen
    karin karl kate katherine kathleen kathy katrin keith kelly ken kenneth kevin klaus larry
    laura lauren leonard lesley leslie lilian lily linda lisa liz lorna lorraine louise lucas
    lucia lucy luigi luis luke lydia lynn maggie malcolm manuel marcel marco margaret maria
    marian marie marina mario marion mark marlene marta martin mary matthew maureen mavis
    megan melanie mia michael michelle miguel mike mildred monica monika muriel nancy naomi
    natalie neil nicola nicole nigel nora norman olga olive oliver olivia oscar otto paco
    pamela paolo patricia patrick paul paula pauline pearl pedro peggy peter petra phil philip
    phyllis piet pilar polly rachel ralph raymond rebecca regina renate richard rita robert
    robin roger roland ronald rosa rose rosemary roy ruth sally sam samantha sandra sarah sean
    sharon sheila shirley silvia simon sofia sonia sophie stella stephen steve stuart susan
    susie sylvia teresa terry theresa thomas tina tom tony tracey trevor ursula valerie vera
    veronica victor victoria vincent viola violet walter wayne wendy wilma yvonne zoe
    """
)
_SURNAMES = words(
    """
    smith jones brown wilson taylor davies evans thomas johnson roberts walker wright robinson
    thompson hughes edwards green harris martin clarke jackson clark turner scott cooper morris
    moore watson baker harrison morgan patel allen mitchell james anderson phillips bell parker
    davis miller garcia martinez lopez gomez rossi russo ferrari muller mueller schmidt weber meyer
    schneider fischer keller wagner nowak kowalski silva santos costa dupont martens jansen
    hansen olsen larsen berg murphy kelly byrne ryan campbell stewart murray khan singh kumar
    peters stevens simpson marshall ellis bennett foster gray hunter fletcher whitlock
    """
)
_INFLECTED = re.compile(
    r"(?:s|es|er|ers|ed|ing|ings|ly|al|ally|ic|ics|ian|ians|ive|tion|tions|able|ment|ness|less|ful"
    r"|ous|ity|ets|ette|elle|elles|ola|tmas|son|sons|eting|otte|anne|bel|etta|line|ine|ina|ita|ella)"
)


def is_glued_name(word: str) -> bool:
    """Whether a lower-case word is a first name or a surname with more glued to it."""
    if not word.isalpha() or not 7 <= len(word) <= 24 or word in _NAMES or word in _SURNAMES:
        return False
    for cut in range(3, len(word) - 2):
        head, tail = word[:cut], word[cut:]
        if head in _NAMES and (tail in _SURNAMES or tail in _NAMES):
            return True
        if cut > 3 and head in _NAMES and len(tail) > 3 and not _INFLECTED.fullmatch(tail):
            return True
    return any(word.endswith(name) and len(name) > 4 for name in _SURNAMES)


def is_shaped(word: str) -> bool:
    """Whether a lower-case word is shaped like a mailbox, by its signs or by the names in it."""
    return looks_like_handle(word) or is_glued_name(word)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A turn of phrase; `plain` if any plausible word in it counts, `full` if the provider must
    be told with its ending."""

    pattern: re.Pattern[str]
    plain: bool = True
    full: bool = False


_END = r"['\"]?(?=\s?(?:[.,;!?)\n]|$)|\s(?:at|on|and|with|if|for|here|there|from|then|zu)\b)"
_IS = r"(?:\s?[:=,]|\s(?:is|ist|es|est|e|to|there|here|are|also|still|be|lautet)\b:?){1,3}\s?['\"]?"
_ACCOUNT = (
    r"\b(?:mailbox|address|addy|account|e-?mail|mail|one|postfach|adresse|konto|compte|cuenta|conto"
    r"|gmail|hotmail|yahoo|outlook|gmx|icloud|aol)"
)
_LOGIN = (
    r"\b(?:user ?names?|user|nick(?:name)?|handle|log-?in|usuario|(?:be)?nutzername|identifiant"
    r"|utente|pseudo|gebruikersnaam|local part|(?:first|front) (?:part|half|bit)|name'?s"
    r"|name (?:there|on it|with them)|account name|mailbox name)"
)
_SLOTS = (
    _Slot(re.compile(rf"{_LOGIN}{_IS}{HANDLE}{_END}")),
    _Slot(re.compile(rf"{_LOGIN}\s['\"]?{HANDLE}{_END}"), plain=False),
    _Slot(re.compile(
        r"\b(?:me|i'?m|i am|mich|ich bin|moi|suis)\b[^.;\n]{0,30}"
        rf"\b(?:under|unter|sous|bajo|as|als|come|comme|jako)\s['\"]?{HANDLE}{_END}")),
    _Slot(re.compile(
        rf"{_ACCOUNT}\b[^.,;\n]{{0,20}}\b(?:called|named|heisst|lautet|s'appelle|se llama|si chiama"
        rf"|heet|nazywa sie)\s['\"]?{HANDLE}{_END}")),
    _Slot(re.compile(rf"\bbetween\s{HANDLE}\sand\s"), full=True),
    _Slot(re.compile(
        rf"\b(?:put|place|type|write|stick)\s{HANDLE}\s(?:in front of|before|ahead of)\s"),
        full=True),
    _Slot(re.compile(
        rf"\b(?:take|use|type|write|put|read)\s(?:[^.,;\n]{{0,20}}\s)?{HANDLE}"
        r"(?:,|\s\S[^.,;\n]{0,24},)?\s(?:and |then )?(?:add|plus|append|put|stick)\b"), full=True),
    _Slot(re.compile(rf"\b(?:starts?|begins?) with\s['\"]?{HANDLE}{_END}"), full=True),
    _Slot(re.compile(
        rf"(?<![\w.]){HANDLE}\s(?:at|in) (?:the )?(?:front|beginning|start)\b"), full=True),
    _Slot(re.compile(rf"\bbefore(?: the (?:at|@)(?:[ -]?sign)?)?(?: is|:)\s?{HANDLE}{_END}")),
    _Slot(re.compile(
        rf"(?<![\w.]){HANDLE}(?:,| is)?\s(?:what (?:you|to) type |comes? |goes )?"
        r"before (?:the )?(?:at|@)")),
    _Slot(re.compile(
        r"\b(?:mail|write|write to|contact|reach|message|line to|schreibt? an|mail an)\s"
        rf"{HANDLE}\s?[,(]\s?(?:that'?s|it'?s|which is|das ist|c'est)\b")),
    _Slot(re.compile(
        rf"(?<![\w.]){HANDLE},?\s(?:then |plus |and |followed by )?the (?:at|@|usual)\s?-?"
        r"(?:thingy|sign|symbol|thing|bit|ending)\b"), full=True),
    _Slot(re.compile(rf"(?<![\w.]){HANDLE}\s(?:backwards|reversed|rueckwaerts)\b"), full=True),
    _Slot(re.compile(
        rf"\b(?:backwards|reversed?|reverse this)[:,]?\s{HANDLE}{_END}"), full=True),
    _Slot(re.compile(
        rf"\b(?:i'?m|i am|ich bin|je suis|soy|sono|jestem|ik ben)\s['\"]?{HANDLE}{_END}"),
        plain=False),
    _Slot(re.compile(rf"{_ACCOUNT}(?:{_IS}|(?:'s)?\s){HANDLE}{_END}"), plain=False),
)  # fmt: skip
_LABELLED = re.compile(rf"^\W{{0,3}}{HANDLE}\s?(?:[,/+-]|\()\s?$")
_NO_ACCOUNT = re.compile(r"\b(?:folder|list|filter|tab|label|button|game|app|page|group)\b")
_LETTERS = re.compile(
    r"(?<!\w)(?:[a-z],? (?:for|as in|like|wie|comme|de) [a-z]{2,12}(?:[,;.]|\b)\s?"
    r"(?:and |und )?){3,}"
)


def find_named(low: str, raw: str, start: int, end: int, *, full: bool) -> Told | None:
    """The mailbox named on the line of a provider that stands from `start` to `end`.

    `low` is `raw` in lower case; `full` says whether the provider was told with its ending.
    """
    first = max(low.rfind("\n", 0, start) + 1, start - 90)
    after = low.find("\n", end)
    last = min(end + 90, after if after >= 0 else len(low))
    window = low[first:last]
    if _NO_ACCOUNT.search(window):
        return None
    for slot in _SLOTS:
        if full or not slot.full:
            for match in slot.pattern.finditer(window):
                place, stop = first + match.start("handle"), first + match.end("handle")
                outside = stop <= start or place >= end
                if outside and _fits(match["handle"], raw[place:stop], plain=slot.plain):
                    return Told(place, stop, sure=True)
    label = _LABELLED.match(low[first:start])
    alone = not any(char.isalnum() for char in low[end:last])
    if (
        label
        and alone
        and not provider_of(label["handle"])
        and _fits(label["handle"], raw[first + label.start("handle") :][:1])
    ):
        return Told(first + label.start("handle"), end, sure=True)
    spelt = _LETTERS.search(window)
    if spelt:
        return Told(first + spelt.start(), first + spelt.end(), sure=True)
    return _shaped_near(window, raw, first, start, end)


def _fits(word: str, raw: str, *, plain: bool = True) -> bool:
    """Whether a word may be a mailbox: people write those in small letters."""
    if is_shaped(word):
        return True
    return plain and is_mailbox(word) and raw[:1].islower()


def _shaped_near(window: str, raw: str, first: int, start: int, end: int) -> Told | None:
    """Two names glued together on the line of a provider, with a cue on it."""
    if not has_cue(window):
        return None
    for match in re.finditer(r"(?<![\w.@/-])[a-z]{7,24}(?![\w@/-])", window):
        place, stop = first + match.start(), first + match.end()
        outside = stop <= start or place >= end
        if outside and raw[place].islower() and is_glued_name(match.group()):
            return Told(place, stop, sure=True)
    return None
