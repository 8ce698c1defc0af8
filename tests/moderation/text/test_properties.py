"""Properties that hold for every text and every disguise that can be generated."""

import html
import unicodedata
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.text.clean import clean, clean_html, render
from moderation.text.detector import find_addresses
from moderation.text.imported import to_markdown
from moderation.text.policy import Policy
from moderation.text.redact import redact
from moderation.text.views import joined, read_plainly, without_marks
from moderation.text.words import words

POLICY = Policy()

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=10)
LOCAL = st.builds(
    lambda first, sign, last: f"{first}{sign}{last}",
    WORD,
    st.sampled_from(["", ".", "_", "-", "+", "1", "77"]),
    WORD,
)
HOST = st.builds(
    lambda label, ending: f"{label}.{ending}",
    WORD.filter(lambda word: word not in {"dot", "punkt", "point", "period"}),
    st.sampled_from(["com", "org", "net", "de", "co.uk", "health", "example", "museum"]),
)

# Any text at all, but rich in what the filter looks for.
NOISE = st.text(
    st.one_of(
        st.sampled_from(
            "@.()[]{}<>*_`~\\&#%;:+-/\"' \n\tat dot com mail 0123456789éаｇ\u200b\u202e|!"
        ),
        st.characters(),
    ),
    max_size=80,
)


def fullwidth(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def bold(text: str) -> str:
    return "".join(
        unicodedata.lookup(f"MATHEMATICAL BOLD SMALL {char.upper()}") if char.islower() else char
        for char in text
    )


def spelt(local: str, host: str) -> str:
    return " ".join(f"{local}@{host}")


DISGUISES = [
    lambda local, host: f"{local}@{host}",
    lambda local, host: f"{local}&#64;{host}",
    lambda local, host: f"{local}&#x40;{host}",
    lambda local, host: "".join(f"&#{ord(char)};" for char in f"{local}@{host}"),
    lambda local, host: html.escape(f"{local}&#64;{host}"),
    lambda local, host: f"{local}&commat;{host.replace('.', '&period;')}",
    lambda local, host: quote(f"{local}@{host}", safe=""),
    lambda local, host: "".join(f"%{ord(char):02x}" for char in f"{local}@{host}"),
    lambda local, host: "".join(f"\\u{ord(char):04x}" for char in f"{local}@{host}"),
    lambda local, host: fullwidth(f"{local}@{host}"),
    lambda local, host: bold(f"{local}@{host}"),
    lambda local, host: "\u200b".join(f"{local}@{host}"),
    lambda local, host: "".join(char + "\u0336" for char in f"{local}@{host}"),
    lambda local, host: f"{local} (at) {host.replace('.', ' (dot) ')}",
    lambda local, host: f"{local}[at]{host.replace('.', '[dot]')}",
    lambda local, host: f"{local} AT {host.replace('.', ' DOT ')}",
    lambda local, host: f"{local}@<b></b>{host}",
    lambda local, host: f"{local}<!-- x -->@{host}",
    lambda local, host: f"**{local}**@*{host}*",
    lambda local, host: f"`{local}`@`{host}`",
    lambda local, host: f"{local}\\@{host}",
    lambda local, host: f"[{local}](https://a.example)@{host}",
    lambda local, host: f"{local}@\n{host}",
    lambda local, host: spelt(local, host),
]

WRAPPINGS = [
    "{}",
    "Please write to {} today.",
    "({})",
    "- {}",
    "> {}",
    "# {}",
    "| a | {} |\n|---|---|",
    "**bold** {} *it*",
    "mail: {}\nthanks",
    "<p>{}</p>",
    "مرحبا {} שלום",
    "你好 {} 谢谢",
    "it's ab*****@***yz.com and {} too",
]


@settings(max_examples=400, deadline=None)
@given(LOCAL, HOST, st.sampled_from(DISGUISES), st.sampled_from(WRAPPINGS))
def test_no_address_survives_any_wrapping(local, host, disguise, wrapping) -> None:
    text = wrapping.format(disguise(local, host))
    redaction = redact(text, POLICY)
    assert redaction.hidden, text
    for view in (read_plainly(redaction.text), without_marks(read_plainly(redaction.text))):
        for form in (view, joined(view)):
            assert local not in form.text, (text, redaction.text)
    assert local not in clean(text).html
    assert local not in clean_html(text).html


@settings(max_examples=300, deadline=None)
@given(NOISE)
def test_redaction_is_idempotent_and_its_spans_lie_inside(text) -> None:
    once = redact(text, POLICY)
    assert redact(once.text, POLICY).text == once.text
    done = 0
    for item in once.hidden:
        assert done <= item.start < item.end <= len(once.text)
        done = item.end


@settings(max_examples=200, deadline=None)
@given(NOISE)
def test_findings_lie_inside_the_original(text) -> None:
    for item in find_addresses(text, read_plainly(text)):
        assert 0 <= item.start < item.end <= len(text)


PIECES = words(
    "I take 5 mg of it @ night and at noon my doctor said no way 2.5 ml b12 = 300 pg/ml, (see page"
    " 4) e.g. *bold* `code` <3 5 < 7 & 8 > 2 # % 100% 24/7 7.30am :-) ... - > | é ü ß я 夜 مرحبا 😀"
    " don't www 3rd v1.2.3 @maria_k T4/T3"
)
ORDINARY = st.lists(st.sampled_from([*sorted(PIECES), "\n", "\n\n"]), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(ORDINARY)
def test_text_without_an_address_comes_back_as_it_is(text) -> None:
    redaction = redact(text, POLICY)
    assert (redaction.text, redaction.hidden) == (text, ())


@settings(max_examples=200, deadline=None)
@given(NOISE)
def test_clean_gives_what_renders_to_the_same_html(text) -> None:
    cleaned = clean(text)
    assert render(cleaned.source) == cleaned.html
    again = clean(cleaned.source)
    assert again.source == cleaned.source
    assert again.html == cleaned.html


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=40))
def test_imported_plain_text_loses_no_words(text) -> None:
    shown = html.unescape(render(to_markdown(text)))
    assert all(word in shown for word in redact(text).text.split() if "hidden" not in word)
