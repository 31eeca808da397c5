"""What people search for, and what they should find: judged by hand, the first wanted first.

Of each project: its key, owner, department, name and description. A query wants exactly the keys
after it; ``>`` parts those whose name bears all words from those that are found by something else.
Any part of a word is found, hence 보안 in 버스정보안내기.
"""

CORPUS = """
cc  41460 정보통신과     | CCTV 통합관제센터 설치 | 범죄예방과 교통단속
cv  48170 안전총괄과     | 방범용 CCTV 성능개선 | 학교 주변 영상 관제
vi  26350 스마트도시과   | 영상정보 통합관제시스템 고도화 | 폐쇄회로(CCTV) 2,100여 대 연계
mw  11    시민봉사담당관 | 민원 제안 통합관리시스템 구축 | 흩어진 제안 창구를 하나로
mj  11    시민봉사담당관 | 민원제안 통합관리시스템 | 시민 제안 접수
mb  30200 민원봉사과     | 무인민원발급기 교체 | 노후 기기 12대
hp  41    정보기획담당관 | 홈페이지 통폐합 | 241개 누리집을 60개로
hk  51    정보화담당관   | 대표 누리집 개편 | 반응형 홈페이지와 웹 접근성
wf  28    정보화담당관   | 공공 무선인터넷(Wi-Fi) 확대 | 전통시장 24곳
wi  36    스마트도시과   | 무료 와이파이 구축 | 버스 정류장
gi  11    상수도사업본부 | 상수도 GIS 데이터베이스 구축 | 지하시설물 지리정보
gs  47    토지정보과     | 공간정보 활용시스템 | 3차원 지도와 드론 영상
ai  50    미래전략과     | AI 기반 민원 상담 챗봇 | 24시간 상담
bi  50    정보화담당관   | 빅데이터 플랫폼 구축 | 관광 빅데이터 분석
dc  28    정보화담당관   | 통합데이터센터 이전 | 전산실 이전과 서버 교체
sv  44    정보통신담당관 | 행정정보시스템 서버 교체 | 노후 장비 교체
nw  45    정보화총괄과   | 행정통신망 보안 강화 | 망분리와 방화벽
op  41460 정보통신과     | 정보시스템 통합유지관리 용역 | 전산장비 320대
ed  43    정보통신과     | 정보화마을 운영 | 농어민 정보화 교육
em  46    정보화담당관   | 어르신 디지털 배움터 | 찾아가는 교육
do  11    정보공개정책과 | 문서공개시스템 구축 | 결재문서 공개
ds  41220 정보통신과     | 전자문서시스템 고도화 | 기록물 이관
ub  28    도시정보과     | U-City 통합운영센터 구축 | 유비쿼터스 도시
sm  30200 스마트도시과   | 스마트시티 통합플랫폼 연계 | 112와 119 영상 연계
bu  26    교통정보과     | 버스정보시스템(BIS) 확충 | 정류장 안내기 300대
bt  48170 교통과         | 버스정보안내기 유지보수 | 안내기 통신료
pk  26350 교통행정과     | 주차정보 통합플랫폼 | 공영주차장 실시간
lb  43    도서관운영과   | 도서관 통합자료관리시스템 | 12개 도서관
hl  41220 보건소         | 보건소 전자의무기록 도입 | 진료 기록
di  51    재난안전과     | 재난 예·경보 시스템 구축 | 마을방송 무선화
vb  51110 정보통신과     | 마을방송 무선화 사업 | 이장 방송
er  46    정보화담당관   | 차세대 지방재정 ERP 도입 | 회계 통합
ps  11    개인정보보호과 | 개인정보 접속기록 관리 솔루션 도입 | 보안
is  41    정보기획담당관 | 정보화 기본계획(ISP) 수립 | 5개년 계획
cl  36    정보담당관     | 클라우드 전환 컨설팅 | 행정시스템 20종
dr  47    재난안전과     | 드론 영상관제 체계 | 산불 감시
mt  27    총무과         | 화상회의 안내도 정비 | 도로 문의 창구 개방
""".strip()

QUERIES = """
CCTV                  : cc cv > vi
cctv                  : cc cv > vi
ｃｃｔｖ              : cc cv > vi
폐쇄회로              : > vi cc cv
관제                  : cc vi dr > cv
통합관제              : cc vi
통합 관제             : cc vi
관제센터              : cc
CCTV 통합             : cc > vi
통합 CCTV             : cc > vi
민원제안              : mw mj
민원 제안             : mw mj
민원제안통합          : mw mj
민원                  : mw mj mb ai
제안                  : mw mj
제안 창구             : > mw
시민봉사담당관        : > mw mj
시민봉사              : > mw mj
홈페이지              : hp > hk
누리집                : hk > hp
누리집 개편           : hk
홈페이지 통폐합       : hp
웹 접근성             : > hk
와이파이              : wi > wf
wi-fi                 : wf > wi
WIFI                  : wf > wi
무선인터넷            : wf > wi
무선                  : wf vb > di
전통시장              : > wf
GIS                   : gi > gs
지리정보              : > gi gs
데이터베이스          : gi
데이터                : gi bi dc
빅데이터              : bi
AI                    : ai
챗봇                  : ai
상담                  : ai
서버                  : sv > dc
서버 교체             : sv > dc
교체                  : mb sv > dc
보안                  : nw bt > ps
방화벽                : > nw
망분리                : > nw
유지관리              : op
유지보수              : bt
교육                  : > ed em
디지털                : em
문서                  : do ds
전자문서              : ds
결재문서              : > do
U-City                : ub > sm
ucity                 : ub > sm
스마트시티            : sm > ub
스마트도시            : > vi wi sm ub
119                   : > sm
버스                  : bu bt > wi
버스정보              : bu bt
BIS                   : bu > bt
정류장                : > wi bu
주차                  : pk
도서관                : lb
보건소                : hl
마을방송              : vb > di
재난                  : di > dr
ERP                   : er
개인정보              : ps
ISP                   : is
기본계획              : is
클라우드              : cl
드론                  : dr > gs
용인시                : > cc op
용인                  : > cc op
경기                  : > cc hp op ds hl is
경기도                : > cc hp op ds hl is
용인 관제             : > cc
서울시 민원           : > mw mj
서울 문서공개         : > do
부산                  : > vi bu pk
해운대 주차           : > pk
강원 누리집           : > hk
강원도                : > hk di vb
제주                  : > ai bi
세종시                : > wi cl
충북                  : > ed lb
상수도사업본부        : > gi
정보통신과            : > cc op ed ds vb
버                    : bu bt > wi
챗                    : ai
클                    : cl
CCTV를                : cc cv > vi
홈페이지의            : hp > hk
용인시의 CCTV         : > cc
경기도의 홈페이지     : > hp
경기도에서는 홈페이지 : > hp
관제센터에서          : cc
서버와                : sv > dc
서버로                : sv > dc
도서관은              : lb
방화벽으로            : > nw
드론이                : dr > gs
AI의                  : ai
정보통신과에서        : > cc op ed ds vb
민원과 제안           : mw mj
민원 및 제안          : mw mj
민원및 제안           : mw mj
CCTV를 없는말         :
충북도                : > ed lb
전남도                : > er em
회의                  : mt
회의의                : mt
문의                  : > mt
도로                  : > mt
도로에서              : > mt
안내도                : mt
안내도의              : mt
버의                  :
망이                  :
없는말의              :
CCTV,통합             : cc > vi
CCTV，통합            : cc > vi
CCTV를,통합           : cc > vi
CCTV·통합             : cc > vi
민원/제안             : mw mj
“민원”(제안)          : mw mj
예·경보               : di
2,100여 대            : > vi
시 스 템              : vi mw mj gs sv op do ds bu lb di > cl
챗 봇                 : ai
챗 봇 민원            : ai
통 합 관 제 시 스 템 고 도 화 : vi
통 합 관제            : cc vi
버 스                 : bu bt > wi
C C T V               : cc cv > vi
gyeonggi              : > cc hp op ds hl is
Gyeonggi-do           : > cc hp op ds hl is
SEOUL 민원            : > mw mj
Busan                 : > vi bu pk
yongin                : > cc op
Yongin-si CCTV        : > cc
Seoul의 민원          : > mw mj
Gangwon State         : > hk di vb
si                    :
do                    :
Seo                   :
없는말                :
시스템없음            :
""".strip()


def corpus() -> list[tuple[str, str, str, str, str]]:
    """Return (key, code of the owner, department, name, description) of each project."""
    found = []
    for line in CORPUS.splitlines():
        head, name, description = (part.strip() for part in line.split("|"))
        key, code, office = head.split()
        found.append((key, code, office, name, description))
    return found


def queries() -> list[tuple[str, set[str], set[str]]]:
    """Return (words, keys that come first, keys that come after them) of each query."""
    found = []
    for line in QUERIES.splitlines():
        words, _colon, wanted = line.partition(":")
        first, _mark, later = wanted.partition(">")
        found.append((words.strip(), set(first.split()), set(later.split())))
    return found
