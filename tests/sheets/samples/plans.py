"""Plans over several years, and projects that take several rows."""

from tests.sheets.samples.sample import Sample

SAMPLES = [
    Sample(
        "years_and_sources",
        "남양주's pledge tables: 계 and one row for each source, 기투자 and 임기후 around the years.",
        """
연차별 투자계획||||||||(단위: 백만원)
연번|사업명|구분|총사업비|기투자|2013년|2014년|2015년|향후
1|CCTV 통합관제센터 설치|계|5,224|1,000|2,000|1,224|1,000|
||국비|2,612|500|1,000|612|500|
||시비|2,612|500|1,000|612|500|
2|홈페이지 개편|계|900|-|500|400|-|-
||시비|900|-|500|400|-|-
""",
        told="""
sheet CSV | data | 2 | 백만원 | I1
3+4+5 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
  whole 2013 plan 2,000,000,000
  whole 2014 plan 1,224,000,000
  whole 2015 plan 1,000,000,000
  national - plan 2,612,000,000
  national 2013 plan 1,000,000,000
  national 2014 plan 612,000,000
  national 2015 plan 500,000,000
  municipal - plan 2,612,000,000
  municipal 2013 plan 1,000,000,000
  municipal 2014 plan 612,000,000
  municipal 2015 plan 500,000,000
6+7 | 41460 | 홈페이지 개편 | 900,000,000 exact
  whole 2013 plan 500,000,000
  whole 2014 plan 400,000,000
  municipal - plan 900,000,000
  municipal 2013 plan 500,000,000
  municipal 2014 plan 400,000,000
skipped: 1 unit, 4 continuation, 5 continuation, 7 continuation
""",
    ),
    Sample(
        "sums_by_source",
        "The 합계 of such a plan has a row for each source as well.",
        """
(단위: 백만원)
사업명|구분|총사업비|2013년|2014년
CCTV 통합관제센터 설치|계|5,224|2,000|3,224
|국비|2,612|1,000|1,612
|시비|2,612|1,000|1,612
홈페이지 개편|시비|900|500|400
합계|계|6,124|2,500|3,624
|국비|2,612|1,000|1,612
|시비|3,512|1,500|2,000
""",
        told="""
sheet CSV | data | 2 | 백만원 | A1
3+4+5 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
  whole 2013 plan 2,000,000,000
  whole 2014 plan 3,224,000,000
  national - plan 2,612,000,000
  national 2013 plan 1,000,000,000
  national 2014 plan 1,612,000,000
  municipal - plan 2,612,000,000
  municipal 2013 plan 1,000,000,000
  municipal 2014 plan 1,612,000,000
6 | 41460 | 홈페이지 개편 | unstated
  municipal - plan 900,000,000
  municipal 2013 plan 500,000,000
  municipal 2014 plan 400,000,000
skipped: 1 unit, 4 continuation, 5 continuation, 7 grand_total, 8 grand_total, 9 grand_total
sum C7: 6,124,000,000 =
sum D7: 2,500,000,000 =
sum E7: 3,624,000,000 =
sum C8: 2,612,000,000 =
sum D8: 1,000,000,000 =
sum E8: 1,612,000,000 =
sum C9: 3,512,000,000 =
sum D9: 1,500,000,000 =
sum E9: 2,000,000,000 ≠ 2,012,000,000
warning sum-differs E9
""",
    ),
    Sample(
        "years_that_miss_the_total",
        "기투자, the years and 향후 should make up 총사업비; in this one they do not.",
        """
사업명|총사업비(백만원)|기투자|2013년|향후투자
CCTV 통합관제센터 설치|5,224|1,000|2,000|2,224
홈페이지 개편|900|100|500|400
""",
        told="""
sheet CSV | data | 1 | 백만원 | B1
2 | 41460 | CCTV 통합관제센터 설치 | 2013 | 5,224,000,000 exact
  whole 2013 plan 2,000,000,000
3 | 41460 | 홈페이지 개편 | 2013 | 900,000,000 exact
  whole 2013 plan 500,000,000
""",
    ),
    Sample(
        "years_in_the_bounds",
        "The first and the last column of a plan say 까지 and 이후.",
        """
사업명|사업기간|총사업비(백만원)|2012년까지|2013|2014|2015 이후
홈페이지 통폐합 시스템 구축|2013.3~2015.12|4,000|-|1,800|1,200|1,000
""",
        told="""
sheet CSV | data | 1 | 백만원 | C1
2 | 41 | 홈페이지 통폐합 시스템 구축 | 2013-03~2015-12 exact | 4,000,000,000 exact
  whole 2013 plan 1,800,000,000
  whole 2014 plan 1,200,000,000
""",
        owner="41",
    ),
    Sample(
        "a_year_a_row",
        "A continuing project: its name once, then a row for each year.",
        """
사업명|부서|회계연도|예산액(천원)
CCTV 통합관제센터 설치|정보통신과|2013|500,000
||2014|600,000
홈페이지 개편|정보통신과|2013|50,000
""",
        told="""
sheet CSV | data | 1 | 천원 | D1
2 | 41460 | 정보통신과 | CCTV 통합관제센터 설치 | 2013 | 500,000,000 exact
  whole 2013 plan 500,000,000
3 | 41460 | 정보통신과 | CCTV 통합관제센터 설치 | 2014 | 600,000,000 exact
  whole 2014 plan 600,000,000
4 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 50,000,000 exact
  whole 2013 plan 50,000,000
warning taken-from-above A3
""",
    ),
    Sample(
        "name_merged_over_its_sources",
        "The name is merged over the rows of its sources, and no row says 계.",
        {
            "사업": """
사업명|재원|금액(천원)
CCTV 통합관제센터 설치|국비|2,612,000
|도비|1,306,000
|시비|1,306,000
합계||5,224,000
""",
        },
        told="""
sheet 사업 | data | 1 | 천원 | C1
2+3+4 | 41460 | CCTV 통합관제센터 설치 | unstated
  national - plan 2,612,000,000
  provincial - plan 1,306,000,000
  municipal - plan 1,306,000,000
skipped: 3 continuation, 4 continuation, 5 grand_total
sum C5: 5,224,000,000 =
""",
        merged=("A2:A4",),
    ),
    Sample(
        "years_over_sources",
        "Three header rows: the group, the year, the source; the unit stands in the group.",
        {
            "계획": """
연번|사업명|연차별 투자계획 (단위: 백만원)||||
||2013년||2014년||향후
||국비|시비|국비|시비|
1|CCTV 통합관제센터 설치|1,000|1,000|612|612|2,000
""",
        },
        told="""
sheet 계획 | data | 1-2-3 | 백만원 | G3
4 | 41460 | CCTV 통합관제센터 설치 | unstated
  national 2013 plan 1,000,000,000
  municipal 2013 plan 1,000,000,000
  national 2014 plan 612,000,000
  municipal 2014 plan 612,000,000
""",
        merged=(
            "A1:A3",
            "B1:B3",
            "C1:G1",
            "C2:D2",
            "E2:F2",
            "G2:G3",
        ),
    ),
]
