"""The one place where a command wakes Django, and turns a bad setting into a sentence."""

import os
import sys

from backend.config.environment import EnvironmentRefusedError

SETTINGS_MODULE = "backend.config.settings"


def set_up_django() -> None:
    """Load settings and apps; a refused environment ends the command with its sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    import django

    try:
        django.setup()
    except EnvironmentRefusedError as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(2) from None
