"""Pages, styles and scripts work under the Content-Security-Policy and ask no other host."""

import re

import pytest

from tests.architecture.sources import ROOT, name_of

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted(
    path
    for package in ("accounts", "moderation", "forum")
    for path in (ROOT / package / "static").rglob("*")
    if path.suffix in {".css", ".js", ".svg"}
)

BUILT_ON = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)")
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx code in an attribute": re.compile(r"\shx-on\b|\shx-on:|[\"']js:", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a script with its code inside": re.compile(
        r"<script(?![^>]*\ssrc\s*=)(?![^>]*type=[\"']application/)", re.IGNORECASE
    ),
}
# Whatever a browser fetches by itself; a link that a person follows may lead elsewhere.
FETCHED = re.compile(
    r"<(?:link|script|img|source|iframe|object|embed|video|audio|use|image|input|form)\b[^>]*"
    r"\s(?:src|srcset|href|xlink:href|data|poster|action)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)
FETCHED_BY_STYLE = re.compile(r"url\(\s*[\"']?\s*(?:https?:)?//|@import\b", re.IGNORECASE)
FETCHED_BY_SCRIPT = re.compile(r"[\"'`](?:https?:)?//", re.IGNORECASE)


def faults_of(text: str) -> list[str]:
    """Return what a template holds that it must not."""
    text = COMMENT.sub("", text)
    faults = [what for what, pattern in INLINE.items() if pattern.search(text)]
    return faults + ["something from another host"] * bool(FETCHED.search(text))


def test_templates_keep_style_and_script_in_files_and_fetch_nothing_from_elsewhere() -> None:
    assert TEMPLATES
    faults = {name_of(path): faults_of(path.read_text("utf-8")) for path in TEMPLATES}
    assert {name: found for name, found in faults.items() if found} == {}


def test_static_files_fetch_nothing_from_elsewhere() -> None:
    assert STATIC
    patterns = {".css": FETCHED_BY_STYLE, ".js": FETCHED_BY_SCRIPT, ".svg": FETCHED}
    faults = {name_of(path): patterns[path.suffix].findall(path.read_text()) for path in STATIC}
    assert {name: found for name, found in faults.items() if found} == {}


def test_templates_build_on_none_of_a_higher_package() -> None:
    above = {"account": ("moderation", "forum"), "moderation": ("forum",)}
    named = {
        f"{name_of(path)} builds on {name}"
        for folder, higher in above.items()
        for path in (ROOT / "templates" / folder).rglob("*.*")
        for name in BUILT_ON.findall(path.read_text("utf-8"))
        if name.startswith(tuple(f"{package}/" for package in higher))
    }
    assert named == set()


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        "<button onclick='go()'>",
        '<form hx-on::after-request="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
        "<script defer>go()</script>",
        '<img alt="" src="https://example.org/a.png">',
        '<link rel="stylesheet" href="//example.org/a.css">',
        '<form method="post" action="http://example.org/">',
    ],
)
def test_the_rules_find_what_they_forbid(text: str) -> None:
    assert faults_of(text)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://example.org/">a link that a person follows</a>',
        '<script src="{% static "forum/site.js" %}" defer></script>',
        "{# <style> in a comment #}",
    ],
)
def test_the_rules_allow_what_is_right(text: str) -> None:
    assert faults_of(text) == []
