"""Files as programs save them: the container is the habit."""

from pathlib import Path

from tests.sheets.samples.sample import Sample

SAMPLES = [
    Sample(
        "excel_2003",
        "Excel 97–2003, still what budget offices send: merged cells, dates, formulas with values, a hidden sheet.",
        Path("office_2003.xls"),
        told="""
sheet 2013 본예산 | data | 3-4 | 백만원 | I2 | 2013 | original
sheet 코드 | hidden
sheet 참고 | skipped
5 | 41460 | 정보통신과 | CCTV 통합관제센터 설치 | 2013 | 2013-03-04~2013-12-31 exact | 5,224,000,000 exact | note 신규
  national - plan 2,612,000,000
  municipal - plan 2,612,000,000
6 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 2013-05-01~2013-08-30 exact | 500,000,000 exact | note 계속
  national - plan 0
  municipal - plan 500,000,000
8 | 41460 | 세무과 | 체납관리 시스템 | 2013 | 2013-01-02~2013-02-28 exact | 1,240,000,000 exact | note 계속
  municipal - plan 1,240,000,000
skipped: 1 title, 2 unit, 7 subtotal, 9 grand_total, 10 footnote
sum F7: 5,724,000,000 =
sum G7: 2,612,000,000 =
sum H7: 3,112,000,000 =
sum F9: 6,964,000,000 =
sum G9: 2,612,000,000 =
sum H9: 4,352,000,000 =
""",
    ),
    Sample(
        "opendocument",
        "The same in OpenDocument, whose merged cells calamine does not tell.",
        Path("office.ods"),
        told="""
sheet 2013 본예산 | data | 3-4 | 백만원 | I2 | 2013 | original
sheet 코드 | hidden
sheet 참고 | skipped
5 | 41460 | 정보통신과 | CCTV 통합관제센터 설치 | 2013 | 2013-03-04~2013-12-31 exact | 5,224,000,000 exact | note 신규
  national - plan 2,612,000,000
  municipal - plan 2,612,000,000
6 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 2013-05-01~2013-08-30 exact | 500,000,000 exact | note 계속
  national - plan 0
  municipal - plan 500,000,000
8 | 41460 | 세무과 | 체납관리 시스템 | 2013 | 2013-01-02~2013-02-28 exact | 1,240,000,000 exact | note 계속
  municipal - plan 1,240,000,000
skipped: 1 title, 2 unit, 7 subtotal, 9 grand_total, 10 footnote
sum F7: 5,724,000,000 =
sum G7: 2,612,000,000 =
sum H7: 3,112,000,000 =
sum F9: 6,964,000,000 =
sum G9: 2,612,000,000 =
sum H9: 4,352,000,000 =
""",
    ),
    Sample(
        "office_xlsx",
        "The same as xlsx.",
        Path("office.xlsx"),
        told="""
sheet 2013 본예산 | data | 3-4 | 백만원 | I2 | 2013 | original
sheet 코드 | hidden
sheet 참고 | skipped
5 | 41460 | 정보통신과 | CCTV 통합관제센터 설치 | 2013 | 2013-03-04~2013-12-31 exact | 5,224,000,000 exact | note 신규
  national - plan 2,612,000,000
  municipal - plan 2,612,000,000
6 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 2013-05-01~2013-08-30 exact | 500,000,000 exact | note 계속
  national - plan 0
  municipal - plan 500,000,000
8 | 41460 | 세무과 | 체납관리 시스템 | 2013 | 2013-01-02~2013-02-28 exact | 1,240,000,000 exact | note 계속
  municipal - plan 1,240,000,000
skipped: 1 title, 2 unit, 7 subtotal, 9 grand_total, 10 footnote
sum F7: 5,724,000,000 =
sum G7: 2,612,000,000 =
sum H7: 3,112,000,000 =
sum F9: 6,964,000,000 =
sum G9: 2,612,000,000 =
sum H9: 4,352,000,000 =
""",
    ),
    Sample(
        "windows_csv",
        "CSV from Korean Windows: CP949 with syllables that EUC-KR lacks.",
        Path("windows_cp949.csv"),
        told="""
sheet CSV | data | 3 | 천원 | D2 | 2013
4 | 41460 | 정보통신과 | 똠방각하 뷁 안내시스템 | 2013 | 1,240,000,000 exact
  whole 2013 plan 1,240,000,000
  national 2013 plan 620,000,000
  municipal 2013 plan 620,000,000
5 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 500,000,000 exact
  whole 2013 plan 500,000,000
  municipal 2013 plan 500,000,000
skipped: 1 title, 2 unit, 6 grand_total
sum D6: 1,740,000,000 =
sum E6: 620,000,000 =
sum F6: 1,120,000,000 =
""",
    ),
    Sample(
        "unicode_text",
        'Excel\'s "유니코드 텍스트": UTF-16 with tabs.',
        Path("unicode_text.txt"),
        told="""
sheet 탭으로 나눈 텍스트 | data | 3 | 천원 | D2 | 2013
4 | 41460 | 정보통신과 | 똠방각하 뷁 안내시스템 | 2013 | 1,240,000,000 exact
  whole 2013 plan 1,240,000,000
  national 2013 plan 620,000,000
  municipal 2013 plan 620,000,000
5 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 500,000,000 exact
  whole 2013 plan 500,000,000
  municipal 2013 plan 500,000,000
skipped: 1 title, 2 unit, 6 grand_total
sum D6: 1,740,000,000 =
sum E6: 620,000,000 =
sum F6: 1,120,000,000 =
""",
    ),
    Sample(
        "csv_utf8",
        'Excel\'s "CSV UTF-8": a byte order mark before the first heading.',
        Path("excel_utf8.csv"),
        told="""
sheet CSV | data | 3 | 천원 | D2 | 2013
4 | 41460 | 정보통신과 | 똠방각하 뷁 안내시스템 | 2013 | 1,240,000,000 exact
  whole 2013 plan 1,240,000,000
  national 2013 plan 620,000,000
  municipal 2013 plan 620,000,000
5 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 500,000,000 exact
  whole 2013 plan 500,000,000
  municipal 2013 plan 500,000,000
skipped: 1 title, 2 unit, 6 grand_total
sum D6: 1,740,000,000 =
sum E6: 620,000,000 =
sum F6: 1,120,000,000 =
""",
    ),
]
