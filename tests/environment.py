"""Loaded before Django: every test run has a data folder of its own."""

import os
import tempfile

os.environ["ARTICLE6_DATA"] = tempfile.mkdtemp(prefix="article6-tests-")
for name in ("EMAIL_URL", "REDIS_URL", "INBOX_URL", "PUBLIC_URL", "ARTICLE6_MODE"):
    os.environ.pop(name, None)
