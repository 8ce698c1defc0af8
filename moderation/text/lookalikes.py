"""Fold letters that look alike to plain ones, so that a disguise reads like what it imitates.

Rules: Unicode's compatibility decomposition (NFKD), then marks and invisible characters are
dropped, then a small map of letters that are drawn like Latin ones. The map is made for reading
addresses, not for comparing words in other languages.
"""

import unicodedata

AT_SIGNS = frozenset("@＠﹫")
CIRCLED_A = "ⓐⒶ🅐🄐⒜🅰🄰"
"""Letters in a circle, box or brackets that are drawn for the at sign."""
_DOTS = "ꞏ．。｡․·•∙⋅‧●˙۔⸱ꓸ◦▪܁܂・･⚫᛫"

# Drawn like a Latin letter but not decomposed by Unicode. Cyrillic, Greek, Armenian, Hebrew,
# Cherokee, Lisu, small capitals, African and phonetic letters, letters written upside down.
_PAIRS = (
    ("аạαɑ∂₳ᴀꓮᎪΑАɐ", "a"),
    ("вβʙ฿ꓐᏴΒВƅЬь", "b"),
    ("сϲᴄꓚᏟСϹɔ¢₵", "c"),
    ("ԁɗᴅꓓᎠժ", "d"),
    ("еєεҽᴇꓰᎬΕЕǝәɘɆɇ€", "e"),
    ("ғꜰꓝϜƒɟք₣", "f"),
    ("ɡɢꓖᏀԌցƃ", "g"),
    ("һнʜꓧᎻΗНհɥħĦ", "h"),
    ("іıɩιɪꓲᎥΙІӏїⅼ", "i"),
    ("јϳᴊꓙᎫЈɾʝ", "j"),
    ("кκᴋꓗᏦΚКʞқĸ₭", "k"),
    ("ʟꓡᏞӀⱠłŁɫ", "l"),
    ("мʍᴍꓟᎷΜМɯ₥", "m"),
    ("ոռոɴꓠΝηпᴎиŋƝ₦", "n"),
    ("оοσօᴏꓳΟОøØסဝ੦௦๐໐", "o"),
    ("рρᴘꓑᏢΡРϱ₱", "p"),
    ("ԛգզǫ", "q"),
    ("гʀꓣᏒЯяᴦɹɽⱤ", "r"),
    ("ѕꜱꓢᏚЅʂ", "s"),
    ("тτᴛꓔᎢΤТʇŧŦ₮", "t"),
    ("υսᴜꓴՍцɄʉ", "u"),
    ("ѵνᴠꓦᏙΝ∨ʌ", "v"),
    ("ѡԝωᴡꓪᎳԜш₩", "w"),
    ("хχꓫΧХ×", "x"),
    ("уγʏꓬҮУΥүʎ¥", "y"),
    ("ᴢꓜᏃΖ", "z"),
    ("ß", "ss"),
    ("æÆ", "ae"),
    ("œŒ", "oe"),
    ("đĐð", "d"),
    ("‐‑‒–—−﹣－", "-"),
    ("‘’‚‛′`´ʼ", "'"),
    ("“”„‟″", '"'),
    ("⁄∕", "/"),
    ("＿‿", "_"),
    ("【〔〖［⟦⦗「『⁅｢⸢⦋", "["),
    ("】〕〗］⟧⦘」』⁆｣⸣⦌", "]"),
    ("⟨〈《‹«〈❬❮❰⧼⦉≪", "<"),
    ("⟩〉》›»〉❭❯❱⧽⦊≫", ">"),
    ("❨❪⟮⦅", "("),
    ("❩❫⟯⦆", ")"),
    ("❴❲｛", "{"),
    ("❵❳｝", "}"),
    ("\u2028\u2029\u0085\u000b\u000c", "\n"),
    ("\u3164\u115f\u1160\uffa0\u2800\u180e\U000e0001", ""),
    (_DOTS, "."),
)


def _letters_in_rows() -> dict[str, str]:
    """Letters in brackets, squares and circles, in alphabet order: Unicode has no plain form, or
    one with the brackets."""
    rows = {0x249C: 26, 0x1F150: 26, 0x1F170: 26, 0x1F1E6: 26}
    return {
        chr(first + offset): chr(ord("a") + offset)
        for first, size in rows.items()
        for offset in range(size)
    }


_BRAILLE = dict(
    zip(
        "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵⠲⠈⠤",
        "abcdefghijklmnopqrstuvwxyz.@-",
        strict=True,
    )
)
"""Braille as English texts have it; the at sign is the first of its two characters."""

_MAP: dict[str, str] = _BRAILLE | {char: plain for chars, plain in _PAIRS for char in chars}
_MAP.update(_letters_in_rows())
_MAP.update(dict.fromkeys(AT_SIGNS, "@"))
_MAP.update({chr(0xE0000 + code): chr(code) for code in range(0x20, 0x7F)})  # invisible tags


def _fold_slowly(char: str) -> str:
    if char in _MAP:
        return _MAP[char]
    out: list[str] = []
    for part in unicodedata.normalize("NFKD", char):
        category = unicodedata.category(part)
        if category in ("Mn", "Me", "Cf", "Cs", "Cc") and part not in "\n\t":
            continue
        if category == "Zs":
            out.append(" ")
        else:
            out.append(_MAP.get(part, part))
    return "".join(out)


class _Folding(dict[int, str]):
    """What each character reads as, worked out when it is met first; a table for `translate`."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = char if char in _KEPT else _fold_slowly(char)
        return found


class _Evenly(dict[int, str]):
    """The same for what is read as one character; the others stay, and `uneven` holds them."""

    def __init__(self) -> None:
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = fold_char(char)
        if len(plain) != 1 or char in CIRCLED_A:
            self.uneven.add(char)
            plain = char
        self[code] = plain
        return plain


_FOLDING, _EVENLY = _Folding(), _Evenly()
_KEPT = frozenset("\r\x0b\x0c")
_MOST_KEPT = 200_000


def fold_char(char: str) -> str:
    """One character in; the plain characters that it reads as out (often none)."""
    return _FOLDING[ord(char)]


def fold_evenly(text: str) -> tuple[str, set[str]]:
    """A text whose characters that read as one other are plain; and those that may be in it still.

    The latter read as none or several, or (a letter in a circle) as its neighbours have it.
    """
    if len(_EVENLY) > _MOST_KEPT:  # a bound, so that hostile texts can't fill the memory
        _FOLDING.clear()
        _EVENLY.clear()
        _EVENLY.uneven.clear()
    return text.translate(_EVENLY), _EVENLY.uneven


def is_circled(char: str) -> bool:
    """Whether a character is a letter in a circle (then a neighbouring ⓐ is a letter as well)."""
    return "⒜" <= char <= "ⓩ" or "\U0001f150" <= char <= "\U0001f169"


def reads_as_at(char: str, before: str, after: str) -> bool:
    """Whether an encircled a stands for the at sign: it does unless it sits in such a word."""
    return char in CIRCLED_A and not is_circled(before) and not is_circled(after)
