"""Reading settings from the environment; a bad value stops the start with its name."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def envbool(name: str, default: bool) -> bool:
    """Return the yes or no in `name`; refuse anything that is neither."""
    text = os.environ.get(name, str(default)).strip().lower()
    if text not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} takes 1 or 0, not {text!r}.")
    return text in _YES


def envint(name: str, default: int) -> int:
    """Return the whole number in `name`."""
    text = os.environ.get(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} takes a whole number, not {text!r}.") from None


def envlist(name: str, default: str = "") -> list[str]:
    """Return the comma-separated words in `name`."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def envsecret(name: str, file: Path) -> str:
    """Return the secret in `name`, else the one that `make setup` wrote to `file`, else ''."""
    if name in os.environ:
        return os.environ[name]
    return file.read_text().strip() if file.is_file() else ""


def envcache(name: str, folder: Path) -> dict[str, Any]:
    """Return the cache at the Redis address in `name`, else one of files in `folder`."""
    address = os.environ.get(name, "")
    if not address:
        backend = "django.core.cache.backends.filebased.FileBasedCache"
        return {"BACKEND": backend, "LOCATION": folder, "OPTIONS": {"MAX_ENTRIES": 10_000}}
    if not address.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"{name} takes the address of a Redis, not {address!r}.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
