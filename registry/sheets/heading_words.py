"""The headings clerks really write, by field: a table, and nothing that reads it.

To accept another heading, add it here and to docs/spreadsheets.md (a test compares the two).
A heading stands here without white space; ``headings.compact`` brings both sides to one form.
Whose money a column holds (국비, 도비 …) is in ``notation.funding``.
"""

from registry.notation.codes import Stage

# What the export writes, in the order of its columns. Money stands in won.
EXPORT_HEADINGS: dict[str, str] = {
    "number": "사업 번호",
    "municipality": "지자체",
    "department": "담당 부서",
    "name": "사업명",
    "fiscal_year": "회계연도",
    "type": "사업 유형",
    "status": "추진 상태",
    "period": "사업 기간",
    "start": "착수일",
    "end": "완료일",
    "period_certainty": "기간 상태",
    "total": "총사업비(원)",
    "certainty": "금액 상태",
    "total_text": "금액 원문",
    "total_min": "최소 금액(원)",
    "total_max": "최대 금액(원)",
    "estimate": "추정액(원)",
    "estimate_text": "추정액 원문",
    "estimate_basis": "추정 근거",
    "participants": "참여 기관",
    "participants_stated": "참여 기관 수",
    "description": "사업 내용",
    "outputs": "규모",
    "note": "비고",
    "source_title": "출처",
    "quote": "인용",
}
# What the export tells besides, right of those and left of the money. Nothing of it is read back:
# a file with 사업 번호 has these columns from us. 발주 시기 in a table of the clerk's own is an
# unknown column as before, and asked for.
TOLD_HEADINGS: dict[str, str] = {
    "tender": "발주 시기",
    "contract": "계약 방법",
    "phases": "연차별 내용",
    "part_of": "상위 사업 번호",
    "continues": "지난해 사업 번호",
    "published": "공개일",
    "modified": "고친 날",
    "code": "지자체 코드",
    "source_url": "출처 주소",
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Headings of each field besides the export's own. `sido` is the province in a column of its
# own; `amount` is a total only where the table has no 총사업비; `kind` goes into the note;
# `money_source` tells row by row whose money it is (계, 국비, 도비), and `stage` of which budget
# (본예산, 추경); `aside` is known, not kept.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "number": _words("등록번호 사업등록번호"),
    "municipality": _words(
        "지자체명 자치단체 자치단체명 지방자치단체 지방자치단체명 시군 시군명 시군구 시군구명 "
        "시도/시군구 시군별 시군구별 구군 구군명 자치구 자치구명 기관명 기관 주관기관 수행기관 "
        "추진기관 시행기관"
    ),
    "sido": _words("시도 시도명 광역시도 광역자치단체"),
    "department": _words(
        "부서 부서명 담당부서명 담당부서(연락처) 담당과 담당 소관부서 소관부서/전화 소관 "
        "주관부서 추진부서 사업부서 시행부서 관리부서 과 실과 실과명 실국과 실과소 소관과 주관과"
    ),
    "name": _words(
        "사업 사업명칭 세부사업명 세부사업 세부 단위사업 단위사업명 과제명 과제 세부과제명 "
        "조서사업명 사업내역 정보화사업명 추진사업"
    ),
    "fiscal_year": _words("연도 년도 사업연도 사업년도 예산연도 예산년도 회계년도 기준연도"),
    "type": _words("유형 사업구분 사업분류 분류 사업종류"),
    "status": _words("상태 사업상태 추진상황 추진현황 진행상황 진행상태 공정률 진도율 진척도"),
    "kind": _words("신규/계속 신규계속구분 신규계속여부 신규여부 계속신규"),
    "period": _words("추진기간 기간 시기 사업시기 추진시기 추진일정 용역기간 계약기간"),
    "start": _words(
        "착수 착수시기 착수예정일 착수년월 착수연월 시작 시작일 시작년월 사업시작 사업시작일 "
        "착공일 착공예정일"
    ),
    "end": _words(
        "완료 완료(예정)일 완료예정일 완료시기 완료년월 완료연월 종료 종료일 종료년월 사업종료 "
        "사업종료일 준공 준공일 준공예정일"
    ),
    "total": _words(
        "총사업비계 총사업비합계 총예산 총예산액 총사업예산 총액 전체사업비 총소요액 총소요예산 "
        "총투자액 총투자비"
    ),
    "amount": _words(
        "사업비 사업비계 사업비합계 예산 사업예산 예산규모 소요예산 소요예산액 소요액 소요사업비 "
        "사업금액 금액 투자액"
    ),
    "money_source": _words("구분 재원구분 재원 재원별 재원내역"),
    "stage": _words("예산구분 예산단계 예산차수 추경구분"),
    "certainty": _words("금액구분 확정여부"),
    "total_text": _words("총사업비원문 원문표현"),
    "estimate": _words("추정사업비 추정금액 추정예산"),
    "estimate_basis": _words("추정액근거"),
    "participants": _words(
        "공동지자체 공동지자체명 참여지자체 공동기관 공동추진기관 참여시군 대상시군"
    ),
    "participants_stated": _words("공동지자체수 참여지자체수 공동기관수"),
    "description": _words(
        "내용 주요내용 주요사업내용 추진내용 과업내용 사업내용및목적 목적 사업목적 개요 사업개요"
    ),
    "outputs": _words("사업규모 사업량 물량 수량 산출물"),
    "note": _words("비고란 참고 참고사항 특이사항 기타사항 메모"),
    "source_title": _words("출처명 자료출처 근거자료"),
    "quote": _words("인용문 인용문구"),
    "aside": _words(
        "연번 순번 순 번호 번 일련번호 No No. 우선순위 관리번호 사업코드 오류 비교증감 증감 "
        "증감액 증감률 증감율 요구액 예산요구 조정액 조정증감 기정액 기정예산 기정예산액 "
        "전년도예산 전년도예산액 전년예산 전년도투자 기투자 기투자액 향후 향후투자 향후투자액 "
        "향후투자계획 임기후 분야 분야명 부문 부문명 정책 단위 정책사업 정책사업명 편성목 "
        "편성목명 통계목 통계목명 부기명 산출근거 산출근거식 산출기초 산출내역 회계 회계명 "
        "회계구분 검토의견 연락처 전화 전화번호 담당자 국가사업명 부처명 이월사유 이월액 "
        "다음연도이월 다음연도이월액 ."
    ),
}

# Money of one year: 예산액 is not 총사업비. Where the stage is None, the table's own holds.
BUDGETS: dict[Stage | None, tuple[str, ...]] = {
    None: _words(
        "예산액 예산액(안) 예산(안) 당해연도 당해년도 당해연도사업비 당해연도예산 당해연도예산액 "
        "당해년도예산액 당해연도투자 금년도사업비 금년도예산 금년도예산액 금년예산"
    ),
    Stage.PLAN: _words("계획액"),
    Stage.ORIGINAL: _words("편성액 편성금액 본예산 본예산액 당초예산 당초예산액"),
    Stage.SUPPLEMENTARY: _words(
        "추경 추경예산 추경예산액 추가경정예산 금회추경 경정액 경정예산 경정예산액 경정조정액"
    ),
    Stage.CARRIED_IN: _words("전년도이월 전년도이월액"),
    Stage.CURRENT: _words("예산현액"),
    Stage.SPENT: _words("지출 지출액 지출금액 집행액"),
    Stage.SETTLED: _words("결산 결산액"),
}

# Over several columns: what stands under it decides.
GROUPS: tuple[str, ...] = _words(
    "재원 재원별 재원구성 재원내역 재원별사업비 연차별투자계획 연도별투자계획 연도별사업비 "
    "투자계획 예산내역 사업비내역 구분"
)
