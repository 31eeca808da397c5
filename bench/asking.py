"""Whole requests through the WSGI handler, as a server makes them: no client, no network."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from config.sessions import SessionStore
from registry.models import User

RUNS = int(os.environ.get("BENCH_RUNS", "5"))
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class Wrong(Exception):
    """A page was not what was expected, so its time says nothing."""


class Asking:
    """Somebody who asks for pages, signed in or not."""

    def __init__(self, cookie: str = "") -> None:
        from config.wsgi import application  # what only writes files has no need of it

        self._application: Any = application
        self._cookie = cookie

    def get(self, address: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
        """Return the status, the headers and the body of a page."""
        return self._ask(address, "GET", b"", headers)

    def post(self, address: str, data: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
        """Send a form and return what comes back."""
        token = "a" * 32  # said twice, as a browser says it
        body = urlencode(data | {"csrfmiddlewaretoken": token}, doseq=True).encode()
        kind = {"CONTENT_TYPE": "application/x-www-form-urlencoded"}
        return self._ask(address, "POST", body, kind, f"csrftoken={token}")

    def _ask(
        self, address: str, method: str, body: bytes, headers: dict[str, str], cookie: str = ""
    ) -> tuple[str, dict[str, str], bytes]:
        told: list[Any] = []
        parts = urlsplit(address)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path.encode().decode("latin1"),
            "QUERY_STRING": quote(parts.query, safe="=&%"),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "testserver",
            "HTTP_COOKIE": "; ".join(filter(None, (self._cookie, cookie))),
            "wsgi.input": io.BytesIO(body),
            **headers,
        }
        setup_testing_defaults(environ)
        answer = self._application(
            environ, lambda status, said, _why=None: told.extend((status, said))
        )
        sent = _all(answer)
        return told[0], dict(told[1]), sent


def _all(answer: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()


def signed_in(user: User) -> Asking:
    """Return somebody who has signed in."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), _BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return Asking(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


def taken(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Return the median of the seconds that a work takes; `before` is done first, untimed."""
    seconds = []
    for _run in range(RUNS):
        before()
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return median(seconds)


def page(asking: Asking, address: str, **headers: str) -> Callable[[], bytes]:
    """Return the work of asking for a page, which has to be there."""

    def ask() -> bytes:
        status, _headers, body = asking.get(address, **headers)
        if not status.startswith(("200", "304")):
            print(body[-2000:].decode(), file=sys.stderr)
            raise Wrong(f"{address}: {status}")
        return body

    return ask
