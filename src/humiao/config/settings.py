"""Settings, read from the environment by typed readers; each is read here and nowhere else."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from humiao.config.environment import databases, flag, networks, options, secret_key, text

DATA = Path(text("HUMIAO_DATA", ".data")).resolve()
BUILD = Path(text("HUMIAO_BUILD", "build")).resolve()

DEBUG = flag("HUMIAO_DEBUG", default=False)
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = [h for h in text("HUMIAO_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
HUMIAO_ROLE_PREFIX = text("HUMIAO_ROLE_PREFIX", "humiao")
HUMIAO_MASTER_KEY = Path(text("HUMIAO_MASTER_KEY", str(DATA / "keys" / "master.key")))
HUMIAO_CIPHER = text("HUMIAO_CIPHER", "aes-gcm")
HUMIAO_DEMO = flag("HUMIAO_DEMO", default=(DATA / "demo.json").exists())

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "humiao.foundation",
    "humiao.foundation.places",
    "humiao.foundation.trail",
    "humiao.foundation.files",
    "humiao.foundation.working_days",
    "humiao.access.accounts",
    "humiao.access",
    "humiao.access.exports",
    "humiao.oversight",
    "humiao.access.people",
    "humiao.programmes",
    "humiao.procurement",
    "humiao.registry",
    "humiao.ledgers",
    "humiao.assessments",
    "humiao.visits",
    "humiao.indicators",
    "humiao.plans",
    "humiao.desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "humiao.access.middleware.IdentityMiddleware",
    "humiao.access.middleware.OwedFactorMiddleware",
    "humiao.access.middleware.LanguageMiddleware",
    "humiao.desk.without_keys.WithoutKeysMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "humiao.config.urls"
WSGI_APPLICATION = "humiao.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "humiao.desk.page.page",
            ],
        },
    }
]

DATABASES = databases(DATA)
DATABASE_ROUTERS = ["humiao.foundation.tenancy.SchemaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_ENGINE = "humiao.access.accounts.session_store"
HUMIAO_HTTPS = flag("HUMIAO_HTTPS", default=False)
# Over HTTPS a browser takes these cookies from this host alone, for every path, and never in the clear.
_OWN_HOST = "__Host-" if HUMIAO_HTTPS else ""
SESSION_COOKIE_NAME = f"{_OWN_HOST}humiao_session"
HUMIAO_DEVICE_COOKIE = f"{_OWN_HOST}humiao_device"
# A session ends after so long without a sign of life, and after so long in any case.
HUMIAO_SESSION_IDLE = timedelta(minutes=int(text("HUMIAO_SESSION_IDLE_MINUTES", "60")))
SESSION_COOKIE_AGE = int(text("HUMIAO_SESSION_HOURS", "12")) * 60 * 60
# Whether the roles that must have a second factor really must, after how many days, and what a county sets
# otherwise: {"required": true, "grace_days": 7, "counties": {"330482": {"grace_days": 30}}}. A demonstration
# asks for none.
HUMIAO_SECOND_FACTOR = options("HUMIAO_SECOND_FACTOR", {"required": not HUMIAO_DEMO, "grace_days": 7})
# Single sign-on by name: kind (oidc, cas), label, and where to ask; see docs/how-to/run-it-for-real.md.
HUMIAO_SIGN_ON = options("HUMIAO_SIGN_ON", {})
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_OWN_HOST}humiao_csrf"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "humiao.desk.doors.forged"
# Reverse proxies whose word on a client's address is believed; none unless named.
HUMIAO_TRUSTED_PROXIES = networks("HUMIAO_TRUSTED_PROXIES")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HUMIAO_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HUMIAO_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HUMIAO_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What a page may ask of the device: its place, its camera, its passkeys; nothing else.
_NOBODY: list[str] = []
_OWN_PAGES = ["self"]
PERMISSIONS_POLICY = {
    "accelerometer": _NOBODY,
    "autoplay": _NOBODY,
    "bluetooth": _NOBODY,
    "camera": _OWN_PAGES,
    "display-capture": _NOBODY,
    "geolocation": _OWN_PAGES,
    "gyroscope": _NOBODY,
    "hid": _NOBODY,
    "magnetometer": _NOBODY,
    "microphone": _NOBODY,
    "midi": _NOBODY,
    "payment": _NOBODY,
    "publickey-credentials-create": _OWN_PAGES,
    "publickey-credentials-get": _OWN_PAGES,
    "serial": _NOBODY,
    "usb": _NOBODY,
    "xr-spatial-tracking": _NOBODY,
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
        "report-uri": ["/csp-reports"],
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "humiao_language"
FORMAT_MODULE_PATH = "humiao.config.formats"
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "served"
STATICFILES_DIRS = [BUILD / "static"] if (BUILD / "static").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What people attach, sealed; an S3-compatible store by its Django backend and its options.
    "files": {
        "BACKEND": text("HUMIAO_FILES_BACKEND", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": options(
            "HUMIAO_FILES_OPTIONS",
            {
                "location": str(DATA / "files"),
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        ),
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
SILENCED_SYSTEM_CHECKS: list[str] = []
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 33_554_432  # what people attach never lies on the disk in the clear
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("HUMIAO_LOG", "WARNING")},
}
