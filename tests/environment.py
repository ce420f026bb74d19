"""Loaded before Django: every test run has a data folder of its own."""

import os
import tempfile

from hypothesis import HealthCheck, settings

os.environ["ARTICLE6_DATA"] = tempfile.mkdtemp(prefix="article6-tests-")
for name in ("EMAIL_URL", "REDIS_URL", "INBOX_URL", "PUBLIC_URL", "ARTICLE6_MODE", "ARTICLE6_SECOND_OPINION"):
    os.environ.pop(name, None)

settings.register_profile("suite", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
