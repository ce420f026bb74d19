"""Gunicorn's configuration: quiet, and nothing secret in its log."""

import zoneinfo
from os import environ

loglevel = "warning"
accesslog = None
control_socket_disable = True

if "PYTHONTZPATH" not in environ:
    zoneinfo.reset_tzpath(to=())
