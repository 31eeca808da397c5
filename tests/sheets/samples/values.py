"""What stands in a cell: amounts, shares, places, periods, telephone numbers."""

from datetime import date

from tests.sheets.samples.sample import Sample

SAMPLES = [
    Sample(
        "amounts_in_words",
        "A newspaper's ways to state a total.",
        """
사업명|총사업비(백만원)
CCTV 통합관제센터 설치|52억2400만원(국비 26억1200만원 포함)
지능형교통체계|27억9600만원(국비 4억8800만원, 시비 23억 800만원)
홈페이지 개편|5억여원
홈페이지 통폐합|약 5억원
행정정보 통합|6조9768억4706만원
정보시스템 통합|5억∼7억원
DB 정확도 개선|예산 미확정, 예비타당성 결과 65억원
정보화교육|비예산
무선인터넷|미정
주민 정보화|0.8억
정보화마을|12백만원
재난안전망|-
도로명주소|0
""",
        told="""
sheet CSV | data | 1 | 백만원 | B1
2 | 41460 | CCTV 통합관제센터 설치 | 5,224,000,000 exact
  national - plan 2,612,000,000
3 | 41460 | 지능형교통체계 | 2,796,000,000 exact
  national - plan 488,000,000
  municipal - plan 2,308,000,000
4 | 41460 | 홈페이지 개편 | 500,000,000 about from 500,000,000
5 | 41460 | 홈페이지 통폐합 | 500,000,000 about
6 | 41460 | 행정정보 통합 | 6,976,847,060,000 exact
7 | 41460 | 정보시스템 통합 | range from 500,000,000 to 700,000,000
8 | 41460 | DB 정확도 개선 | undecided | estimate 6,500,000,000
9 | 41460 | 정보화교육 | none
10 | 41460 | 무선인터넷 | undecided
11 | 41460 | 주민 정보화 | 80,000,000 exact
12 | 41460 | 정보화마을 | 12,000,000 exact
13 | 41460 | 재난안전망 | unstated
14 | 41460 | 도로명주소 | 0 exact
""",
    ),
    Sample(
        "shares",
        "도비 30 %, 시비 70 %: of an exact total they are won, of another they stay in the note.",
        """
사업명|총사업비|국비|시비
홈페이지 개편|10억원(도비 30%, 시비 70%)||
정보화교육|10억원|30%|70%
무선인터넷|약 10억원(도비 30%)||
재난안전망|국비 50%||
""",
        told="""
sheet CSV | data | 1
2 | 41460 | 홈페이지 개편 | 1,000,000,000 exact
  provincial - plan 300,000,000
  municipal - plan 700,000,000
3 | 41460 | 정보화교육 | 1,000,000,000 exact
  national - plan 300,000,000
  municipal - plan 700,000,000
4 | 41460 | 무선인터넷 | 1,000,000,000 about | note 도비 30%
5 | 41460 | 재난안전망 | unstated | note 국비 50%
warning share-computed B2
warning share-computed B2
warning share-computed C3
warning share-computed D3
warning share-kept B4
warning share-kept B5
""",
    ),
    Sample(
        "letters_for_sources",
        "A budget book says 국, 도 and 시 with one letter each.",
        """
사업명|총사업비(백만원)
CCTV 통합관제센터 설치|1,000 (국300 도200 시500)
""",
        told="""
sheet CSV | data | 1 | 백만원 | B1
2 | 41460 | CCTV 통합관제센터 설치 | 1,000,000,000 exact
  national - plan 300,000,000
  provincial - plan 200,000,000
  municipal - plan 500,000,000
""",
    ),
    Sample(
        "two_amounts",
        "Alternatives with two amounts: which is meant is never guessed.",
        """
사업명|총사업비(백만원)
재난안전망|1,500/2,000
무선인터넷|120 240
정보화교육|1,2345
""",
        told="""
sheet CSV | data | 1 | 백만원 | B1
2 | 41460 | 재난안전망 | unstated
3 | 41460 | 무선인터넷 | unstated
4 | 41460 | 정보화교육 | unstated
error not-an-amount B2
error not-an-amount B3
error not-an-amount B4
""",
    ),
    Sample(
        "negative_amounts",
        "△, ▲, brackets and a hyphen: no project costs less than nothing.",
        """
사업명|총사업비(백만원)|비교증감
홈페이지 개편|△1,234|△1,234
정보화교육|(1,234)|
무선인터넷|-1,234|
재난안전망|▲1,234|
""",
        told="""
sheet CSV | data | 1 | 백만원 | B1
2 | 41460 | 홈페이지 개편 | unstated
3 | 41460 | 정보화교육 | unstated
4 | 41460 | 무선인터넷 | unstated
5 | 41460 | 재난안전망 | unstated
error negative-amount B2
error negative-amount B3
error negative-amount B4
error negative-amount B5
""",
    ),
    Sample(
        "numbers_as_text",
        "Full-width digits, a blank that is none, an apostrophe, decimals.",
        """
사업명|회계연도|총사업비(천원)|사업기간
홈페이지 개편|２０１３|１，２４０|２０１３．３～２０１３．８
정보화교육|2013\u00a0|1,240\u00a0|2013.\u30003. ~ 2013. 8.
무선인터넷|'13|'1240|'13.3.~'14.2.
재난안전망|2013년도|1240.5|3월~8월
""",
        told="""
sheet CSV | data | 1 | 천원 | C1
2 | 41460 | 홈페이지 개편 | 2013 | 2013-03~2013-08 exact | 1,240,000 exact
3 | 41460 | 정보화교육 | 2013 | 2013-03~2013-08 exact | 1,240,000 exact
4 | 41460 | 무선인터넷 | 2013 | 2013-03~2014-02 exact | 1,240,000 exact
5 | 41460 | 재난안전망 | 2013 | 2013-03~2013-08 derived | 1,240,500 exact
""",
    ),
    Sample(
        "kinds_of_sources",
        "국비(균특), 도비(특조금), 지방비(시비), 민자: the bracket says it more exactly.",
        """
사업명|총사업비(백만원)|국비(보조금)|국비(균특)|국비(기금)|도비(특조금)|지방비(시비)|민자|지방채
CCTV 통합관제센터 설치|70|10|10|10|10|10|10|10
""",
        told="""
sheet CSV | data | 1 | 백만원 | B1
2 | 41460 | CCTV 통합관제센터 설치 | 70,000,000 exact
  subsidy - plan 10,000,000
  balanced - plan 10,000,000
  fund - plan 10,000,000
  adjustment_grant - plan 10,000,000
  municipal - plan 10,000,000
  private - plan 10,000,000
  bond - plan 10,000,000
""",
    ),
    Sample(
        "states_of_work",
        "추진상황 as people write it, and a 공정률 in its place.",
        """
사업명|추진상황|사업구분|신규/계속
홈페이지 개편|예정|구축|신규
정보화교육|추진중(60%)|교육|계속
무선인터넷|60%|통신망|계속
재난안전망|준공|고도화|
도로명주소|실시설계|DB|
""",
        told="""
sheet CSV | data | 1
2 | 41460 | 홈페이지 개편 | unstated | planned build | note 신규
3 | 41460 | 정보화교육 | unstated | ongoing education | note 계속
4 | 41460 | 무선인터넷 | unstated | ongoing network | note 계속
5 | 41460 | 재난안전망 | unstated | done upgrade
6 | 41460 | 도로명주소 | unstated | database
error unknown-choice B6
""",
    ),
    Sample(
        "periods",
        "Periods in words, dates as serial numbers, 미정, a month without its year.",
        """
사업명|회계연도|사업기간|착수일|완료(예정)일
CCTV 통합관제센터 설치|2013|오는 3월부터 내년 2월까지||
홈페이지 개편|2013|연중||
정보화교육|2013||41337|41517
무선인터넷|2013||3월|미정
재난안전망|2013|착수일로부터 6개월||
도로명주소|2013|계속||
""",
        told="""
sheet CSV | data | 1
2 | 41460 | CCTV 통합관제센터 설치 | 2013 | 2013-03~2014-02 derived | unstated
3 | 41460 | 홈페이지 개편 | 2013 | 2013-01~2013-12 derived | unstated
4 | 41460 | 정보화교육 | 2013 | 2013-03-04~2013-08-31 exact | unstated
5 | 41460 | 무선인터넷 | 2013 | 2013-03~ open | unstated
6 | 41460 | 재난안전망 | 2013 | ~ relative | unstated
7 | 41460 | 도로명주소 | 2013 | ~ open | unstated
""",
        how={"as_of": date(2013, 1, 2)},
    ),
]
