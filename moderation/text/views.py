"""Views of a text: the same words without a disguise, each character knowing where it came from.

A view is text plus, for each of its characters, the stretch of the original that it stands for. The
detector reads views and answers in places of the original. Every step here is linear.
"""

import html.entities
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moderation.text.described import find_described
from moderation.text.lookalikes import fold_char, fold_evenly, reads_as_at
from moderation.text.masks import MASK

BARRIER = "\ufffc"
"""Stands for a mask in a view: nothing is read across it."""


@dataclass(frozen=True, slots=True)
class View:
    """`text` with, for every character, where it starts and ends in the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original for `text[start:end]`; the view may run backwards."""
        first, last = self.starts[start], self.starts[end - 1]
        return min(first, last), max(self.ends[start], self.ends[end - 1])


Edit = tuple[int, int, str]


def identity(text: str) -> View:
    """The text as it is."""
    return View(text, range(len(text)), range(1, len(text) + 1))


def edited(view: View, edits: Iterable[Edit]) -> View:
    """A view with stretches replaced: `(start, end, replacement)`, in order, not overlapping."""
    text, old_starts, old_ends = view.text, view.starts, view.ends
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, replacement in edits:
        if done < start:
            pieces.append(text[done:start])
            starts += old_starts[done:start]
            ends += old_ends[done:start]
        if replacement:
            pieces.append(replacement)
            starts += [old_starts[start]] * len(replacement)
            ends += [old_ends[end - 1]] * len(replacement)
        done = end
    if not done:
        return view
    pieces.append(text[done:])
    starts += old_starts[done:]
    ends += old_ends[done:]
    return View("".join(pieces), starts, ends)


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def folded(view: View) -> View:
    """Look-alike letters as plain ones, marks and invisible characters gone."""
    text = view.text
    if text.isascii() and not _CONTROL.search(text):
        return view
    even, uneven = fold_evenly(text)
    if even != text:
        view = View(even, view.starts, view.ends)
    if uneven.isdisjoint(even):
        return view
    last = len(text) - 1
    edits: list[Edit] = []
    for place, char in enumerate(even):
        if char in uneven:
            after = text[place + 1] if place < last else ""
            at = reads_as_at(char, text[place - 1 : place], after)
            edits.append((place, place + 1, "@" if at else fold_char(char)))
    return edited(view, edits)


_ESCAPE = re.compile(
    r"&(?P<both>at|dot)(?=&)&|&\#0{0,12}(?P<dec>[0-9]{1,7});?"
    r"|&\#[xX]0{0,12}(?P<hexed>40|2[eE])(?!;|[0-9a-fA-F]{1,4};)"  # "&#x40gmail", "&#x2Ecom"
    r"|&\#[xX]0{0,12}(?P<hex>[0-9a-fA-F]{1,6});?"
    r"|&(?P<name>[A-Za-z][A-Za-z0-9]{1,31});?"
    r"|(?P<pct>%[0-7][0-9a-fA-F]|%[c-fC-F][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){1,3})"
    r"|\\u\{(?P<u1>[0-9a-fA-F]{1,6})\}|[\\%]u(?P<u2>[0-9a-fA-F]{4})|\\U(?P<u3>[0-9a-fA-F]{8})"
    r"|\\x\{?(?P<u4>[0-9a-fA-F]{2})\}?|\b[uU]\+(?P<u5>[0-9a-fA-F]{4,6})(?![0-9a-fA-F])"
    r"|(?P<printed>(?:=[0-9a-fA-F]{2}){3,80})|(?:0x|=|[uU]\+00)(?P<u6>40|2[eE])|\\(?P<oct>100|056)"
    r"|\\0{0,4}(?P<css>40|2[eE])(?![0-9a-fA-F])[ ]?|\+A(?P<utf7>EA|C4)-"
    r"|\\N\{(?P<called>COMMERCIAL AT|FULL STOP)\}"
    r"|[\[{<]\s?(?P<boxed>64|46)\s?[\]}>]|&\s?\#\s?(?P<apart>6\s?4|4\s?6)\s?;"
)


_TOLD_SIGNS = ("called", "both", "utf7")


def _named(name: str) -> str:
    for size in range(len(name), 1, -1):  # without a semicolon the name may run into the next word
        found = html.entities.html5.get(name[:size] + ";")
        if found and len(found) == 1:
            return found + name[size:]
    return ""


def _decoded(match: re.Match[str]) -> str:
    kind, value = match.lastgroup, match[match.lastgroup or 0]
    if kind == "name":
        told = {"&at;": "@", "&dot;": "."}.get(match.group().lower())
        return told or _named(value)
    if kind in _TOLD_SIGNS:
        return "@" if value in ("COMMERCIAL AT", "at", "EA") else "."
    if kind in ("pct", "printed"):
        return bytes.fromhex(re.sub("[%=]", "", value)).decode("utf-8", errors="ignore")
    base = 10 if kind in ("dec", "boxed", "apart") else 8 if kind == "oct" else 16
    number = int(value.replace(" ", ""), base)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def decoded(view: View) -> View:
    """Entities (with or without semicolon), percent codes and escapes read once."""
    edits = []
    for match in _ESCAPE.finditer(view.text):
        char = _decoded(match)
        if char:
            edits.append((match.start(), match.end(), char))
    return edited(view, edits)


def shielded(view: View) -> View:
    """Masks as barriers. One that is glued to letters on both sides vanishes instead: it would
    serve to cut an address in two."""
    edits = []
    text = view.text
    for match in MASK.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        glued = _is_glue(before) and _is_glue(after)
        edits.append((match.start(), match.end(), "" if glued else BARRIER))
    return edited(view, edits)


def _is_glue(char: str) -> bool:
    return bool(char) and (char.isalnum() or char in "@._+-")


def read_plainly(text: str) -> View:
    """The text decoded and folded, at most four times (an escape may hide an escape)."""
    view = shielded(identity(text))
    for _ in range(4):
        before = view
        view = decoded(folded(view))
        if view is before:
            break
    view = folded(view)
    return edited(view, find_described(view.text))


_MARKS = re.compile(
    r"<(?!\s?/?\s?(?:a|at|dot|punkt|punto)\s?/?>)[a-zA-Z/!?][^<>]{0,300}>"
    r"|[\[({<]\s?(?i:no[ _-]?spam|(?:please )?(?:remove|delete|drop)(?:[ _-]?(?:this|me|it))?"
    r"|anti[ _-]?spam|spam[ _-]?free)\s?[\])}>]"
    r"|\]\([^()\s]{0,300}(?:\s\"[^\"\n]{0,100}\")?\)|\]\[[^\[\]\n]{0,100}\]"
    r"|(?<=[^\W_])-\n(?=[^\W_])|\n[ \t]{0,3}(?:>[ \t]?)+"
    r"|\n#{1,6}(?=[ ])|\n[ \t]{0,3}(?:[0-9]{1,2}[.)]|[-+\u2022])[ \t]+"
    r"|!(?=\[)|\[(?!\s?(?:a|dot|\.|ta|tod)\s?\]|\s?(?:at|@)\s?\](?!\())"
    r"|[*`\\~|]+|(?<![^\W_])(?<!_[@.])_+|_+(?![^\W_]|[@.]_)"  # but "t_o_m_@_m_e_._c_o_m" stays
)


_DRAWN_SIGN = re.compile(r"\balt\s?=\s?[\"']?\W?(@|at|\.|dot)\W", re.IGNORECASE)


def _comments(text: str) -> list[Edit]:
    edits: list[Edit] = []
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        edits.append((start, end + 3, ""))
        start = text.find("<!--", end + 3)
    return edits


def without_marks(view: View) -> View:
    """Without tags, comments, link targets, emphasis, code marks, quote marks, backslashes."""
    view = edited(view, _comments(view.text))
    edits: list[Edit] = []
    for match in _MARKS.finditer(view.text):
        replacement = {"\n": "\n", "|": " "}.get(match.group()[0], "")
        drawn = _DRAWN_SIGN.search(match.group()) if match.group()[:2] in ("<i", "<I") else None
        if drawn:
            replacement = "@" if drawn[1].lower() in ("@", "at") else "."
        edits.append((match.start(), match.end(), replacement))
    return edited(view, edits)


_SINGLES = re.compile(
    r"(?<!\S)([^\W_])([ \t]{1,3})(?:[\w@.]\2)+[^\W_](?!\S)"
    r"|(\S)([ \t]{1,3}|[ ]?[\n\-_.,*/|+:;~][ ]?)(?:\S\4){2,}\S"
)


def joined(view: View) -> View:
    """Letters written one by one ("j o h n", "j-o-h-n") as words."""
    text, edits = view.text, []
    for match in _SINGLES.finditer(text):
        gap = len(match[2] or match[4])
        first, last = match.start(), match.end() - 1
        inside = text[first].isalnum() or text[first] in ".,;:!?"  # "went. v h u m b y"
        if text[first - 1 : first].isalnum() and inside:
            first += 1 + gap
        if text[last].isalnum() and text[last + 1 : last + 2].isalnum():
            last -= 1 + gap
        edits += [(at + 1, at + 1 + gap, "") for at in range(first, last, 1 + gap)]
    edits += [(place, place + 1, "") for place in _spelt_signs(text)]
    edits += [(match.start(), match.end(), "i") for match in _DRAWN_I.finditer(text)]
    edits.sort()
    return edited(view, edits)


_SPELT_SIGN = re.compile(
    r"(?<=[\s(\[{<])(?:[aA][.\-_/+][tT]|[dD]([.\-_/+])[oO]\1[tT])\.?(?=[\s)\]}>])"
)
_DRAWN_I = re.compile(r"(?<=[mM][aA])[!\xa1](?=[lL])")


def _spelt_signs(text: str) -> Iterator[int]:
    """The places of the dots in "A.T" and "D.O.T"."""
    for match in _SPELT_SIGN.finditer(text):
        yield from range(match.start() + 1, match.end(), 2)


_MIRROR = str.maketrans("()[]{}<>", ")(][}{><")


_ROT13 = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "nopqrstuvwxyzabcdefghijklmNOPQRSTUVWXYZABCDEFGHIJKLM",
)


def turned(view: View) -> View:
    """The view with each letter turned by half the alphabet."""
    return View(view.text.translate(_ROT13), view.starts, view.ends)


def backwards(view: View) -> View:
    """The view read from its end, its brackets turned round."""
    return View(view.text[::-1].translate(_MIRROR), view.starts[::-1], view.ends[::-1])
