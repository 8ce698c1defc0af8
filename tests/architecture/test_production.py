"""The site as it runs in earnest: its settings are safe and its static files complete."""

import os
import re
import subprocess
import sys
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from tests.architecture.sources import ROOT

PRODUCTION = {
    "DEBUG": "0",
    "DEMO": "0",
    "ALLOWED_HOSTS": "forum.example.org",
    "SECRET_KEY": "only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    "DJANGO_SETTINGS_MODULE": "forum.config.settings",
}
# Both would bind other sites than this one: its subdomains, and whoever takes the name later.
ACCEPTED = {"security.W005", "security.W021"}


def test_django_finds_nothing_unsafe_in_production_settings() -> None:
    # Other tests may have loosened Django in this process; that is no matter of the settings.
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=ROOT,
        env={**inherited, **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "System check identified" in done.stdout + done.stderr
    found = set(re.findall(r"\((\w+\.[EW]\d+)\)", done.stderr))
    assert found <= ACCEPTED, done.stderr


def test_every_static_file_that_a_style_names_is_there(tmp_path: Path) -> None:
    storages = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
