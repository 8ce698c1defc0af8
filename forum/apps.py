"""The forum app: asks, answers, shows."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ForumConfig(AppConfig):
    """Registers the app and lets its notices listen to reviews that moved."""

    name = "forum"

    def ready(self) -> None:
        """Load forum.notices, which hears the project's one signal, and forum.volume."""
        autodiscover_modules("notices", "volume")
