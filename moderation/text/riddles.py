"""Mailboxes told as a riddle: "my first name, then a dot, then my surname, at gmail".

Nothing in such a sentence is the address; the sentence is. It counts where a part of a name and a
word that joins parts stand side by side, within reach of a mail provider.
"""

import re

from moderation.text.phrases import Told, sentence_around

_OWN = (
    r"(?:my|our|mein\w*|unser|mon|ma|notre|mi|mio|mia|il mio|o meu|meu|mijn|moj\w*|min)\s"
    r"(?:own |old |full |wife's |husband's |dog's |cat's )?"
)
_PART = (
    r"(?:(?:first|last|second|middle|maiden|christian|family|given)\s?names?|surname|initials?"
    r"|user\s?name(?: here)?|nick\s?name|birth\s?year|year of birth|year (?:i was|we (?:got )?)\w+"
    r"|house number|post\s?code|number plate|first letters?|wife's name|husband's name"
    r"|(?:dog|cat)'?s name|vorname|nachname|geburtsjahr|prenom|nom(?: de famille)?|nombre|apellido"
    r"|ano en que naci|nome|cognome|anno di nascita|apelido|sobrenome|voornaam|achternaam"
    r"|geboortejaar|fornamn|efternamn|fornavn|etternavn|efternavn|imie|nazwisko|rok urodzenia)"
)
_SIGN = (
    r"(?:dot|full stop|point|period|underscore|hyphen|dash|punkt|punktum|punto|ponto|kropka"
    r"|bindestrich|unterstrich)"
)
_AND = (
    r"(?:(?:and|und|et|y|e|og|och|en|then|dann|puis|luego|poi)\s){0,2}(?:an? |un |um |ein |the )?"
)
_THEN = (
    r"(?:then|plus|followed by|dahinter|suivi d[eu]|puis|luego|poi|backwards|spelt backwards"
    r"|with (?:an?|the) \w+ (?:in )?between|the wrong way round|behind it|and|und|et|y|og|och)"
)
_RIDDLE = re.compile(
    rf"\b(?:{_OWN})?{_PART}(?:,?\s\w+){{0,2}}?,?\s{_AND}{_SIGN}\b"
    rf"|\b{_SIGN},?\s{_AND}(?:{_OWN})?{_PART}\b"
    rf"|\b{_OWN}{_PART}(?:,?\s\w+){{0,2}}?,?\s{_AND}{_THEN}\b"
)
_ASKED = re.compile(
    r"\b(?:wants?|asks?|asked|asking|needs?|requires?|forms?|boxe?s?|fill|enter|sign(?:ed)? up"
    r"|verlangt|fragt|demande|pide|chiede|misspel\w+|forgot|password|passwort|wrong|changed"
    r"|sorts?|lists?|shows?|rules?|faux|falsch|sbagliat\w+)\b"
)


def find_riddle(low: str, start: int, end: int) -> Told | None:
    """The riddle in the sentence of a provider that stands from `start` to `end`, or None."""
    first, last = sentence_around(low, start, end)
    before, after = low[first:start], low[end:last]
    if _ASKED.search(before) or _ASKED.search(after):
        return None
    if found := _RIDDLE.search(before):
        return Told(first + found.start(), end, sure=True)
    if found := _RIDDLE.search(after):
        return Told(end + found.start(), last, sure=True)
    return None
