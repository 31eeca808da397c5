"""조사, as they follow what a sentence names: 총사업비를, 사업명을, CCTV는, 2013은."""

_LONGEST = 40
_PARTICLES = {"을": "를", "은": "는", "이": "가", "과": "와", "이었": "였", "으로": "로"}
_READ_WITH_RIEUL = frozenset("178LRlr")  # 일, 칠, 팔, 엘, 알
_READ_WITH_FINAL = frozenset("036MNmn")  # 영, 삼, 육, 엠, 엔


class Quoted(str):
    """Words that a sentence quotes, shortened, with the particle that fits.

    >>> "{text:을}, {name:은}".format(text=Quoted("52억정도"), name=Quoted("정보통신과"))
    '‘52억정도’를, ‘정보통신과’는'
    """

    __slots__ = ()

    def __format__(self, particle: str) -> str:
        flat = " ".join(self.split())
        shown = flat[:_LONGEST] + ("…" if len(flat) > _LONGEST else "")
        return f"‘{shown}’" + fitting(shown, particle)


def fitting(word: str, particle: str) -> str:
    """Return `particle` as it follows `word`: 을 or 를, 은 or 는, 이 or 가, 과 or 와, 으로 or 로.

    Figures and Latin letters are read one by one; what is no particle comes back as it is.

    >>> "총사업비" + fitting("총사업비", "을"), "사업명" + fitting("사업명", "을")
    ('총사업비를', '사업명을')
    >>> "12억(국비)" + fitting("12억(국비)", "은"), "CCTV" + fitting("CCTV", "이")
    ('12억(국비)는', 'CCTV가')
    >>> "서울" + fitting("서울", "으로"), "경기도" + fitting("경기도", "으로")
    ('서울로', '경기도로')
    """
    if particle not in _PARTICLES:
        return particle
    final = _final_consonant(next((sign for sign in reversed(word) if sign.isalnum()), ""))
    takes_first = final and not (particle == "으로" and final == "ㄹ")
    return particle if takes_first else _PARTICLES[particle]


def with_particle(word: object, particle: str) -> str:
    """Return a name with the particle that fits it.

    >>> with_particle("정보통신과", "은"), with_particle("강원특별자치도", "이")
    ('정보통신과는', '강원특별자치도가')
    """
    return f"{word}{fitting(str(word), particle)}"


def _final_consonant(letter: str) -> str:
    """Return "" for none, "ㄹ" (which takes 로), else "받침"."""
    if "가" <= letter <= "힣":
        final = (ord(letter) - ord("가")) % 28
        return "" if final == 0 else "ㄹ" if final == 8 else "받침"
    if letter in _READ_WITH_RIEUL:
        return "ㄹ"
    return "받침" if letter in _READ_WITH_FINAL else ""
