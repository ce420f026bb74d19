"""Gunicorn's configuration: quiet, and nothing secret in its log."""

import zoneinfo
from os import environ

from gunicorn.arbiter import Arbiter

from backend.config.redaction import HideSecrets

loglevel = "warning"
accesslog = None
control_socket_disable = True

if "PYTHONTZPATH" not in environ:
    zoneinfo.reset_tzpath(to=())


def on_starting(server: Arbiter) -> None:
    """Gunicorn reports by its address whatever request went wrong, and some addresses are secrets."""
    server.log.error_log.addFilter(HideSecrets())
