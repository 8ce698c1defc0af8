"""The moderation app: makes text safe, doubts it, decides."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Registers the app under its plain name."""

    name = "moderation"
