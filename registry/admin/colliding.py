"""A second save of what somebody else has changed: refused, shown side by side, and settled."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.colliding import (
    MINE,
    THEIRS,
    Difference,
    Sheet,
    differences,
    latest_version,
    mark_of,
    settle,
)
from registry.admin.keys import possible_keys
from registry.admin.scope import person
from registry.admin.sheets import (
    pack,
    read_page,
    read_typed,
    rules_of,
    show,
    show_row,
    typed_anew,
    unpack,
    write_typed,
)

OPENED, BEFORE = "_opened", "_before"
_BUTTONS = {"_save", "_continue", "_addanother", "_saveasnew", "_publish"}
SENT_ALONG = {"csrfmiddlewaretoken"} | _BUTTONS  # no part of what was written on a page
_OURS = {OPENED, BEFORE} | SENT_ALONG


@dataclass(frozen=True)
class Choice:
    """One line of the table: what both had, what each has now, and which is preselected."""

    key: str
    label: str
    before: str
    theirs: str
    mine: str
    pick: str


class CollidingPage(admin.ModelAdmin):
    """Lets nobody overwrite what they have not seen."""

    history_children: ClassVar[tuple[str, ...]]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the page with a mark of what it shows, and check the mark before a save."""
        if object_id is None or not hasattr(self.model, "history"):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            # Ahead of what it stands for: what is written in between is then seen later.
            request.opened_mark = self._mark(unquote(object_id))  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            answer = self._collision(request, object_id)
            return answer or super().changeform_view(request, object_id, form_url, extra_context)

    def _mark(self, key: str) -> str:
        return mark_of(self.model(pk=key), self.history_children) if possible_keys([key]) else ""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Give the page its mark; a save that was refused keeps the one that it came with."""
        mark = getattr(request, "opened_mark", "")
        if OPENED in request.POST:
            context["opened"] = request.POST[OPENED]
        elif mark and self.has_change_permission(request, kwargs.get("obj")):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            sheet = read_page(context["adminform"].form, formsets)
            context["opened"] = _packed(mark, sheet)
        return super().render_change_form(request, context, *args, **kwargs)

    def _collision(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """Return the page that asks, or None if the save may go on with `request.POST`."""
        key = unquote(object_id)
        if not possible_keys([key]):
            return None
        stored = self.model._default_manager.filter(pk=key).select_for_update(of=("self",))
        record = self.get_object(request, key) if list(stored.values_list("pk")) else None
        if record is not None and self.has_change_permission(request, record):
            return _Meeting(self, request, record).answer()
        if OPENED not in request.POST or not self._was_readable(request, key, record):
            return None
        return self._show_lost(request, record)

    def _was_readable(self, request: HttpRequest, key: str, record: Any) -> bool:
        """Return whether the person may know what became of a record: it is, or was, in reach."""
        return record is not None and self.has_view_permission(request, record)

    def _show_lost(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show what was typed into a record that is gone, or no longer the person's to change."""
        if record is None:
            sentence = _("저장하지 않았습니다. 다른 담당자가 먼저 지웠습니다.")
        else:
            state = getattr(record, "get_publication_display", lambda: "")()
            sentence = _(
                "저장하지 않았습니다. 다른 담당자가 먼저 고쳐, 이제 고칠 권한이 없습니다."
            )
            sentence += (
                _(" 지금 공개 상태는 ‘%(state)s’입니다.") % {"state": state} if state else ""
            )
        context = {
            **self.admin_site.each_context(request),
            "title": _("저장하지 않았습니다"),
            "sentence": sentence,
            "lost": list(
                typed_anew(request.POST, unpack(request.POST[OPENED])[1], self._box_name)
            ),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/colliding_lost.html", context)

    def _box_name(self, prefix: str, name: str) -> str:
        """Return how a box is called; '' if it says nothing to a person."""
        columns: Any = {field.name: field for field in self.opts.get_fields()}
        title = ""
        if prefix:
            if prefix not in self.history_children:
                return ""
            model = columns[prefix].related_model
            columns = {field.name: field for field in model._meta.fields}
            title = f"{model._meta.verbose_name} "
        column = columns.get(name)
        told = column is not None and not getattr(column, "is_relation", False)
        return f"{title}{column.verbose_name}" if told and name != "id" else ""

    def open_forms(self, request: HttpRequest, record: Any) -> tuple[Any, list[Any]]:
        """Return the page's form and rows as it would open now."""
        form = self.get_form(request, record, change=True)(instance=record)
        sets = [
            formset(
                instance=record,
                prefix=formset.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for formset, inline in self.get_formsets_with_inlines(request, record)
        ]
        return form, sets


class _Meeting:
    """One save and the state that it meets."""

    def __init__(self, page: CollidingPage, request: HttpRequest, record: Any) -> None:
        self.page, self.request, self.record = page, request, record
        self.mark, self.opened = unpack(request.POST.get(OPENED, ""))
        self.now = mark_of(record, page.history_children)

    def answer(self) -> HttpResponse | None:
        """Settle what was chosen, and ask again as long as something is left to be chosen."""
        chosen = BEFORE in self.request.POST
        if self.mark == self.now and not chosen:
            return None
        self.form, self.formsets = self.page.open_forms(self.request, self.record)
        self.rules = rules_of(self.form, self.formsets)
        mine = read_typed(self.request.POST, self.form, self.formsets, self.opened)
        if chosen:
            _mark, before = unpack(self.request.POST[BEFORE])
            asked = differences(before, self.opened, mine, self.rules)
            picks = {one.key: self.request.POST.get(one.key, "") for one in asked}
            if self.mark == self.now and not set(picks.values()) <= {THEIRS, MINE}:
                return self._ask(before, self.opened, mine, asked, unanswered=True)
            mine = settle(picks, before, self.opened, mine, self.rules)
        if self.mark == self.now:
            self._go_on(mine)
            return None
        theirs = read_page(self.form, self.formsets)
        asked = differences(self.opened, theirs, mine, self.rules)
        if self.mark and not asked:
            return self._nothing_left()
        return self._ask(self.opened, theirs, mine, asked)

    def _nothing_left(self) -> HttpResponse:
        """Show the record: the button was pressed twice, or two people wrote the same."""
        messages.info(self.request, _("적은 내용이 이미 그대로 저장되어 있습니다."))
        name = f"{self.page.opts.app_label}_{self.page.opts.model_name}_change"
        return HttpResponseRedirect(
            reverse(f"{self.page.admin_site.name}:{name}", args=[self.record.pk])
        )

    def _go_on(self, mine: Sheet) -> None:
        post = write_typed(self.request.POST, mine)
        for name in [name for name in post if name == BEFORE or name.startswith("pick-")]:
            del post[name]
        # A page that is shown again because of an error holds what was chosen, on the new ground.
        post[OPENED] = _packed(self.now, self.opened)
        self.request.POST = post  # type: ignore[assignment]

    def _ask(
        self,
        before: Sheet,
        theirs: Sheet,
        mine: Sheet,
        asked: list[Difference],
        *,
        unanswered: bool = False,
    ) -> HttpResponse:
        page, request = self.page, self.request
        typed = write_typed(request.POST, mine)
        context = {
            **page.admin_site.each_context(request),
            "title": _("저장하지 않았습니다"),
            "sentence": self._sentence(),
            "unanswered": unanswered,
            "choices": [self._choice(one, unanswered) for one in asked],
            "kept": _kept(typed),
            "opened": _packed(self.now, theirs),
            "before": _packed(self.mark, before),
            "original": self.record,
            "state": self._state(),
            "opts": page.opts,
        }
        return TemplateResponse(request, "admin/colliding.html", context)

    def _sentence(self) -> str:
        version = latest_version(self.record, self.page.history_children)
        if version is None or not self.mark:
            return _("저장하지 않았습니다. 이 화면을 연 뒤에 바뀌었을 수 있습니다.")
        local = timezone.localtime(version.history_date)
        when = (
            f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%Y-%m-%d %H:%M}"
        )
        if version.import_batch_id:
            said = _("저장하지 않았습니다. 가져오기(%(batch)s)가 %(when)s에 먼저 고쳤습니다.")
            return said % {"batch": version.import_batch, "when": when}
        if version.history_user_id == person(self.request).pk:
            return _("저장하지 않았습니다. 다른 창에서 %(when)s에 먼저 고쳤습니다.") % {
                "when": when
            }
        return _("저장하지 않았습니다. 다른 담당자가 %(when)s에 먼저 고쳤습니다.") % {"when": when}

    def _state(self) -> str:
        """Return whether the public sees it now, of what can be published at all."""
        said = getattr(self.record, "get_publication_display", None)
        return str(said()) if said else ""

    def _choice(self, one: Difference, unanswered: bool) -> Choice:
        sides = (one.before, one.theirs, one.mine)
        if not one.prefix:
            box = self.form.fields[one.name]
            told = [show(box, side) for side in sides]
            label = str(self.form[one.name].label)
        else:
            formset = next(some for some in self.formsets if some.prefix == one.prefix)
            told = [show_row(formset.empty_form, side) for side in sides]
            label = str(formset.model._meta.verbose_name)
        before, theirs, mine = (text or _("(없음)") for text in told)
        pick = (unanswered and self.request.POST.get(one.key)) or one.pick
        return Choice(one.key, label, before, theirs, mine, pick)


def _packed(mark: str, sheet: Sheet) -> str:
    return json.dumps({"mark": mark, **pack(sheet)}, ensure_ascii=False)


def _kept(post: QueryDict) -> list[tuple[str, str]]:
    """Return everything that was typed, to be sent again with the choices."""
    return [
        (name, value)
        for name, values in post.lists()
        if name not in _OURS and not name.startswith("pick-")
        for value in values
    ]
