"""What happens to people's text before anything is stored: hide personal details, make safe HTML.

Pure functions without Django. `clean` is the entrance for forms and imports, `redact` the
detector behind it. The raw text goes no further than this package.
"""
