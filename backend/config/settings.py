"""Django's settings: the one module that names every package. Values come from environment.py."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from backend.config import addresses
from backend.config.environment import Mode, read_environment

ENVIRONMENT = read_environment()
PRODUCTION = ENVIRONMENT.mode is Mode.PRODUCTION
ROOT = Path(__file__).resolve().parents[2]
DATA_FOLDER = ENVIRONMENT.data_folder
DATA_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.key()
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.former_keys()[:1])
RETIRED_KEYS = list(ENVIRONMENT.former_keys()[1:])
PUBLIC_URL = ENVIRONMENT.public_url.rstrip("/")
MAIL_DOMAIN = ENVIRONMENT.mail_domain
EMAIL_URL = ENVIRONMENT.email_url
INBOX_URL = ENVIRONMENT.inbox_url
MAIL_AUTHSERV_ID = ENVIRONMENT.mail_authserv_id or ENVIRONMENT.mail_domain
JOURNAL_ADDRESS = ENVIRONMENT.journal_address
SECOND_OPINION = ENVIRONMENT.second_opinion
MAIL_FOLDER = DATA_FOLDER / "mail"

ALLOWED_HOSTS = [ENVIRONMENT.public_host]
if not PRODUCTION:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]", "testserver"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "django_htmx",
    "csp",
    "backend.outbox",
    "backend.audit",
    "backend.api",
    "backend.organisations",
    "backend.accounts",
    "backend.topics",
    "backend.meetings",
    "backend.invitations",
    "backend.delegations",
    "backend.sharing",
    "backend.consultations",
    "backend.interchange",
    "scheduler",
    "notifications",
    "frontend",
]

MIDDLEWARE = [
    "notifications.middleware.FeedsFirst",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "backend.config.headers.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "backend.accounts.middleware.SessionsEnd",
    "backend.accounts.middleware.PartyScope",
]

ROOT_URLCONF = "backend.config.urls"
WSGI_APPLICATION = "backend.config.wsgi.application"
DATABASES = {"default": addresses.database(ENVIRONMENT.database_url, DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.reader",
            ],
        },
    },
]

# Languages: the six of the United Nations. Moments are stored in UTC; a meeting carries its own zone.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh-hans", "中文"),
]
LOCALE_PATHS = [ROOT / package / "locale" for package in ("frontend", "backend", "scheduler", "notifications")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: collected once by `make install`, named by their digest, served by the web process itself.
STATIC_URL = "static/"
STATIC_ROOT = ROOT / "static-root"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Sign-in: accounts are made by an administrator; nobody registers from outside.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "backend.config.sign_in.ClosedRegistration"
ACCOUNT_FORMS = {"login": "frontend.forms.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"reset_password": "20/h/ip,3/h/key", "answer_link": "20/h/ip,3/d/key"}

# The content-security policy has no inline script, no inline style and no other origin.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_IDLE = 0
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
if PRODUCTION:
    # A working day, and no longer than the browser is open. `__Host-` binds a cookie to https, this host and all paths.
    SESSION_COOKIE_AGE = 8 * 3600
    SESSION_IDLE = 30 * 60
    if PUBLIC_URL.startswith("https://"):
        SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = PUBLIC_URL.startswith("https://")
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
API_RATES = {"reading": 6000, "writing": 3000}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a long session has hundreds of sittings, each of seven fields
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "backend.accounts.authentication.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["backend.accounts.access.Member"],
    "DEFAULT_THROTTLE_CLASSES": ["backend.api.throttling.PerMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backend.api.parsers.Json"],
    "DEFAULT_FILTER_BACKENDS": ["backend.api.filters.NamedFilters"],
    "DEFAULT_PAGINATION_CLASS": "backend.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "backend.api.schema.Schema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "DEFAULT_METADATA_CLASS": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "backend.api.errors.Refusals",
    "EXCEPTION_FORMATTER_CLASS": "backend.api.errors.Sentences",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Article Six",
    "DESCRIPTION": "Reciprocal observer invitations between the United Nations and INTERPOL.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "PartyEnum": "backend.organisations.models.PARTY_CHOICES",
        "OutcomeEnum": "backend.invitations.document.OUTCOMES",
        "ClauseOutcomeEnum": "backend.invitations.document.CLAUSE_OUTCOMES",
        "AnswerEnum": "backend.invitations.document.ANSWERS",
        "SignedAnswerEnum": "backend.invitations.document.SIGNED_ANSWERS",
        "MeetingKindEnum": "scheduler.recording.KINDS",
        "FeedKindEnum": "notifications.feeds.models.Kind",
        "ReplyEnum": "backend.sharing.described.ANSWERS",
        "PartstatEnum": "backend.delegations.api.PARTSTATS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Celery wakes; the database is the queue. No result backend, JSON only, and a killed task is run again.
CELERY_BROKER_URL = addresses.broker(ENVIRONMENT.redis_url, DATA_FOLDER)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "health_check_interval": 25,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 45
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.5,
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10.0
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_FOLDER / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "relay": {"task": "backend.outbox.tasks.relay", "schedule": 2.0, "options": {"expires": 10}},
    "send-due": {"task": "notifications.tasks.send_due", "schedule": 2.0, "options": {"expires": 10}},
    "remind": {"task": "scheduler.tasks.remind", "schedule": 3600.0, "options": {"expires": 3600}},
    "canary": {"task": "backend.outbox.tasks.canary", "schedule": 20.0, "options": {"expires": 60}},
    "resolve-uncertain": {
        "task": "notifications.tasks.resolve_uncertain",
        "schedule": 30.0,
        "options": {"expires": 60},
    },
    "collect-mail": {"task": "notifications.tasks.collect_mail", "schedule": 15.0, "options": {"expires": 30}},
    "discard-mail": {"task": "notifications.tasks.discard_mail", "schedule": 3600.0, "options": {"expires": 3600}},
    "audit-clocks": {"task": "scheduler.tasks.audit_clocks", "schedule": crontab(hour="3", minute="30")},
    "sweep": {"task": "scheduler.tasks.sweep", "schedule": 60.0, "options": {"expires": 120}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "backend.config.redaction.HideSecrets"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
