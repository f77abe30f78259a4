"""How is the installation switched on: every setting of the framework, and what the environment may change."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from wangfang.config import logs, sources
from wangfang.records.pacing.limits import limits_of
from wangfang.rules.entrance import IDLE, SecondFactor
from wangfang.rules.indicators import Definition

PACKAGE = Path(__file__).resolve().parent.parent
DATA = sources.data_folder()
DEMO = os.environ.get("WANGFANG_DEMO") == "1"
PUBLIC_HOSTS = [name for name in os.environ.get("WANGFANG_HOSTS", "").split(",") if name]
MEGABYTE = 1024 * 1024
MOST_IDLE = int(IDLE.total_seconds() // 60)

# Who and where
SECRET_KEY = sources.secret_key(DATA)
DEBUG = os.environ.get("WANGFANG_DEBUG") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *PUBLIC_HOSTS]
ROOT_URLCONF = "wangfang.config.urls"
WSGI_APPLICATION = "wangfang.config.wsgi.application"
AUTH_USER_MODEL = "people.Account"
WANGFANG_ORGAN = os.environ.get(
    "WANGFANG_ORGAN", "哈尔滨市信访局"
)  # whose site it is, in the head of every public page
LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "desk:worklist"
LOGOUT_REDIRECT_URL = "desk:sign-in"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "wangfang.records.ledger",
    "wangfang.records.files",
    "wangfang.records.notices",
    "wangfang.records.pacing",
    "wangfang.records.printing",
    "wangfang.records.agencies",
    "wangfang.records.people",
    "wangfang.records.likeness",
    "wangfang.records.cases",
    "wangfang.records.indicators",
    "wangfang.records.frozen",
    "wangfang.records.bulletins",
    "wangfang.records.retention",
    "wangfang.records.exporting",
    "wangfang.records.suggesting",
    "wangfang.records.campaigns",
    "wangfang.records.instructions",
    "wangfang.records.sign_offs",
    "wangfang.records.problem_units",
    "wangfang.records.hot_matters",
    "wangfang.records.rhythms",
    "wangfang.interfaces.frame",
    "wangfang.interfaces.portal",
    "wangfang.interfaces.desk",
    "wangfang.interfaces.console",
]
MIDDLEWARE = [
    "wangfang.interfaces.frame.headers.HeadersMiddleware",  # around the static files too
    "wangfang.interfaces.frame.hops.HopMiddleware",  # before anything counts tries
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wangfang.interfaces.api.problems.ProblemMiddleware",  # around all that may answer with a page
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wangfang.interfaces.frame.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wangfang.interfaces.frame.presence.PresenceMiddleware",  # who was away too long is a stranger
    "wangfang.interfaces.frame.presence.DoorkeeperMiddleware",  # closed unless a page says it is public
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wangfang.interfaces.frame.neutral.NeutralMiddleware",
    "wangfang.interfaces.frame.hygiene.HygieneMiddleware",
    "wangfang.interfaces.frame.refusals.RefusalMiddleware",
    "wangfang.interfaces.frame.crowding.CrowdMiddleware",
    "wangfang.interfaces.frame.watching.WatchingMiddleware",
    "axes.middleware.AxesMiddleware",
    "wangfang.interfaces.frame.walls.WallMiddleware",  # last: around the view alone
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("wangfang.interfaces.frame.fixing.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wangfang.interfaces.frame.context.public",
                "wangfang.interfaces.frame.context.staff",
            ],
        },
    },
]

# The database: the private one of the data folder, or WANGFANG_DATABASE_URL; rate limits are counted there too
DATABASES = {"default": sources.database()}


# Language and time: a day is a day in China
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]  # Chinese, until a reader asks for English
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
HASHED_STATIC = os.environ.get("WANGFANG_PLAIN_STATIC") != "1"  # tests serve the files as they are
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * MEGABYTE
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Signing in: a guesser is slowed down, the person whose name he uses is not locked out elsewhere
PASSWORD_HASHERS = [
    "wangfang.records.people.hashing.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SECOND_FACTOR = SecondFactor(os.environ.get("WANGFANG_OTP") or ("optional" if DEMO else "required"))
IDLE_MINUTES = min(int(os.environ.get("WANGFANG_IDLE_MINUTES") or MOST_IDLE), MOST_IDLE)  # may be shorter, not longer
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "wangfang.records.people.doors.Door",
]
AXES_USERNAME_FORM_FIELD = "username"  # that of the form, not the name of our column
AXES_USERNAME_CALLABLE = "wangfang.interfaces.frame.guessing.login_of"  # one login however it is written
AXES_WHITELIST_CALLABLE = "wangfang.interfaces.frame.guessing.is_known_device"  # it has a count of its own
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password"]

# Keys: files that only this account may read, or a key service; international or national (gm) algorithms
WANGFANG_KEYS = os.environ.get("WANGFANG_KEYS", str(DATA / "keys"))
WANGFANG_KEEPER = os.environ.get("WANGFANG_KEEPER", "")
WANGFANG_SUITE = os.environ.get("WANGFANG_SUITE", "standard")

# The trace: a second copy of its leaves on a disk that whoever keeps the database has no hand on; and the anchors of the days
WANGFANG_MIRROR = os.environ.get("WANGFANG_MIRROR", "")
WANGFANG_ANCHORS = str(DATA / "anchors")

# The browser
SECURE = bool(PUBLIC_HOSTS) and not DEMO  # on the loopback there is no certificate
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "wangfang.records.people.sittings"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"  # such a name binds it to this host and to TLS
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 24 * 3600  # longer than a stay: a form that comes too late is still known for whose it is
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 86400 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
CSRF_FAILURE_VIEW = "wangfang.interfaces.frame.refusals.expired"
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in PUBLIC_HOSTS]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the marks of the style sheet's own buttons are data
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "report-uri": "/csp-report/",
    },
}

# Who came from where, how often, and with what
WANGFANG_PROXIES = frozenset(
    filter(None, os.environ.get("WANGFANG_PROXIES", "127.0.0.1,::1" if PUBLIC_HOSTS else "").split(","))
)
WANGFANG_LIMITS = limits_of(os.environ)
WANGFANG_KEEP_PLANS = os.environ.get("WANGFANG_KEEP_PLANS") != "0"  # 0 behind a pooler that changes connections
WANGFANG_SCANNER = os.environ.get("WANGFANG_SCANNER", "")  # of clamd: host:port or the path of its socket

# The rhythms of the house: after which definition the clock drafts the bulletin of a quarter
WANGFANG_BULLETIN_DEFINITION = Definition(os.environ.get("WANGFANG_BULLETIN_DEFINITION") or "LEGAL")

# Jobs and logs
PROCRASTINATE_IMPORT_PATHS = ["wangfang.config.tasks"]
LOGGING = logs.settings(as_json=os.environ.get("WANGFANG_LOG") == "json")
