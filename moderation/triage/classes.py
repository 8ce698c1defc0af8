"""Classes of words that mean about the same: what is learned of one is true of the next.

`data/classes.txt` holds one class a line. `manage.py make_word_classes` made it from word vectors
of the language model that `embeddings` uses; reading it needs nothing.
"""

from functools import cache
from importlib.resources import files


def parse(text: str) -> dict[str, str]:
    """Return for each word the name of its class, from one class of words a line."""
    lines = enumerate(text.splitlines())
    return {word: f"~{number}" for number, line in lines for word in line.split(" ")}


@cache
def load() -> dict[str, str]:
    """Return the classes that are shipped in `data/classes.txt`."""
    file = files("moderation.triage") / "data" / "classes.txt"
    return parse(file.read_text(encoding="utf-8"))
