"""The moderation app: makes text safe, doubts it, decides."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from moderation.text.policy import Policy, configure


class ModerationConfig(AppConfig):
    """Registers the app and tells the text filter, which knows no settings, what to hide."""

    name = "moderation"

    def ready(self) -> None:
        """Set the process's redaction policy from the settings; load the admin of triage."""
        autodiscover_modules("triage_admin")
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
