"""``pk__among=[…]``: a selection by keys that were looked up before, however many.

What is dear to find (a word, a source of funds) is looked up once and then counted twenty times
over. As a question within a question within a question SQLite's parser has no room for it.
"""

import json
from typing import Any

from django.db.models import BigAutoField, Lookup


@BigAutoField.register_lookup
class Among(Lookup):
    """The key is one of a list, which goes to the database as one value."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[int]:
        """Take a list of keys."""
        return list(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        """Hand the keys over as the database's own list, or as JSON."""
        return "%s", [value if connection.vendor == "postgresql" else json.dumps(value)]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition for PostgreSQL."""
        key, parameters = self.process_lhs(compiler, connection)
        keys, given = self.process_rhs(compiler, connection)
        return f"{key} = ANY({keys}::bigint[])", [*parameters, *given]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition for SQLite."""
        key, parameters = self.process_lhs(compiler, connection)
        keys, given = self.process_rhs(compiler, connection)
        return f"{key} IN (SELECT value FROM json_each({keys}))", [*parameters, *given]
