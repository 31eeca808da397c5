"""Reading settings from the environment; a bad value stops the start with its name."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

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


def envcache(name: str, folder: Path, most: int = 10_000) -> dict[str, Any]:
    """Return the cache at the Redis address in `name`, else one of `most` files in `folder`."""
    address = os.environ.get(name, "")
    if not address:
        options = {"LOCATION": folder, "OPTIONS": {"MAX_ENTRIES": most}}
        return {"BACKEND": "config.caching.SpareFiles"} | options
    if not address.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"{name} takes the address of a Redis, not {address!r}.")
    # Else a machine that went away without a word holds every page until TCP gives up.
    options = {"LOCATION": address, "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2}}
    return {"BACKEND": "config.caching.SpareRedis"} | options


def envmail(name: str) -> dict[str, Any]:
    """Return Django's e-mail settings from smtp+tls://user:password@host:587/?from=… in `name`.

    Without it EMAIL_HOST is empty, and nothing is ever sent.
    """
    text = os.environ.get(name, "")
    address = urlsplit(text)
    if text and (address.scheme not in {"smtp", "smtp+tls", "smtps"} or not address.hostname):
        raise ImproperlyConfigured(f"{name} takes smtp://, smtp+tls:// or smtps:// and a host.")
    [sender] = parse_qs(address.query).get("from", ["webmaster@localhost"])[:1]
    return {
        "EMAIL_HOST": address.hostname or "",
        "EMAIL_PORT": address.port or (465 if address.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_TLS": address.scheme == "smtp+tls",
        "EMAIL_USE_SSL": address.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender,
    }
