"""Feeds are answered before Django's middleware; everything else by Django. Named as a string: see urls.py."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

_django = get_wsgi_application()
application = import_string("notifications.feeds.front.FeedFront")(_django)
