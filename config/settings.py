"""The one settings file; what differs between machines comes from the environment.

Every variable is explained in docs/operating.md.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop

from config.environment import envbool, envcache, envint, envlist, envmail, envsecret

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "data"))

DEBUG = envbool("DEBUG", default=False)
SECRET_KEY = envsecret("SECRET_KEY", DATA_DIR / "secret-key")
if not SECRET_KEY and not DEBUG:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it in the environment, or run `make setup` on a machine of "
        "your own; without it sessions could be forged, so the registry does not start."
    )
SECRET_KEY = SECRET_KEY or "for-debugging-only"
ALLOWED_HOSTS = envlist("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "registry",
    "registry.apps.RegistryAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "registry.views.language.speaking",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "registry.views.operator.operator",
                "registry.views.language.other_language",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        # A folder may be called ‘한글 #1%’: in an address its name has to be quoted.
        default=f"sqlite:///{quote(str(DATA_DIR / 'registry.sqlite3'))}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL), and a writer takes its lock when it begins rather
    # than failing half way (IMMEDIATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Compiling a question of the first page takes PostgreSQL 1.6 s, answering it 0.4 s.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

AUTH_USER_MODEL = "registry.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # a keeper sees who tried, too
AXES_LOCKOUT_TEMPLATE = "admin/lockout.html"

# Korean is the source and needs no catalogue; English is for readers of the public site alone.
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# How far long imports are, for every process of a machine to see. Redis serves several machines.
CACHES = {
    "default": envcache("CACHE_URL", DATA_DIR / "cache"),
    "pages": envcache("CACHE_URL", DATA_DIR / "pages", most=2_000) | {"KEY_PREFIX": "pages"},
    "counts": envcache("CACHE_URL", DATA_DIR / "counts") | {"KEY_PREFIX": "counts"},
}
# Public pages are kept until what they show is written; not while templates are being edited.
KEEP_PAGES = not DEBUG

# Letters about correction requests, where a server is named; nothing depends on them.
globals().update(envmail("EMAIL_URL"))

# Nothing leaves the site and nothing inline runs; the admin site adds connect-src for its
# autocompletes (registry/admin/site.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Behind HTTPS (production) cookies travel encrypted only, and browsers are told to stay there.
HTTPS = envbool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if envbool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "registry.views.refusals.forged"
CSRF_TRUSTED_ORIGINS = envlist("CSRF_TRUSTED_ORIGINS")
SESSION_COOKIE_AGE = 2 * 60 * 60  # KWCAG 6.2.1: long enough to finish a form
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ENGINE = "config.sessions"

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# What a clerk may upload in the browser; the command line takes more (docs/operating.md).
IMPORT_MAX_BYTES = envint("IMPORT_MAX_BYTES", 20 * 2**20)
IMPORT_MAX_ROWS = envint("IMPORT_MAX_ROWS", 20_000)
# Longer files are checked and saved outside the request; those not saved are given up in time.
IMPORT_ROWS_AT_ONCE = envint("IMPORT_ROWS_AT_ONCE", 1_000)
IMPORT_KEEP_DAYS = envint("IMPORT_KEEP_DAYS", 30)
IMPORT_IN_REQUEST = False  # for tests: long work too is done before the answer

# Who runs this site. It never claims to be official unless its operator says so.
SITE_OPERATOR_KIND = os.environ.get("SITE_OPERATOR_KIND", "private")
SITE_OPERATOR_NAME = os.environ.get("SITE_OPERATOR_NAME", "")
# On what terms the public may use what it takes along; said in every file and on the data page.
SITE_DATA_TERMS = os.environ.get(
    "SITE_DATA_TERMS", gettext_noop("출처를 밝히면 누구나 자유롭게 쓸 수 있습니다.")
)
if SITE_OPERATOR_KIND not in {"private", "official"}:
    raise ImproperlyConfigured("SITE_OPERATOR_KIND takes private or official.")
