"""양식 내려받기: for which municipality, which year's money and in which unit."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.handouts import FORM_UNITS, FormOrder, blank_form, filled_form
from registry.admin.importing.access import only_writers
from registry.admin.importing.downloads import send_file
from registry.admin.importing.form import only_own
from registry.admin.importing.pages import show
from registry.admin.scope import person
from registry.models import Municipality, User
from registry.notation.codes import Role
from registry.sheets.values import FIRST_YEAR, LAST_YEAR


class OrderForm(forms.Form):
    """What a clerk may choose; all of it is chosen already for who writes for one body."""

    municipality = forms.ModelChoiceField(
        label=gettext_lazy("지자체"),
        queryset=Municipality.objects.none(),
        empty_label=gettext_lazy("고르세요"),
        error_messages={"required": gettext_lazy("어느 지자체의 양식인지 골라 주세요.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("재원 열의 회계연도"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=gettext_lazy("국비, 시·도비, 시·군·구비 열을 이 해의 본예산으로 둡니다."),
        error_messages={
            "required": gettext_lazy("회계연도를 적어 주세요."),
            "invalid": gettext_lazy("회계연도는 ‘2013’처럼 네 자리 숫자로 적어 주세요."),
        },
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("금액 단위"), choices=[(unit, unit) for unit in FORM_UNITS]
    )

    def __init__(self, user: User, chosen: dict[str, Any]) -> None:
        mine = user.municipalities(Role.WRITER).local_governments().order_by("code")
        usual = {
            "municipality": only_own(user) or "",
            "year": timezone.localdate().year,
            "unit": FORM_UNITS[0],
        }
        super().__init__(usual | chosen)
        self.user = user
        field: Any = self.fields["municipality"]
        field.queryset = mine

    def order(self) -> FormOrder:
        """Return what was chosen."""
        chosen = self.cleaned_data
        return FormOrder(self.user, chosen["municipality"], chosen["year"], chosen["unit"])


def choose(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Ask which form."""
    only_writers(request)
    return _ask(site, request, OrderForm(person(request), request.GET.dict()))


def blank(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """Send the form with nothing in it."""
    return _send(site, request, blank_form, _("빈 양식"))


def filled(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """Send the form with the projects that are registered."""
    return _send(site, request, filled_form, _("자료가 든 양식"))


def _send(
    site: AdminSite, request: HttpRequest, write: Callable[[FormOrder], bytes], name: str
) -> HttpResponseBase:
    only_writers(request)
    form = OrderForm(person(request), request.GET.dict())
    if form.is_valid():
        order = form.order()
        return send_file([write(order)], f"{order.body.full_name}_{order.year}_{name}", "xlsx")
    if request.GET.get("municipality") and "municipality" in form.errors:
        raise Http404  # another's, or none at all: nobody learns which
    return _ask(site, request, form)


def _ask(site: AdminSite, request: HttpRequest, form: OrderForm) -> HttpResponse:
    return show(site, request, "forms.html", _("양식 내려받기"), {"form": form})
