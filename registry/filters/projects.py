"""The questions of the public list, as one FilterSet."""

from typing import Any

from django import forms
from django.db.models import Case, F, FloatField, When
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import Filter, FilterSet

from registry.filters import questions, search
from registry.filters.address import PRESENTATION
from registry.filters.asking import ask, choice, code_filter, unchanged
from registry.filters.bodies import Bodies
from registry.filters.fields import (
    BodiesField,
    CodesField,
    ManwonField,
    MonthField,
    PastField,
    TendersField,
    WordsField,
    YearsField,
)
from registry.filters.funding import won_of
from registry.models import Municipality, Project
from registry.notation.codes import Certainty, Funding, ProjectType, Status
from registry.querysets import ProjectQuerySet

SORTS = {
    "-total": (_("총사업비 많은 순"), F("total_won").desc(nulls_last=True)),
    "total": (_("총사업비 적은 순"), F("total_won").asc(nulls_last=True)),
    "-modified": (_("최근 고친 순"), F("modified_at").desc()),
    "-start": (_("시작일 최근 순"), F("period_start").desc(nulls_last=True)),
    "-national": (_("국비 비율 높은 순"), F("national_share").desc(nulls_last=True)),
    "owner": (_("지자체 이름 순"), F("owner__full_name").asc()),
}
_INDEXED = frozenset({"-total", "-modified"})  # the database has them in order, ties by number
_TIES = ("fiscal_year", "owner__code", "number")  # of what is counted first (bitmaps.ordering)
SOURCES = [source for source in Funding if source != Funding.WHOLE]
_DEAR = frozenset({"q", "fund", "dept"})  # a page asks for each some twenty times
PAGE_SIZES = ("20", "50", "100")
_BODIES = ("region", "city")


def _in_department(projects: ProjectQuerySet, _name: str, text: str) -> ProjectQuerySet:
    return search.in_department(projects, text)


class ProjectFilterForm(forms.Form):
    """What was asked; two ends in the wrong order are refused together."""

    def clean(self) -> None:
        """Compare what belongs together."""
        self._in_order(
            "min", "max", _("최솟값이 최댓값보다 큽니다. 두 값을 바꿔 적었는지 확인해 주세요.")
        )
        self._in_order("from", "to", _("끝나는 달이 시작하는 달보다 빠릅니다."))

    def _in_order(self, first: str, last: str, message: Any) -> None:
        low, high = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if low is not None and high is not None and low > high:
            self.add_error(last, message)
            del self.cleaned_data[first]


class ProjectFilter(FilterSet):
    """Every condition of the list; each is kept apart so that the facets can leave one out.

    `office=1` asks for what the chosen bodies lead themselves: `region=41&office=1` 경기도 without
    the bodies below it, `city=41460&office=1` 용인시 without what it only takes part in.
    `follow=1` adds the bodies that went into the chosen ones: 청원군 to 청주시.
    """

    class Meta:
        model = Project
        fields: list[str] = []
        form = ProjectFilterForm

    def __init__(
        self,
        data: QueryDict,
        queryset: ProjectQuerySet | None = None,
        bodies: Bodies | None = None,
    ) -> None:
        super().__init__(data, Project.objects.published() if queryset is None else queryset)
        self.bodies = bodies or Bodies.load()
        self._known: dict[str, list[int]] = {}
        self._searches: dict[str, search.Search] = {}
        self.bits: dict[str, int] = {}  # the same, as they are put together with others
        for name in ("region", "city"):
            self.filters[name].extra["bodies"] = self.bodies

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Return the conditions by their keys in the address, in the order of the page.

        A dictionary rather than attributes: `from` is a key but no name in Python.
        """
        return {
            "q": ask(WordsField, _("검색어"), "find", max_length=100),
            "year": ask(YearsField, _("회계연도"), questions.of_years),
            "region": ask(BodiesField, _("시·도"), questions.in_regions, length=2, bodies=None),
            "office": ask(forms.BooleanField, _("본청만"), questions.of_own_office),
            "city": ask(BodiesField, _("시·군·구"), questions.in_cities, length=5, bodies=None),
            "follow": ask(forms.BooleanField, _("이어진 지자체"), unchanged),
            "type": code_filter("type", _("사업 유형"), ProjectType),
            "fund": ask(CodesField, _("재원"), questions.funded_by, codes=SOURCES),
            "band": choice(_("총사업비"), questions.in_band, questions.BANDS, many=True),
            "min": ask(ManwonField, _("총사업비 최솟값"), questions.at_least),
            "max": ask(ManwonField, _("총사업비 최댓값"), questions.below),
            "amount": code_filter("total_certainty", _("금액 상태"), Certainty),
            "status": code_filter("status", _("추진 상태"), Status),
            "from": ask(MonthField, _("사업 기간 부터"), questions.running_from),
            "to": ask(MonthField, _("사업 기간 까지"), questions.running_until, last=True),
            "tender": ask(TendersField, _("발주 시기"), questions.tendered_in),
            "dept": ask(WordsField, _("담당 부서"), _in_department, max_length=60),
            "as_of": ask(PastField, _("기준일"), unchanged),
            "sort": choice(_("정렬"), unchanged, SORTS),
            "per": choice(_("한 쪽에"), unchanged, PAGE_SIZES),
        }

    @property
    def asked(self) -> dict[str, Any]:
        """Return the conditions that are set and were understood, by key."""
        _errors = self.errors  # cleans the form
        asked = {key: value for key, value in self.form.cleaned_data.items() if _is_set(value)}
        if not self.origins:
            asked.pop("follow", None)
        return asked

    @property
    def refusals(self) -> list[tuple[str, str, str]]:
        """Return (key, label, sentence) of each condition that could not be understood."""
        return [
            (key, str(self.form.fields[key].label), message)
            for key, messages in self.errors.items()
            for message in messages
        ]

    @property
    def origins(self) -> dict[str, bool]:
        """Return the lineages that went into the chosen bodies, and whether whole."""
        _errors = self.errors  # cleans the form
        chosen = (self.form.cleaned_data.get(key) or [] for key in _BODIES)
        return self.bodies.origins(code for codes in chosen for code in codes)

    def find(self, projects: ProjectQuerySet, _name: str, text: str) -> ProjectQuerySet:
        """Keep the projects in which every word occurs."""
        return projects.filter(pk__among=self.searched(text).keys)

    def searched(self, text: str) -> search.Search:
        """Return a search among what may be seen, made once."""
        if text not in self._searches:
            self._searches[text] = search.Search(self.queryset.order_by(), text, self.bodies)
        return self._searches[text]

    def selection(self, *leaving_out: str, **instead: Any) -> ProjectQuerySet:
        """Return the projects asked for, in no order, but for some of the conditions.

        They are left out, or asked otherwise: `selection("year", city=["43110"])`.
        """
        projects: ProjectQuerySet = self.queryset
        for key, value in self.held(*leaving_out, **instead).items():
            if key == "led":
                projects = questions.led_by_cities(projects, value)
            elif key in _DEAR:
                projects = projects.filter(pk__among=self.looked_up(key, value))
            else:
                projects = self.filters[key].filter(projects, value)
        return projects.order_by()

    def held(self, *leaving_out: str, **instead: Any) -> dict[str, Any]:
        """Return the conditions in force, each meaning one thing: bodies with their past if asked.

        `office` beside a 시·군·구 is another condition, `led`: what it owns itself.
        """
        passed_over = {*leaving_out, *PRESENTATION}
        held = {key: value for key, value in self.asked.items() if key not in passed_over}
        held |= instead
        if held.pop("follow", False):
            held |= {key: self.with_origins(held[key]) for key in _BODIES if key in held}
        if "office" in held and "city" in held:
            del held["office"]
            held["led"] = held.pop("city")
        return held

    def looked_up(self, key: str, value: Any) -> list[int]:
        """Return the keys of the projects with a condition that is dear to ask, asked once."""
        if key == "q":
            return self.searched(value).keys
        asked = f"{key} {value!r}"
        if asked not in self._known:
            found = self.filters[key].filter(Project.objects.order_by(), value)
            self._known[asked] = list(found.values_list("pk", flat=True))
        return self._known[asked]

    def filter_queryset(self, queryset: ProjectQuerySet) -> ProjectQuerySet:
        """Return the projects asked for, in the order asked for."""
        return self.in_order(self.selection())

    def in_order(self, projects: ProjectQuerySet) -> ProjectQuerySet:
        """Return projects in the order asked for; ties as their numbers mostly are."""
        if self.sort == "-national":
            projects = projects.annotate(national_share=_share_of(Funding.NATIONAL))
        ties = ("number",) if self.sort in _INDEXED else _TIES
        return projects.order_by(*self._first(), SORTS[self.sort][1], *ties)

    def _first(self) -> list[Any]:
        """Return what comes before the usual order: names that bear all the words searched for."""
        named = search.in_name(self.words) if self.named_first else None
        return [Case(When(named, then=0), default=1)] if named else []

    @property
    def named_first(self) -> bool:
        """Return whether projects that bear the words in their names come before the others."""
        return "q" in self.asked and "sort" not in self.asked

    @property
    def words(self) -> list[str]:
        """Return the words that are searched for, as they are read."""
        return self.searched(self.asked.get("q", "")).words

    @property
    def read_otherwise(self) -> list[str]:
        """Return the words that are searched for where they are not those that were typed."""
        text = self.asked.get("q", "")
        return self.words if text and self.searched(text).is_read_otherwise else []

    @property
    def named(self) -> list[int]:
        """Return the keys of the projects whose names bear all the words searched for."""
        return self.searched(self.asked.get("q", "")).named

    @property
    def sort(self) -> str:
        """Return the order asked for."""
        return str(self.asked.get("sort", "-total"))

    @property
    def per(self) -> int:
        """Return how many projects a page shows."""
        return int(self.asked.get("per", PAGE_SIZES[0]))

    def with_origins(self, lineages: list[str]) -> list[str]:
        """Return the lineages, and those that went into them."""
        return [*lineages, *self.bodies.origins(lineages)]

    def _chosen(self, key: str) -> list[str]:
        chosen = list(self.asked.get(key, []))
        return self.with_origins(chosen) if "follow" in self.asked else chosen

    @property
    def regions(self) -> list[str]:
        """Return the lineages of the 시·도 that count, with what went into them if asked."""
        return self._chosen("region")

    @property
    def cities(self) -> list[str]:
        """Return the lineages of the 시·군·구 that count, with what went into them if asked."""
        return self._chosen("city")

    @property
    def offered_cities(self) -> list[Municipality]:
        """Return the 시·군·구 to choose from: of the 시·도 that count, and those chosen."""
        return self.bodies.cities(self.regions, self.years, self.asked.get("city", []))

    @property
    def years(self) -> list[int]:
        """Return the fiscal years asked for."""
        return list(self.asked.get("year", []))


def _share_of(source: Funding) -> Case:
    """Return the share of a source in an exact total above zero, NULL where there is none."""
    share = Cast(won_of(source), FloatField()) / F("total_won")
    return Case(When(total_certainty=Certainty.EXACT, total_won__gt=0, then=share))


def _is_set(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", [])
