"""What an undo would do with each project of a batch, and why not where it would not."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.actions.importing.traces import Line, Trace, differing
from registry.models import Project, User
from registry.notation.codes import Publication, Role

# What is said of how many projects: before an undo, and after it.
_BEFORE = (
    _("%(total)d건 중 %(count)d건을 되돌립니다."),
    _("%(count)d건은 그 뒤에 고쳐서 그대로 둡니다."),
    _("%(count)d건은 되돌릴 수 없습니다."),
    _("공개 담당자를 기다리는 %(count)d행은 저장하지 않고 버립니다."),
)
_AFTER = (
    _("%(total)d건 중 %(count)d건을 되돌렸습니다."),
    _("%(count)d건은 그 뒤에 고쳐서 그대로 두었습니다."),
    _("%(count)d건은 되돌리지 못했습니다."),
    _("공개 담당자를 기다리던 %(count)d행은 저장하지 않고 버렸습니다."),
)


@dataclass(frozen=True)
class Entry:
    """One project in one of the lists; `who` and `when` tell of the last change since."""

    project: int
    number: str
    name: str
    reason: str = ""
    who: str = ""
    when: str = ""


@dataclass
class Undone:
    """What became of each project, and how many rows that waited for a publisher were dropped."""

    reversed: list[Entry] = field(default_factory=list)
    kept: list[Entry] = field(default_factory=list)
    failed: list[Entry] = field(default_factory=list)
    dropped: int = 0

    @property
    def total(self) -> int:
        """Return how many projects the batch wrote."""
        return len(self.reversed) + len(self.kept) + len(self.failed)

    @property
    def does_something(self) -> bool:
        """Return whether anything is given back or dropped at all."""
        return bool(self.reversed or self.dropped)

    def sentences(self, *, done: bool) -> list[str]:
        """Return it in words, leaving out what is nothing but for the first."""
        counts = (len(self.reversed), len(self.kept), len(self.failed), self.dropped)
        said = list(zip(_AFTER if done else _BEFORE, counts, strict=True))
        return [
            str(sentence) % {"total": self.total, "count": count}
            for place, (sentence, count) in enumerate(said)
            if count or not place
        ]


class Judge:
    """One person's view of some projects; four questions to the database, none a project."""

    def __init__(self, found: list[Trace], user: User) -> None:
        touched = [trace.pk for trace in found]
        mine = Project.objects.editable_by(user).filter(pk__in=touched)
        self._editable = set(mine.values_list("pk", flat=True))
        self._bodies = set(user.municipalities(Role.READER).values_list("pk", flat=True))
        self._gone = _gone(found)
        new = [trace.pk for trace in found if trace.project.is_new]
        above = Project.objects.filter(part_of__in=new)
        self._above = set(above.values_list("part_of", flat=True))

    def sort(self, found: list[Trace]) -> tuple[Undone, list[Trace]]:
        """Return the three lists, and what is to be given back."""
        undone, back = Undone(), []
        for trace in found:
            reason = self._why_not(trace)
            if trace.since and not reason:
                undone.kept.append(_kept(trace))
            elif reason := reason or self._why_not_back(trace):
                undone.failed.append(_entry(trace, reason))
            else:
                undone.reversed.append(_entry(trace))
                back.append(trace)
        return undone, back

    def _why_not(self, trace: Trace) -> str:
        """Return what comes before the question who changed it since; '' if nothing."""
        if trace.now.owner_id not in self._bodies:
            return gettext("이 사업을 고칠 권한이 없습니다.")
        stored = trace.project.stored
        if trace.project.is_new and stored and stored.publication != Publication.DRAFT:
            return gettext("이미 공개한 사업이라 지우지 않습니다. 필요하면 등록을 취소해 주세요.")
        return ""

    def _why_not_back(self, trace: Trace) -> str:
        """Return why an unchanged project cannot be given back; '' if it can."""
        if trace.pk not in self._editable and trace.project.stored:
            return _why_not_editable(trace)
        if not all(line.is_as_left for line in trace.lines):
            return gettext("이력에 남지 않은 변경이 있어, 되돌리면 그 변경을 잃습니다.")
        if not all(line.is_known for line in trace.lines):
            return gettext("가져오기 전의 값이 이력에 없습니다.")
        if trace.project.is_new and (trace.others or trace.pk in self._above):
            return gettext("이 사업을 가리키는 다른 기록이 있어 지울 수 없습니다.")
        return self._why_not_whole(trace)

    def _why_not_whole(self, trace: Trace) -> str:
        for line in trace.lines:
            for column, pk in _returning(line):
                if pk in self._gone[column.related_model]:
                    return _missing(column)
        return ""


def _missing(column: Any) -> str:
    kind = column.verbose_name
    return gettext("가져오기 전의 값이 그 뒤에 지워졌습니다(%(kind)s).") % {"kind": kind}


def _why_not_editable(trace: Trace) -> str:
    if trace.project.stored.publication == Publication.DRAFT:
        return gettext("이 사업을 고칠 권한이 없습니다.")
    return gettext("공개한 사업은 공개 권한이 있는 담당자만 되돌릴 수 있습니다.")


def _entry(trace: Trace, reason: str = "", version: Any = None) -> Entry:
    # As the batch left it: where it went since may be out of sight.
    left, user = trace.project.last, version and version.history_user
    return Entry(
        project=trace.pk,
        number=left.number,
        name=left.name,
        reason=reason,
        who=(user.get_full_name() or user.get_username()) if user else "",
        when=f"{timezone.localtime(version.history_date):%Y-%m-%d %H:%M}" if version else "",
    )


def _kept(trace: Trace) -> Entry:
    """Return the entry of a project that somebody wrote since, the last one named."""
    version = max(trace.since, key=lambda version: version.history_date)
    if version.import_batch_id:
        number = version.import_batch_id
        return _entry(trace, gettext("그 뒤에 다시 가져왔습니다(가져오기 %d).") % number, version)
    if trace.project.stored is None:
        return _entry(trace, gettext("그 뒤에 지웠습니다."), version)
    return _entry(trace, gettext("그 뒤에 고쳤습니다."), version)


def _returning(line: Line) -> list[tuple[Any, int]]:
    """Return what a row would point at again: the columns, and the ids in them."""
    if line.before is None:
        return []
    names = differing(line.stored, line.before) if line.stored else None
    return [
        (column, pk)
        for column in line.before.tracked_fields
        if isinstance(column, models.ForeignKey) and (names is None or column.name in names)
        if (pk := getattr(line.before, column.attname)) is not None
    ]


def _gone(found: list[Trace]) -> dict[Any, set[int]]:
    """Return the ids that rows would point at again and that are no longer there, by model."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    for trace in found:
        for line in trace.lines:
            for column, pk in _returning(line):
                wanted[column.related_model].add(pk)
    for model, pks in wanted.items():
        there = model.objects.filter(pk__in=pks).values_list("pk", flat=True)
        wanted[model] = pks.difference(there)
    return wanted
