"""지자체 연도 예산: the whole budget beside that of the IT lead, computed beside stated."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.admin.citation import BudgetCitationInline
from registry.admin.reason import ReasonedAdmin, ReasonForm
from registry.admin.scoped import ScopedAdmin, ScopedForm
from registry.admin.wording import money
from registry.forms import WonField, write_both
from registry.models import AnnualBudget
from registry.notation.codes import Role
from registry.notation.won import format_won


class BudgetForm(ReasonForm, ScopedForm):
    """A year's budget; it is public at once, so every change of an amount has its reason."""

    money = ("whole_won", "it_won", "stated_share", "stated_growth")

    whole_won = WonField(
        label=_("전체 예산"), required=False, help_text=_("예: 15조 5,676억원, 15567600000000")
    )
    it_won = WonField(
        label=_("정보화 총괄부서 예산"),
        required=False,
        help_text=_("여러 부서가 함께 쓰는 한 금액이면 부서를 모두 고릅니다."),
    )

    class Meta:
        model = AnnualBudget
        fields = [
            "municipality", "fiscal_year", "basis", "account", "whole_won", "it_won",
            "departments", "stated_share", "stated_growth", "growth_of",
        ]  # fmt: skip
        widgets = {"departments": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "departments" in self.fields:
            self._offer_leads(self.fields["departments"])

    def _offer_leads(self, field: Any) -> None:
        """Offer the IT leads of the body, and what is stored already."""
        leads = Q(leads_it=True)
        if self.instance.pk:
            leads &= Q(municipality__lineage=self.instance.municipality.lineage)
            leads |= Q(pk__in=self.instance.departments.values("pk"))
        field.queryset = field.queryset.filter(leads).select_related("parent")

    def is_public(self) -> bool:
        """An annual budget is public as soon as it is there."""
        return bool(self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """Hold the departments against the body."""
        cleaned = super().clean() or self.cleaned_data
        body = cleaned.get("municipality")
        for department in cleaned.get("departments") or []:
            if body and department.municipality.lineage != body.lineage:
                self.add_error("departments", _("고른 지자체의 부서가 아닙니다."))
                break
        return cleaned


@admin.register(AnnualBudget)
class AnnualBudgetAdmin(ReasonedAdmin, ScopedAdmin):
    """지자체 연도 예산."""

    form = BudgetForm
    role_to_change = Role.PUBLISHER
    inlines = [BudgetCitationInline]
    history_children = ("citations",)
    list_display = [
        "municipality",
        "fiscal_year",
        "basis",
        "account",
        "whole",
        "it",
        "computed_share",
    ]
    list_display_links = ["municipality", "fiscal_year"]
    list_filter = ["fiscal_year", "basis"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__full_name"]
    ordering = ["-fiscal_year", "municipality__code"]
    autocomplete_fields = ["municipality"]
    readonly_fields = ["computed_share", "whole", "it"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Show a reader amounts instead of boxes."""
        may = self.has_change_permission(request, obj)
        amounts = ["whole_won", "it_won"] if may else ["whole", "it"]
        main = ["municipality", ("fiscal_year", "basis", "account"), *amounts, "departments"]
        stated = ["stated_share", ("stated_growth", "growth_of")]
        fieldsets: list[Any] = [
            (None, {"fields": main}),
            (_("비율과 증가율"), {"fields": [*(["computed_share"] if obj else []), *stated]}),
        ]
        if obj and may:
            fieldsets.append((_("고친 이유"), {"fields": ["change_reason"]}))
        return fieldsets

    @admin.display(description=_("전체 예산"), ordering="whole_won")
    def whole(self, budget: AnnualBudget) -> str:
        """Return the whole budget."""
        return _amount(budget.whole_won)

    @admin.display(description=_("정보화 총괄부서 예산"), ordering="it_won")
    def it(self, budget: AnnualBudget) -> str:
        """Return the IT lead's budget."""
        return _amount(budget.it_won)

    @admin.display(description=_("계산한 비율"))
    def computed_share(self, budget: AnnualBudget) -> str:
        """Return the share that the two amounts come to, whatever the paper states."""
        if budget.share is None or not budget.it_won or not budget.whole_won:
            return ""
        sides = f"{format_won(budget.it_won)} ÷ {format_won(budget.whole_won)}"
        return money(f"{budget.share:.3f}% ({sides})")


def _amount(won: int | None) -> str:
    return money(write_both(won)) if won is not None else ""
