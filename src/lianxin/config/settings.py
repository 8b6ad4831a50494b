"""The settings of Lianxin, on one screen. What differs between installations comes from config/env.py."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from lianxin.config.env import LOCAL_HOSTS, parse_database, read_env
from lianxin.config.secrets import load_secrets

# Lets views and forms be written as generic classes, `ListView[Person]`, outside the type checker too.
django_stubs_ext.monkeypatch()

ENV = read_env()
LIANXIN_DATA: Path = ENV.data
LIANXIN_TODAY = ENV.today
LIANXIN_DEMO = ENV.demo
LIANXIN_URL = ENV.origin
LIANXIN_CIPHER = ENV.cipher
SECRET_KEY, LIANXIN_KEYS = load_secrets(LIANXIN_DATA)

DEBUG = ENV.debug
ALLOWED_HOSTS = sorted(LOCAL_HOSTS | {ENV.origin.split("://")[1].rsplit(":", 1)[0], "[::1]"})
CSRF_TRUSTED_ORIGINS = [ENV.origin]

# The floors of the house, lowest first: a template or message of a higher floor never hides one below.
LIANXIN_APPS = [
    f"lianxin.{name}"
    for name in (
        "core",
        "journal",
        "reference",
        "access",
        "figures",
        "flows",
        "lists",
        "notices",
        "register",
        "accounts",
        "keeping",
        "gatherings",
        "matters",
        "bulletins",
        "ballots",
        "programmes",
        "reports",
        "ui",
        "desk",
        "portal",
        "api",
        "sample",
    )
]
INSTALLED_APPS = [
    "lianxin.config",
    *LIANXIN_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "django_tables2",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lianxin.config.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lianxin.config.middleware.idle_sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianxin.accounts.middleware.ActorMiddleware",
    "lianxin.access.middleware.RouteRuleMiddleware",
    "lianxin.figures.middleware.one_moment_a_page",
    "lianxin.config.errors.SentenceMiddleware",
]
ROOT_URLCONF = "lianxin.config.urls"
WSGI_APPLICATION = "lianxin.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lianxin.ui.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": parse_database(ENV.database_url, LIANXIN_DATA)}
# Shared by all processes, or each would count failed sign-ins for itself; only counters of attempts stand in it.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": LIANXIN_DATA / "cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Language, time, place
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "lianxin_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Files
STATIC_URL = "static/"
MEDIA_ROOT = LIANXIN_DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Served from the packages themselves: a clean clone needs no collectstatic before its first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
# A list on its way in is held in memory alone: a process that is killed leaves no readable copy. Larger files are not taken.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Signing in: user name or phone with a password, then the second factors of allauth
AUTHENTICATION_BACKENDS = ["lianxin.accounts.backends.NameOrPhoneBackend"]
ACCOUNT_ADAPTER = "lianxin.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "lianxin.accounts.forms.SignInForm"}
# Locked for a quarter of an hour after five failures, per account and per address. Behind a proxy its header says who asks.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/900s/key,5/900s/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.https else 0
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "lianxin.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "lianxin.config.passwords.CharacterClassValidator", "OPTIONS": {"classes": 3}},
]

# Sessions end after 30 idle minutes and with the browser; config/middleware.py moves the end along.
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENV.https
SECURE_SSL_REDIRECT = ENV.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Everything from this host, nothing inline but style attributes of charts; `headers` in config/middleware.py sends it.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)

DJANGO_TABLES2_TEMPLATE = "ui/table.html"

# Logs carry no personal data: no query strings, no request bodies, no local variables; ids are all that names anyone.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # SQL text holds the values of its parameters.
        "django.db.backends": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "lianxin": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
