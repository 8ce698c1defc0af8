from dataclasses import replace

import pytest

from moderation.text.clean import (
    RENDERER,
    HoldsPersonalDetail,
    clean,
    clean_html,
    clean_imported,
    clean_line,
    plain,
    render,
)
from moderation.text.plaintext import text_of
from moderation.text.policy import current
from moderation.text.redact import redact


def test_clean_keeps_no_address_in_source_or_html() -> None:
    text = clean("Write to **sarah.miller@gmail.com**\nor call")
    assert text.source == "Write to **sa*****@***il.com**\nor call"
    assert text.html == "<p>Write to <strong>sa*****@***il.com</strong><br>\nor call</p>\n"
    assert [item.kind for item in text.hidden] == ["email"]
    assert text.renderer == RENDERER


def test_render_keeps_two_masks_from_becoming_emphasis() -> None:
    source = clean("a.b.c@gmail.com and d.e.f@gmail.com").source
    assert "<em>" not in render(source)
    assert render(source).count("*****@***") == 2


def test_render_drops_a_link_that_holds_a_mask() -> None:
    html = clean("[here](https://site.example/?to=sarah.miller@gmail.com)").html
    assert html == "<p>here</p>\n"


def test_clean_drops_what_no_database_takes() -> None:
    assert clean("a\x00b\r\nc\rd\ud800").source == "ab\nc\nd"


def test_clean_shows_html_as_words() -> None:
    html = clean("<script>alert(1)</script> <b onclick=x>hi</b>").html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_clean_html_keeps_figures_and_headings_only() -> None:
    raw = (
        "<!-- wp:p --><h2 class=x>T</h2><script>evil()</script>"
        "<figure><img src=x onerror=y><figcaption>c</figcaption></figure>"
    )
    expected = "<h2>T</h2><figure><figcaption>c</figcaption></figure>"
    assert clean_html(raw).html == clean_html(raw).source == expected


def test_clean_imported_keeps_words_and_light_html() -> None:
    text = clean_imported('I *think* 5 < 7, <a href="https://a.example/x">see</a> <em>this</em>')
    assert text.html == (
        '<p>I *think* 5 &lt; 7, <a href="https://a.example/x"'
        ' rel="nofollow noopener noreferrer ugc">see</a> <em>this</em></p>\n'
    )


# Seen as an address only when Markdown has taken the signs between its parts away.
JOINED = "Hello *there*\n\njohn.smith@\\!\\[\\](https://a.org)hope.org and the rest"


def test_what_markdown_joins_is_masked_and_told_like_any_other_address() -> None:
    cleaned = clean(JOINED)
    assert "john.smith" not in cleaned.source
    (place,) = cleaned.hidden
    assert cleaned.source[place.start : place.end] in text_of(cleaned.html)
    assert text_of(cleaned.html) == cleaned.source
    assert redact(cleaned.source).text == cleaned.source
    assert "and the rest" in cleaned.source


def test_what_markdown_joins_hides_no_doubt_from_the_desk() -> None:
    policy = replace(current(), left=frozenset({"phone"}))
    cleaned = clean(f"My library ticket is 01904 123456.\n\n{JOINED}", policy)
    assert "01904 123456" in cleaned.source
    assert {each.kind for each in cleaned.doubts} == {"phone"}


def test_clean_line_refuses_an_address() -> None:
    with pytest.raises(HoldsPersonalDetail) as refusal:
        clean_line("ask sarah.miller@gmail.com")
    assert refusal.value.hidden[0].kind == "email"


def test_clean_line_is_one_line() -> None:
    assert clean_line("  5,000 IU\n @ \x07night ") == "5,000 IU @ night"


def test_plain_reads_like_text() -> None:
    assert (
        plain("# Title\n\n- one\n- two & **three**\n\n5 < 7")
        == "Title\n\n- one\n- two & three\n\n5 < 7"
    )


def test_clean_shows_a_post_made_of_tags_as_it_was_typed() -> None:
    source = "**a** x\n" * 8000
    assert clean(source).html == f"<pre>{source}</pre>\n"
    assert "<strong>" in clean("**a** x\n" * 100).html


def test_clean_html_loses_no_words_of_a_broken_table() -> None:
    html = clean_html("<table><li>one<li>two</li><tr><td>three</td></tr></table>four").html
    assert [word in html for word in ("one", "two", "three", "four")] == [True] * 4
    assert clean_html(html).html == html
