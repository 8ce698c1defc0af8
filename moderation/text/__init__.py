"""What happens to people's text before anything is stored: hide personal details, make safe HTML.

Pure functions without Django. `clean` is the entrance for forms and imports, `redact` the
detector behind it. The raw text goes no further than this package. Its modules, by stage:

* hiding in order: redact, spans (what it hands out), policy (what is hidden), masks (how it looks)
* could there be an address at all: gate
* the text without its disguise: views (no Django views), lookalikes, described, coded
* an address with a sign for "at": detector, lexer, scanner (signs and names), context (around a
  name), hosts, reading (how much of them is a host), shapes, spoken, evidence (what follows)
* an address told in words: told, beside, named, phrases, glued, alphabet, riddles, stated (in a
  sentence about mail) with stated_words
* words known, and words that are no names: words, lexicon, endings, ordinary
* telephone numbers: phones, candidate, calling, numbering
* streets, birth dates, insurance and patient numbers: personal
* HTML: markdown, links, sanitise (bleach), net (a second look at the finished page), plaintext,
  imported (comments of another forum)
"""
