"""The registry's settings with the peer's pages beside its own."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as _OURS

INSTALLED_APPS = [*_OURS, "bench.peer"]
ROOT_URLCONF = "bench.peer.urls"
ALLOWED_HOSTS = ["testserver"]
STATIC_ROOT = BASE_DIR / "registry" / "static"  # noqa: F405
STORAGES = {  # nothing is collected for a benchmark
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
