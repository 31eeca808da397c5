"""참여 기관과 연차별 내용: who else takes part in a project, and what each year does."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.admin.project_closing import ProjectRowsFormSet
from registry.admin.scoped import ScopedInline
from registry.models import Municipality, Participation, Phase


class ParticipationFormSet(ProjectRowsFormSet):
    """Each body once, and never the owner: no constraint can look across the two tables."""

    key = ("municipality", "name")
    twice = _("같은 참여 기관이 두 번 있습니다.")

    def clean(self) -> None:
        """Look at the rows together with the project that is being saved."""
        super().clean()
        for form in self.kept_forms():
            body = form.cleaned_data.get("municipality")
            if body and self._is_owner(body):
                form.add_error(
                    "municipality", _("사업을 맡은 지자체는 참여 기관으로 적지 않습니다.")
                )

    def _is_owner(self, body: Municipality) -> bool:
        """Return whether it is the owner, under whichever of its names (강원도 and its heir)."""
        owner = self.instance.owner if self.instance.owner_id else None
        return owner is not None and body.lineage == owner.lineage


class ParticipationInline(ScopedInline):
    """참여 기관."""

    model = Participation
    formset = ParticipationFormSet
    fields = ["municipality", "name", "role"]
    autocomplete_fields = ["municipality"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Bring the bodies along: each row shows one."""
        return super().get_queryset(request).select_related("municipality")


class PhaseFormSet(ProjectRowsFormSet):
    """Each year once."""

    key = ("fiscal_year",)
    twice = _("같은 해의 내용이 두 번 있습니다.")


class PhaseInline(ScopedInline):
    """연차별 내용."""

    model = Phase
    formset = PhaseFormSet
    fields = ["fiscal_year", "text"]
