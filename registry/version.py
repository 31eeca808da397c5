"""Which version of the code this is: what was kept by another one is not believed."""

from functools import cache
from hashlib import blake2b

from django.conf import settings

_CODE = ("registry", "templates", "config", "locale")


@cache
def code_version() -> str:
    """Return what differs after another version of the code."""
    digest = blake2b(digest_size=8)
    for folder in _CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.suffix in {".py", ".html", ".mo"}:
                digest.update(f"{path}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
