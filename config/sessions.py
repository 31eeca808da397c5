"""Sessions that are written when they changed, and else once in some minutes, not every request.

A session lasts two hours from the last request, so every request renews it. Writing it each time
would make a page that only reads wait for whoever writes: with SQLite, the page that shows how
far a long import is would be answered when the import has ended.
"""

import time

from django.contrib.sessions.backends import db

RENEWED_AFTER = 5 * 60  # seconds; a session ends so much earlier at worst
_WRITTEN = "written"


class SessionStore(db.SessionStore):
    """Django's own, but for what need not be written."""

    def save(self, must_create: bool = False) -> None:
        """Write the session if anything in it changed, or it was not written for a while."""
        now = int(time.time())
        if must_create or self.modified or now - self.get(_WRITTEN, 0) >= RENEWED_AFTER:
            self[_WRITTEN] = now
            super().save(must_create)
