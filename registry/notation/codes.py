"""The registry's code lists: one table for the database, the admin, the docs and JSON.

Every member is its English code (what is stored and printed) and carries its Korean ``label``:

>>> Funding.NATIONAL == "national", Funding.NATIONAL.label
(True, '국비')
>>> Stage("supplementary").label
'추경'
"""

from enum import StrEnum
from typing import Self


def gettext_noop(text: str) -> str:
    """Mark `text` for the translators and give it back; translated where it is shown."""
    return text


_ = gettext_noop


class Code(StrEnum):
    """A code with its Korean label."""

    label: str

    # As a str has it, which it equals: an Enum would hash its name, and slowly.
    __hash__ = str.__hash__

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, Korean label) in the order of the list."""
        return [(member.value, member.label) for member in cls]


class Funding(Code):
    """재원: whose money it is. `WHOLE` (계) is the total of a year and stage, not a source."""

    WHOLE = "whole", _("계")
    NATIONAL = "national", _("국비")
    PROVINCIAL = "provincial", _("시·도비")
    MUNICIPAL = "municipal", _("시·군·구비")
    LOCAL = "local", _("지방비(미구분)")
    PRIVATE = "private", _("민간·자부담")
    OTHER = "other", _("기타")
    UNSTATED = "unstated", _("미공개")


class SubKind(Code):
    """세부 재원: which part of the national or provincial money."""

    SUBSIDY = "subsidy", _("국고보조금")
    BALANCED = "balanced", _("균특·지특")
    FUND = "fund", _("기금")
    SPECIAL_GRANT = "special_grant", _("특별교부세")
    PROVINCIAL_SUBSIDY = "provincial_subsidy", _("도비보조금")
    ADJUSTMENT_GRANT = "adjustment_grant", _("(특별)조정교부금")
    BOND = "bond", _("지방채")


class Stage(Code):
    """예산 단계, in the order in which one amount replaces the one before."""

    PLAN = "plan", _("계획")
    ORIGINAL = "original", _("본예산")
    SUPPLEMENTARY = "supplementary", _("추경")
    CARRIED_IN = "carried_in", _("전년도 이월")
    CURRENT = "current", _("예산현액")
    SPENT = "spent", _("지출")
    SETTLED = "settled", _("결산")


class ProjectType(Code):
    """사업 유형."""

    BUILD = "build", _("시스템 구축")
    UPGRADE = "upgrade", _("고도화·개편")
    EQUIPMENT = "equipment", _("장비·솔루션 도입·교체")
    SOFTWARE = "software", _("소프트웨어 개발")
    NETWORK = "network", _("통신망·보안")
    DATABASE = "database", _("DB 구축")
    CONSULTING = "consulting", _("컨설팅·기본계획")
    OPERATION = "operation", _("운영·유지관리")
    EDUCATION = "education", _("교육·정보격차 해소")
    OTHER = "other", _("기타")


class Status(Code):
    """추진 상태. 신규/계속 is a kind of project, not a status."""

    PLANNED = "planned", _("계획")
    ONGOING = "ongoing", _("추진 중")
    DONE = "done", _("완료")
    STOPPED = "stopped", _("중단·취소")
    ON_HOLD = "on_hold", _("보류")


class Certainty(Code):
    """금액 상태: how far the paper commits itself to a total."""

    EXACT = "exact", _("확정")
    ABOUT = "about", _("대략")
    RANGE = "range", _("범위")
    ESTIMATED = "estimated", _("추정")
    UNDECIDED = "undecided", _("미정")
    UNSTATED = "unstated", _("미공개")
    NONE = "none", _("비예산")


class PeriodCertainty(Code):
    """기간 상태: whether the dates were written, or worked out from words."""

    EXACT = "exact", _("확정")
    DERIVED = "derived", _("계산")
    OPEN = "open", _("종료일 미정")
    RELATIVE = "relative", _("착수일 기준")
    UNREADABLE = "unreadable", _("읽을 수 없음")


class Precision(Code):
    """How exactly a date was written."""

    YEAR = "year", _("연")
    MONTH = "month", _("월")
    DAY = "day", _("일")


class Publication(Code):
    """공개 상태."""

    DRAFT = "draft", _("초안")
    PUBLISHED = "published", _("공개")
    WITHDRAWN = "withdrawn", _("등록 취소")


class RequestState(Code):
    """정정 요청 상태."""

    OPEN = "open", _("답변 전")
    ACCEPTED = "accepted", _("반영함")
    DISMISSED = "dismissed", _("반영하지 않음")


class RequestTopic(Code):
    """정정 요청이 가리키는 항목."""

    AMOUNT = "amount", _("금액")
    FUNDING = "funding", _("재원")
    PERIOD = "period", _("사업 기간")
    DEPARTMENT = "department", _("지자체나 담당 부서")
    DUPLICATE = "duplicate", _("같은 사업이 두 번 있음")
    SOURCE = "source", _("출처")
    OTHER = "other", _("그 밖의 내용")


class Level(Code):
    """자치단체 계층. 일반구 and 행정시 are not local governments and never own a project."""

    SIDO = "sido", _("시·도")
    SI = "si", _("시")
    GUN = "gun", _("군")
    GU = "gu", _("자치구")
    GENERAL_GU = "general_gu", _("일반구")
    ADMIN_SI = "admin_si", _("행정시")


class DepartmentKind(Code):
    """부서 구분."""

    DEPARTMENT = "department", _("부서")
    OFFICE = "office", _("사업소")
    AFFILIATE = "affiliate", _("출자·출연·산하기관")


class Basis(Code):
    """예산 기준: which of a year's budgets an annual figure belongs to."""

    UNSTATED = "unstated", _("밝히지 않음")
    ORIGINAL = "original", _("본예산")
    FINAL = "final", _("최종예산")


class ParticipationRole(Code):
    """참여 구분."""

    JOINT = "joint", _("공동")
    TARGET = "target", _("대상")
    OPERATOR = "operator", _("수행·운영")


class Role(Code):
    """권한, from the least to the most; each includes the ones before it."""

    READER = "reader", _("열람")
    WRITER = "writer", _("작성")
    PUBLISHER = "publisher", _("공개")
    KEEPER = "keeper", _("관리")

    @property
    def and_above(self) -> list[str]:
        """Return the codes of this role and of those that include it."""
        codes = [role.value for role in Role]
        return codes[codes.index(self.value) :]


class BatchState(Code):
    """가져오기 상태."""

    UPLOADED = "uploaded", _("올림")
    STAGED = "staged", _("미리보기")
    CONFIRMED = "confirmed", _("저장함")
    DISCARDED = "discarded", _("그만둠")
    UNDONE = "undone", _("되돌림")


class Effect(Code):
    """What one row of a file does to the registry."""

    NEW = "new", _("추가")
    CHANGED = "changed", _("고침")
    UNCHANGED = "unchanged", _("그대로")
    WRONG = "wrong", _("오류")
    WAITING = "waiting", _("공개 담당자 확인 대기")
    SET_ASIDE = "set_aside", _("뺌")


class Outcome(Code):
    """What an undo did with the project of one row."""

    REVERSED = "reversed", _("되돌림")
    KEPT = "kept", _("그대로 둠")
    FAILED = "failed", _("되돌리지 못함")


class Decision(Code):
    """중복 의심 판단."""

    SAME = "same", _("같은 사업")
    DIFFERENT = "different", _("다른 사업")
    LATER = "later", _("나중에")
