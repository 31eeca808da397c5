"""An address of the admin, and what a page of it says."""

import re
from typing import Any

from django.urls import reverse


def at(name: str, *args: Any) -> str:
    """Return the address of a page of the admin by its name."""
    return reverse(f"admin:{name}", args=args)


def text(response: Any) -> str:
    """Return the whole of a page."""
    return response.content.decode()


def words(response: Any) -> str:
    """Return what stands in the page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())
