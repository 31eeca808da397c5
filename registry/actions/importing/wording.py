"""The sentences about a row that only the registry can know; ``sheets.messages`` has the rest.

None of them says whose another body's project is, nor whether it exists (DESIGN 4.3).
"""

from collections.abc import Sequence
from typing import NamedTuple

from registry.actions.importing.plan import ERROR, WARNING, PlannedRow
from registry.notation.codes import gettext_noop as _
from registry.notation.particles import Quoted
from registry.notation.won import format_won
from registry.sheets.cells import clean, one_line
from registry.sheets.headings import EXPORT_HEADINGS
from registry.sheets.records import Problem, where

_SHOWN = 3


class Wording(NamedTuple):
    """How serious it is, and its sentence."""

    severity: str
    sentence: str


PROBLEMS: dict[str, Wording] = {
    "owner-out-of-scope": Wording(
        ERROR,
        _(
            "{where}: {text:은} 내 소속 지자체가 아니어서 가져올 수 없습니다. "
            "내 소속 지자체의 사업만 올려 주세요."
        ),
    ),
    "number-not-mine": Wording(
        ERROR,
        _(
            "{where}: 사업 번호 {number}: 내 소속 지자체의 사업 가운데 이 번호가 없습니다. "
            "번호를 확인하거나, 새 사업이면 비워 주세요."
        ),
    ),
    "number-of-another-body": Wording(
        ERROR,
        _(
            "{where}: 사업 번호 {number}의 지자체와 이 행에 적은 지자체가 다릅니다. "
            "둘 가운데 하나를 고쳐 주세요."
        ),
    ),
    "several-candidates": Wording(
        ERROR,
        _(
            "{where}: 확인 필요 - 같은 이름의 사업이 여럿입니다({numbers}). 그 가운데 하나면 "
            "‘사업 번호’ 열에 번호를 적고, 새 사업이면 사업명을 구분해 적어 주세요."
        ),
    ),
    "other-department": Wording(
        ERROR,
        _(
            "{where}: 확인 필요 - 이름이 같은 사업 {numbers}의 담당 부서가 {department}입니다. "
            "같은 사업이면 ‘사업 번호’ 열에 번호를 적고, 새 사업이면 사업명을 구분해 적어 주세요."
        ),
    ),
    "other-year": Wording(
        ERROR,
        _(
            "{where}: 확인 필요 - 이름이 같은 사업 {numbers}의 회계연도는 {year}년입니다. "
            "이어지는 사업이면 ‘사업 번호’ 열에 번호를 적거나 비고에 ‘계속’을 적고, "
            "새 사업이면 사업명을 구분해 적어 주세요."
        ),
    ),
    "withdrawn": Wording(
        ERROR,
        _(
            "{where}: 확인 필요 - 이름이 같은 사업 {numbers}은 등록 취소된 사업입니다. 그 사업을 "
            "고치려면 ‘사업 번호’ 열에 번호를 적고, 새 사업이면 사업명을 구분해 적어 주세요."
        ),
    ),
    "same-project-twice": Wording(
        ERROR,
        _("{where}: {rows}이 같은 사업입니다. 한 행만 남기거나 사업명·부서를 구분해 적어 주세요."),
    ),
    "rows-disagree": Wording(
        ERROR,
        _(
            "{where}: {first}과 같은 사업인데 내용이 다릅니다({labels}). 두 행을 같게 적거나, "
            "다른 사업이면 사업명을 구분해 적어 주세요."
        ),
    ),
    "perhaps-registered": Wording(
        WARNING,
        _(
            "{where}: 이미 등록된 사업 {numbers}과 같은 사업일 수 있습니다(이름이나 금액이 "
            "같습니다). 같은 사업이면 그 사업을 골라 주세요."
        ),
    ),
    "perhaps-twice": Wording(
        WARNING,
        _(
            "{where}: {first}과 같은 사업일 수 있습니다(이름이나 금액이 같습니다). 같은 사업이면 "
            "한 행을 빼 주세요."
        ),
    ),
    "year-missing": Wording(
        ERROR,
        _("{where}: 새 사업인데 회계연도가 없습니다. ‘회계연도’ 열에 ‘2013’처럼 적어 주세요."),
    ),
    "which-year": Wording(
        ERROR,
        _(
            "{where}: {source}가 어느 해의 돈인지 알 수 없습니다. 등록된 재원은 {years}년으로 "
            "나뉘어 있습니다. 열 제목을 ‘국비(2013 계획)’처럼 해와 함께 적어 주세요."
        ),
    ),
    "year-stays": Wording(
        WARNING,
        _(
            "{where}: 회계연도는 처음 등록한 해({year})로 둡니다. 잘못 등록했다면 사업 화면에서 "
            "고쳐 주세요."
        ),
    ),
    "year-closed": Wording(
        ERROR,
        _(
            "{where}: {year}년은 마감해서 가져오기로 고치지 않습니다. 공개 담당자가 마감을 푼 뒤 "
            "다시 올리거나, 이 행을 빼 주세요."
        ),
    ),
    "left-as-is": Wording(
        WARNING,
        _("{where}: 이미 등록된 사업({number})이라 그대로 둡니다. ‘새 사업만 추가’를 골랐습니다."),
    ),
    "unknown-department": Wording(
        WARNING,
        _(
            "{where}: {text:은} 등록된 부서가 아니어서 적힌 그대로만 둡니다. {nearest}부서는 "
            "‘부서’ 화면에서 등록할 수 있습니다."
        ),
    ),
    "another-body": Wording(
        WARNING,
        _(
            "{where}: {text:은} 부서가 아니라 다른 지자체의 이름으로 시작합니다. 이 사업은 "
            "{owner}의 것으로 읽으니, 그 지자체의 사업이면 행을 빼고 아니면 부서 이름으로 고쳐 "
            "주세요."
        ),
    ),
    "several-departments": Wording(
        WARNING,
        _(
            "{where}: {text:은} 여러 부서의 이름이어서 적힌 그대로만 둡니다. "
            "상위 부서와 함께 적어 주세요: {nearest}."
        ),
    ),
    "too-long": Wording(
        ERROR, _("{where}: {limit}자까지 적을 수 있습니다(지금 {length}자). 줄여 적어 주세요.")
    ),
    "out-of-range": Wording(
        ERROR, _("{where}: {value}은 담을 수 없는 수입니다. 값과 단위를 확인해 주세요.")
    ),
    "breaks-promise": Wording(ERROR, _("{where}: {reason}")),
    "owner-takes-part": Wording(
        ERROR,
        _("{where}: 사업을 맡은 {name}도 참여 기관으로 적혀 있습니다. 참여 기관에서 빼 주세요."),
    ),
    "amount-scaled": Wording(
        WARNING,
        _("{where}: 금액이 지금의 {times}가 됩니다. 단위(원, 천원, 백만원)를 확인해 주세요."),
    ),
    "period-words-differ": Wording(
        WARNING,
        _(
            "{where}: 사업 기간에 적은 {text:이} 착수일·완료일과 다릅니다. 기간은 날짜 칸대로 "
            "{days:으로} 저장합니다. 적은 말이 맞으면 착수일과 완료일도 함께 고쳐 주세요."
        ),
    ),
    "sums-exceed": Wording(
        WARNING,
        _(
            "{where}: 저장하면 이 사업의 금액이 서로 맞지 않습니다. {said} 등록된 금액과 단계를 "
            "함께 확인해 주세요."
        ),
    ),
    "year-total-kept": Wording(
        WARNING,
        _(
            "{where}: 한 해의 예산액이라 총사업비는 지금 값({won})을 그대로 둡니다. 총사업비를 "
            "고치려면 ‘총사업비’ 열에 적어 주세요."
        ),
    ),
}


def tell(
    row: PlannedRow,
    code: str,
    field: str | None = None,
    text: str = "",
    choices: Sequence[str] = (),
    **values: object,
) -> None:
    """Add a problem to a row, with the cell of `field` where the file has a column for it.

    `text` is what the cell says, `choices` what it might say instead.
    """
    columns = row.record.columns if row.record else {}
    column = columns.get(field) if field else None
    heading = EXPORT_HEADINGS.get(field or "", "").removesuffix("(원)")
    place = where(row.row, heading, column or "", row.shown)
    if heading and not column:
        place = f"{place} {heading}"
    severity, sentence = PROBLEMS[code]
    message = sentence.format(where=place, text=Quoted(text), **values)
    row.problems.append(
        Problem(row.sheet, row.row, column, field, severity, code, message, text, tuple(choices))
    )


def few(names: Sequence[str]) -> str:
    """Return the first of some names, and how many more there are.

    >>> few(["가", "나"]), few(["가", "나", "다", "라", "마"])
    ('가, 나', '가, 나, 다 외 2건')
    """
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} 외 {len(names) - _SHOWN}건" if len(names) > _SHOWN else shown


def times(old: int, new: int) -> str | None:
    """Return how a unit mistake shows: ten, a hundred or a thousand times as much or as little.

    >>> times(980_000_000, 9_800_000_000), times(5_000_000, 5_000), times(5, 6)
    ('10배', '1000분의 1', None)
    """
    for factor in (10, 100, 1000, 10_000, 1_000_000):
        if old and new == old * factor:
            return f"{factor}배"
        if new and old == new * factor:
            return f"{factor}분의 1"
    return None


def label(name: str) -> str:
    """Return what a field is called in a heading, without its unit."""
    return EXPORT_HEADINGS[name].removesuffix("(원)")


def same_words(stored: str, given: str) -> bool:
    """Return whether a cell that holds `stored` would be read as `given`."""
    return stored == given or one_line(clean(stored)) == one_line(given)


def won_text(won: int | None) -> str:
    """Return an amount for the preview, '' for none."""
    return "" if won is None else format_won(won)
