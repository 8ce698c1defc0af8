"""Why a review is opened: its grounds. One review may have several, joined as they come."""

from django.db.models import TextChoices


class Ground(TextChoices):
    """One ground; the label is the sentence that the desk shows."""

    ADVICE = "advice", "It reads like medical advice."
    UNSCORED = "unscored", "The rules could not read it."
    CONTACT = "contact", "It may tell how to reach somebody."
    REPORT = "report", "A reader reported it."
    NEWCOMER = "newcomer", "It is among the first posts of a newcomer."
    LINK = "link", "A newcomer links to another site."
    WORD = "word", "It holds a watch word."
    SAMPLE = "sample", "It was drawn at random, to find what the rules miss."
    CHANGED = "changed", "Its author changed it while it was doubted or off the page."
    APPEAL = "appeal", "Its author disagrees with the verdict."
    DISPUTE = "dispute", "Its author says that a hidden place holds nothing private."
    SECOND = "second", "It could do grave harm, so a second expert must agree that it is sound."
