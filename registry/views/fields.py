"""What each column of the files means, for whoever takes them along."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.notation.codes import (
    Certainty,
    Code,
    Funding,
    PeriodCertainty,
    ProjectType,
    Stage,
    Status,
)
from registry.resources import NOT_PUBLIC
from registry.sheets.headings import EXPORT_HEADINGS, TOLD_HEADINGS

# By the names of ``EXPORT_HEADINGS`` and ``TOLD_HEADINGS``.
MEANINGS = {
    "number": gettext_lazy(
        "등록부가 매긴 번호. 처음 등록한 해, 지자체 코드, 차례이며 바뀌지 않습니다."
    ),
    "municipality": gettext_lazy("사업을 맡은 지자체. 그때의 이름입니다."),
    "department": gettext_lazy("담당 부서. 상위 부서가 있으면 앞에 적습니다."),
    "name": gettext_lazy("사업의 이름."),
    "fiscal_year": gettext_lazy("처음 등록한 회계연도."),
    "type": gettext_lazy("무엇을 하는 사업인지."),
    "status": gettext_lazy("어디까지 왔는지."),
    "period": gettext_lazy("자료에 적힌 기간 그대로."),
    "start": gettext_lazy("시작. 아는 만큼만 적습니다(연, 월, 일)."),
    "end": gettext_lazy("끝. 아는 만큼만 적습니다(연, 월, 일)."),
    "period_certainty": gettext_lazy("기간이 적혀 있었는지, 말에서 계산했는지."),
    "total": gettext_lazy("총사업비. 확정과 대략만 금액이 있고, 빈칸은 0원이 아닙니다."),
    "certainty": gettext_lazy("총사업비가 얼마나 확실한지. 합계에는 ‘확정’만 넣습니다."),
    "total_text": gettext_lazy("금액을 말로 적은 원문. 예: 5억여원."),
    "total_min": gettext_lazy("범위로 적은 금액의 최소."),
    "total_max": gettext_lazy("범위로 적은 금액의 최대."),
    "estimate": gettext_lazy("확정되지 않은 추정액. 합계에 넣지 않습니다."),
    "estimate_text": gettext_lazy("추정액을 적은 원문."),
    "estimate_basis": gettext_lazy("추정의 근거. 예: 예비타당성 조사."),
    "participants": gettext_lazy(
        "함께하는 지자체와 기관. 공동으로 맡지 않은 곳도 있으며, 돈을 나눠 적지 않습니다."
    ),
    "participants_stated": gettext_lazy("자료에 적힌 참여 기관의 수."),
    "description": gettext_lazy("사업의 내용."),
    "outputs": gettext_lazy("무엇을 얼마나 만드는지. 예: 24곳."),
    "source_title": gettext_lazy("어디에 적혀 있었는지."),
    "quote": gettext_lazy("출처에 적힌 말 그대로."),
    "tender": gettext_lazy("발주할 해와 분기. JSON에서는 year와 quarter로 나눕니다."),
    "contract": gettext_lazy("계약 방법. 예: 제한경쟁입찰."),
    "phases": gettext_lazy("해마다 하는 일. 한 해에 한 줄입니다."),
    "part_of": gettext_lazy(
        "이 사업이 든 더 큰 사업의 번호. 그것이 또 다른 사업에 들었으면 가까운 것부터 세 단계까지 "
        "적습니다. 합계에서는 그 가운데 하나라도 같은 목록에 있으면 이 사업을 뺍니다."
    ),
    "continues": gettext_lazy("이어 쓴 지난해 사업의 번호."),
    "published": gettext_lazy("공개한 날."),
    "modified": gettext_lazy("마지막으로 고친 날."),
    "code": gettext_lazy("사업을 맡은 지자체의 코드. 이름이 같은 지자체도 코드로 가립니다."),
    "source_url": gettext_lazy("출처의 인터넷 주소."),
}
_LISTS: dict[str, tuple[object, type[Code]]] = {
    "source": (gettext_lazy("재원"), Funding),
    "stage": (gettext_lazy("예산 단계"), Stage),
    "type": (gettext_lazy("사업 유형"), ProjectType),
    "status": (gettext_lazy("추진 상태"), Status),
    "certainty": (gettext_lazy("금액 상태"), Certainty),
    "period.certainty": (gettext_lazy("기간 상태"), PeriodCertainty),
}


def columns() -> Iterator[tuple[str, str, str]]:
    """Yield (heading of CSV and Excel, name in JSON, meaning) of every public column."""
    for name, heading in (EXPORT_HEADINGS | TOLD_HEADINGS).items():
        if name not in NOT_PUBLIC:
            yield heading, _JSON.get(name, name), str(MEANINGS[name])


def code_lists() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield (name in JSON, its Korean name, its codes with their labels)."""
    for name, (label, codes) in _LISTS.items():
        yield name, str(label), [(code, _(korean)) for code, korean in codes.choices()]


_JSON = {
    "municipality": "municipality_name",
    "code": "municipality",
    "period": "period.text",
    "start": "period.start",
    "end": "period.end",
    "period_certainty": "period.certainty",
    "total": "total.won",
    "certainty": "total.certainty",
    "total_text": "total.text",
    "total_min": "total.min_won",
    "total_max": "total.max_won",
    "estimate": "estimate.won",
    "estimate_text": "estimate.text",
    "estimate_basis": "estimate.basis",
    "source_title": "source",
}
