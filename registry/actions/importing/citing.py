"""What a row would change in the source a project rests on.

The export shows one citation of a project, and the import compares with that one. A document
that is not in the register is entered for the owner; its publisher stands before the first
comma (‘전자신문, 수도권 …’).
"""

from collections.abc import Iterable

from django.db.models import Q

from registry.actions.importing.plan import PlannedRow
from registry.actions.importing.wording import label, same_words
from registry.models import Citation, Municipality, Project, Source
from registry.resources import citation_rows, main_citation, quote_text, source_label, source_text

_UNKNOWN_PUBLISHER = "발행처 미상"


class Sources:
    """The documents that may be cited for some owners, by what a file calls them."""

    def __init__(self, rows: Iterable[PlannedRow], owners: Iterable[Municipality]) -> None:
        names = {row.given.source_title for row in rows if row.given.source_title}
        titles = {title for name in names for _publisher, title in [split_label(name)]}
        common = Q(municipality__isnull=True) | Q(municipality__in=[o.pk for o in owners])
        found = Source.objects.filter(common, title__in=titles | names).order_by("pk")
        self._by_label: dict[tuple[str, int | None], Source] = {}
        for source in found if names else ():
            self._keep(source)

    def _keep(self, source: Source) -> None:
        for name in (source_label(source), source.title):
            self._by_label.setdefault((name, source.municipality_id), source)

    def find(self, name: str, owner: Municipality) -> Source:
        """Return the document, the owner's own before a common one; entered if it is new."""
        found = self._by_label.get((name, owner.pk)) or self._by_label.get((name, None))
        if found is None:
            publisher, title = split_label(name)
            found = Source(publisher=publisher, title=title, municipality=owner)
            self._by_label[name, owner.pk] = found
        return found


def split_label(name: str) -> tuple[str, str]:
    """Return publisher and title.

    >>> split_label("전자신문, 수도권 빅3"), split_label("정보화 시행계획")
    (('전자신문', '수도권 빅3'), ('발행처 미상', '정보화 시행계획'))
    """
    publisher, comma, title = name.partition(", ")
    return (publisher.strip(), title.strip()) if comma else (_UNKNOWN_PUBLISHER, name)


def compare_citation(row: PlannedRow, project: Project, sources: Sources) -> None:
    """Set the document and the quote: of the one the file names, else of the one we would show."""
    name = row.given.source_title if "source_title" in row.given.given else None
    quote = _quote(row)
    cited = _cited(project, name)
    if cited is None and name:
        _cite(row, project, sources.find(name, project.owner), quote)
    elif cited and quote is not None and not same_words(cited.quote, quote):
        row.note("quote", label("quote"), cited.quote, quote)
        cited.quote = quote
        row.children.changed_citations.append(cited)


def _cited(project: Project, name: str | None) -> Citation | None:
    """Return the project's citation of the document called `name`, or the one the export shows."""
    main = main_citation(project) if project.pk else None
    if main is None or name is None or same_words(source_label(main.source), name):
        return main
    of_record = (one for one in citation_rows(project) if not one.field)
    return next((one for one in of_record if _is_called(one.source, name)), None)


def _is_called(source: Source, name: str) -> bool:
    return same_words(source_label(source), name) or same_words(source.title, name)


def _quote(row: PlannedRow) -> str | None:
    if "quote" in row.given.cleared:
        return ""
    return row.given.quote if "quote" in row.given.given else None


def _cite(row: PlannedRow, project: Project, source: Source, quote: str | None) -> None:
    """Cite another document, beside those that are cited already."""
    old = source_text(project) if project.pk else ""
    row.children.source = source
    row.children.citations.append(Citation(source=source, project=project, quote=quote or ""))
    row.note("source_title", label("source_title"), old, source_label(source))
    if quote:
        row.note("quote", label("quote"), quote_text(project) if project.pk else "", quote)
