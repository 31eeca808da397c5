"""Rows that are no project: sums, titles of groups, footnotes; and what is written only once."""

from tests.sheets.samples.sample import Sample

SAMPLES = [
    Sample(
        "department_in_its_subtotal",
        "The department stands in the row of its 소계 alone.",
        """
(단위: 천원)
부서|사업명|예산액|국비
총 계||1,000|300
정보통신과|소 계|600|300
|홈페이지 개편|400|300
|정보화교육|200|
총무과|소 계|400|
|기록관리 시스템|400|
""",
        told="""
sheet CSV | data | 2 | 천원 | A1
5 | 41460 | 정보통신과 | 홈페이지 개편 | 400,000 exact
  whole - plan 400,000
  national - plan 300,000
6 | 41460 | 정보통신과 | 정보화교육 | 200,000 exact
  whole - plan 200,000
8 | 41460 | 총무과 | 기록관리 시스템 | 400,000 exact
  whole - plan 400,000
skipped: 1 unit, 3 grand_total, 4 subtotal, 7 subtotal
sum C3: 1,000,000 =
sum D3: 300,000 =
sum C4: 600,000 =
sum D4: 300,000 =
sum C7: 400,000 =
warning taken-from-above A5
""",
    ),
    Sample(
        "subtotals_below",
        "소계 below its projects and 합계 at the end; one of them is wrong.",
        """
(단위: 천원)
부서|사업명|예산액
정보통신과|홈페이지 개편|400
정보통신과|정보화교육|200
정보통신과 소계||600
총무과|기록관리 시스템|400
총무과 소계||500
합계(3건)||1,000
""",
        told="""
sheet CSV | data | 2 | 천원 | A1
3 | 41460 | 정보통신과 | 홈페이지 개편 | 400,000 exact
  whole - plan 400,000
4 | 41460 | 정보통신과 | 정보화교육 | 200,000 exact
  whole - plan 200,000
6 | 41460 | 총무과 | 기록관리 시스템 | 400,000 exact
  whole - plan 400,000
skipped: 1 unit, 5 subtotal, 7 subtotal, 8 grand_total
sum C5: 600,000 =
sum C7: 500,000 ≠ 400,000
sum C8: 1,000,000 =
warning sum-differs C7
""",
    ),
    Sample(
        "written_once",
        "Hongseong writes the department once, then its projects.",
        """
부서|사업명|예산액(천원)
정보통신과|홈페이지 개편|400
|정보화교육|200
|무선인터넷|300
세무과|체납관리 시스템|100
""",
        told="""
sheet CSV | data | 1 | 천원 | C1
2 | 41460 | 정보통신과 | 홈페이지 개편 | 400,000 exact
  whole - plan 400,000
3 | 41460 | 정보통신과 | 정보화교육 | 200,000 exact
  whole - plan 200,000
4 | 41460 | 정보통신과 | 무선인터넷 | 300,000 exact
  whole - plan 300,000
5 | 41460 | 세무과 | 체납관리 시스템 | 100,000 exact
  whole - plan 100,000
warning taken-from-above A3
""",
    ),
    Sample(
        "as_above",
        '〃, " and 상동 for what the row above says, in any column.',
        """
시군|부서|사업명|사업비(천원)|사업기간
용인시|정보통신과|홈페이지 개편|500|2013.3~8
〃|〃|정보화교육|600|〃
평택시|상동|무선인터넷|700|위와 같음
""",
        told="""
sheet CSV | data | 1 | 천원 | D1
2 | 41460 | 정보통신과 | 홈페이지 개편 | 2013-03~2013-08 exact | 500,000 exact
3 | 41460 | 정보통신과 | 정보화교육 | 2013-03~2013-08 exact | 600,000 exact
4 | 41220 | 정보통신과 | 무선인터넷 | 2013-03~2013-08 exact | 700,000 exact
""",
        owner=None,
    ),
    Sample(
        "merged_downwards",
        "Cells merged downwards: 지자체, 부서, 기간; and one 총사업비 for two projects.",
        {
            "사업": """
지자체|부서|사업명|총사업비(천원)|사업기간
용인시|정보통신과|홈페이지 개편|500|2013.3~8
||정보화교육|600|
평택시|정보통신과|무선인터넷|700|2013
||무선랜 확충||
""",
        },
        told="""
sheet 사업 | data | 1 | 천원 | D1
2 | 41460 | 정보통신과 | 홈페이지 개편 | 2013-03~2013-08 exact | 500,000 exact
3 | 41460 | 정보통신과 | 정보화교육 | 2013-03~2013-08 exact | 600,000 exact
4 | 41220 | 정보통신과 | 무선인터넷 | 2013~2013 exact | 700,000 exact
5 | 41220 | 정보통신과 | 무선랜 확충 | unstated
warning merged-amount D5
""",
        owner=None,
        merged=(
            "A2:A3",
            "B2:B3",
            "E2:E3",
            "A4:A5",
            "B4:B5",
            "D4:D5",
        ),
    ),
    Sample(
        "groups_between",
        "Titles of groups between the projects.",
        """
(단위: 천원)
연번|사업명|총사업비
|□ 신규사업|
1|홈페이지 개편|500
<계속사업>||
2|CCTV 통합관제센터 설치|5,224,000
""",
        told="""
sheet CSV | data | 2 | 천원 | A1
4 | 41460 | 홈페이지 개편 | 500,000 exact
6 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
skipped: 1 unit, 3 note, 5 note
""",
    ),
    Sample(
        "footnotes",
        "Marks of footnotes at names and amounts, and the footnotes below.",
        """
사업명|총사업비(천원)|비고
○ 홈페이지 개편1)|12,345(주3)|
정보화교육*|5,000주1)|
무선인터넷|600 ====|
※ 국비는 확정내시 기준||
주) 부가세 포함||
1) 2단계 사업임||
□ 작성: 정보통신과||
- 끝 -||
""",
        told="""
sheet CSV | data | 1 | 천원 | B1
2 | 41460 | 홈페이지 개편 | 12,345,000 exact
3 | 41460 | 정보화교육 | 5,000,000 exact
4 | 41460 | 무선인터넷 | 600,000 exact
skipped: 5 footnote, 6 footnote, 7 note, 8 note, 9 footnote
""",
    ),
    Sample(
        "sums_of_groups",
        "The title of a group holds the sum of its projects.",
        """
구분|사업명|사업비(천원)
총 합 계||1,000
Ⅰ. 정보화||600
1|홈페이지 개편|400
2|정보화교육|200
Ⅱ. 통신||400
1|무선인터넷|400
""",
        told="""
sheet CSV | data | 1 | 천원 | C1
4 | 41460 | 홈페이지 개편 | 400,000 exact
5 | 41460 | 정보화교육 | 200,000 exact
7 | 41460 | 무선인터넷 | 400,000 exact
skipped: 2 grand_total, 3 subtotal, 6 subtotal
sum C2: 1,000,000 =
sum C3: 600,000 =
sum C6: 400,000 =
warning unknown-column A1
""",
    ),
    Sample(
        "year_written_once",
        "The year once, then the projects of that year.",
        """
(단위: 백만원)
연도|사업명|예산액
2013|홈페이지 개편|500
|정보화교육|600
|무선인터넷|700
2014|CCTV 통합관제센터 설치|5,224
""",
        told="""
sheet CSV | data | 2 | 백만원 | A1
3 | 41460 | 홈페이지 개편 | 2013 | 500,000,000 exact
  whole 2013 plan 500,000,000
4 | 41460 | 정보화교육 | 2013 | 600,000,000 exact
  whole 2013 plan 600,000,000
5 | 41460 | 무선인터넷 | 2013 | 700,000,000 exact
  whole 2013 plan 700,000,000
6 | 41460 | CCTV 통합관제센터 설치 | 2014 | 5,224,000,000 exact
  whole 2014 plan 5,224,000,000
skipped: 1 unit
warning taken-from-above A4
""",
    ),
]
