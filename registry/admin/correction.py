"""정정 요청 in the admin: what readers say is wrong, and the answer they will read."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.correcting import answer, is_untouched
from registry.admin.scope import person
from registry.admin.scoped import ScopedAdmin, ScopedForm
from registry.models import CorrectionRequest
from registry.notation.codes import RequestState, Role


class AnswerForm(ScopedForm):
    """Whether the record was corrected, and a word that whoever asked will read."""

    as_it_is = forms.BooleanField(
        label=gettext_lazy("고칠 것이 없었습니다. 그대로 답합니다."), required=False
    )

    class Meta:
        model = CorrectionRequest
        fields = ["state", "answer"]
        widgets = {"answer": forms.Textarea({"rows": 4}), "state": forms.RadioSelect}
        help_texts = {"answer": gettext_lazy("요청한 사람이 그대로 읽습니다.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (state := self.fields.get("state")) is not None:
            choices = [one for one in RequestState.choices() if one[0] != RequestState.OPEN]
            state.choices = [(code, _(label)) for code, label in choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An answer has a word."""
        cleaned = super().clean() or self.cleaned_data
        if "answer" in self.fields and not (cleaned.get("answer") or "").strip():
            self.add_error("answer", _("반영하든 하지 않든 답변을 적어 주세요."))
        if _says_what_was_not_done(self) and not cleaned.get("as_it_is"):
            self.add_error(
                "as_it_is",
                _(
                    "요청을 받은 뒤에 이 사업을 고친 적이 없습니다. 먼저 고치거나, 그대로 "
                    "답하려면 표시해 주세요."
                ),
            )
        return cleaned


def _says_what_was_not_done(form: forms.ModelForm) -> bool:
    """Return whether the answer says 반영함 of a project in which nothing was changed since."""
    accepted = form.cleaned_data.get("state") == RequestState.ACCEPTED
    return accepted and "state" in form.changed_data and is_untouched(form.instance)


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ScopedAdmin):
    """정정 요청."""

    form = AnswerForm
    role_to_change = Role.PUBLISHER
    list_display = ["beginning", "project_name", "topic", "state", "created_at", "answered_at"]
    list_filter = ["state", "topic"]
    list_select_related = ["project"]
    search_fields = ["text", "project__name", "project__number"]
    ordering = ["-created_at"]
    fields = [
        "project_page", "topic", "text", "link_page", "created_at", "state", "answer",
        "answered_by", "answered_at",
    ]  # fmt: skip
    readonly_fields = [
        "project_page", "topic", "text", "link_page", "created_at", "answered_by", "answered_at",
    ]  # fmt: skip

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the box for an answer without a change where it is asked for."""
        fields = [*super().get_fields(request, obj)]
        asked = obj is not None and request.POST.get("state") == RequestState.ACCEPTED
        if asked and is_untouched(obj):
            fields.insert(fields.index("answer"), "as_it_is")
        return fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers ask on the public page of a project."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A request is answered; only who runs the site throws junk away."""
        return person(request).is_superuser

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Answer; the page that whoever asked knows tells it, and a letter where one can go."""
        site = f"{request.scheme}://{request.get_host()}"
        state = RequestState(form.cleaned_data["state"])
        if not answer(obj, person(request), state, form.cleaned_data["answer"], site):
            messages.error(request, _("이 요청에 답할 권한이 없습니다."))

    @admin.display(description=gettext_lazy("요청한 내용"))
    def beginning(self, asked: CorrectionRequest) -> str:
        """Return the first words."""
        return asked.text if len(asked.text) <= 60 else f"{asked.text[:60]}…"

    @admin.display(description=gettext_lazy("사업"))
    def project_name(self, asked: CorrectionRequest) -> str:
        """Return which project it is about."""
        return f"{asked.project.number} {asked.project.name}"

    @admin.display(description=gettext_lazy("사업"))
    def project_page(self, asked: CorrectionRequest) -> str:
        """Return the way to the project's own form, where it is corrected."""
        address = reverse("admin:registry_project_change", args=[asked.project_id])
        return format_html('<a href="{}">{}</a>', address, self.project_name(asked))

    @admin.display(description=gettext_lazy("근거 주소"))
    def link_page(self, asked: CorrectionRequest) -> str:
        """Return what the reader points at."""
        if not asked.link:
            return "-"
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', asked.link, asked.link)
