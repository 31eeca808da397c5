"""Files of every kind that come back with an error marked, and how a clerk repairs each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.sheets.paper import (
    CCTV,
    csv_of,
    ods_cell,
    ods_of,
    ods_row,
    sheet_xml,
    with_part,
    xlsx_of,
)


class Sample(NamedTuple):
    """A file: its bytes, and the cells to put right, by sheet."""

    data: Callable[[], bytes]
    cures: dict[tuple[str, str], Any]


WRONG = "52억정도로"
PLAIN = (
    ("사업명", "담당부서", "총사업비(천원)", "국비(천원)", "비고"),
    (CCTV, "정보통신과", "5,224,000", "2612000", "전화 0312281234"),
    ("민원 제안 통합관리시스템", "시민봉사담당관", WRONG, "-", "2013-03-04"),
    ("홈페이지 개편", "", "120.5", "", "007"),
)
TITLED = (
    ("2013년도 본예산 정보화사업 현황",),
    ("", "", "", "(단위: 백만원)"),
    ("연번", "사업명", "사업비", "", "", "추진 상태"),
    ("", "", "계", "국비", "도비", ""),
    (1, CCTV, 5224, 2612, 2612, "추진 중"),
    (2, "민원 제안 통합관리시스템", 980, 0, 980, "새로"),
    ("", "합계", 6204, 2612, 3592, ""),
    ("※ 국비는 내시 기준",),
)
STACKED = (
    ("1. 본청", ""),
    ("사업명", "총사업비(천원)"),
    (CCTV, 5224000),
    ("", ""),
    ("2. 사업소 (단위: 백만원)", ""),
    ("사업명", "총사업비", "국비", "비고"),
    ("지리정보 DB 구축", "많음", 100, ""),
    ("사업명", "총사업비", "국비", "비고"),
    ("상수도 원격검침", 300, 100, "계속"),
)
OVER_ROWS = (
    ("연번", "사업명", "구분", "총사업비(천원)", "2013년"),
    (1, CCTV, "계", 5224000, 5224000),
    ("", "", "국비", 2612000, 2612000),
    ("", "", "도비", "절반", 2612000),
)
BY_DEPARTMENT = (
    ("부서", "사업명", "회계연도", "총사업비(원)"),
    ("정보통신과", CCTV, 2013, 5_224_000_000),
    ("", "홈페이지 개편", "내년", 500_000_000),
)
THEIR_OWN_COLUMN = (
    ("사업명", "오류", "총사업비(원)"),
    (CCTV, "없음", "약간"),
    ("오류", "오류", 500),  # a project that is called so
)
HOSTILE = (
    ("사업명", "총사업비(원)", '=HYPERLINK("http://x","a")'),
    ('=HYPERLINK("http://x","눌러")', "+1", "@SUM(A1)"),
    ("-포털", "=1+1", "\t=1"),
    ("_x003D_1+1", "#N/A", "-"),
)


def _ods() -> bytes:
    head = [ods_cell(text) for text in ("지자체", "사업명", "총사업비(천원)", "비고")]
    merged = ods_cell("경기도", 'table:number-rows-spanned="2"')
    return ods_of(
        ods_row(*head),
        ods_row(merged, ods_cell(CCTV), ods_cell("5224000"), ods_cell("계속")),
        ods_row(
            "<table:covered-table-cell/>", ods_cell("포털"), ods_cell("많음"), ods_cell("신규")
        ),
        name="2013년 사업",
    )


def _formulas() -> bytes:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>사업명</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>총사업비(원)</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>국비(원)</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{CCTV}</t></is></c>'
        '<c r="B2"><f>SUM(C2:C9)</f></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    return with_part(xlsx_of({"Sheet1": [["x"]]}), "xl/worksheets/sheet1.xml", sheet_xml(cells))


def _several() -> bytes:
    sheets = {
        "표지": [["2013년도 정보화사업"], ["단위", "백만원"]],
        "본예산": [["사업명", "총사업비", "추진 상태"], [CCTV, 5224, "어쩌면"]],
        "지난 자료": [["사업명", "총사업비"], ["옛 사업", "엉터리"]],
        "제1회 추경": [["사업명", "예산액"], ["홈페이지 개편", "늘림"]],
    }
    return xlsx_of(sheets, hidden="지난 자료")


RIGHT = 980_000
SAMPLES: dict[str, Sample] = {
    "csv": Sample(lambda: csv_of(PLAIN), {("CSV", "C3"): RIGHT}),
    "csv with a mark": Sample(lambda: csv_of(PLAIN, encoding="utf-8-sig"), {("CSV", "C3"): RIGHT}),
    "csv in CP949": Sample(lambda: csv_of(PLAIN, encoding="cp949"), {("CSV", "C3"): RIGHT}),
    "csv in UTF-16": Sample(lambda: csv_of(PLAIN, encoding="utf-16"), {("CSV", "C3"): RIGHT}),
    "tsv": Sample(lambda: csv_of(PLAIN, delimiter="\t"), {("탭으로 나눈 텍스트", "C3"): RIGHT}),
    "xlsx": Sample(lambda: xlsx_of({"사업": PLAIN}), {("사업", "C3"): RIGHT}),
    "xls": Sample(
        lambda: (Path(__file__).parent / "excel97.xls").read_bytes(), {("bt", "C5"): RIGHT}
    ),
    "ods with merged cells": Sample(_ods, {("2013년 사업", "C3"): 5}),
    "a header over two rows": Sample(
        lambda: xlsx_of({"현황": TITLED}, merged=["A1:F1", "A3:A4", "B3:B4", "C3:E3", "F3:F4"]),
        {("현황", "F6"): "계획"},
    ),
    "stacked tables": Sample(lambda: xlsx_of({"현황": STACKED}), {("현황", "B7"): 200}),
    "a project over several rows": Sample(
        lambda: xlsx_of({"투자계획": OVER_ROWS}), {("투자계획", "D4"): 2612000}
    ),
    "departments written once": Sample(
        lambda: xlsx_of({"부서별": BY_DEPARTMENT}, merged=["A2:A3"]), {("부서별", "C3"): 2013}
    ),
    "several sheets, a unit on the cover": Sample(
        _several, {("본예산", "C2"): "계획", ("제1회 추경", "B2"): 6000}
    ),
    "formulas without a value": Sample(_formulas, {("Sheet1", "B2"): 5, ("Sheet1", "C2"): 5}),
    "a column 오류 of their own": Sample(
        lambda: xlsx_of({"사업": THEIR_OWN_COLUMN}), {("사업", "C2"): 5}
    ),
    "what would run": Sample(
        lambda: csv_of(HOSTILE), {("CSV", "B2"): 1, ("CSV", "B3"): 2, ("CSV", "B4"): 3}
    ),
}
