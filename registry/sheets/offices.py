"""The department in a cell, which often holds a telephone number and an official as well."""

import re
from functools import lru_cache

from registry.sheets.cells import one_line, unguard

_LONGEST = 200  # characters; no more than 120 are kept
_NUMBER = r"0\d{1,2}\s*[-.)]\s*\d{3,4}[-.]\d{4}"
# 정보통신과(031-123-4567), 정보통신과 ☎4567, 정보통신과\n02)123-4567~8, 정보통신과(내선 4567)
_PHONE = re.compile(
    r"\s*[(\[/,:]?\s*(?:☎|☏|전화(?:번호)?|연락처|내선(?:번호)?|T(?:EL)?)?[.:]?\s*"
    rf"(?:{_NUMBER}|(?<=[(☎☏\s/.:화선L])\d{{3,4}}(?:-\d{{4}})?)"
    r"(?:\s*[~,]\s*\d{1,4})?\s*[)\]]?$",
    re.IGNORECASE,
)
_PHONE_FIRST = re.compile(rf"(?<=[(\[/,\s])(?:☎|☏)?\s*{_NUMBER}[\s,/]+(?=[가-힣])")
_ENDS = "과|실|팀|국|관|단|소|센터|본부|부"
_OFFICE = rf"(?P<office>.*(?:{_ENDS}))"
_RANK = "주무관|주사|사무관|팀장|계장|과장|실장"  # 담당 may be an office: 기획실 전산담당
_RANKED = (
    rf"[가-힣]{{1,4}}\s*(?:{_RANK})|(?:담당자|{_RANK})\s*:?\s*[가-힣]{{2,4}}"
    r"|담당자?\s*:\s*[가-힣]{2,4}"
)
_UNRANKED = (
    r"[가-힣]{2,4}(?<!과)(?<!실)(?<!팀)(?<!국)(?<!관)(?<!단)(?<!소)(?<!터)(?<!부)"
    r"|담당\s*[가-힣]{2,4}|[가-힣]{2,4}\s*담당자?"
)
_OFFICIAL = re.compile(rf"{_OFFICE}(?:[\s(\[,/]+(?:{_RANKED})){{1,3}}\s*[)\]]?")
_REACHED = re.compile(rf"{_OFFICE}(?:[\s(\[,/]+(?:{_RANKED}|{_UNRANKED})){{1,3}}\s*[)\]]?")
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천"
    "방공현함변염여추도석선설마길연위표명기반왕금옥육인맹제모"
)
_WORDS = "정보화|전산화|지능화|현대화|민원인|공무직|임시직|문화원|연구원|기술원|복지원"
# 정보화운영담당관/김철수 names a person, 정보통신과/보건소 and 총무과/전산계 name two offices.
_PERSON = re.compile(
    rf"{_OFFICE}\s*/\s*(?!{_WORDS})[{_SURNAMES}][가-힣]{{2}}"
    r"(?<![과실팀국관단소터부계청처반회당장시군구읍면동리도망])"
)


@lru_cache(maxsize=8192)
def read_department(text: str) -> str:
    """Return the department without the telephone number that shares its cell.

    >>> read_department("정보통신과\\n(031-123-4567)"), read_department("상수도본부 지리정보과")
    ('정보통신과', '상수도본부 지리정보과')

    The name of an official who is reached there goes with the number, and without one where a
    rank or a stroke tells it from an office:

    >>> read_department("정보통신과 홍길동(☎ 4567)"), read_department("정보통신과(내선 4567)")
    ('정보통신과', '정보통신과')
    >>> read_department("정보통신과(김주무관)"), read_department("정보통신과/김철수")
    ('정보통신과', '정보통신과')
    """
    name = one_line(unguard(text))
    bare = " ".join(name.split())  # a run of blanks would take the patterns minutes
    if len(bare) > _LONGEST:
        return name
    without = _PHONE.sub("", _PHONE_FIRST.sub("", bare))
    official = _OFFICIAL if without == bare else _REACHED
    found = official.fullmatch(without) or _PERSON.fullmatch(without)
    office = _closed(found["office"] if found else without)
    return name if office in ("", bare) else office


def _closed(name: str) -> str:
    """Return 정보통신과(전산) for 정보통신과(전산 031-123-4567), whose bracket went."""
    return name + ")" * (name.count("(") - name.count(")"))
