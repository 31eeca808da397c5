"""Who owns a project, who takes part in it, who answers the telephone."""

from tests.sheets.samples.sample import Sample

SAMPLES = [
    Sample(
        "whose_시비",
        "시비 is the city's own in 용인시, and the metropolitan city's in 강남구, 기장군 and 세종.",
        """
지자체|사업명|회계연도|총사업비(천원)|시비
경기도 용인시|홈페이지 개편|2013|500|500
서울 강남구|홈페이지 개편|2013|500|500
부산 기장군|홈페이지 개편|2013|500|500
인천 강화군|홈페이지 개편|2013|500|500
대구 군위군|홈페이지 개편|2024|500|500
세종시|홈페이지 개편|2013|500|500
제주도|홈페이지 개편|2013|500|500
""",
        told="""
sheet CSV | data | 1 | 천원 | D1
2 | 41460 | 홈페이지 개편 | 2013 | 500,000 exact
  municipal 2013 plan 500,000
3 | 11680 | 홈페이지 개편 | 2013 | 500,000 exact
  provincial 2013 plan 500,000
4 | 26710 | 홈페이지 개편 | 2013 | 500,000 exact
  provincial 2013 plan 500,000
5 | 28710 | 홈페이지 개편 | 2013 | 500,000 exact
  provincial 2013 plan 500,000
6 | 27720 | 홈페이지 개편 | 2024 | 500,000 exact
  provincial 2024 plan 500,000
7 | 36 | 홈페이지 개편 | 2013 | 500,000 exact
  provincial 2013 plan 500,000
8 | 50 | 홈페이지 개편 | 2013 | 500,000 exact
  provincial 2013 plan 500,000
""",
        owner=None,
    ),
    Sample(
        "places",
        "Names without their province, offices, 일반구, 교육청, names of another year.",
        """
지자체|사업명|회계연도
중구|홈페이지 개편|2013
용인시 수지구|홈페이지 개편|2013
경기도 교육청|홈페이지 개편|2013
여주군|홈페이지 개편|2013
여주시|정보화교육|2013
강원도|홈페이지 개편|2023
전북특별자치도|홈페이지 개편|2024
서울시 본청|홈페이지 개편|2013
가나시|홈페이지 개편|2013
""",
        told="""
sheet CSV | data | 1
2 | nobody | 홈페이지 개편 | 2013 | unstated
3 | 41460 | 홈페이지 개편 | 2013 | unstated
4 | nobody | 홈페이지 개편 | 2013 | unstated
5 | 41730 | 홈페이지 개편 | 2013 | unstated
6 | 41670 | 정보화교육 | 2013 | unstated
7 | 42 | 홈페이지 개편 | 2023 | unstated
8 | 52 | 홈페이지 개편 | 2024 | unstated
9 | 11 | 홈페이지 개편 | 2013 | unstated
10 | nobody | 홈페이지 개편 | 2013 | unstated
error ambiguous-place A2
error not-a-government A4
error unknown-place A10
""",
        owner=None,
    ),
    Sample(
        "provinces_apart",
        "The province in a column of its own, its own office as 도본청.",
        """
시도|시군구|사업명
경기|용인시|홈페이지 개편
서울|강남구|홈페이지 개편
경기도|도본청|홈페이지 개편
""",
        told="""
sheet CSV | data | 1
2 | 41460 | 홈페이지 개편 | unstated
3 | 11680 | 홈페이지 개편 | unstated
4 | 41 | 홈페이지 개편 | unstated
""",
        owner=None,
    ),
    Sample(
        "those_who_take_part",
        "Participants: a list, 등 12개 공공기관, 외 29개, 도내 31개 시·군.",
        """
사업명|참여기관
CCTV 통합관제센터 설치|용인시·평택시·김포시·하남시·동두천시
공공기관 정보시스템 통합 구축|경기관광공사 등 12개 공공기관
홈페이지 개편|용인시(주관) 외 29개
정보화교육|도내 31개 시·군
무선인터넷|없음
""",
        told="""
sheet CSV | data | 1
2 | 41 | CCTV 통합관제센터 설치 | unstated | 41460, 41220, 41570, 41450, 41250
3 | 41 | 공공기관 정보시스템 통합 구축 | unstated | 경기관광공사 | 12 bodies
4 | 41 | 홈페이지 개편 | unstated | 41460 | 29 bodies
5 | 41 | 정보화교육 | unstated | 31 bodies
6 | 41 | 무선인터넷 | unstated
""",
        owner="41",
    ),
    Sample(
        "telephones",
        "The telephone number, and the official who answers it, in the cell of the department.",
        """
사업명|담당부서(연락처)
홈페이지 개편|정보통신과⏎(031-324-2114)
정보화교육|정보통신과 홍길동(☎2114)
무선인터넷|상수도본부 지리정보과(02-3146-1114~5)
재난안전망|안전총괄과(내선 2114)
""",
        told="""
sheet CSV | data | 1
2 | 41460 | 정보통신과 | 홈페이지 개편 | unstated
3 | 41460 | 정보통신과 | 정보화교육 | unstated
4 | 41460 | 상수도본부 지리정보과 | 무선인터넷 | unstated
5 | 41460 | 안전총괄과 | 재난안전망 | unstated
""",
    ),
]
