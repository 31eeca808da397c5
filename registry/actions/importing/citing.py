"""What a row would change in the source a project rests on.

The export shows one citation of a project, and the import compares with that one. A document
that is not in the register is entered for the owner; its publisher stands before the first
comma (‘전자신문, 수도권 …’).
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from registry.actions.importing.drafts import Cited, Document, Draft
from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import label, same_words
from registry.models import Municipality, Source
from registry.resources import main_citation, quote_text, source_label, source_text

_UNKNOWN_PUBLISHER = "발행처 미상"


class Sources:
    """The documents that may be cited for some owners, by what a file calls them."""

    def __init__(self) -> None:
        self._by_label: dict[tuple[str, int | None], Document] = {}

    def load(self, rows: Iterable[PlannedRow], owners: Iterable[Municipality]) -> None:
        """Fetch the documents that these rows name; one query, none where they name none."""
        names = {row.given.source_title for row in rows if row.given.source_title}
        self._by_label = {}
        if not names:
            return
        titles = {title for name in names for _publisher, title in [split_label(name)]}
        common = Q(municipality__isnull=True) | Q(municipality__in=[o.pk for o in owners])
        found = Source.objects.filter(common, title__in=titles | names).order_by("pk")
        for pk, publisher, title, owner in found.values_list(
            "pk", "publisher", "title", "municipality_id"
        ):
            document = Document(pk, publisher, title)
            for name in (source_label(document), title):
                self._by_label.setdefault((name, owner), document)

    def find(self, name: str, owner: Municipality) -> Document:
        """Return the document, the owner's own before a common one, or a new one."""
        found = self._by_label.get((name, owner.pk)) or self._by_label.get((name, None))
        return found or Document(None, *split_label(name))


def split_label(name: str) -> tuple[str, str]:
    """Return publisher and title.

    >>> split_label("전자신문, 수도권 빅3"), split_label("정보화 시행계획")
    (('전자신문', '수도권 빅3'), ('발행처 미상', '정보화 시행계획'))
    """
    publisher, comma, title = name.partition(", ")
    return (publisher.strip(), title.strip()) if comma else (_UNKNOWN_PUBLISHER, name)


def compare_citation(row: PlannedRow, project: Draft, sources: Sources) -> None:
    """Set the document and the quote: of the one the file names, else of the one we would show."""
    name = row.given.source_title if "source_title" in row.given.given else None
    quote = _quote(row)
    cited = _cited(project, name)
    if cited is None and name:
        _cite(row, project, sources.find(name, project.owner), quote)
    elif cited and quote is not None and not same_words(cited.quote, quote):
        row.note("quote", label("quote"), cited.quote, quote)
        row.children.changed_citations.append(replace(cited, quote=quote))


def _cited(project: Draft, name: str | None) -> Cited | None:
    """Return the project's citation of the document called `name`, or the one the export shows."""
    main: Cited | None = main_citation(project)
    if main is None or name is None or same_words(source_label(main.source), name):
        return main
    of_record = (one for one in project.citation_rows if not one.field)
    return next((one for one in of_record if _is_called(one.source, name)), None)


def _is_called(source: Document, name: str) -> bool:
    return same_words(source_label(source), name) or same_words(source.title, name)


def _quote(row: PlannedRow) -> str | None:
    if "quote" in row.given.cleared:
        return ""
    return row.given.quote if "quote" in row.given.given else None


def _cite(row: PlannedRow, project: Draft, source: Document, quote: str | None) -> None:
    """Cite another document, beside those that are cited already."""
    old = source_text(project)
    row.children.citations.append(Cited(None, source, "", quote or ""))
    row.note("source_title", label("source_title"), old, source_label(source))
    if quote:
        row.note("quote", label("quote"), quote_text(project), quote)
