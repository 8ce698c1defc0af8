"""Read the host after an at sign: its labels, and how the dots between them are written."""

from dataclasses import dataclass, field

from moderation.text.endings import (
    PROVIDER_DOMAINS,
    PROVIDERS,
    SPOKEN_PROVIDERS,
    STRONG_ENDINGS,
    WORD_ENDINGS,
    is_ending,
    provider_of,
)
from moderation.text.lexer import CLOSING, Tokens, bracketed
from moderation.text.shapes import BRACKET_DOTS, CLOSERS, DOTS, At, Shape
from moderation.text.words import words

_JUNK_RIGHT = frozenset("\"'([{<*_~`\\|@+/,.:-=>])}#$")
_FENCES = frozenset("-_/*=~:;,.+|'\"^#%&>$!")
_FILLERS = words("the my then domain provider server host und dann")
_DOTLESS = words("com org de uk fr nl pl ru")
_ORDINARY_SIGNS = frozenset(".,;:!?'\"()")
_JUNK_IN_HOST = frozenset("\\*`_\"')]}>")


@dataclass(slots=True)
class Host:
    """What stands after the at sign: labels, the dot before each, and where each label ends."""

    start: int
    labels: list[str] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    dots: list[Shape] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    gap: bool = False

    def add(self, low: str, raw: str, dot: Shape, end: int, after: int) -> None:
        """Append one label."""
        self.labels.append(low)
        self.raws.append(raw)
        self.dots.append(dot)
        self.ends.append(end)
        self.after.append(after)


def read_host(tokens: Tokens, at: At) -> Host | None:
    """The host after an at sign, as far as labels and dots go, or None if no label follows."""
    index, junk = at.last + 1, 0
    blanks = 0
    while index < len(tokens.kind) and junk < 6 and blanks < 4:
        if tokens.kind[index] in "sn":
            blanks += 1
        elif tokens.signs[index] in _JUNK_RIGHT:
            junk += 1
        else:
            break
        index += 1
    if not tokens.words[index] or (tokens.low[index] in DOTS and not _is_label(tokens, index, at)):
        return None
    index = _behind_filler(tokens, index)
    host = Host(tokens.start[index], gap=blanks > 0)
    index = _read_label(tokens, index, host, Shape.NONE)
    if at.shape is Shape.SIGN:
        index = _mended_label(tokens, index, host)
    while len(host.labels) < 10:
        place, shape = read_dot(tokens, index)
        if shape is Shape.NONE:
            place, shape = _odd_dot(tokens, index, host)
        if shape is Shape.NONE or (shape is Shape.COMMA and Shape.COMMA in host.dots):
            break
        index = _read_label(tokens, place, host, shape)
    return host


def _is_label(tokens: Tokens, index: int, at: At) -> bool:
    """Whether a word for a dot is a label itself: "jane@point.com", "jane (at) point (dot) com"."""
    if at.shape is Shape.SIGN and tokens.signs[index + 1] in (".", "-"):
        return True
    return at.shape >= Shape.CAPITALS and read_dot(tokens, index + 1)[1] >= Shape.DELIMITED


def _behind_filler(tokens: Tokens, index: int) -> int:
    """Past a comment close to the sign ("@(x)host") or an article before a provider's name."""
    if (
        tokens.signs[index - 1] == "("
        and tokens.signs[index + 1] == ")"
        and tokens.words[index + 2]
    ):
        return index + 2
    then = tokens.low[index] in ("then", "dann") and tokens.is_blank(index + 1)
    if then and tokens.words[index + 2]:
        return index + 2
    place = index
    while tokens.low[place] in _FILLERS and tokens.words[place + 2] and place < index + 6:
        place += 2
    return place if tokens.low[place] in PROVIDERS else index


def _mended_label(tokens: Tokens, index: int, host: Host) -> int:
    """Join a first label that a blank cuts in two, as in "jane@exa mple.com"."""
    dot = tokens.skip_blanks(index + 2, 1, 1)
    last = tokens.skip_blanks(dot + 1, 1, 1)
    ahead = tokens.low[last : last + 1]
    cut = tokens.is_blank(index) and tokens.words[index + 1] and tokens.signs[dot] == "."
    if not (cut and ahead and ahead[0] in STRONG_ENDINGS):
        return index
    end = tokens.end(index + 1)
    host.labels[0] += tokens.low[index + 1]
    host.raws[0] += tokens.raw[index + 1]
    host.ends[0] = end
    return index + 2


def _read_label(tokens: Tokens, index: int, host: Host, dot: Shape) -> int:
    spoken = _spoken_provider(tokens, index) if dot is Shape.NONE else 0
    last = index + spoken if spoken else index
    while not spoken and tokens.signs[last + 1] in ("-", "_") and tokens.words[last + 2]:
        if last > index + 8:
            break
        if tokens.low[last + 2] in DOTS and tokens.signs[last + 3] in ("-", "_"):
            break
        last += 2
    hyphens = tokens.signs[last + 1] == tokens.signs[last + 2] == "-" and tokens.words[last + 3]
    if hyphens and tokens.low[index] == "xn":
        last += 3  # the two hyphens of an encoded label, "xn--p1ai"
        while tokens.signs[last + 1] == "-" and tokens.words[last + 2] and last < index + 12:
            last += 2
    start, end = tokens.start[index], tokens.end(last)
    raw = tokens.view[start:end]
    low = "".join(tokens.low[index : last + 1 : 2]) if spoken else raw.lower()
    host.add(SPOKEN_PROVIDERS.get(low, ending_in(low) or low), raw, dot, end, last + 1)
    return last + 1


def _spoken_provider(tokens: Tokens, index: int) -> int:
    """How many tokens after `index` belong to a provider's name ("hot mail", "g-mail")."""
    name = tokens.low[index]
    for step in (2, 4, 6):
        if not tokens.words[index + step] or tokens.raw[index + step - 1] not in " \n-_.":
            return 0
        name += tokens.low[index + step]
        if name in PROVIDERS or name in SPOKEN_PROVIDERS:
            return step
    return 0


def read_dot(tokens: Tokens, index: int) -> tuple[int, Shape]:
    """The dot from `index` on: where the label after it starts, and the dot's shape."""
    place = tokens.skip_blanks(index, 1, 2)
    blanks = place > index
    fenced = _fenced_dot(tokens, place) or _arrowed_dot(tokens, place)
    if fenced:
        return fenced, Shape.DELIMITED
    while tokens.signs[place] in _JUNK_IN_HOST:
        place += 1
        if tokens.signs[place - 1] in CLOSERS and tokens.is_blank(place):
            place += 1
    if place >= len(tokens.kind):
        return index, Shape.NONE
    if tokens.words[place]:
        return _word_dot(tokens, index, place)
    if tokens.signs[place] in ("(", "[", "{", "<"):
        return _bracket_dot(tokens, index, place)
    if tokens.signs[place] == ".":
        return _sign_dot(tokens, index, place, blanks)
    if tokens.signs[place] in (",", ";", ":", "/", "-", "_", "=", "'"):
        label = tokens.skip_blanks(place + 1, 1, 1 if tokens.signs[place] in "/-_=" else 0)
        return (label, Shape.COMMA) if tokens.words[label] else (index, Shape.NONE)
    return index, Shape.NONE


def _odd_dot(tokens: Tokens, index: int, host: Host) -> tuple[int, Shape]:
    """Signs of any kind, a word for a dot among them or not, between a provider and an ending."""
    follow, known = tokens.skip_blanks(index, 1, 1), provider_of(host.labels[-1])
    if tokens.words[follow]:  # "web de", but not "yahoo es lento"
        domain = f"{host.labels[-1]}.{tokens.low[follow]}"
        usual = tokens.low[follow] in _DOTLESS or not known
        return (
            (follow, Shape.COMMA) if usual and domain in PROVIDER_DOMAINS else (index, Shape.NONE)
        )
    if not known:
        return index, Shape.NONE
    place, shape = _past_signs(tokens, index), Shape.COMMA
    if tokens.low[place : place + 1] and tokens.low[place] in DOTS:
        place, shape = _past_signs(tokens, place + 1), Shape.DELIMITED
    ends = tokens.words[place] and (tokens.low[place] in STRONG_ENDINGS)
    if not ends or (shape is Shape.COMMA and tokens.low[place] in WORD_ENDINGS):
        return index, Shape.NONE
    return place, shape


def _past_signs(tokens: Tokens, place: int) -> int:
    """The first word within six blanks and signs from `place` on."""
    last = place + 6
    while place < last and (tokens.signs[place] or tokens.is_blank(place)):
        place += 1
    return place


def _fenced_dot(tokens: Tokens, place: int) -> int:
    """Where the label starts after "-dot-", "/ dot /" or "_dot_" at `place`, or 0."""
    sign, last = tokens.signs[place], place
    while tokens.signs[last + 1] == sign and last < place + 2:  # "--dot--"
        last += 1
    inner = tokens.skip_blanks(last + 1, 1, 1)
    dot = tokens.words[inner] and tokens.low[inner] in DOTS
    if sign not in _FENCES or not (dot or (tokens.signs[inner] == "." != sign)):
        return 0
    after = tokens.skip_blanks(inner + 1, 1, 1)
    if sign in _ORDINARY_SIGNS and tokens.signs[after] != sign:
        return 0  # "at 70, Dot at 68"
    if tokens.signs[after] in (sign, "<", "\\"):
        while tokens.signs[after + 1] == sign and after < inner + 5:
            after += 1
        after = tokens.skip_blanks(after + 1, 1, 1)
    return after if tokens.words[after] else 0


def _arrowed_dot(tokens: Tokens, place: int) -> int:
    """Where the label starts after "--> dot <--" or any odd signs at `place`, or 0."""
    inner = _past_signs(tokens, place)
    if inner == place or not tokens.words[inner] or tokens.low[inner] not in DOTS:
        return 0
    after = _past_signs(tokens, inner + 1)
    left, right = set(tokens.signs[place:inner]), set(tokens.signs[inner + 1 : after])
    odd = not (left | right) & _ORDINARY_SIGNS and left != {""} != right
    return after if odd and tokens.words[after] else 0


def _sign_dot(tokens: Tokens, index: int, place: int, blanks: bool) -> tuple[int, Shape]:
    after = place
    while tokens.signs[after] == "." and after < place + 3:
        after += 1
    label = tokens.skip_blanks(after, 1, 2)
    blanks = blanks or label > after
    while tokens.signs[label] in ("*", "_", "`", "\\", '"', "(", "[", "'"):
        label += 1
    label = tokens.skip_blanks(label, 1, 1)
    if not tokens.words[label]:
        return index, Shape.NONE
    return label, Shape.SPACED if blanks or after > place + 1 else Shape.SIGN


def _word_dot(tokens: Tokens, index: int, place: int) -> tuple[int, Shape]:
    low = tokens.low[place]
    if tokens.low[place : place + 3 : 2] in (["full", "stop"], ["then", "dot"]):
        place += 2
    elif low not in DOTS:
        if low in _DOTLESS:  # "jane @ clinic com"
            return place, Shape.COMMA
        return (place, Shape.BARE) if ending_in(low) else (index, Shape.NONE)
    half = tokens.signs[place + 1] in CLOSERS  # "clinic dot) org"
    after = tokens.skip_blanks(place + 1 + half, 1, 2)
    after += tokens.signs[after] in CLOSING  # "at (clinic) dot (org)"
    if not tokens.words[after]:
        return index, Shape.NONE
    capitals = tokens.raw[place] == "DOT"
    return after, Shape.CAPITALS if capitals else Shape.BARE


def ending_in(word: str) -> str:
    """The ending of a word that is dot and ending at once ("dotcom"), or an empty string."""
    for dot in ("dot", "punto", "ponto", "point", "punkt"):
        rest = word.removeprefix(dot)
        if rest != word and rest in STRONG_ENDINGS:
            return rest
    return ""


def _bracket_dot(tokens: Tokens, index: int, place: int) -> tuple[int, Shape]:
    if tokens.signs[place + 1] in CLOSING:
        place += 1
    inner = tokens.skip_blanks(place + 1, 1, 1)
    if tokens.low[inner : inner + 3 : 2] == ["then", "dot"]:
        inner += 2
    if inner >= len(tokens.kind) or tokens.low[inner] not in BRACKET_DOTS:
        return index, Shape.NONE
    outer = inner + 2 if tokens.low[inner : inner + 3 : 2] == ["full", "stop"] else inner
    _, last, fence = bracketed(tokens, inner, outer)
    if fence != "brackets":  # "(dot com)": the bracket closes after the ending
        after = tokens.skip_blanks(inner + 1, 1, 1)
        known = tokens.words[after] and is_ending(tokens.low[after]) and inner != after
        return (after, Shape.BRACKETS) if known and tokens.words[inner] else (index, Shape.NONE)
    after = tokens.skip_blanks(last + 1, 1, 2)
    after += tokens.signs[after] in CLOSING  # "(at)(clinic)(dot)(com)"
    return (after, Shape.BRACKETS) if tokens.words[after] else (index, Shape.NONE)
