"""What a clerk says about the file: whose it is, its unit where it is silent, what to do."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.importing import Upload
from registry.models import ImportBatch, Municipality, User
from registry.notation.codes import Role
from registry.notation.unit import UNITS
from registry.sheets.container import Limits, size_text

OFFERED_UNITS = ("원", "천원", "만원", "백만원", "억원")


ONLY_NEW = "new"


class UploadForm(forms.Form):
    """The first step of the wizard. No unit is preselected: a wrong one is a thousandfold."""

    municipality = forms.ModelChoiceField(
        label=gettext_lazy("지자체"),
        queryset=Municipality.objects.none(),
        empty_label=gettext_lazy("고르세요"),
        help_text=gettext_lazy("파일에 지자체 열이 없을 때 이 지자체의 사업으로 읽습니다."),
        error_messages={
            "required": gettext_lazy("어느 지자체의 파일인지 골라 주세요."),
            "invalid_choice": gettext_lazy("내 소속 지자체 가운데에서 골라 주세요."),
        },
    )
    file = forms.FileField(
        label=gettext_lazy("파일"),
        allow_empty_file=True,  # the reader has the better sentence
        error_messages={
            "required": gettext_lazy("가져올 파일을 골라 주세요."),
            "invalid": gettext_lazy("파일을 받지 못했습니다. 다시 올려 주세요."),
        },
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("금액 단위"),
        required=False,
        choices=[("", gettext_lazy("파일에 적힌 단위"))]
        + [(word, word) for word in OFFERED_UNITS if word in UNITS],
        help_text=gettext_lazy(
            "제목 칸이나 표 위에 단위가 적혀 있으면 그 단위로 읽습니다. 없으면 여기에서 고른 "
            "단위로 읽고, 둘이 다르면 다음 단계에서 묻습니다."
        ),
    )

    mode = forms.ChoiceField(
        label=gettext_lazy("처리 방식"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("새 사업은 추가, 있는 사업은 고침")),
            (ONLY_NEW, gettext_lazy("새 사업만 추가, 있는 사업은 그대로 둠")),
        ],
    )

    def __init__(
        self, user: User, data: Any = None, files: Any = None, repairs: ImportBatch | None = None
    ) -> None:
        super().__init__(data, files, initial=_as_before(repairs) if repairs else None)
        mine = user.municipalities(Role.WRITER).local_governments().order_by("code")
        field: Any = self.fields["municipality"]
        field.queryset = mine
        field.initial = only_own(user)
        self.fields["file"].help_text = _(
            "xlsx, xls, ods, csv(UTF-8, 한글 완성형) · %(size)s까지 · %(rows)s행까지"
        ) % {"size": size_text(settings.IMPORT_MAX_BYTES), "rows": f"{settings.IMPORT_MAX_ROWS:,}"}

    def clean_file(self) -> UploadedFile:
        """Refuse a file past the limit before it is read into memory."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("‘%(name)s’ 파일이 %(limit)s보다 큽니다. 시트를 나누어 올려 주세요.")
                % {"name": file.name, "limit": size_text(settings.IMPORT_MAX_BYTES)}
            )
        return file

    def upload(self) -> Upload:
        """Return the file as the import takes it."""
        file: UploadedFile = self.cleaned_data["file"]
        return Upload(
            file_name=file.name or _("이름 없는 파일"),
            data=file.read(),
            municipality=self.cleaned_data["municipality"],
            unit=self.cleaned_data["unit"] or None,
            only_new=self.cleaned_data["mode"] == ONLY_NEW,
            limits=Limits(size=settings.IMPORT_MAX_BYTES, rows=settings.IMPORT_MAX_ROWS),
        )


def _as_before(batch: ImportBatch) -> dict[str, Any]:
    """Return what was said of the file that is repaired."""
    return {
        "municipality": batch.municipality_id,
        "unit": batch.options.get("unit") or "",
        "mode": ONLY_NEW if batch.options.get("only_new") else "",
    }


def only_own(user: User) -> int | None:
    """Return the one body of which the person is a member, None where there are several."""
    writing = user.memberships.filter(role__in=Role.WRITER.and_above)
    bodies = list(writing.values_list("municipality", flat=True)[:2])
    return bodies[0] if len(bodies) == 1 else None
