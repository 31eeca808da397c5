"""The door for gunicorn and other WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Every view is read now, and what stays for good is not looked through again with each page: of
# the page before 500 projects are published that was a quarter of the processor's time.
_all = get_resolver().url_patterns
gc.collect()
gc.freeze()
