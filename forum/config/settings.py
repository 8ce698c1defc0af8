"""Every setting of the site, read from the environment and checked at start.

A value that can't work is refused with a sentence that says what to set; see docs/settings.md.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from forum.config.logs import PLAIN

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()


def _choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return the environment's value for `name`; refuse one outside `allowed`."""
    value: str = env.str(name, default=default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to one of: {', '.join(allowed)}.")
    return value


def _flag(name: str, default: str = "0") -> bool:
    """Return a switch that is off unless the environment or its default turns it on."""
    return _choice(name, default, ("0", "1", "false", "true", "no", "yes")) in ("1", "true", "yes")


def _number(name: str, default: int, *, least: int) -> int:
    """Return a whole number not below `least`."""
    value = env.str(name, default=str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Set it to a whole number of at least {least}."
        )
    return int(value)


def _secret_key() -> str:
    """Return SECRET_KEY; in development make one and keep it, so that sessions last."""
    value: str = env.str("SECRET_KEY", default="")
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured("SECRET_KEY is too short. Set it to 32 or more characters.")
        return value
    if not DEVELOPMENT:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it to 50 random characters and keep it secret, "
            "or set DEBUG=1 if this is a trial on your own machine."
        )
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        VAR_DIR.mkdir(exist_ok=True)
        kept.write_text(get_random_secret_key())
        kept.chmod(0o600)
    return kept.read_text()


def _database() -> dict[str, Any]:
    """Return Django's database entry for DATABASE_URL: SQLite or PostgreSQL."""
    url: str = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'sound-advice.sqlite3'}")
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        scheme = url.partition(":")[0]
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with {scheme!r}. Set it to sqlite:////absolute/path/to/file "
            "or to postgresql://user:password@host:5432/name."
        )
    try:
        config: dict[str, Any] = env.db_url_config(url)
    except ValueError:  # its own message may quote the password
        raise ImproperlyConfigured(
            "DATABASE_URL can't be read. Set it to postgresql://user:password@host:5432/name, "
            "with a number as the port and percent codes for signs such as # in the password."
        ) from None
    if config["ENGINE"] == "django.db.backends.sqlite3":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a
        # transaction, so that it waits instead of failing half-way; FULL keeps what was
        # acknowledged through a power cut.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


DEVELOPMENT = _flag("DEBUG")
DEMO = _flag("DEMO")
if DEMO and not DEVELOPMENT:
    raise ImproperlyConfigured(
        "DEMO=1 lets anybody sign in as a moderator or a physician, so it needs DEBUG=1. "
        "On a real site remove DEMO."
    )
# Visitors of the demo see the pages that readers will see, not Django's technical ones.
DEBUG = DEVELOPMENT and not DEMO
SECRET_KEY = _secret_key()
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEVELOPMENT else []
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Set it to the site's host name, for example forum.example.org."
    )
SITE_URL: str = env.str(
    "SITE_URL", default="http://127.0.0.1:8000" if DEVELOPMENT else f"https://{ALLOWED_HOSTS[0]}"
).rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}. Set it to the site's address with https:// in front."
    )

# What a site says of itself on every page.
SITE_NAME: str = env.str("SITE_NAME", default="Sound Advice")
EMERGENCY_NUMBER: str = env.str("EMERGENCY_NUMBER", default="999 or 112")
TEXT_SIZES = ("20", "24", "28")  # pixels of body text that a visitor can choose; the first is usual

# What happens to a reply that triage calls advice, by severity (1 to 3).
POLICY_ACTIONS = ("publish", "label", "hold")
ADVICE_POLICY = {
    1: _choice("ADVICE_SEVERITY_1", "label", POLICY_ACTIONS),
    2: _choice("ADVICE_SEVERITY_2", "label", POLICY_ACTIONS),
    3: _choice("ADVICE_SEVERITY_3", "hold", POLICY_ACTIONS),
}
# What else keeps a post off the page until a person has looked, by the grounds of its review.
HOLDABLE = ("unscored", "contact", "newcomer", "link", "word")
HOLD_GROUNDS: list[str] = env.list("HOLD_GROUNDS", default=[])
if not set(HOLD_GROUNDS) <= set(HOLDABLE):
    raise ImproperlyConfigured(
        f"HOLD_GROUNDS is {HOLD_GROUNDS!r}. "
        f"Set it to some of these, with commas between them: {', '.join(HOLDABLE)}."
    )
TRIAGE_BACKEND = _choice("TRIAGE_BACKEND", "rules", ("rules", "embeddings"))
# Which personal details are hidden in what people write; e-mail addresses always are.
HIDE_PHONES = _flag("HIDE_PHONES", "1")
HIDE_STREET_ADDRESSES = _flag("HIDE_STREET_ADDRESSES", "1")
HIDE_BIRTH_DATES = _flag("HIDE_BIRTH_DATES", "1")
HIDE_INSURANCE_NUMBERS = _flag("HIDE_INSURANCE_NUMBERS", "1")
PHONE_REGIONS: list[str] = env.list("PHONE_REGIONS", default=["GB", "US", "IE", "AU", "CA"])
if not all(len(region) == 2 and region.isalpha() for region in PHONE_REGIONS):
    raise ImproperlyConfigured(
        f"PHONE_REGIONS is {PHONE_REGIONS!r}. "
        "Set it to two-letter countries with commas between them, for example GB,IE."
    )
PUBLIC_CONTACTS: list[str] = env.list("PUBLIC_CONTACTS", default=[])

# Whether a verdict needs a claim, may have one, or whether there are none.
CLAIMS = _choice("CLAIMS", "optional", ("off", "optional", "required"))
CLAIM_MINUTES = _number("CLAIM_MINUTES", 10, least=1)
SKIP_MINUTES = _number("SKIP_MINUTES", 30, least=1)
# From which severity two experts must agree that advice is sound.
SECOND_OPINION = _choice("SECOND_OPINION", "3", ("1", "2", "3", "never"))
FREE_EDIT_MINUTES = _number("FREE_EDIT_MINUTES", 10, least=0)
NOTICE_DELAY_SECONDS = _number("NOTICE_DELAY_SECONDS", 60, least=0)
ALERT_AFTER_MINUTES = _number("ALERT_AFTER_MINUTES", 30, least=0)
BLIND_CHECK_PERCENT = _number("BLIND_CHECK_PERCENT", 2, least=0)
# How many first posts of a new member the desk looks at, and in how many it looks at links.
NEWCOMER_POSTS = _number("NEWCOMER_POSTS", 1, least=0)
NEWCOMER_LINK_POSTS = _number("NEWCOMER_LINK_POSTS", 5, least=0)
POSTS_PER_TEN_MINUTES = _number("POSTS_PER_TEN_MINUTES", 10, least=1)
EDITS_PER_TEN_MINUTES = _number("EDITS_PER_TEN_MINUTES", 30, least=1)
REPORTS_PER_TEN_MINUTES = _number("REPORTS_PER_TEN_MINUTES", 20, least=1)

INSTALLED_APPS = [
    "forum.apps.ForumConfig",
    "moderation.apps.ModerationConfig",
    "accounts.apps.AccountsConfig",
    "allauth",
    "allauth.account",
    "modelsearch",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # the templates of form fields; templates/django/forms overrides some
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "forum.config.urls"
WSGI_APPLICATION = "forum.config.wsgi.application"
CSRF_FAILURE_VIEW = "forum.views.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "forum.config.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Names are checked by the layer above accounts, which accounts must not import.
DISPLAY_NAME_VALIDATORS = [
    "moderation.validators.holds_no_personal_detail",
    "moderation.validators.names_no_way_to_reach",
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "forum:topics"
LOGOUT_REDIRECT_URL = "forum:topics"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # nobody who types slowly may be signed out half-way
SESSION_SAVE_EVERY_REQUEST = False

# How many proxies stand in front; the visitor's own address is read from what the last one adds to
# X-Forwarded-For. Without it all visitors would share one limit on sign-in attempts.
ALLAUTH_TRUSTED_PROXY_COUNT = _number("PROXIES", 0 if DEVELOPMENT else 1, least=0)
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmCodeForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}

# ---- Mail ---------------------------------------------------------------------------------------

MAIL_DEFAULT = "consolemail://" if DEVELOPMENT else "smtp://localhost:25"
vars().update(env.email("EMAIL_URL", default=MAIL_DEFAULT))
EMAIL_TIMEOUT = 20  # seconds; a mail server that hangs must not stop the worker
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="forum@localhost")

# ---- Pages --------------------------------------------------------------------------------------

MODELSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "english"}
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE: str = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT

# ---- Safety -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if not DEVELOPMENT:
    HTTPS = SITE_URL.startswith("https://")
    SESSION_COOKIE_SECURE = HTTPS
    CSRF_COOKIE_SECURE = HTTPS
    SECURE_SSL_REDIRECT = HTTPS
    SECURE_HSTS_SECONDS = _number("HSTS_SECONDS", 60 * 60 * 24 * 30, least=0) if HTTPS else 0
    if HTTPS:
        # Whoever serves https does it with a proxy that ends TLS and sets this header itself.
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": PLAIN},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django's own handlers would print or mail whole errors and requests.
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
}
