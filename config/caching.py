"""Caches that a page can do without: where one fails, a page is made anew, not refused.

A full disk, a folder of another account or a Redis that is away made every public page a 500. What
long imports and clerks tell each other there is lost in that time; what they save is not.
"""

import logging
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

_log = logging.getLogger(__name__)


class _Spare(BaseCache):
    """What goes before a backend: nothing found and nothing kept, instead of an exception."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, or `default` also where the cache cannot be read."""
        try:
            return super().get(key, default, version)
        except Exception as fault:  # noqa: BLE001: each backend fails in ways of its own
            _log.warning("Cache cannot be read: %r", fault)
            return default

    def set(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Keep `value` if the cache can be written."""
        try:
            super().set(key, value, timeout, version)
        except Exception as fault:  # noqa: BLE001: as above
            _log.warning("Cache cannot be written: %r", fault)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget what is kept if the cache can be written; return whether it was there."""
        try:
            return super().delete(key, version)
        except Exception as fault:  # noqa: BLE001: as above
            _log.warning("Cache cannot be written: %r", fault)
            return False


class SpareFiles(_Spare, FileBasedCache):
    """Files in a folder, while there is room."""


class SpareRedis(_Spare, RedisCache):
    """A Redis, while it answers."""
