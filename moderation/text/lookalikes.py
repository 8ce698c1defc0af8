"""Fold letters that look alike to plain ones, so that a disguise reads like what it imitates.

Rules: Unicode's compatibility decomposition (NFKD), then marks and invisible characters are
dropped, then a small map of letters that are drawn like Latin ones. The map is made for reading
addresses, not for comparing words in other languages.
"""

import unicodedata

AT_SIGNS = frozenset("@＠﹫")
CIRCLED_A = "ⓐⒶ🅐🄐⒜🅰🄰"
"""Letters in a circle, box or brackets that are drawn for the at sign."""
_DOTS = "．。｡․·•∙⋅‧●˙۔⸱ꓸ◦▪܁܂・･⚫᛫"

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


_folded: dict[str, str] = {}


def fold_char(char: str) -> str:
    """One non-ASCII character in; the plain characters that it reads as out (often none)."""
    found = _folded.get(char)
    if found is None:
        found = _fold_slowly(char)
        if len(_folded) < 20_000:  # a bound, so that a hostile text can't fill the memory
            _folded[char] = found
    return found


def is_circled(char: str) -> bool:
    """Whether a character is a letter in a circle (then a neighbouring ⓐ is a letter as well)."""
    return "Ⓐ" <= char <= "ⓩ" or "\U0001f150" <= char <= "\U0001f169"


def reads_as_at(char: str, before: str, after: str) -> bool:
    """Whether an encircled a stands for the at sign: it does unless it sits in such a word."""
    return char in CIRCLED_A and not is_circled(before) and not is_circled(after)
