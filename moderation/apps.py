"""The moderation app: makes text safe, doubts it, decides."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

from moderation.text.policy import Policy, configure
from moderation.triage import backend


class ModerationConfig(AppConfig):
    """Registers the app and tells text filter and triage, which know no settings, what counts."""

    name = "moderation"

    def ready(self) -> None:
        """Set the process's redaction policy from the settings; load the admin of triage.

        ImproperlyConfigured says which package a chosen backend of triage lacks.
        """
        autodiscover_modules("triage_admin")
        if package := backend.missing(settings.TRIAGE_BACKEND):
            raise ImproperlyConfigured(
                f"TRIAGE_BACKEND={settings.TRIAGE_BACKEND} needs a package that is not installed. "
                f"Install it: pip install {package}. "
                "Or remove TRIAGE_BACKEND: the rules work alone."
            )
        backend.configure(settings.TRIAGE_BACKEND)
        configure(
            Policy(
                phones=settings.HIDE_PHONES,
                addresses=settings.HIDE_STREET_ADDRESSES,
                birth_dates=settings.HIDE_BIRTH_DATES,
                insurance_numbers=settings.HIDE_INSURANCE_NUMBERS,
                regions=tuple(region.upper() for region in settings.PHONE_REGIONS),
                allowed=frozenset(settings.PUBLIC_CONTACTS),
            )
        )
