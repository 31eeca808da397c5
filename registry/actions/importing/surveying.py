"""What a preview says of a file as a whole: the causes of its problems, and what is unusual."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from registry.actions.importing.plan import ERROR
from registry.models import ImportBatch
from registry.notation.codes import Effect
from registry.notation.won import format_won
from registry.sheets.cells import column_index

_KNOWN = (Effect.CHANGED, Effect.WAITING, Effect.UNCHANGED)
_CAUSES = 200
_PLACES = 20
_FEW = 5  # rows of which one cannot say what is usual
_RENAMED = 30  # percent of the rows about known projects
_MOVED = 50  # percent of the sum before
# Problems that one word put in the place of another mends, for every row that has it.
_BY_WORD = frozenset(
    {"unknown-choice", "unknown-department", "several-departments", "unknown-place"}
    | {"another-body", "ambiguous-place", "not-a-government", "owner-out-of-scope"}
)
Cause = dict[str, Any]


def causes(batch: ImportBatch) -> list[Cause]:
    """Return the causes of the rows' problems, errors first, then those of most rows."""
    found: dict[tuple[str, str, str], Cause] = {}
    rows = batch.rows.exclude(problems=[]).order_by("sheet", "row")
    wrong = Q(effect=Effect.WRONG)
    for some in (rows.filter(wrong), rows.exclude(wrong)):  # errors before there are too many
        for problems in some.values_list("problems", flat=True).iterator():
            for problem in problems:
                _add(found, problem)
    for cause in found.values():  # the rows with an error came first, whatever their number
        cause["places"].sort(key=_in_order)
    order = sorted(found.values(), key=lambda cause: -cause["rows"])
    return sorted(order, key=lambda cause: cause["severity"] != ERROR)


def _add(found: dict[tuple[str, str, str], Cause], problem: dict[str, Any]) -> None:
    mended = problem["code"] in _BY_WORD
    text = problem["text"] if mended else ""
    # A column's own word mends it; all else is said once, in whatever column it stands.
    key = (problem["code"], (problem["field"] or "") if mended else "", text)
    if key not in found and len(found) >= _CAUSES:
        return
    cause = found.setdefault(key, _cause(problem, text))
    cause["rows"] += 1
    cause["varies"] |= cause["sentence"] != _sentence(problem)
    if len(cause["places"]) < _PLACES:
        cause["places"].append([problem["sheet"], problem["row"], problem["column"]])


def _in_order(place: tuple[str, int, str | None]) -> tuple[str, int, int]:
    """Return by what a cell comes before another: B5, B6, B7, AA7."""
    sheet, row, column = place
    return sheet, row, column_index(column) if column else -1


def must_accept(batch: ImportBatch) -> bool:
    """Return whether a clerk has to accept warnings before the batch may be written."""
    said = batch.options
    doubtful = any(not one["agrees"] for one in said.get("sums", ()))
    return bool(said.get("unusual") or said.get("causes") or said.get("problems") or doubtful)


def unusual(batch: ImportBatch) -> list[str]:
    """Return what a clerk should look at before saving."""
    return [*_renamed(batch), *_moved(batch)]


def _renamed(batch: ImportBatch) -> Iterator[str]:
    """Yield a warning where most names would change: the rows of a column have slipped."""
    known = batch.rows.filter(effect__in=_KNOWN)
    changes = known.exclude(changes=[]).values_list("changes", flat=True)
    renamed = sum(any(one["field"] == "name" for one in row) for row in changes.iterator())
    total = known.count() if renamed else 0
    if total >= _FEW and renamed * 100 > total * _RENAMED:
        yield _(
            "사업명이 %(total)d건 중 %(renamed)d건에서 바뀝니다. 행이 밀리지 않았는지 봐 주세요."
        ) % {"total": total, "renamed": renamed}


def _moved(batch: ImportBatch) -> Iterator[str]:
    """Yield a warning where the sum of the known projects would move by more than half."""
    known = batch.rows.filter(effect__in=_KNOWN, before_won__isnull=False)
    sums = known.order_by().aggregate(before=Sum("before_won"), after=Sum("after_won"))
    before, after = sums["before"] or 0, sums["after"] or 0
    if before and abs(after - before) * 100 > before * _MOVED:
        yield _(
            "등록된 사업의 총사업비 합계가 %(before)s에서 %(after)s으로 절반 넘게 달라집니다. "
            "단위를 확인해 주세요."
        ) % {"before": format_won(before), "after": format_won(after)}


def _sentence(problem: dict[str, Any]) -> str:
    """Return the sentence of a problem without the place before it."""
    _where, colon, sentence = problem["message"].partition(": ")
    return str(sentence if colon else problem["message"])


def _cause(problem: dict[str, Any], text: str) -> Cause:
    """Return a cause that no row has yet; its sentence is the first row's."""
    return {
        "code": problem["code"],
        "field": problem["field"],
        "severity": problem["severity"],
        "text": text,
        "choices": problem["choices"] if problem["code"] in _BY_WORD else [],
        "sentence": _sentence(problem),
        "varies": False,
        "rows": 0,
        "places": [],
    }
