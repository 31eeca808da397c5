"""The words of the names, offices and texts that budget offices really use."""

from registry.notation.codes import ProjectType as Kind

# What is built, bought or run, and how often it is met.
THINGS = (
    *(
        "CCTV 통합관제센터",
        "방범용 CCTV",
        "어린이보호구역 CCTV",
        "행정정보시스템",
        "새올행정시스템",
    ),
    *("도로명주소 안내시스템", "버스정보시스템(BIS)", "지능형교통체계(ITS)", "주차정보시스템"),
    *("재난안전 통합상황실", "재난 예·경보시스템", "하천 홍수 감시시스템", "공간정보 DB"),
    *("지하시설물 전산화 DB", "대표 홈페이지", "통합예약시스템", "민원 통합관리시스템"),
    *("공공 무선인터넷", "행정정보통신망", "전산장비", "업무용 PC", "가상화 서버", "백업시스템"),
    *("정보보호시스템", "개인정보 접속기록 관리시스템", "통합기록관리시스템", "온나라 문서시스템"),
    *("세외수입 정보시스템", "지방세 전자고지시스템", "도서관 자료관리시스템", "보건소 전산장비"),
    *("스마트 가로등", "스마트 상수도 원격검침", "환경 모니터링시스템", "빅데이터 분석 플랫폼"),
    *("행정 챗봇", "인공지능 민원상담", "디지털 배움터", "농업인 정보화교육", "정보화 기본계획"),
    *("관광 안내 앱", "문화재 디지털 아카이브", "전통시장 와이파이", "마을방송시스템"),
)

# What is done with it, and which kind of project that is.
DOINGS = (
    ("구축", Kind.BUILD),
    ("구축 사업", Kind.BUILD),
    ("고도화", Kind.UPGRADE),
    ("기능 개선", Kind.UPGRADE),
    ("개편", Kind.UPGRADE),
    ("노후장비 교체", Kind.EQUIPMENT),
    ("장비 도입", Kind.EQUIPMENT),
    ("소프트웨어 개발", Kind.SOFTWARE),
    ("회선 증설", Kind.NETWORK),
    ("보안 강화", Kind.NETWORK),
    ("DB 정비", Kind.DATABASE),
    ("기본계획 수립 용역", Kind.CONSULTING),
    ("유지관리", Kind.OPERATION),
    ("통합 유지보수 용역", Kind.OPERATION),
    ("운영", Kind.OPERATION),
    ("교육 운영", Kind.EDUCATION),
    ("확충", Kind.OTHER),
)
RUNNING = frozenset({Kind.OPERATION, Kind.EDUCATION})  # done again every year

# Where it stands: what tells one project of a body and year from the other.
_FIRST = (
    "중앙",
    "신흥",
    "역전",
    "상현",
    "금곡",
    "송정",
    "남산",
    "효자",
    "원당",
    "용두",
    "북문",
    "월곡",
)
_SECOND = ("동", "읍", "면", "1동", "2동", "3동", "지구", "산단", "공원", "시장")
PLACES = tuple(f"{first}{second}" for first in _FIRST for second in _SECOND)

# The first leads; a 과 that every body has, and the offices apart from the main building.
OFFICES = (
    "정보화담당관",
    "정보통신과",
    "스마트도시과",
    "안전총괄과",
    "교통정책과",
    "민원토지과",
    "세무과",
    "문화관광과",
)
OUTSIDE = ("상수도사업소", "보건소", "시설관리공단")
PARTNERS = ("한국지역정보개발원", "지역정보산업진흥원", "관광공사", "경찰청", "교육지원청")

DESCRIPTIONS = (
    "{place} 일원 {thing} {doing}을 통해 주민 편의를 높이고 행정 처리 시간을 줄임",
    "내용연수가 지난 {thing} 장비를 바꾸어 장애를 막고 안정적으로 운영",
    "- {thing} {doing}\n- 관련 시스템 연계와 시험 운영\n- 이용자 교육",
    "{place} 등 취약 지역에 {thing}을 설치해 사각지대를 없앰",
    "부서마다 따로 운영하던 {thing}을 하나로 모아 중복 투자를 막음",
    "",
)
OUTPUTS = ("카메라 {n}대", "서버 {n}대", "회선 {n}개소", "교육 {n}명", "마을 {n}곳", "")
NOTES = ("신규", "계속", "의회 설명 자료 있음", "추경에 다시 요구", "")
METHODS = ("제한경쟁(협상에 의한 계약)", "일반경쟁", "조달청 우수제품", "수의계약", "")
BASES = ("예비타당성 조사", "기본계획 용역", "유사 사업 견적")
WITHDRAWN = ("다른 사업과 합침", "두 번 등록함", "의회에서 삭감해 하지 않음")
