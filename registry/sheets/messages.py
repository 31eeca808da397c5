"""Every sentence about a file that a clerk may read, by code; docs/spreadsheets.md explains each.

A sentence says where, what, and how to put it right. ``{where}`` is filled in by the problem
(``7행 총사업비(F7)``), and ``{text:을}`` quotes what was written with the particle that fits
(``notation.particles.Quoted``).
"""

from registry.notation.codes import gettext_noop as _

REFUSALS: dict[str, str] = {
    "empty-file": _("파일이 비어 있습니다. 내용이 있는 엑셀이나 CSV 파일을 올려 주세요."),
    "too-large": _(
        "파일이 {size}로 너무 큽니다. {limit}까지 올릴 수 있으니 파일을 나누어 올려 주세요."
    ),
    "not-a-spreadsheet": _(
        "{kind} 파일은 표로 읽을 수 없습니다. xlsx, xls, ods, csv 파일로 올려 주세요."
    ),
    "html": _(
        "이름과 달리 웹 페이지(HTML) 파일입니다. 엑셀에서 연 다음 "
        "‘다른 이름으로 저장’에서 xlsx로 저장해 올려 주세요."
    ),
    "xml": _(
        "이름과 달리 XML 파일입니다. 엑셀에서 연 다음 "
        "‘다른 이름으로 저장’에서 xlsx로 저장해 올려 주세요."
    ),
    "encrypted": _("암호가 걸린 파일입니다. 엑셀에서 암호를 풀고 저장한 파일을 올려 주세요."),
    "broken": _("파일이 손상되었거나 끝이 잘렸습니다. 원본을 다시 열어 저장한 뒤 올려 주세요."),
    "zip-bomb": _(
        "압축을 풀면 {size}가 되는 파일이라 읽지 않습니다. "
        "필요한 시트만 새 파일로 옮겨 올려 주세요."
    ),
    "external-entity": _(
        "파일 안에 문서 형식 선언(DTD)이 있어 읽지 않습니다. 표만 새 파일로 옮겨 올려 주세요."
    ),
    "too-many-rows": _(
        "‘{sheet}’ 시트의 {row}행에 값이 있습니다. {rows}행까지 읽을 수 있으니 "
        "나누어 올리거나 멀리 떨어진 칸을 지워 주세요."
    ),
    "too-many-columns": _(
        "‘{sheet}’ 시트의 {column}열에 값이 있습니다. {columns}열까지 읽을 수 있으니 "
        "멀리 떨어진 칸을 지워 주세요."
    ),
    "too-many-sheets": _("시트가 {sheets}장을 넘습니다. 필요한 시트만 새 파일로 옮겨 주세요."),
    "too-much-text": _(
        "{row}행이나 그 안의 한 칸이 {characters}자를 넘습니다. 긴 글은 지우고, 쉼표나 탭으로 "
        "나눈 텍스트라면 따옴표가 닫혔는지 확인해 주세요."
    ),
    "sheet-name": _("시트 이름이 {characters}자를 넘습니다. 이름을 짧게 바꿔 주세요."),
    "nul": _(
        "표에 쓸 수 없는 글자(NUL)가 들어 있습니다. 엑셀에서 열어 다시 저장한 뒤 올려 주세요."
    ),
    "unknown-encoding": _(
        "글자 코드를 알 수 없습니다. 엑셀의 ‘CSV UTF-8(쉼표로 분리)’로 저장해 올려 주세요."
    ),
    "too-demanding": _(
        "파일을 읽는 데 시간이나 메모리가 너무 많이 듭니다. "
        "필요한 표만 새 파일로 옮겨 올려 주세요."
    ),
    "no-rows": _("표가 없습니다. 제목 줄과 사업이 한 줄 이상 있는 시트를 올려 주세요."),
    "no-name-column": _(
        "‘사업명’ 열을 찾지 못했습니다. 찾은 제목: {found}. 제목 줄에 ‘사업명’을 적어 주세요."
    ),
}

PROBLEMS: dict[str, str] = {
    "unknown-column": _(
        "{where}: 모르는 열입니다. 가져오지 않으려면 그대로 두고, 가져오려면 제목을 고쳐 주세요."
    ),
    "duplicate-column": _(
        "{where}: {first} 열과 뜻이 같은 열입니다. 하나만 남기거나 제목을 다르게 적어 주세요."
    ),
    "unit-missing": _(
        "{where}: 금액의 단위를 알 수 없습니다. 제목에 ‘총사업비(천원)’처럼 적거나 "
        "표 위에 ‘(단위: 천원)’을 적거나 올릴 때 단위를 골라 주세요."
    ),
    "not-an-amount": _("{where}: {reason}"),
    "negative-amount": _(
        "{where}: {text:은} 음수입니다. 사업비는 0보다 작을 수 없으니 "
        "늘거나 준 금액이 아니라 바뀐 뒤의 금액을 적어 주세요."
    ),
    "not-exact": _(
        "{where}: {text:은} 확정된 금액이 아니라서 재원에 넣지 않습니다. "
        "필요하면 비고에 적어 주세요."
    ),
    "share-computed": _(
        "{where}: {text:은} 총사업비에 비율을 곱해 {won}으로 계산했습니다. 맞는지 확인해 주세요."
    ),
    "share-kept": _(
        "{where}: {text:은} 금액으로 바꿀 수 없어 적힌 말로만 남깁니다. 금액을 알면 적어 주세요."
    ),
    "same-money-twice": _(
        "{where}: {first} 열과 같은 재원인데 금액이 다릅니다. 한쪽만 남겨 주세요."
    ),
    "too-long": _("{where}: {limit}자를 넘습니다. 짧게 줄여 주세요."),
    "not-a-period": _("{where}: {reason} 적힌 말만 남기고 날짜는 비워 둡니다."),
    "period-disagrees": _(
        "{where}: {text}에 적힌 개월 수와 날짜가 맞지 않습니다. "
        "{start}부터 {end}까지로 읽었으니 확인해 주세요."
    ),
    "not-a-date": _(
        "{where}: {text:을} 날짜로 읽을 수 없습니다. ‘2013-03’이나 ‘2013-03-04’로 적어 주세요."
    ),
    "month-from-excel": _(
        "{where}: {text:은} 엑셀이 연월을 바꿔 적은 것으로 보입니다. 읽은 값은 {date}입니다. "
        "맞는지 확인해 주세요."
    ),
    "date-changed-by-excel": _(
        "{where}: {text:은} 엑셀이 날짜를 바꿔 적은 것으로 보이는데, 어느 해의 날짜인지 알 수 "
        "없습니다. ‘2013-03’이나 ‘2013-03-04’로 적어 주세요. 엑셀에서 고칠 때는 그 칸의 서식을 "
        "먼저 ‘텍스트’로 바꿔 주세요."
    ),
    "end-before-start": _(
        "{where}: 완료일({end})이 착수일({start})보다 앞섭니다. 날짜를 확인해 주세요."
    ),
    "not-a-year": _(
        "{where}: {text:을} 연도로 읽을 수 없습니다. ‘2013’처럼 네 자리로 적어 주세요."
    ),
    "not-a-count": _("{where}: {text:을} 수로 읽을 수 없습니다. ‘12’처럼 숫자만 적어 주세요."),
    "not-a-number": _(
        "{where}: {text:은} 사업 번호의 꼴이 아닙니다. ‘2013-41-0007’처럼 적거나, "
        "새 사업이면 비워 주세요."
    ),
    "unknown-choice": _(
        "{where}: {text:은} 고를 수 있는 값이 아닙니다. 다음 가운데 하나를 적어 주세요: {choices}."
    ),
    "unknown-place": _("{where}: {reason}"),
    "ambiguous-place": _("{where}: {reason}"),
    "not-a-government": _("{where}: {reason}"),
    "municipality-missing": _(
        "{where}: 어느 지자체의 사업인지 알 수 없습니다. ‘지자체’ 열에 이름을 적어 주세요."
    ),
    "name-missing": _(
        "{where}: 사업명이 비어 있습니다. 사업명을 적거나, 사업이 아니면 줄을 지워 주세요."
    ),
    "cannot-clear": _("{where}: 지울 수 없는 항목입니다. ‘(지움)’ 대신 바른 값을 적어 주세요."),
    "amount-disagrees": _(
        "{where}: 금액 상태 {text:과} 적힌 금액이 서로 맞지 않습니다. "
        "금액 상태를 비우거나 금액을 고쳐 주세요."
    ),
    "taken-from-above": _(
        "{where}: 비어 있어 위 줄과 같은 {text:으로} 읽었습니다. 이 열의 다른 빈칸도 같습니다. "
        "다른 값이면 적어 주세요."
    ),
    "years-differ": _(
        "{where}: 연도별 금액의 합 {parts}이 총사업비 {total}보다 {difference} {more}. "
        "금액을 확인해 주세요."
    ),
    "year-exceeds-total": _(
        "{where}: 한 해의 금액 {parts}이 총사업비 {total}보다 {difference} 많습니다. "
        "두 금액을 확인해 주세요."
    ),
    "merged-amount": _(
        "{where}: 윗줄과 합친 금액 칸입니다. 금액은 윗줄의 사업에만 넣었으니, "
        "나눌 수 있으면 줄마다 적어 주세요."
    ),
    "sum-differs": _(
        "{where}: 적힌 합 {stated}이 사업들의 합 {computed}과 {difference} 다릅니다. "
        "빠지거나 겹친 사업이 없는지 확인해 주세요."
    ),
    "sum-incomplete": _(
        "{where}: 오류 행 {refused}개는 합에서 빠졌습니다. 적힌 합은 {stated}, 나머지 사업들의 "
        "합은 {computed}이니 오류를 고친 뒤 다시 맞춰 봐 주세요."
    ),
    "duplicate-in-file": _(
        "{where}: {first}과 같은 사업입니다. 한 줄만 남기거나 사업명·부서를 다르게 적어 주세요."
    ),
    "parts-exceed-total": _(
        "{where}: 재원의 합 {parts}이 총액 {total}보다 {difference} 많습니다. "
        "금액을 확인해 주세요."
    ),
    "parts-differ": _(
        "{where}: 재원의 합 {parts}이 총액 {total}보다 {difference} 적습니다. "
        "금액을 확인해 주세요."
    ),
    "formula-without-value": _(
        "{where}: 수식의 계산값이 파일에 없습니다. 엑셀에서 열어 저장하거나 값을 적어 주세요."
    ),
    "error-value": _("{where}: {text:과} 같은 수식 오류가 있습니다. 값을 고쳐 적어 주세요."),
}

# A clerk may accept these; every other problem must be put right before anything is saved.
WARNINGS = frozenset(
    {
        "unknown-column",
        "not-exact",
        "not-a-period",
        "period-disagrees",
        "month-from-excel",
        "share-computed",
        "share-kept",
        "parts-exceed-total",
        "parts-differ",
        "taken-from-above",
        "sum-differs",
        "sum-incomplete",
        "years-differ",
        "year-exceeds-total",
        "merged-amount",
    }
)


def severity(code: str) -> str:
    """Return ``warning`` or ``error``."""
    return "warning" if code in WARNINGS else "error"
