#!/usr/bin/env python
"""Django's command-line door to Sound Advice."""

import os
import sys

from django.core.management import execute_from_command_line

# What only somebody who set up a site, real or demo, has in the environment.
OF_A_SITE = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DEBUG", "DEMO")


def main() -> None:
    """Run one command; with nothing set at all, as a trial on one's own machine."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.config.settings")
    if not any(name in os.environ for name in OF_A_SITE):
        os.environ["DEBUG"] = "1"
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
