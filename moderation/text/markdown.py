"""Markdown to HTML, with raw HTML and images off and every line break kept."""

from typing import Any

from markdown_it import MarkdownIt

from moderation.text.links import is_safe_link
from moderation.text.masks import holds_mask


def _open_deleted(*_parts: Any) -> str:
    return "<del>"


def _close_deleted(*_parts: Any) -> str:
    return "</del>"


_HELD = "\ue000"
"""Target of a link that holds a mask; the sanitiser drops the link and keeps its words."""


def _make() -> MarkdownIt:
    # "breaks" turns a single newline into <br>: people press Enter once and mean it.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    written = parser.normalizeLink

    def normalise(target: str) -> str:
        # Before anything encodes it: in a host name a token would turn into another host.
        return _HELD if holds_mask(target) else written(target)

    def validate(target: str) -> bool:
        return target == _HELD or is_safe_link(target)

    parser.normalizeLink = normalise  # type: ignore[method-assign,assignment]
    parser.validateLink = validate  # type: ignore[method-assign,assignment]
    # The allow-list has <del>, which says what is meant; the library writes <s>.
    parser.add_render_rule("s_open", _open_deleted)
    parser.add_render_rule("s_close", _close_deleted)
    return parser


_PARSER = _make()


def to_html(source: str) -> str:
    """Markdown in, HTML out; the result still has to pass the sanitiser."""
    return str(_PARSER.render(source))
