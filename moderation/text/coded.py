"""Whole addresses behind a code: base64, hexadecimal, decimal character numbers, Morse."""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,9}[\w-]{2,63}")
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/_-]{8,400}={0,2}(?![\w+/])")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:(?:0x)?[0-9a-fA-F]{2}[ :,;-]{0,2}){7,200}(?![0-9A-Za-z])")
_BASE32 = re.compile(r"(?<![A-Za-z0-9])[A-Z2-7]{16,320}={0,6}(?![A-Za-z0-9])")
_MORSE = re.compile(r"(?<![.\-\w])(?:[.-]{1,6}[ /|]{1,3}){5,100}[.-]{1,6}(?![.-])")
_DECIMAL = re.compile(r"(?<![0-9])(?:[0-9]{2,3}[ ,;/.-]{1,2}){6,100}[0-9]{2,3}(?![0-9])")
_BINARY = re.compile(r"(?<![0-9])(?:[01]{8}[ ,]{0,2}){6,200}(?![0-9])")
_ROT13 = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,20}){0,2}\.(?:pbz|arg|bet|qr|se|pb\.hx|rqh|hx|ay|vg)\b",
    re.IGNORECASE,
)

_CONTACT_LINK = re.compile(
    r"(?:(?<=[(<\"'=])|(?<=\]: )|(?<=\]:))(?:skype|facetime|facetime-audio|sips?|xmpp|callto|tg"
    r"|viber|whatsapp|threema|matrix|im|aim|ymsgr|msnim):[^\s()<>\"']{2,120}",
    re.IGNORECASE,
)
_PHONE_LINK = re.compile(
    r"(?:wa\.me/|whatsapp\.com/send\?phone=|\bt\.me/\+|\btel:|\bsms:)\+?"
    r"(?P<value>[0-9+.-]{7,20})"
)


# A link whose label repeats the name of the mailbox in its target.
_LABELLED = re.compile(
    r"\[(?P<label>[\w .+-]{2,64})\]\((?P<to>[^\s()]{3,200})"
    r"|<a\s[^<>]{0,80}href=[\"']?(?P<href>[^\s<>\"']{3,200})[\"']?[^<>]{0,80}>"
    r"(?P<text>[\w .+-]{2,64})</a",
    re.IGNORECASE,
)
_SIGN = re.compile(r"@|%40|&#64;|&#x40;|&commat;")
_NO_WORD = re.compile(r"[\W_]")

_LINK_HINTS = ("](", "]:", "<", "href", "wa.me/", "whatsapp.com/", "t.me/", "tel:", "sms:")


def may_hold_link(text: str) -> bool:
    """The cheap question before `find_links`."""
    return any(hint in text for hint in _LINK_HINTS)


def find_links(text: str) -> Iterator[tuple[str, int, int]]:
    """Link targets that are a way to reach a person: kind, start and end."""
    for match in _CONTACT_LINK.finditer(text):
        yield ("handle", *match.span())
    for match in _LABELLED.finditer(text):
        group, target = ("label", "to") if match["label"] else ("text", "href")
        label = _NO_WORD.sub("", match[group].lower())
        name = _SIGN.split(match[target].lower(), maxsplit=1)
        if len(name) == 2 and len(label) > 2 and label in _NO_WORD.sub("", name[0]):
            yield ("email", *match.span(group))
    for match in _PHONE_LINK.finditer(text):
        yield ("phone", *match.span("value"))


def _from_base64(word: str) -> str:
    if word.isalpha() and (word.islower() or word.istitle()):
        return ""  # an ordinary word
    word = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(word + "=" * (-len(word) % 4))
    except (binascii.Error, ValueError):
        return ""
    return data.decode("latin-1")


def _from_base32(word: str) -> str:
    word = word.rstrip("=")
    try:
        return base64.b32decode(word + "=" * (-len(word) % 8)).decode("latin-1")
    except binascii.Error:
        return ""


_MORSE_SIGNS = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...-"
    " .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
    " .-.-.- .--.-. ..--.- -....-"
)
_MORSE_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.@_-"
_MORSE_ALPHABET = dict(zip(_MORSE_SIGNS.split(), _MORSE_LETTERS, strict=True))


def _from_morse(word: str) -> str:
    return "".join(_MORSE_ALPHABET.get(sign, "") for sign in re.findall(r"[.-]+", word))


def _from_hex(word: str) -> str:
    return bytes.fromhex(re.sub(r"0x|[ :,;-]", "", word)).decode("latin-1")


def _from_decimal(word: str) -> str:
    """The characters with these numbers, taken as decimal and as octal ones."""
    numbers = re.findall(r"[0-9]+", word)
    octal = [number for number in numbers if set(number) <= set("01234567")]
    codes = [int(number) for number in numbers] + [32] + [int(number, 8) for number in octal]
    return "".join(chr(code) for code in codes if code < 256)


def _from_binary(word: str) -> str:
    digits = re.sub(r"[ ,]", "", word)
    return bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits), 8)).decode("latin-1")


_CODES = (
    (_BASE64, _from_base64),
    (_BASE32, _from_base32),
    (_MORSE, _from_morse),
    (_HEX, _from_hex),
    (_DECIMAL, _from_decimal),
    (_BINARY, _from_binary),
)


def find_coded(text: str) -> Iterator[tuple[int, int]]:
    """Places of words in `text` that decode to an address."""
    for pattern, decode in _CODES:
        for match in pattern.finditer(text):
            if _ADDRESS.search(decode(match.group())):
                start, end = match.span()
                yield start, end - (len(match.group()) - len(match.group().rstrip(" ,:")))
    for match in _ROT13.finditer(text):
        if _ADDRESS.fullmatch(codecs.decode(match.group(), "rot13")):
            yield match.span()
