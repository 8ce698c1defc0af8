"""The site's settings decide what the text filter hides."""

import os
import subprocess
import sys

READ = (
    "import django; django.setup(); from moderation.text.clean import clean; "
    "print(clean('Ring me on 020 7946 0018 or mail desk@clinic.example.org.').source)"
)


def text_with(**environment: str) -> str:
    """Return what a site started with these settings stores."""
    done = subprocess.run(
        [sys.executable, "-c", READ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.environment", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_site_hides_telephone_numbers_unless_it_says_otherwise() -> None:
    assert "7946" not in text_with()
    assert "020 7946 0018" in text_with(HIDE_PHONES="0")


def test_helpline_and_public_address_stay_readable() -> None:
    text = text_with(PUBLIC_CONTACTS="020 7946 0018,desk@clinic.example.org")
    assert text == "Ring me on 020 7946 0018 or mail desk@clinic.example.org."


def test_address_is_hidden_whatever_is_switched_off() -> None:
    assert "desk@" not in text_with(HIDE_PHONES="0", HIDE_STREET_ADDRESSES="0")
