"""Reads a page as a person does: its words, and its forms with what stands in their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.http import HttpResponseBase

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
INLINE = frozenset(["a", "b", "code", "del", "em", "i", "mark", "s", "span", "strong", "time"])
UNREAD = frozenset(["script", "style", "template"])


@dataclass
class Form:
    """One form: where it goes, and the value that stands in each of its fields."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """A page: `text` is what is read (without what stands in fields), `forms` what can be sent."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__(convert_charrefs=True)
        self.html: str = response.content.decode()  # type: ignore[attr-defined]
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.marked: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._form: Form | None = None
        self._area = ""
        self._select = ""
        self.feed(self.html)
        self.close()
        self.text = " ".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found: dict[str, str] = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        self._part(tag)
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "mark":
            self.marked.append("")
        elif tag == "form":
            self._form = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, found)

    def _control(self, tag: str, found: dict[str, str]) -> None:
        assert self._form is not None
        fields, name = self._form.fields, found.get("name", "")
        kind = found.get("type", "submit" if tag == "button" else "text")
        if tag == "textarea":
            self._area = name
            fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in found:
            fields[self._select] = found.get("value", "")
        elif kind == "submit":
            if name:
                self._form.buttons.append((name, found.get("value", "")))
        elif tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in found):
            fields[name] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag in self._open:
            if self._open.pop() == tag:
                break
        self._part(tag)
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = ""

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self._words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.fields[self._area] += data
        elif not UNREAD.intersection(self._open):
            self._words.append(data)
            if "mark" in self._open and self.marked:
                self.marked[-1] += data

    def form(self, name: str) -> Form:
        """Return the first form that has a field of this name."""
        for form in self.forms:
            if name in form.fields:
                # A browser drops the line break with which a text area begins.
                return Form(
                    form.action,
                    form.method,
                    {key: value.removeprefix("\n") for key, value in form.fields.items()},
                    form.buttons,
                )
        raise AssertionError(f"No form on the page has the field {name!r}.")


def stored_words() -> str:
    """Return everything that stands in the text columns of all tables, one value a line."""
    words: list[str] = []
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quote(table)}")
            for row in cursor.fetchall():
                words += [_readable(value) for value in row]
    return "\n".join(words)


def _readable(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
