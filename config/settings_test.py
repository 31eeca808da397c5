"""The settings under which the tests run; DATABASE_URL chooses the database as always."""

import os
import tempfile
from pathlib import Path

os.environ["DEBUG"] = "0"
os.environ["SECRET_KEY"] = "for-tests-only"  # noqa: S105

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES

# A file, as in use, so that two writers really meet; one a process, so that two runs do not. The
# name outside the tests is never opened, but it is no ":memory:" either: the live server would
# share one connection among its threads, and several of them end the interpreter.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    file = Path(tempfile.gettempdir(), f"registry-test-{os.getpid()}.sqlite3")
    DATABASES["default"] |= {"NAME": f"{file}.never-opened", "TEST": {"NAME": str(file)}}

# No collectstatic before a test: files are served from where they were written.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

# One process, no files; and what is long is done before the answer, but for a test of just that.
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {name: {"BACKEND": _MEMORY, "LOCATION": name} for name in ("default", "pages", "counts")}
KEEP_PAGES = (
    False  # a page that was kept asks no questions to be counted; its own tests turn it on
)
IMPORT_IN_REQUEST = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False  # a test of the throttle turns it on
