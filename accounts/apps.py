"""The accounts app: people, their credentials, their rights."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under its plain name."""

    name = "accounts"
