"""Budgets: 본예산 and 추경 in sheets, columns and rows, 이월, 현액 and 결산."""

from tests.sheets.samples.sample import Sample

SAMPLES = [
    Sample(
        "stage_in_a_column",
        'Pohang\'s export of the budget system: 본예산 and 추경 in one column, a column called ".".',
        """
2013년도 세출예산|||||||(단위:천원)
회계연도|예산구분|단위사업명|세부사업명|부서명|통계목|예산액|비교증감|국고보조금|지특보조금|도비보조금|시비|지방채|.
2013|본예산|행정정보화|홈페이지 운영|정보통신과|01|500|△100|100|50|50|300|0|
2013|추경1|행정정보화|홈페이지 운영|정보통신과|01|600|100|100|50|50|400|0|
2013|성립전|재난|재난 안전망|안전총괄과|01|70|70|70||||0|
""",
        told="""
sheet CSV | data | 2 | 천원 | H1 | 2013
3 | 41460 | 정보통신과 | 홈페이지 운영 | 2013 | 500,000 exact
  whole 2013 original 500,000
  subsidy 2013 original 100,000
  balanced 2013 original 50,000
  provincial_subsidy 2013 original 50,000
  municipal 2013 original 300,000
  bond 2013 original 0
4 | 41460 | 정보통신과 | 홈페이지 운영 | 2013 | 600,000 exact
  whole 2013 supplementary1 600,000
  subsidy 2013 supplementary1 100,000
  balanced 2013 supplementary1 50,000
  provincial_subsidy 2013 supplementary1 50,000
  municipal 2013 supplementary1 400,000
  bond 2013 supplementary1 0
5 | 41460 | 안전총괄과 | 재난 안전망 | 2013 | 70,000 exact
  whole 2013 supplementary 70,000
  subsidy 2013 supplementary 70,000
  bond 2013 supplementary 0
skipped: 1 unit
""",
    ),
    Sample(
        "changes_under_a_group",
        "The same sources once more under 조정증감, which are changes and no money.",
        {
            "추경1회": """
회계연도|세부사업명|기정액|경정조정액|조정증감||
||||국고보조금|도비보조금|시비
2013|홈페이지 운영|500|600|50|50|0
""",
        },
        told="""
sheet 추경1회 | data | 1-2 | 천원 | supplementary
3 | 41460 | 홈페이지 운영 | 2013 | 600,000 exact
  whole 2013 supplementary1 600,000
""",
        how={"unit": 1000},
        merged=(
            "A1:A2",
            "B1:B2",
            "C1:C2",
            "D1:D2",
            "E1:G1",
        ),
    ),
    Sample(
        "stages_side_by_side",
        "본예산 and 추경 side by side; only the first names the year.",
        """
(단위: 천원)
사업명|2013 본예산|||제1회 추경|||비교증감
|계|국비|시비|계|국비|시비|
CCTV 통합관제센터 설치|500|250|250|600|300|300|100
""",
        told="""
sheet CSV | data | 2-3 | 천원 | A1
4 | 41460 | CCTV 통합관제센터 설치 | 2013 | 600,000 exact
  whole 2013 original 500,000
  national 2013 original 250,000
  municipal 2013 original 250,000
  whole 2013 supplementary1 600,000
  national 2013 supplementary1 300,000
  municipal 2013 supplementary1 300,000
skipped: 1 unit
""",
    ),
    Sample(
        "stages_without_groups",
        "A report tool lost the groups: 국비 and 시비 belong to the amount left of them.",
        """
(단위: 백만원)
사업명|총사업비|요구액|국비|시비|조정액|국비|시비|본예산|국비|시비
CCTV 통합관제센터 설치|5,224|2,000|1,000|1,000|1,500|750|750|1,400|700|700
""",
        told="""
sheet CSV | data | 2 | 백만원 | A1
3 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
  whole - original 1,400,000,000
  national - original 700,000,000
  municipal - original 700,000,000
skipped: 1 unit
""",
    ),
    Sample(
        "stages_in_sheets",
        "본예산 and 추경 in sheets of their own, the unit in the name of the sheet.",
        {
            "2013 본예산(천원)": """
부서|사업명|예산액
정보통신과|홈페이지 개편|500
""",
            "2013 추경1회(백만원)": """
부서|사업명|예산액
정보통신과|홈페이지 개편|1
""",
        },
        told="""
sheet 2013 본예산(천원) | data | 1 | 천원 | 2013 | original
sheet 2013 추경1회(백만원) | data | 1 | 백만원 | 2013 | supplementary
2 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 500,000 exact
  whole 2013 original 500,000
2 | 41460 | 정보통신과 | 홈페이지 개편 | 2013 | 1,000,000 exact
  whole 2013 supplementary1 1,000,000
""",
    ),
    Sample(
        "settlement",
        "A table of settlement: 예산현액, what was spent, what is left.",
        """
2012년도 세입세출 결산 (단위: 원)
사업명|예산현액|지출액|다음연도이월액|집행잔액
CCTV 통합관제센터 설치|524,000,000|500,000,000|20,000,000|4,000,000
""",
        told="""
sheet CSV | data | 2 | 원 | A1 | 2012 | settled
3 | 41460 | CCTV 통합관제센터 설치 | 2012 | unstated
  whole 2012 current 524,000,000
  whole 2012 spent 500,000,000
skipped: 1 unit
warning unknown-column E2
""",
    ),
    Sample(
        "carried_over",
        "Hongseong's list: 총 계 and 부 서 별 소 계 above, 국비 and 군비 split the 이월액.",
        """
2012년도 명시이월사업 조서
|||||||(단위:원)
부서|정책|단위|세부|통계목|예산액|다음연도이월액|국비|군비|이월사유
총 계|||||3,000|1,500|500|500|
부 서 별 소 계|||||3,000|1,500|500|500|
정보통신과|정보화|행정정보|CCTV 통합관제센터(성립전)|시설비|1,000|500|500|0|절대공기 부족
정보통신과|정보화|행정정보|홈페이지 개편|시설비|2,000|1,000|0|500|절대공기 부족
""",
        told="""
sheet CSV | data | 3 | 원 | H2 | 2012
6 | 44800 | 정보통신과 | CCTV 통합관제센터(성립전) | 2012 | 1,000 exact
  whole 2012 plan 1,000
7 | 44800 | 정보통신과 | 홈페이지 개편 | 2012 | 2,000 exact
  whole 2012 plan 2,000
skipped: 1 title, 2 unit, 4 grand_total, 5 subtotal
sum F4: 3,000 =
sum F5: 3,000 =
""",
        owner="44800",
    ),
    Sample(
        "open_data",
        "지방재정365: won, 예산현액 with its sources, 편성액 and 지출액 in one row.",
        """
회계연도|자치단체명|세부사업명|예산현액|국비|시도비|시군구비|기타|지출액|편성액
2016|경기용인시|홈페이지 운영|500000|100000|100000|300000|0|450000|480000
""",
        told="""
sheet CSV | data | 1 | 원
2 | 41460 | 홈페이지 운영 | 2016 | 480,000 exact
  whole 2016 current 500,000
  national 2016 current 100,000
  provincial 2016 current 100,000
  municipal 2016 current 300,000
  other 2016 current 0
  whole 2016 spent 450,000
  whole 2016 original 480,000
""",
        owner=None,
        how={"unit": 1},
    ),
    Sample(
        "amounts_before_and_after",
        "A supplementary budget: 기정액 before it, 경정액 after it.",
        """
2013년 제1회 추가경정예산 (단위: 천원)
부서|세부사업명|기정액|경정액|비교증감
정보통신과|CCTV 통합관제센터 설치|500,000|600,000|100,000
""",
        told="""
sheet CSV | data | 2 | 천원 | A1 | 2013 | supplementary
3 | 41460 | 정보통신과 | CCTV 통합관제센터 설치 | 2013 | 600,000,000 exact
  whole 2013 supplementary1 600,000,000
skipped: 1 unit
""",
    ),
]
