"""What the web system runs with. Everything comes from the environment and one folder, so that there is no file to edit.

``GONGKAI_HOME`` is the folder that holds the database, keys, files and backups; ``GONGKAI_DATABASE`` the address of a
PostgreSQL (``postgresql://user:password@host/name``) where the embedded one is not wanted; ``GONGKAI_MAIL`` that of a
mail server, by which people get their notices as e-mail.
"""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path

from django.utils.functional import lazy

from gongkai_web.databases import database
from gongkai_web.keys import secret
from gongkai_web.mailing import mail_server

HERE = Path(__file__).parent
HOME = Path(os.environ.get("GONGKAI_HOME", "gongkai-home")).resolve()
FILES = HOME / "files"
"""Where the bytes of files lie, sealed."""
IS_DEMO = os.environ.get("GONGKAI_DEMO") == "1"
TODAY = date.fromisoformat(os.environ["GONGKAI_TODAY"]) if "GONGKAI_TODAY" in os.environ else None
"""The day that it is for the whole system, where tests and the demonstration set it."""
NEEDS_SECOND_FACTOR = (
    os.environ.get("GONGKAI_SECOND_FACTOR", "optional" if IS_DEMO else "required") == "required"
)

SECRET_KEY = lazy(partial(secret, HOME, "session"), str)()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("GONGKAI_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("GONGKAI_ORIGINS", "").split(",") if origin]
IS_SECURE = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
PROXIES = os.environ.get("GONGKAI_PROXIES", "127.0.0.1" if IS_SECURE else "")
"""Whose word on where a visitor comes from is taken: the addresses of the reverse proxy, with commas."""

SENDS_MAIL = bool(os.environ.get("GONGKAI_MAIL"))
if SENDS_MAIL:
    globals().update(mail_server(os.environ["GONGKAI_MAIL"]))
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")

DATABASES = {"default": database(os.environ.get("GONGKAI_DATABASE", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "gongkai_web.store",
    "gongkai_web.accounts",
    "gongkai_web.ui",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai_web.accounts.gate.Gate",
]
ROOT_URLCONF = "gongkai_web.urls"
WSGI_APPLICATION = "gongkai_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gongkai_web.ui.context.of_page",
            ],
            "builtins": ["gongkai_web.ui.templatetags.ui"],
            "string_if_invalid": "",
        },
    }
]
FORM_RENDERER = "gongkai_web.ui.renderer.Renderer"

AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gongkai_web.accounts.passwords.LongEnough"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

CSRF_FAILURE_VIEW = "gongkai_web.ui.errors.forged"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "gongkai_web.logs.WithoutValues"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "level": "ERROR"}},
    "loggers": {
        "django": {"handlers": ["stderr"]},
        "django.security.DisallowedHost": {
            "level": "CRITICAL"
        },  # every scan of the internet would write some
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
