"""The words clerks write for a status, a type and a certainty → our codes."""

import re
from functools import lru_cache
from typing import TypeVar

from registry.notation.codes import Certainty, Code, PeriodCertainty, ProjectType, Status
from registry.sheets.heading import compact

STATUS_WORDS: dict[Code, str] = {
    Status.PLANNED: "예정 구상 계획중 추진예정 준비 준비중 발주예정 착수예정 미착수",
    Status.ONGOING: (
        "추진 진행 진행중 착수 착공 시행 시행중 구축중 사업중 사업추진중 사업진행중 용역중 공사중 "
        "정상추진"
    ),
    Status.DONE: "준공 종료 개통 완공 사업완료 구축완료 추진완료 준공완료",
    Status.STOPPED: "중단 취소 폐지 폐기 사업취소 사업중단",
    Status.ON_HOLD: "연기 지연 유보 사업보류",
}
TYPE_WORDS: dict[Code, str] = {
    ProjectType.BUILD: "구축 신규구축 구축사업 시스템개발",
    ProjectType.UPGRADE: "고도화 개편 개선 기능개선 기능보강 재구축 확대구축",
    ProjectType.EQUIPMENT: (
        "장비 도입 교체 증설 장비도입 장비교체 장비구입 솔루션도입 물품구매 HW도입"
    ),
    ProjectType.SOFTWARE: "소프트웨어 SW SW개발 SW도입 앱개발",
    ProjectType.NETWORK: "통신망 통신 네트워크 보안 정보보호 정보보안 통신망구축",
    ProjectType.DATABASE: "DB 데이터베이스 데이터베이스구축 데이터구축",
    ProjectType.CONSULTING: (
        "컨설팅 기본계획 기본계획수립 계획수립 ISP ISMP 정보화전략계획 연구용역"
    ),
    ProjectType.OPERATION: "운영 운영관리 유지관리 유지보수 운영유지보수 위탁운영",
    ProjectType.EDUCATION: "교육 정보화교육 정보격차 정보격차해소",
}
CERTAINTY_WORDS: dict[Code, str] = {
    Certainty.EXACT: "확정액",
    Certainty.ABOUT: "약",
    Certainty.ESTIMATED: "추정액",
    Certainty.UNDECIDED: "미확정",
    Certainty.UNSTATED: "비공개",
}

_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,20})?)\s*(%?)")
_ALL = 100

C = TypeVar("C", bound=Code)


def _table(codes: type[C], words: dict[Code, str]) -> dict[str, C]:
    """Return every accepted word in its compared form: our labels, our codes, and `words`."""
    table = {compact(word): codes(code) for code, text in words.items() for word in text.split()}
    own = {compact(text): code for code in codes for text in (code.label, code.value)}
    return table | own


_STATUSES = _table(Status, STATUS_WORDS)
_TYPES = _table(ProjectType, TYPE_WORDS)
_CERTAINTIES = _table(Certainty, CERTAINTY_WORDS)
_PERIOD_CERTAINTIES = _table(PeriodCertainty, {})


def labels(codes: type[Code]) -> tuple[str, ...]:
    """Return what may be chosen.

    >>> labels(Status)
    ('계획', '추진 중', '완료', '중단·취소', '보류')
    """
    return tuple(code.label for code in codes)


@lru_cache(maxsize=1024)
def find_status(text: str) -> Status | None:
    """Return the status that `text` names, whatever share of the work stands beside it.

    >>> find_status("추진중(60%)"), find_status("신규") is None
    (<Status.ONGOING: 'ongoing'>, True)

    A share alone, as 공정률 has it, tells whether the work has begun and whether it is done:

    >>> [find_status(text).label for text in ("0%", "60 %", "0.6", "100%")]
    ['계획', '추진 중', '추진 중', '완료']
    """
    said = _STATUSES.get(compact(text)) or _STATUSES.get(compact(text.split("(")[0]))
    return said or _status_of_share(text)


def _status_of_share(text: str) -> Status | None:
    """Return the status of 60 %, or of the 0.6 that a sheet keeps for it; 1 may be either."""
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        return None
    share, percent = float(found[1]), found[2] == "%"
    if percent and share >= _ALL:
        return Status.DONE if share == _ALL else None
    if share == 0:
        return Status.PLANNED
    return Status.ONGOING if percent or share < 1 else None


@lru_cache(maxsize=1024)
def find_type(text: str) -> ProjectType | None:
    """Return the type that `text` names."""
    return _TYPES.get(compact(text))


@lru_cache(maxsize=1024)
def find_certainty(text: str) -> Certainty | None:
    """Return how far an amount is certain in the words of `text`."""
    return _CERTAINTIES.get(compact(text))


@lru_cache(maxsize=1024)
def find_period_certainty(text: str) -> PeriodCertainty | None:
    """Return how far a period is certain in the words of `text`."""
    return _PERIOD_CERTAINTIES.get(compact(text))
