"""Markdown to HTML, with raw HTML and images off and every line break kept."""

from markdown_it import MarkdownIt

from moderation.text.links import is_safe_link


def _make() -> MarkdownIt:
    # "breaks" turns a single newline into <br>: people press Enter once and mean it.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    parser.validateLink = is_safe_link  # type: ignore[method-assign,assignment]
    return parser


_PARSER = _make()


def to_html(source: str) -> str:
    """Markdown in, HTML out; the result still has to pass the sanitiser."""
    return str(_PARSER.render(source))
