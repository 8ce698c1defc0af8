"""A second sanitiser with the same list is the oracle: it finds nothing left to remove."""

from html import unescape

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.clean import clean, clean_html
from moderation.text.links import is_safe_link
from moderation.text.net import Net
from moderation.text.redact import certain_places
from moderation.text.sanitise import ARTICLE_TAGS, POST_TAGS, REL, drop_raw_text, sanitise
from tests.moderation.text.attacks import ATTACKS, BENIGN, SCHEMES


def oracle(text: str, tags: frozenset[str]) -> str:
    return nh3.clean(
        text,
        tags=set(tags),
        attributes={"a": {"href", "title", "rel"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )


def normal(text: str) -> str:
    """The two write quotes, blanks and empty elements differently; that is no difference."""
    return unescape(text).replace("\xa0", " ").replace("<br />", "<br>").replace("<hr />", "<hr>")


@pytest.mark.parametrize("source", [*ATTACKS, *(source for source, _, _ in BENIGN)])
def test_oracle_finds_nothing_left_to_remove(source: str) -> None:
    post, article = clean(source).html, clean_html(source).html
    assert normal(oracle(post, POST_TAGS)) == normal(post)
    assert normal(oracle(article, ARTICLE_TAGS)) == normal(article)


PIECES = [
    *"<>/\"'= \n`*_[]()!#&;:-|\\",
    *["a", "b", "script", "img", "svg", "style", "href=", "src=x", "onerror=hit(1)", "javascript:"],
    *["<a ", "</a>", "<p>", "<!--", "-->", "&#", "math", "td", "<table>", "<li>", "title="],
    *["https://a.example", "<![CDATA[", "]]>", "\x00", "é"],
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(max_examples=250, deadline=None)
@given(MARKUP)
def test_oracle_agrees_on_generated_markup(source: str) -> None:
    post = clean(source).html
    assert normal(oracle(post, POST_TAGS)) == normal(post)
    again = sanitise(clean_html(source).html, ARTICLE_TAGS)
    assert again == clean_html(source).html


@pytest.mark.parametrize("target", SCHEMES)
def test_other_schemes_are_refused(target: str) -> None:
    assert not is_safe_link(target)


@pytest.mark.parametrize(
    "target",
    [
        "https://a.example",
        "http://a.example/b?c=d&e=f#g",
        "HTTPS://a.example/%20",
        "https://ä.example",
    ],
)
def test_web_addresses_are_taken(target: str) -> None:
    assert is_safe_link(target)


def test_links_are_marked_as_strangers() -> None:
    assert f'rel="{REL}"' in clean("[a](https://a.example)").html
    html = clean_html('<a href="https://a.example" rel="follow" target="_top">a</a>').html
    assert html == f'<a href="https://a.example" rel="{REL}">a</a>'


def test_scripts_go_with_their_contents_and_words_stay() -> None:
    assert drop_raw_text("a<script>b</script >c<STYLE>d</STYLE>e") == "ace"
    assert drop_raw_text("a<script>b") == "a"
    assert drop_raw_text("a <scripture> b") == "a <scripture> b"


def test_net_masks_what_stands_in_several_nodes() -> None:
    net = Net(certain_places)
    html = sanitise("<p>hi <b>ja</b>ne.doe@<i>gm</i>ail&#46;com</p><p>so</p>", net=net)
    assert (html, net.caught) == ("<p>hi ja*****@***il.com</p><p>so</p>", 1)


def test_net_does_not_read_across_blocks() -> None:
    net = Net(certain_places)
    sanitise("<p>jane.doe@</p><p>gmail.com</p>", net=net)
    assert net.caught == 0


def test_net_catches_nothing_after_the_first_redaction() -> None:
    for source in ATTACKS:
        before = clean(source)
        assert clean(before.source).source == before.source
