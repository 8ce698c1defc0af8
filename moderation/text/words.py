"""Word lists written as one string, which reads better than a column of quotes."""


def words(text: str) -> frozenset[str]:
    """The words of a text that are separated by white space, as a set."""
    return frozenset(text.split())
