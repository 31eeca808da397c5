"""``publication__likely="published"``: equal, as most rows are.

SQLite takes a value that an index begins with to be rare. Of 100,000 projects it walked the 80,000
published ones to see which of 4,238 keys are among them: 26 ms, and 8 when it knows better.
"""

from typing import Any

from django.db.models import CharField
from django.db.models.lookups import Exact


@CharField.register_lookup
class Likely(Exact):
    """Equal; SQLite is told so, PostgreSQL has counted."""

    lookup_name = "likely"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """Compare as ``exact`` does, whose operator goes by its name."""
        return str(connection.operators[Exact.lookup_name] % rhs)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition with the hint of SQLite around it."""
        condition, parameters = super().as_sql(compiler, connection)
        return f"likely({condition})", [*parameters]
