"""A list of published projects with its count, its sum and a count beside every answer."""

from collections import Counter
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.utils import timezone
from django.views.generic import ListView
from django_filters import BaseInFilter, CharFilter, FilterSet, NumberFilter

from registry.filters.funding import parts
from registry.models import FundingSource, Participation, Project
from registry.notation.codes import Certainty

_COLUMNS = {
    "type": "type",
    "status": "status",
    "amount": "total_certainty",
    "region": "owner__region",
}
_TEXTS = ("name", "description", "outputs", "department_text", "department__name")


class _Words(BaseInFilter, CharFilter):
    """Several codes with a comma between them."""


class Projects(FilterSet):
    """The conditions that are compared."""

    q = CharFilter(method="search")
    year = NumberFilter(method="of_year")
    region = _Words("owner__region", lookup_expr="in")
    city = CharFilter(method="of_city")
    type = _Words("type", lookup_expr="in")
    status = _Words("status", lookup_expr="in")
    amount = _Words("total_certainty", lookup_expr="in")

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()

    def search(self, projects: QuerySet, _name: str, text: str) -> QuerySet:
        """Keep what has the words somewhere."""
        found = Q()
        for column in _TEXTS:
            found |= Q(**{f"{column}__icontains": text})
        return projects.filter(found)

    def of_year(self, projects: QuerySet, _name: str, year: int) -> QuerySet:
        """Keep what is of a year or has money of it."""
        money = FundingSource.objects.filter(fiscal_year=year)
        return projects.filter(Q(fiscal_year=year) | Q(pk__in=money.values("project")))

    def of_city(self, projects: QuerySet, _name: str, code: str) -> QuerySet:
        """Keep what a body owns or takes part in."""
        joint = Participation.objects.filter(municipality__lineage=code)
        return projects.filter(Q(owner__lineage=code) | Q(pk__in=joint.values("project")))


class ProjectList(ListView):
    """The page."""

    template_name = "peer/projects.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet:
        """Return what is asked for, in order."""
        rows = self.chosen().select_related("owner", "department")
        text = self.request.GET.get("q")
        named = When(name__icontains=text, then=Value(0)) if text else None
        first: list[Any] = [Case(named, default=Value(1))] if named else []
        order = (*first, F("total_won").desc(nulls_last=True), "number")
        return rows.prefetch_related("funding").order_by(*order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows with their sum and the facets."""
        context = super().get_context_data(**kwargs)
        return context | {"won": self.won(), "facets": self.facets()}

    def chosen(self, *leaving_out: str) -> QuerySet:
        """Return what is asked for, but for some of the conditions."""
        data = {key: value for key, value in self.request.GET.items() if key not in leaving_out}
        published = Project.objects.filter(
            publication="published", published_from__lte=timezone.localdate()
        )
        found: QuerySet = Projects(data, published).qs
        return found

    def won(self) -> int:
        """Return the sum of the exact totals, without parts of larger projects."""
        chosen = self.chosen()
        exact = chosen.filter(total_certainty=Certainty.EXACT)
        parts = Project.objects.filter(part_of__in=chosen.values("pk"))
        return exact.exclude(pk__in=parts.values("pk")).aggregate(n=Sum("total_won"))["n"] or 0

    def facets(self) -> dict[str, dict[str, int]]:
        """Return how many projects each answer would give."""
        counts = {key: _counted(self.chosen(key), column) for key, column in _COLUMNS.items()}
        counts |= {"year": self._years(), "city": self._cities(), "fund": self._funds()}
        # As plain ones: a template takes a Counter's items for a count.
        return {key: dict(count) for key, count in counts.items()}

    def _years(self) -> Counter[str]:
        chosen = self.chosen("year")
        money = FundingSource.objects.filter(project__in=chosen.values("pk"))
        elsewhere = money.exclude(fiscal_year=F("project__fiscal_year"))
        return _counted(chosen, "fiscal_year") + _counted(elsewhere, "fiscal_year", "project")

    def _cities(self) -> Counter[str]:
        chosen = self.chosen("city")
        joint = Participation.objects.filter(
            project__in=chosen.values("pk"), municipality__is_local_government=True
        ).exclude(municipality__lineage=F("project__owner__lineage"))
        lineage = "municipality__lineage"
        return _counted(chosen, "owner__lineage") + _counted(joint, lineage, "project")

    def _funds(self) -> Counter[str]:
        rows = parts().filter(project__in=self.chosen("fund").values("pk"), won__gt=0)
        return _counted(rows, "source", "project")


def _counted(rows: QuerySet, column: str, of: str = "pk") -> Counter[str]:
    """Return how many there are of each value of a column."""
    counts = rows.order_by().values_list(column).annotate(n=Count(of, distinct=True))
    return Counter({str(value): n for value, n in counts if value is not None})
