"""The one entrance for people's text: a raw string goes in, text that is safe to keep comes out.

Only this module makes a `CleanText`. What is stored and shown comes from one, so that there is
no other copy of the raw text to leak.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from html import escape as escape_html

from moderation.text.imported import to_markdown, to_markdown_plainly
from moderation.text.markdown import to_html
from moderation.text.masks import MASK, RESERVED, kind_of, protect, restore
from moderation.text.net import Net
from moderation.text.plaintext import text_of
from moderation.text.policy import Policy
from moderation.text.redact import Hidden, certain_places, redact
from moderation.text.sanitise import ARTICLE_TAGS, drop_raw_text, sanitise

RENDERER = 1
"""Version of the renderer; raise it when the same source gives other HTML."""

# The sanitiser takes some 40 microseconds a tag, the Markdown reader 20 a bracket. No reader wants
# a post with more of them than this; it is shown as it was typed, every word of it.
_MOST_TAGS = 8000
_MOST_BRACKETS = 8000

# Foreign HTML that a browser would build otherwise than it is written (a list inside a table) needs
# more than one pass until reading and writing agree; what never agrees is shown as plain words.
_MOST_PASSES = 5

# Control characters but tab and newline, lone surrogates, and the two marks that overrule the
# direction of text (they make a reversed address readable and hide what a link says).
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")
_SPACE = re.compile(r"[\s\u2028\u2029]+")


class HoldsPersonalDetail(ValueError):  # noqa: N818  the name is the sentence that callers read
    """A title, name or tag holds a personal detail; `hidden` says of which kind and where."""

    def __init__(self, hidden: tuple[Hidden, ...]) -> None:
        super().__init__("This must not hold an e-mail address or another personal detail.")
        self.hidden = hidden


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text that is safe to store: redacted source, safe HTML, and what was hidden.

    The spans of `hidden` count characters of `source`. `markup` says what the source is written
    in: "markdown", or "html" for an imported article; `rerender` needs to know. `doubts` are
    stretches that stayed readable and that a moderator may want to look at.
    """

    source: str
    html: str
    hidden: tuple[Hidden, ...]
    renderer: int
    markup: str = "markdown"
    doubts: tuple[Hidden, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether the text says anything: dots and unseen characters don't."""
        return any(character.isalnum() for character in self.source)

    def following(self, source: str, hidden: Iterable[Hidden]) -> "CleanText":
        """The text with the masks told that it kept of an earlier version.

        Takes that version's source and what was hidden in it. A mask that stays in an edited text
        is no new find, and its writer should still be told of it.
        """
        kept: dict[str, list[Hidden]] = {}
        for old in hidden:
            kept.setdefault(source[old.start : old.end], []).append(old)
        told = {each.start: each for each in self.hidden}
        for place in masks_in(self.source):
            same = kept.get(self.source[place.start : place.end])
            if same and place.start not in told:
                told[place.start] = replace(same.pop(0), start=place.start, end=place.end)
        return replace(self, hidden=tuple(told[start] for start in sorted(told)))


def clean(raw: str, policy: Policy | None = None) -> CleanText:
    """A post as its writer typed it (Markdown) in, `CleanText` out. Raises nothing."""
    redaction = redact(normalise(raw), policy)
    hidden = redaction.hidden
    html, caught = _rendered(redaction.text, policy, phones=True)
    if caught:  # Markdown joined an address: keep the words as the net left them, as plain text
        redaction = redact(_plainly(text_of(html)), policy)
        hidden = masks_in(redaction.text)
        html, _ = _rendered(redaction.text, policy)
    return CleanText(redaction.text, html, hidden, RENDERER, doubts=redaction.doubts)


def _plainly(text: str) -> str:
    """Plain text with masks in; Markdown that shows the same words, and the masks as they are."""
    protected, masks = protect(text)
    return restore(to_markdown_plainly(protected), masks)


def clean_html(raw_html: str, policy: Policy | None = None) -> CleanText:
    """An imported article in HTML in; `CleanText` whose source is sanitised, redacted HTML out."""
    redaction = redact(drop_raw_text(normalise(raw_html)), policy)
    html = render_html(redaction.text, policy)
    return CleanText(html, html, masks_in(html), RENDERER, markup="html")


def clean_imported(raw: str, policy: Policy | None = None) -> CleanText:
    """An imported comment (plain text with light HTML) in; Markdown source and HTML out."""
    return clean(to_markdown(normalise(raw)), policy)


def clean_line(raw: str, policy: Policy | None = None) -> str:
    """A title, name or tag in; the same on one line without control characters out.

    Raises `HoldsPersonalDetail` when the redaction would hide anything in it.
    """
    line = _SPACE.sub(" ", normalise(raw)).strip()
    redaction = redact(line, policy)
    if redaction.hidden:
        raise HoldsPersonalDetail(redaction.hidden)
    return line


def render(source: str, policy: Policy | None = None) -> str:
    """Redacted Markdown source in, safe HTML out; single newlines become `<br>`."""
    return _rendered(source, policy)[0]


def _rendered(source: str, policy: Policy | None, *, phones: bool = False) -> tuple[str, int]:
    """The HTML of Markdown source, and how much the second redaction had to mask in it.

    `phones` lets it mask telephone numbers too. It doesn't where a stored text is shown: a
    moderator may have let one stand there.
    """
    protected, masks = protect(source)
    overdone = protected.count("[") > _MOST_BRACKETS
    html = "" if overdone else to_html(protected)
    if overdone or html.count("<") > _MOST_TAGS:
        html = f"<pre>{escape_html(protected, quote=False)}</pre>\n"
    net = Net(partial(certain_places, policy=policy, phones=phones))
    return restore(sanitise(html, net=net), masks), net.caught


def render_html(source: str, policy: Policy | None = None) -> str:
    """Redacted HTML of an article in, safe HTML out."""
    protected, masks = protect(source)
    net = Net(partial(certain_places, policy=policy))
    for _ in range(_MOST_PASSES):
        before, protected = protected, sanitise(protected, ARTICLE_TAGS, net)
        if protected == before:
            return restore(protected, masks)
    return restore(f"<p>{escape_html(text_of(protected), quote=False)}</p>", masks)


def rerender(source: str, markup: str) -> str:
    """Stored source and the markup of its CleanText in, the HTML of today's renderer out."""
    return render_html(source) if markup == "html" else render(source)


def masks_in(text: str) -> tuple[Hidden, ...]:
    """Where masks stand in a redacted text; of the e-mail kind those with stars."""
    return tuple(
        Hidden(kind_of(match.group()), match.start(), match.end()) for match in MASK.finditer(text)
    )


def plain(source: str) -> str:
    """Redacted Markdown source in; readable plain text for mails, search and excerpts out."""
    return text_of(render(source))


def normalise(raw: str) -> str:
    """Text with `\\n` line ends and without control characters and lone surrogates."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return RESERVED.sub("", _UNWANTED.sub("", text))
