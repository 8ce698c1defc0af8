"""The kinds of words that triage tells apart, each with a one-letter code.

A sentence becomes a string with one code for every token, so that a cue over tags is a regular
expression over that string and its position leads straight back to the words.
"""

from typing import Final

CODES: Final[dict[str, str]] = {
    # what the text is about
    "medicine": "M",
    "pharmacy": "P",
    "supplement": "S",
    "generic-medicine": "G",
    "treatment": "H",
    "lifestyle": "L",
    "exercise": "E",
    "food": "F",
    "condition": "C",
    "measure": "B",
    "vaccine-screening": "V",
    "professional": "D",
    "lay-adviser": "Z",
    "care": "K",
    "child-pregnancy": "k",
    "body": "β",
    "red-flag": "R",
    # how much, how often
    "dose": "U",
    "number": "N",
    "unit": "T",
    "frequency": "Q",
    # who
    "first-person": "i",
    "we": "w",
    "would-i": "I",
    "wouldnt-i": "J",
    "you": "y",
    "third": "h",
    "everyone": "e",
    "relative": "p",
    "it": "o",
    # does what
    "take": "t",
    "took": "1",
    "stop": "s",
    "stopped": "2",
    "swap": "x",
    "swapped": "3",
    "dose-change": "d",
    "dose-changed": "4",
    "past": "@",
    "act": "α",
    "story-time": "σ",
    "ask": "a",
    "told": "X",
    "plan": "z",
    "supply": "u",
    # in which mood
    "must": "m",
    "can": "c",
    "dont": "n",
    "not": "0",
    "recommend": "r",
    "recommend-not": "9",
    "frame": "A",
    "claim": "l",
    "claimed": "5",
    "harm": "b",
    "fine": "v",
    "diagnose": "g",
    "question": "q",
    "permission-question": "O",
    "thanks": "j",
    "empathy": "7",
    "yes-no": "Y",
    "if": "f",
    "and": "&",
    "instead": "6",
    "own": "W",
    "site": "8",
    "money": "%",
    "social": "#",
    "determiner": "_",
    # marks and everything else
    "question-mark": "?",
    "exclamation": "!",
    "comma": ",",
    "end": ";",
    "other": ".",
}

# Tokens with these tags are read as their tag, not as the word: what is learned about one
# medicine is true of the next.
OPEN_CLASSES: Final = frozenset("MPSHEFCBVDZkβNUQ")
