"""Where things stand: titles, units, headers, sums, groups and footnotes."""

from tests.sheets.samples.sample import Sample

SAMPLES = [
    Sample(
        "title_and_unit_in_one_row",
        "The title on the left and the unit on the right of one row, right above the header.",
        """
2013년도 본예산|||(단위: 천원)
사업명|총사업비|국비|비고
CCTV 통합관제센터 설치|5,224,000|2,612,000|신규
""",
        told="""
sheet CSV | data | 2 | 천원 | D1 | 2013 | original
3 | 41460 | CCTV 통합관제센터 설치 | 2013 | 5,224,000,000 exact | note 신규
  national 2013 original 2,612,000,000
skipped: 1 unit
""",
    ),
    Sample(
        "units_below_the_headings",
        "A row of (대) and (천원) below the headings.",
        """
사업명|사업량|총사업비|국비|시비
|(대)|(천원)|(천원)|(천원)
CCTV 통합관제센터 설치|96|5,224,000|2,612,000|2,612,000
""",
        told="""
sheet CSV | data | 1-2 | 천원 | C2
3 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
  national - plan 2,612,000,000
  municipal - plan 2,612,000,000
""",
    ),
    Sample(
        "unit_below_the_header",
        "The unit at the right end of the row below the header.",
        """
사업명|총사업비|비고
||(단위: 백만원)
CCTV 통합관제센터 설치|5,224|
""",
        told="""
sheet CSV | data | 1-2 | 백만원 | C2
3 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
""",
    ),
    Sample(
        "unit_of_every_block",
        "Several tables in a sheet, each with a unit of its own.",
        """
가. 신규사업|(단위: 천원)
사업명|총사업비
홈페이지 개편|500,000
|
나. 계속사업|(단위: 백만원)
사업명|총사업비|국비
CCTV 통합관제센터 설치|5,224|2,612
소계|5,224|2,612
""",
        told="""
sheet CSV | data | 2 | 천원 | B1
3 | 41460 | 홈페이지 개편 | 500,000,000 exact
7 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
  national - plan 2,612,000,000
skipped: 1 unit, 4 blank, 5 unit, 8 subtotal
sum B8: 5,224,000,000 =
sum C8: 2,612,000,000 =
""",
    ),
    Sample(
        "letters_apart",
        "Letters spaced out, and headings broken to fit their narrow columns.",
        """
( 단 위 : 백 만 원 )
연 번|사⏎업⏎명|소 관 부 서|총 사 업 비|국⏎비|비 고
1|홈페이지 개편|정보통신과|500|250|
""",
        told="""
sheet CSV | data | 2 | 백만원 | A1
3 | 41460 | 정보통신과 | 홈페이지 개편 | 500,000,000 exact
  national - plan 250,000,000
skipped: 1 unit
""",
    ),
    Sample(
        "merged_header",
        "Three header rows, merged: 총사업비 over 지방비 over 도비 and 시비.",
        {
            "사업": """
연번|사업명|총사업비(백만원)||||비고
||계|국비|지방비||
||||도비|시비|
1|CCTV 통합관제센터 설치|5,224|2,612|1,306|1,306|신규
""",
        },
        told="""
sheet 사업 | data | 1-2-3 | 백만원 | C3
4 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact | note 신규
  national - plan 2,612,000,000
  provincial - plan 1,306,000,000
  municipal - plan 1,306,000,000
""",
        merged=(
            "A1:A3",
            "B1:B3",
            "C1:F1",
            "C2:C3",
            "D2:D3",
            "E2:F2",
            "G1:G3",
        ),
    ),
    Sample(
        "repeated_header",
        "A report tool repeats the words instead of merging, and the header on every page.",
        """
사업명|사업비(백만원)|사업비(백만원)
사업명|계|국비
홈페이지 개편|500|250
사업명|사업비(백만원)|사업비(백만원)
사업명|계|국비
CCTV 통합관제센터 설치|5,224|2,612
""",
        told="""
sheet CSV | data | 1-2 | 백만원 | B2
3 | 41460 | 홈페이지 개편 | 500,000,000 exact
  national - plan 250,000,000
6 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
  national - plan 2,612,000,000
skipped: 4 repeated_header, 5 repeated_header
""",
    ),
    Sample(
        "sheets_around",
        "A cover with the unit, a summary, a sheet of codes: only one sheet holds projects.",
        {
            "표지": """
2013년 정보화사업 추진계획
단위|백만원
""",
            "총괄": """
구분|건수|사업비
신규|3|500
계속|4|600
""",
            "세부": """
연번|사업명|사업비
1|CCTV 통합관제센터 설치|5,224
""",
        },
        told="""
sheet 표지 | skipped
sheet 총괄 | skipped
sheet 세부 | data | 1 | 백만원
2 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
""",
    ),
]
