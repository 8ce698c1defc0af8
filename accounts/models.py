"""People and their checked qualifications."""

from datetime import date
from functools import cached_property
from typing import Any
from unicodedata import combining
from unicodedata import name as unicode_name

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.module_loading import import_string

SIGNS_OF_A_NAME = frozenset(" .,'’-()&")


def validate_display_name(name: str) -> None:
    """Refuse a public name that could pass for another, or that another layer refuses.

    Raises ValidationError for unseen characters and symbols, for letters of two alphabets in one
    name, and where one of DISPLAY_NAME_VALIDATORS does.
    """
    for path in settings.DISPLAY_NAME_VALIDATORS:
        import_string(path)(name)
    if not all(sign.isalnum() or sign in SIGNS_OF_A_NAME or combining(sign) for sign in name):
        raise ValidationError("Use letters, numbers and spaces only.")
    letters = [sign for sign in name if sign.isalpha()]
    if len(letters) < 2:
        raise ValidationError("Use a name with at least 2 letters.")
    if len({unicode_name(letter, "").partition(" ")[0] for letter in letters}) > 1:
        raise ValidationError("Use the letters of one alphabet only.")


class UserManager(BaseUserManager["User"]):
    """Makes people; addresses are kept in lower case, so that one mailbox is one account."""

    def create_user(
        self, email: str, display_name: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Return a saved user who signs in as `email`; without a password, by code only."""
        user = self.model(email=email.strip().lower(), display_name=display_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, display_name: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Return a saved user with every right in the admin."""
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(email, display_name, password, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this address, however it is capitalised."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by e-mail and is known to readers by a display name alone."""

    email = models.EmailField("e-mail address", unique=True)
    display_name = models.CharField(
        "public name", max_length=40, validators=[validate_display_name]
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may use the admin and write articles", default=False)
    is_moderator = models.BooleanField("trusted with tone, spam and privacy", default=False)
    # False for somebody whose account the staff or a command made.
    signed_up = models.BooleanField("made the account themselves", default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            # Two people of one name could pass for each other, and one may be a pharmacist.
            models.UniqueConstraint(
                Lower("display_name"),
                name="display_name_unique",
                violation_error_message="Somebody already uses this name. Add a letter or a town.",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="email_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @cached_property
    def credential(self) -> "Credential | None":
        """The person's valid credential of today, the longest lasting first; None without one."""
        return Credential.objects.valid().filter(user=self).order_by("-valid_until").first()


class Profession(models.TextChoices):
    """The professions whose registration a site can check."""

    PHYSICIAN = "physician", "physician"
    PHARMACIST = "pharmacist", "pharmacist"
    DIETITIAN = "dietitian", "dietitian"
    NURSE = "nurse", "nurse"
    PHYSIOTHERAPIST = "physiotherapist", "physiotherapist"


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Questions about credentials."""

    def valid(self, on: date | None = None) -> "CredentialQuerySet":
        """Return those that were checked, not withdrawn, and not past their end on `on` (today)."""
        day = on or timezone.localdate()
        return self.filter(
            checked_at__isnull=False, withdrawn_at__isnull=True, valid_until__gte=day
        )


class Credential(models.Model):
    """A qualification that somebody on the site's staff has checked against the register."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="credentials")
    profession = models.CharField(max_length=20, choices=Profession.choices)
    registration = models.CharField(
        "registration number",
        max_length=40,
        # The text filter can't read it: a register's number may look like that of a telephone. The
        # staff alone see it. Without words no address fits in.
        validators=[
            RegexValidator(
                r"^(?=.*[0-9])(?!.*[A-Za-z]{5})[A-Za-z0-9./-]+\Z",
                "Use the letters and digits of the register, without spaces or words.",
            )
        ],
    )
    country = models.CharField(
        "country of registration (two letters)",
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", "Use the two-letter code, such as GB or US.")],
    )
    checked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credentials_checked",
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True, checked_at__isnull=True)
                | models.Q(checked_by__isnull=False, checked_at__isnull=False),
                name="credential_checked_by_and_at_together",
                violation_error_message="Give both who checked the register and when, or neither.",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True)
                | ~models.Q(checked_by=models.F("user")),
                name="credential_not_checked_by_its_holder",
                violation_error_message="Somebody else must check this credential.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_profession_display()} ({self.country})"
