"""The words that the detector knows: for "at", for "dot", cues, and words that are no names.

All are in folded form (no accents). Compiled by hand for this project from how people in several
languages say an address aloud.
"""

import re
from bisect import bisect_left
from functools import cached_property

from moderation.text.words import words

AT_WORDS = words("at aet 4t")
"""Bare, these are mostly an ordinary preposition."""

NAMED_AT = words(
    "arroba arrobas arobase arobas chiocciola chiocciolina kuyruklu klammeraffe"
    " affenschwanz apenstaartje apestaartje"
    " apestaart malpa zavinac kukac"
    " snabel snabela krollalfa miukumauku grisehale alfakrull ampersat arond atsign aroba"
    " monkeytail strudel arrova arrobe afna bildua strudl maimuta apenstaart apestart sobachka"
    " krolla kringla miuku miuumauku atmerkki atzeichen kanelbulle"
)
"""Names of the sign that mean little else."""

FOREIGN_AT = words("chez presso bei hos bij en em na ved su w u et att et")
"""Prepositions that stand for the sign in other languages; they need strong evidence."""

NUMBER_WORDS = words("zero one two three four five six seven eight nine ten")

BRACKET_AT = (
    AT_WORDS
    | NAMED_AT
    | words(
        "a et add aat att ett at4 4t ate @ arrob sobaka affe curl whirl whirlpool en bei chez em"
    )
)
"""What stands for the sign when brackets are around it."""

OTHER_AT = (
    "собака", "собачка", "эт", "艾特", "圈", "小老鼠", "アットマーク", "アット", "골뱅이",
    "παπάκι", "παπακι", "שטרודל", "あっと", "एट", "ऐट", "ات", "آت", "кучка",
)  # fmt: skip
OTHER_DOT = (
    "точка", "крапка", "点", "點", "ドット", "닷", "점", "τελεία", "τελεια", "נקודה",
    "نقطة", "نقطه", "دوت", "どっと", "डॉट",
)  # fmt: skip

DOT_WORDS = words(
    "dot d0t dott punkt punto ponto point punt kropka tecka bodka pont punct nokta prik piste stip"
    " tocka tochka period fullstop dt daht punktum pisteen pika titik taskas"
    " punkts noqta puntua kropla"
)
BRACKET_DOT = DOT_WORDS | words("d o dt p . , stop full")

OFFICES = words(
    "hello info contact office admin secretary support enquiries enquiry help reception team post"
    " mail bookings treasurer chair webmaster welcome news editor membership volunteers practice"
)
"""Ordinary words that are common names of a shared mailbox."""

SIGN_WORDS = (
    AT_WORDS
    | NAMED_AT
    | words(
        "@t att aht sign symbol curl curly swirl swirly squiggle squiggly circle circled snail"
        " monkey monkeys tail mouse cinnamon bun roll trunk elephant elephants ear spider strudel"
        " thingy whirl whirly round commercial zeichen usual plus followed"
    )
)
"""What people say for the sign between a name and a mail provider."""

LINK_WORDS = (
    SIGN_WORDS
    | FOREIGN_AT
    | words(
        "then and the a an with by is me und dann puis y luego e poi dahinter"
        " on over via little funny big key here it's that's that this thing bit part end ending as"
        " mail e-mail email care c o belongs"
        " provider domain host server place people lot now from space blank"
    )
)
"""What may stand besides between a name and its mail provider."""

SEPARATOR_WORDS = words("underscore dash hyphen minus plus unterstrich bindestrich tiret guion")

_CUE = re.compile(
    r"\be-?mail|\bmail|\bgmail|\bcontact|\breach\b|\bwrite\b|\bwriting to\b|\badd(?:ress|y\b)"
    r"|\bmessage me|\bmsg\b|\bdm\b|\bping\b|\bi'?m (?=\S+ at\b)|\bi am (?=\S+ at\b)"
    r"|\bdrop (?:me|us|him|her|them)\b|\bsend\b|\bget in touch|\bin touch"
    r"|\bkontakt|\badresse\b|\bschreib|\berreich|\bmelde?\b|\bcorreo|\bescrib|\bcontacta"
    r"|\bdireccion"
    r"|\bcourriel|\becri[srv]|\bcontacter|\bmel\b|\bindirizzo|\bscriv|\bcontatt|\bescrev"
    r"|\bendereco"
    r"|\bschrijf|\bbereik|\bnapisz|\bpisz\b|\badres|\bhit me up|\binbox|\breply to\b|\bforward"
    r"|\bpm me\b|\bdetails to\b|\bask for\b|\bpost it to\b|\bappend|\bat[ -]sign\b"
    r"|\bthe at\b|\bfind me\b|\bin front\b|\bp[o0]czt|\bскр|\bпочт|\bпиш"
    r"|\bpочt"
)
ENVELOPE = re.compile(
    "[\u2709\U0001f4e7-\U0001f4e9\U0001f48c\U0001f4eb\U0001f4ec\U0001f4ee\U0001f582]"
)
"""A picture of a letter in front of an address."""

_CUE_AFTER = re.compile(
    r"\b(?:is (?:my|the|our|his|her)\b.{0,12}(?:mail|address|addy)|for (?:details|more|info)"
    r"|if you want|that'?s me|is me\b|is mine|feel free"
    r"|(?:e-?)?mail|contact|write|drop me|reach me|message me|is where i read)"
)

_OWNED = re.compile(
    r"[\s,)\]:-]{1,3}(?:is|are|was|that'?s|thats|it'?s)(?: all)? (?:(?:my|our|his|her|the)\b.{0,12}"
    r"(?:mail|address|addy|contact)|me\b|mine\b)"
)

_AFTER = 14


def has_cue(before: str, after: str = "") -> bool:
    """Whether the words around (folded, lower case, a line or so each) speak of writing a mail."""
    if before.rstrip().endswith(":") or _CUE.search(before) or ENVELOPE.search(before):
        return True
    return bool(_CUE_AFTER.search(after[: _AFTER + 12]))


class Cues:
    """The places of all cues in one view, searched once, so that many candidates cost little."""

    def __init__(self, view: str) -> None:
        self._view = view

    @cached_property
    def _before(self) -> list[int]:
        low = self._view.lower()
        places = [match.start() for match in _CUE.finditer(low)]
        if not low.isascii():
            places += [match.start() for match in ENVELOPE.finditer(low)]
        return sorted(places)

    @cached_property
    def _after(self) -> list[int]:
        return [match.start() for match in _CUE_AFTER.finditer(self._view.lower())]

    def near(self, start: int, end: int, reach: int) -> bool:
        """Whether a cue stands up to `reach` characters before `start` or close after `end`."""
        return (
            self._between(self._before, start - reach, start)
            or self._between(self._after, end, end + _AFTER)
            or self._view[max(0, start - 4) : start].rstrip().endswith(":")
        )

    def owned(self, end: int) -> bool:
        """Whether the words right after `end` say whose address stood there: "that's me"."""
        return bool(_OWNED.match(self._view[end : end + 48].lower()))

    @staticmethod
    def _between(places: list[int], first: int, last: int) -> bool:
        index = bisect_left(places, first)
        return index < len(places) and places[index] < last


ARTICLES = words(
    "the a an my your his her our their its this that these those some any every each no der die"
    " das den dem ein eine einen meine mein le la les un une mon ma el los las una mi il lo gli i"
)

NOT_NAMES = words(
    """
    i me you he him she her it we us they them my your his our their mine yours ours theirs who
    whom which what that this these those there here one ones someone somebody anyone anybody
    everyone everybody nobody noone people person man woman men women guy guys folks child
    children kid kids baby son daughter mother father mum mom dad wife husband partner friend
    friends family sister brother doctor doctors gp nurse nurses consultant specialist pharmacist
    pharmacy dentist midwife therapist surgeon clinic hospital ward team staff reception
    receptionist helpline department lab is am are was were be been being have has had do does did
    done will would shall should can could may might must not no yes nor or and but so if then
    than as of off on in out up down over under to from for with without by about after before
    since until during through between into onto upon again against away back around near just
    only even still also too very really quite rather more most less least much many few some any
    all both each every other another same such own now today tonight tomorrow yesterday always
    never often sometimes usually once twice first last next when where why how because while
    though although however maybe perhaps please thanks thank thx hello hi hey dear cc ok okay
    well good better best bad worse worst great nice fine big small new old look looks looked
    stare stared smile smiled laugh laughed shout shouted point pointed aim arrive arrives stay
    stays live lives meet meets met work works play start starts stop stops end ends begin begins
    began run runs ran go goes went come comes came get gets got take takes took taken give gave
    given make made find finds found buy buys bought sell sells sold order orders pay paid read
    reads see sees saw seen look know knew think thought feel felt say says said tell told ask
    asks talk speak spoke call calls try tried use used want need keep kept put sit sat stand
    stood sleep slept wake woke eat ate drink drank dose doses dosed pill pills tablet tablets
    capsule mg mcg ml iu units unit drops spoon spoons cup cups hour hours hrs hr day days daily
    week weeks month months year years morning evening night noon midnight breakfast lunch dinner
    bedtime time times appointment appointments visit visits session sessions meeting meetings
    class classes course page pages site sites website websites link links post posts thread
    threads article articles forum group groups study studies paper papers trial report reports
    guide leaflet info information advice help support question questions answer answers details
    available sale price prices cost costs cheap cheaper free online stock account accounts login
    profile password username signup homepage blog shop store sign log check checked click follow
    following followed via instagram insta ig twitter tweet facebook fb tiktok youtube channel
    whatsapp telegram signal reddit mention mentions level levels rate rates high low higher lower
    pain temperature pressure pulse reading readings result results max min total average
    currently based located situated held sold listed published reported described shown quoted
    cited hosted registered version package module class commit tag branch release build install
    import event events open opens closed closes early late home school university office job jobs
    career doing going anything something nothing everything else things thing stuff place places
    problem problems issue issues bit lot lots half part mad angry surprised disappointed shocked
    annoyed excellent present ease risk heart wo ist bin sind war waren ich du er sie es wir ihr
    sich und oder aber nicht mich dich uns nur noch auch est sont suis etait je tu il elle nous
    vous ils elles et ou mais pas avec pour dans sur soy es son esta estoy estan era yo ella
    nosotros y o pero no con para por en de sono sei siamo era io lui lei noi e ma non con per su
    add adds word words line lines note notes letter letters name names nickname bei chez
    presso hos bij ved att remember forget forgot forgotten recall visit open try switch move
    join trust avoid block blocks hate love like prefer miss lost left
    di da email e-mail mail mails contact reach address write adresse kontakt inbox message http
    https www com org net webmail mailbox provider app client server
    von vom beim zum zur mit
    """
)
"""Words that are no name of a mailbox when they stand before a bare "at"."""

_NAMES_LIKE_VERBS = words(
    "fred alfred jared mohamed mohammed muhammed ahmed hamed saeed syed manfred wilfred winifred"
    " sterling harding browning manning fleming keating golding king ming ling ding ning kipling"
    " ted ned red ed jed reed reid"
)


def is_no_name(word: str) -> bool:
    """Whether a lower-case word is an ordinary one: a pronoun, preposition, verb form and so on."""
    if word in NOT_NAMES or word in ARTICLES:
        return True
    if word in _NAMES_LIKE_VERBS:
        return False
    return len(word) > 4 and word.isalpha() and word.endswith(("ing", "ed"))
