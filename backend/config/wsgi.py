"""Feeds are answered before Django's middleware; everything else by Django. Named as a string: see urls.py."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from backend.__main__ import use_shipped_time_zones

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
use_shipped_time_zones()

_django = get_wsgi_application()
application = import_string("notifications.feeds.front.FeedFront")(_django)
