"""The questions which texts hold some pairs of syllables, asked of an index.

PostgreSQL has it over an expression, SQLite as a full-text table beside the projects
(``models.pairs``); both know a word of two syllables, which an index of trigrams does not.
"""

from typing import Any, ClassVar

from django.db.models import CharField, Lookup, TextField

INDEX = "registry_project_pairs"  # of the key of a name
TEXT_INDEX = "registry_project_text_pairs"  # of what else a project says of itself
FUNCTION = "registry_pairs"
TEXT_COLUMNS = ("department_text", "outputs", "description")
TEXT_LONGEST = 300  # syllables of the text that are indexed


def text_of(row: str) -> str:
    """Return the SQL of the indexed text of a row: one case, no spaces, its first syllables."""
    whole = " || ' ' || ".join(f"{row}.{column}" for column in TEXT_COLUMNS)
    return f"substr(lower(replace({whole}, ' ', '')), 1, {TEXT_LONGEST})"


class _Pairs(Lookup):
    """A list of pairs, held against an index; they hold letters and digits, as a key does."""

    index: ClassVar[str]
    operator: ClassVar[str]  # PostgreSQL's, between two lists
    joined: ClassVar[str]  # SQLite's, between the words of a full-text question

    def get_prep_lookup(self) -> list[str]:
        """Take a list of pairs."""
        return list(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        """Hand the pairs over as the database's own list, or as words of a full-text question."""
        if connection.vendor == "postgresql":
            return "%s::text[]", [value]
        return "%s", [f" {self.joined} ".join(f'"{pair}"' for pair in value)]

    def indexed(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the SQL of what PostgreSQL's index is over."""
        key, parameters = self.process_lhs(compiler, connection)
        return key, [*parameters]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition as PostgreSQL's index answers it."""
        text, parameters = self.indexed(compiler, connection)
        pairs, given = self.process_rhs(compiler, connection)
        return f"{FUNCTION}({text}) {self.operator} {pairs}", [*parameters, *given]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition as SQLite's full-text table answers it."""
        pairs, given = self.process_rhs(compiler, connection)
        row = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id"
        table = self.index
        return f"{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH {pairs})", [*given]


@CharField.register_lookup
class WithAnyPair(_Pairs):
    """``name_key__with_any_pair=["민원", "제안"]``: on the key of a project's name only."""

    lookup_name = "with_any_pair"
    index, operator, joined = INDEX, "&&", "OR"


@CharField.register_lookup
class WithAllPairs(_Pairs):
    """``name_key__with_all_pairs``: every pair is somewhere in the name."""

    lookup_name = "with_all_pairs"
    index, operator, joined = INDEX, "@>", "AND"


@TextField.register_lookup
class TextWithAllPairs(_Pairs):
    """``description__with_all_pairs``: every pair is in the text beside a project's name."""

    lookup_name = "with_all_pairs"
    index, operator, joined = TEXT_INDEX, "@>", "AND"

    def indexed(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the whole indexed text, of which the description is a part."""
        return text_of(compiler.quote_name_unless_alias(self.lhs.alias)), []
