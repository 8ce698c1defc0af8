"""Reads the links and forms of a page, and fills a form as a person could."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.canary.birds import KINDS, bird, flock, nest
from tests.forum.pages import VOID

ONE_LINE = {"text", "search", "url"}
GOOD = "gardening-talk"  # a title, a name, a tag and a slug
FEW_KINDS = ("plain", "words")
HANDED_BACK = {"kept", "typed"}
# What tells one field from another that is asked in the same way.
TELLING = {"name", "id", "value", "aria-describedby"}
GOOD_LINK = "https://www.nhs.uk/"


@dataclass
class Field:
    """One field: what kind it is, what stands in it, what can be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    looks: str = ""  # its attributes but those that tell one field from another


@dataclass
class Form:
    """One form of the page at `page`."""

    page: str
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """The names of the fields that take words."""
        return [
            name
            for name, each in self.fields.items()
            if each.kind in ONE_LINE or each.kind == "textarea"
        ]

    def fillings(self, *, all_kinds: bool = True) -> Iterator[dict[str, str]]:
        """Yield what a person could send: birds in one one-line field after the other, then texts.

        The refusals come first: whoever sends a good form may not be able to send a second one.
        """
        good = {name: self._good(each) for name, each in self.fields.items()}
        good = {name: value for name, value in good.items() if value is not None}
        looks: set[str] = set()
        for name, each in self.fields.items():
            if each.kind in ONE_LINE:
                start = f"{GOOD_LINK}?q=" if each.kind == "url" else ""
                # The keys of the desk are twenty fields that differ in nothing but their name.
                for kind in KINDS if all_kinds and each.looks not in looks else FEW_KINDS:
                    yield self._pressed(good | {name: start + bird(kind)})
                looks.add(each.looks)
        texts = [name for name, each in self.fields.items() if each.kind == "textarea"]
        for button in [None, *self.buttons[:2]]:
            flocks = {name: flock() for name in texts}
            yield self._pressed(good | flocks, button)

    def _pressed(
        self, values: dict[str, str], button: tuple[str, str] | None = None
    ) -> dict[str, str]:
        return values | ({button[0]: button[1]} if button and button[0] else {})

    def _good(self, each: Field) -> str | None:
        """Return a value that the form takes; None for a box that is not ticked."""
        if each.kind in ("radio", "select"):
            return each.value or next((choice for choice in each.choices if choice), "")
        if each.kind == "checkbox":
            return each.value or None
        if each.kind == "email":
            return nest()
        if each.kind == "url":
            return each.value or GOOD_LINK
        return each.value or (GOOD if each.kind in ONE_LINE or each.kind == "textarea" else "")


class Reader(HTMLParser):
    """A page: `links`, `forms`, and `words` without what it hands back to the one who typed it.

    That stands in the fields of forms and, where there is no form for it any more, in a part of the
    page that has one of the classes in HANDED_BACK.
    """

    def __init__(self, page: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._inside: list[tuple[str, bool]] = []
        self._open: Form | None = None
        self._area: Field | None = None
        self._select: Field | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            handed_back = not HANDED_BACK.isdisjoint(found.get("class", "").split())
            self._inside.append((tag, handed_back or self._is_handed_back))
        if tag in ("a", "link") and "href" in found:
            self.links.append(found["href"])
        if tag == "form":
            action = found.get("action") or self.page
            self._open = Form(self.page, action, found.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None:
            self._control(self._open, tag, found)
        if tag not in ("input", "option") and not self._is_handed_back:
            self.words += [value for name, value in found.items() if name != "value"]

    def _control(self, form: Form, tag: str, found: dict[str, str]) -> None:
        name = found.get("name", "")
        if tag == "option" and self._select is not None:
            self._select.choices.append(found.get("value", ""))
            if "selected" in found:
                self._select.value = found.get("value", "")
        elif tag in ("textarea", "select") and name:
            form.fields[name] = Field(name, tag)
            self._area = form.fields[name] if tag == "textarea" else None
            self._select = form.fields[name] if tag == "select" else None
        elif tag == "button" or found.get("type") == "submit":
            form.buttons.append((name, found.get("value", "")))
        elif tag == "input" and name:
            self._input(form, name, found)

    def _input(self, form: Form, name: str, found: dict[str, str]) -> None:
        kind, value = found.get("type", "text"), found.get("value", "")
        if {"vDateField", "vTimeField"}.intersection(found.get("class", "").split()):
            kind = "date"  # to the admin it is a text
        looks = str(sorted((key, found[key]) for key in found.keys() - TELLING))
        each = form.fields.setdefault(name, Field(name, kind, looks=looks))
        if kind in ("radio", "checkbox"):
            each.choices.append(value)
            if "checked" in found:
                each.value = value or "on"
        else:
            each.value = value

    def handle_endtag(self, tag: str) -> None:
        while any(tag == name for name, _ in self._inside) and self._inside.pop()[0] != tag:
            pass  # an end tag that was left out
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data
        elif not self._is_handed_back:
            self.words.append(data)

    @property
    def _is_handed_back(self) -> bool:
        return bool(self._inside) and self._inside[-1][1]
