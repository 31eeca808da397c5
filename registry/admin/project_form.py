"""The form on which a project is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin.more_rows import ShownAgainForm
from registry.admin.project_amount import AmountForm, won_in
from registry.admin.project_closing import ClosingForm
from registry.admin.project_period import PeriodForm
from registry.admin.reason import ReasonForm
from registry.models import Municipality, Project, User
from registry.notation.codes import Certainty, Publication, Role
from registry.notation.particles import Quoted
from registry.notation.won import format_won

_MONEY = [
    "total_certainty", "total_won", "total_min_won", "total_max_won", "total_text",
    "estimate_won", "estimate_text", "estimate_basis",
]  # fmt: skip


class ProjectForm(ClosingForm, ReasonForm, AmountForm, PeriodForm, ShownAgainForm):
    """A project as a clerk writes it; the admin gives `user`, who decides what may be chosen."""

    user: User
    money = tuple(_MONEY)

    class Meta:
        model = Project
        fields = [
            "name", "owner", "department", "department_text", "part_of", "participants_stated",
            "fiscal_year", "type", "status", "description", "outputs",
            *_MONEY,
            "period_text", "period_start", "period_end",
            "tender_year", "tender_quarter", "tender_method", "note",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea({"rows": 3}),
            "note": forms.Textarea({"rows": 2}),
            "name": forms.TextInput({"class": "vLargeTextField"}),
        }
        labels = {"total_certainty": gettext_lazy("금액 상태")}

    def is_public(self) -> bool:
        """What was ever shown to the public is public."""
        return bool(self.instance.pk) and self.instance.publication != Publication.DRAFT

    def stored_label(self, name: str) -> str:
        """Name a larger project only to whom it may be named."""
        if name == "part_of" and self.instance.part_of:
            return name_to(self.instance.part_of, self.user)
        return super().stored_label(name)

    def clean_owner(self) -> Municipality:
        """A public project goes only to a body for which its clerk may publish, too."""
        owner: Municipality = self.cleaned_data["owner"]
        if not self.is_public() or "owner" not in self.changed_data:
            return owner
        if not self.user.municipalities(Role.PUBLISHER).filter(pk=owner.pk).exists():
            raise forms.ValidationError(_("공개 권한이 있는 지자체로만 옮길 수 있습니다."))
        return owner

    def clean_part_of(self) -> Project | None:
        """A project is no part of itself, nor of one that is part of it."""
        above: Project | None = self.cleaned_data["part_of"]
        step = above
        while step is not None and self.instance.pk:
            if step.pk == self.instance.pk:
                raise forms.ValidationError(
                    _("자기 자신이나 자기에게 속한 사업의 일부가 될 수 없습니다.")
                )
            step = step.part_of
        return above

    def clean(self) -> dict[str, Any]:
        """Hold the department against the owner."""
        cleaned = super().clean() or self.cleaned_data
        owner, department = cleaned.get("owner"), cleaned.get("department")
        if owner and department and department.municipality.lineage != owner.lineage:
            self.add_error("department", _("고른 지자체의 부서가 아닙니다."))
        return cleaned

    def amount_remark(self) -> str:
        """Return where the original words read otherwise than the amount just saved."""
        project = self.instance
        if self.dropped_words:
            return _("원문 표현 {text:은} 다른 금액이어서 지웠습니다. 이력에 남습니다.").format(
                text=Quoted(self.dropped_words)
            )
        if project.total_certainty != Certainty.EXACT or not project.total_text:
            return ""
        won = won_in(project.total_text)
        if won is None or won == project.total_won:
            return ""
        return _("원문 표현 {text:은} {won}으로 읽혀 총사업비와 다릅니다.").format(
            text=Quoted(project.total_text), won=format_won(won)
        )


def name_to(project: Project, user: User) -> str:
    """Return the name of a project if it may be named to `user`."""
    readable = Project.objects.readable_by(user).filter(pk=project.pk).exists()
    return project.name if readable else _("볼 권한이 없는 기록")
