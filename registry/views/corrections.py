"""정정 요청: the form on which a reader says what is wrong, and the page with the answer."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from registry.actions.correcting import TooManyRequests, sender_of, submit
from registry.models import CorrectionRequest, Project
from registry.notation.codes import RequestTopic

_SIGNER = TimestampSigner(salt="registry.correction")
_QUICKEST = 3  # seconds: nobody reads and writes faster, a program does
_AN_HOUR = 60 * 60  # seconds: then a flood is over
_MOST_LINKS = 2  # advertising has many


class CorrectionForm(forms.Form):
    """What is wrong, and how one knows; nothing about who says so but a wish for a reply."""

    topic = forms.ChoiceField(
        label=gettext_lazy("어느 항목입니까"), choices=[], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("무엇이 잘못되었고, 어떻게 고쳐야 합니까"),
        help_text=gettext_lazy(
            "10자에서 2,000자까지 적습니다. 이름이나 전화번호 같은 개인정보는 적지 말아 주세요."
        ),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": gettext_lazy("무엇이 잘못되었는지 적어 주세요."),
            "min_length": gettext_lazy("무엇이 잘못되었는지 10자 이상 적어 주세요."),
            "max_length": gettext_lazy("2,000자까지 적을 수 있습니다. 줄여서 적어 주세요."),
        },
    )
    link = forms.URLField(
        label=gettext_lazy("확인할 수 있는 자료의 주소 (없어도 됩니다)"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("주소를 https://로 시작하게 적어 주세요.")},
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("답장 받을 전자우편 (없어도 됩니다)"),
        help_text=gettext_lazy("답장을 보낸 뒤 지웁니다."),
        required=False,
        error_messages={"invalid": gettext_lazy("전자우편 주소를 확인해 주세요.")},
    )
    # People do not see this box; programs fill in every box there is.
    website = forms.CharField(label=gettext_lazy("이 칸은 비워 두세요"), required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics: Any = self.fields["topic"]
        topics.choices = [(code, _(label)) for code, label in RequestTopic.choices()]
        topics.error_messages["required"] = _("어느 항목인지 골라 주세요.")
        if not settings.EMAIL_HOST:
            del self.fields["reply_to"]  # nobody could write there

    def clean_text(self) -> str:
        """Refuse advertising."""
        text: str = self.cleaned_data["text"]
        if len(re.findall(r"https?://|www\.", text)) > _MOST_LINKS:
            raise forms.ValidationError(
                _(
                    "주소는 두 개까지 적을 수 있습니다. 자료의 주소는 ‘확인할 수 있는 자료의 "
                    "주소’ 칸에 적어 주세요."
                )
            )
        return text

    def clean_website(self) -> str:
        """Refuse who fills in what cannot be seen."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("이 칸은 비워 두세요."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Refuse what was filled in faster than anybody reads; sent once more it is taken.

        Where something is to be put right first, it will be sent once more anyway.
        """
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not _was_open_long_enough(cleaned.get("opened", "")):
            raise forms.ValidationError(
                _("사람이 보낸 것인지 확인하지 못했습니다. 잠시 뒤 보내기를 다시 눌러 주세요.")
            )
        return cleaned

    def said(self) -> dict[str, Any]:
        """Return what is kept of the form."""
        names = ("topic", "text", "link", "reply_to")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Take a request about a published project."""
    project = get_object_or_404(Project.objects.published().for_listing(), number=number)
    form = CorrectionForm(_posted(request), initial={"opened": _stamp()})
    status, refused = 200, ""
    if form.is_valid():
        try:
            return redirect(
                submit(project, form.said(), sender_of(_address(request)), site(request))
            )
        except TooManyRequests as reason:
            status, refused = 429, str(reason)
    context = {"project": project, "form": form, "refused": refused}
    response = render(request, "registry/correction_form.html", context, status=status)
    if refused:
        response["Retry-After"] = str(_AN_HOUR)
    return response


@never_cache
@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show a request and its answer to who knows the address."""
    asked = CorrectionRequest.objects.select_related("project__owner")
    found = get_object_or_404(asked, token=token)
    shown = Project.objects.published().filter(pk=found.project_id).exists()
    context = {"asked": found, "is_shown": shown, "address": request.build_absolute_uri()}
    return render(request, "registry/correction.html", context)


def site(request: HttpRequest) -> str:
    """Return the address of the site, for letters."""
    return f"{request.scheme}://{request.get_host()}"


def _posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent; a page left open over night gets a new stamp and is sent again."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    if _opened_at(posted.get("opened", "")) is None:
        posted["opened"] = _stamp()
    return posted


def _stamp() -> str:
    return _SIGNER.sign(str(timezone.now().timestamp()))


def _opened_at(stamp: str) -> float | None:
    """Return when the form was opened here, if that was within the day."""
    try:
        return float(_SIGNER.unsign(stamp, max_age=24 * 60 * 60))
    except (BadSignature, ValueError):
        return None


def _was_open_long_enough(stamp: str) -> bool:
    opened = _opened_at(stamp)
    return opened is not None and timezone.now().timestamp() - opened >= _QUICKEST


def _address(request: HttpRequest) -> str:
    """Return where a request comes from: behind a proxy, what the proxy itself added last."""
    forwarded = str(request.headers.get("x-forwarded-for", ""))
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
