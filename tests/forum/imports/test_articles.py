"""Articles of WordPress's two editors."""

import pytest

from forum.imports.articles import depth_of, with_paragraphs


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("", ""),
        ("One.\r\n\r\nTwo,\nthree.", "<p>One.</p>\n\n<p>Two,<br>three.</p>"),
        ("<p>One.</p>\n \n<ul><li>Two</li></ul>", "<p>One.</p>\n\n<ul><li>Two</li></ul>"),
        ("<pre>a\n\nb</pre>\n\nAfter.", "<pre>a\n\nb</pre>\n\n<p>After.</p>"),
        ("<!-- wp:paragraph -->\n\nWhatever", "<!-- wp:paragraph -->\n\nWhatever"),
        ("<!--more-->\n\n<em>So</em>.", "<!--more-->\n\n<p><em>So</em>.</p>"),
    ],
)
def test_paragraphs_are_those_that_wordpress_shows(stored: str, shown: str) -> None:
    assert with_paragraphs(stored) == shown


@pytest.mark.parametrize(
    ("html", "depth"),
    [
        ("words, 1 < 2", 0),
        ("<p>One<p>Two<br>three<li>", 0),
        ("<div><B>x</B><i>y</i></div>", 2),
        ("<div></b>" * 40, 40),
        ("</div></div><div>", 1),
    ],
)
def test_depth_counts_what_is_open_at_once(html: str, depth: int) -> None:
    assert depth_of(html) == depth
