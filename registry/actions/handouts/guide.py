"""쓰는 법: what to write in every column of a form, in plain sentences; and the sheet of them."""

from typing import Any

from registry.actions.handouts.paper import HEADING, TITLE, WRAPPED, text_cell, widths
from registry.sheets.handout import GUIDE

_TITLE = "정보화사업 양식 쓰는 법"
_SENTENCES = (
    "‘사업’ 시트에 사업을 한 줄에 하나씩 적고, 저장한 파일을 ‘엑셀로 가져오기’에 그대로 올립니다.",
    "올린 뒤 미리보기에서 바뀌는 내용을 모두 보고 나서 저장합니다. 그 전에는 바뀌는 것이 없고, "
    "저장한 뒤에도 되돌릴 수 있습니다.",
    "빈칸은 등록된 값을 그대로 둡니다. 값을 지우려면 칸에 (지움)이라고 적습니다.",
    "사업 번호가 있는 줄은 그 사업을 고치고, 없는 줄은 새 사업입니다. 번호는 고치지 마세요.",
    "줄을 지워도 등록된 사업은 지워지지 않습니다. 이 파일에 없는 사업은 그대로 둡니다.",
    "금액은 {unit} 단위의 숫자로 적습니다. 단위가 다른 금액은 ‘52억 2,400만원’처럼 단위까지 "
    "적으면 그대로 읽습니다.",
    "모르는 금액은 0이 아니라 빈칸으로 두거나 금액 상태에서 ‘미정’이나 ‘미공개’를 고릅니다. "
    "0은 0원이라는 뜻입니다.",
    "쓰지 않는 열은 지워도 되고, 열의 차례를 바꿔도 됩니다. 제목 줄의 말은 그대로 둡니다.",
    "이 시트와 ‘고를 수 있는 값’ 시트는 가져올 때 읽지 않습니다.",
)
_HEADINGS = ("열", "적는 것", "보기")
_WIDTHS = [26, 70, 40]

# By field of the export: what the column takes, and an example from the article of 2013.
COLUMNS: dict[str, tuple[str, str]] = {
    "number": ("등록할 때 나온 번호입니다. 새 사업은 비워 둡니다.", "2013-41-0007"),
    "municipality": (
        "사업을 맡은 지자체입니다. 비우면 올릴 때 고른 지자체로 읽습니다.",
        "경기도",
    ),
    "department": ("담당 부서입니다. 목록에 없으면 적은 그대로 둡니다.", "정보통신담당관"),
    "name": ("사업 이름입니다. 새 사업에는 꼭 적습니다.", "CCTV 통합관제센터 설치"),
    "fiscal_year": ("처음 등록하는 회계연도입니다. 새 사업에는 꼭 적습니다.", "2013"),
    "type": ("목록에서 고릅니다.", "시스템 구축"),
    "status": ("목록에서 고릅니다. 신규·계속은 비고에 적습니다.", "추진 중"),
    "period": ("문서에 적힌 기간을 그대로 적습니다. 날짜로 읽어 둡니다.", "'13.3~'14.2"),
    "start": ("시작하는 날입니다. 달이나 해까지만 알면 거기까지 적습니다.", "2013-03"),
    "end": ("끝나는 날입니다.", "2014-02"),
    "period_certainty": ("기간이 얼마나 확실한지 목록에서 고릅니다. 보통은 비워 둡니다.", "확정"),
    "total": (
        "사업이 끝날 때까지 드는 돈입니다. 한 해의 돈은 재원 열에 적습니다.",
        "52억 2,400만원",
    ),
    "certainty": ("금액이 얼마나 확실한지 목록에서 고릅니다. 보통은 비워 둡니다.", "확정"),
    "total_text": ("문서에 적힌 금액을 그대로 옮겨 적습니다.", "52억2400만원"),
    "total_min": ("금액 상태가 ‘대략’이나 ‘범위’일 때 가장 적은 금액입니다.", "5억원"),
    "total_max": ("금액 상태가 ‘범위’일 때 가장 많은 금액입니다.", "7억원"),
    "estimate": ("예산이 아닌 예상 금액입니다. 총사업비에 더하지 않습니다.", "65억원"),
    "estimate_text": ("예상 금액을 문서에 적힌 그대로 옮겨 적습니다.", "예비타당성 결과 65억원"),
    "estimate_basis": ("예상한 근거입니다.", "예비타당성 조사"),
    "participants": ("함께하는 지자체나 기관입니다. 쉼표로 나눕니다.", "용인시, 평택시, 김포시"),
    "participants_stated": ("이름을 모르고 수만 알 때 적습니다.", "12"),
    "description": ("무엇을 하는 사업인지 적습니다.", "방범·교통 CCTV를 한곳에서 관제"),
    "outputs": ("사업의 크기입니다.", "홈페이지 241개 → 60개"),
    "note": ("담당자끼리 보는 글입니다. 공개하지 않습니다.", "계속 사업"),
    "source_title": (
        "근거가 되는 문서입니다. ‘기관, 제목’으로 적습니다.",
        "경기도, 2013년 예산서",
    ),
    "quote": ("문서의 해당 문장입니다.", "52억2400만원(국비 26억1200만원 포함)을 들여"),
}
FUNDING = (
    "그 재원, 그 해, 그 예산 단계의 돈입니다. ‘계’는 그 해의 합계입니다. 다른 해나 추경은 "
    "‘고를 수 있는 값’의 재원 제목처럼 열을 더해 적습니다.",
    "26억 1,200만원",
)


def write_guide(book: Any, headings: dict[str, str], funding: str, unit: str) -> None:
    """Add the sheet; `headings` are those of the form by field, `funding` one of money."""
    sheet = book.create_sheet(GUIDE)
    widths(sheet, _WIDTHS)
    sheet.append([text_cell(sheet, _TITLE, TITLE)])
    for place, sentence in enumerate(_SENTENCES, 2):
        sheet.merged_cells.add(f"A{place}:C{place}")
        sheet.row_dimensions[place].height = 32
        sheet.append([text_cell(sheet, sentence.format(unit=unit), WRAPPED)])
    sheet.append([])
    sheet.append([text_cell(sheet, heading, HEADING) for heading in _HEADINGS])
    explained = [(heading, *COLUMNS[field]) for field, heading in headings.items()]
    for line in [*explained, (funding, *FUNDING)]:
        sheet.append([text_cell(sheet, text, WRAPPED) for text in line])
