"""The question which names hold one of some pairs of syllables, asked of an index.

PostgreSQL has it over an expression, SQLite as a full-text table beside the projects
(``models.pairs``); both know a word of two syllables, which an index of trigrams does not.
"""

from typing import Any

from django.db.models import CharField, Lookup

INDEX = "registry_project_pairs"
FUNCTION = "registry_pairs"


@CharField.register_lookup
class WithAnyPair(Lookup):
    """``name_key__with_any_pair=["민원", "제안"]``: on the key of a project's name only."""

    lookup_name = "with_any_pair"

    def get_prep_lookup(self) -> list[str]:
        """Take a list of pairs; they hold letters and digits, as a key does."""
        return list(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        """Hand the pairs over as the database's own list, or as words of a full-text question."""
        if connection.vendor == "postgresql":
            return "%s::text[]", [value]
        return "%s", [" OR ".join(f'"{pair}"' for pair in value)]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition as PostgreSQL's index answers it."""
        key, parameters = self.process_lhs(compiler, connection)
        pairs, given = self.process_rhs(compiler, connection)
        return f"{FUNCTION}({key}) && {pairs}", [*parameters, *given]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition as SQLite's full-text table answers it."""
        pairs, given = self.process_rhs(compiler, connection)
        row = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id"
        return f"{row} IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH {pairs})", [*given]
