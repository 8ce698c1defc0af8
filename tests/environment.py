"""The settings under test: the site's own, in an environment that needs nothing from outside."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("SECRET_KEY", "only-for-tests-0123456789-0123456789-0123456789")
os.environ.setdefault(
    "DATABASE_URL", f"sqlite:///{tempfile.gettempdir()}/sound-advice-test.sqlite3"
)
os.environ.setdefault("DEMO", "1")
# Almost everybody whom the tests tell of is new. Tests of newcomers say so.
os.environ.setdefault("NEWCOMER_POSTS", "0")
os.environ.setdefault("NEWCOMER_LINK_POSTS", "0")
# Chance picks nothing but in tests of what it picks.
os.environ.setdefault("BLIND_CHECK_PERCENT", "0")

from forum.config.settings import *  # noqa: F403
