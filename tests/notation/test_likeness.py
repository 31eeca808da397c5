"""Which projects are shown as similar: judged on titles labelled by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from registry.notation.likeness import (
    Likeness,
    Rarity,
    Title,
    are_near,
    pairs_of_key,
    say_likeness,
    with_hints,
)
from registry.notation.title import units_of

TITLES = Path(__file__).parent / "data" / "similar_titles.txt"
FLOOR = 0.9  # of the five shown, the share that a clerk wants (decisions/0010 has the figure)
FIRST = 0.9  # of the questions, how many have a wanted answer at the top


@dataclass
class Question:
    """A title that is asked, and those a clerk wants to see."""

    title: str
    wanted: list[str] = field(default_factory=list)


def labelled() -> tuple[list[Question], list[str]]:
    """Return the questions, and every title once."""
    questions: list[Question] = []
    titles: dict[str, None] = {}
    for sign, title in lines():
        titles[title] = None
        if sign == "?":
            questions.append(Question(title))
        elif sign == "+":
            questions[-1].wanted.append(title)
    return questions, list(titles)


def lines() -> Iterator[tuple[str, str]]:
    """Yield the sign and the title of each line."""
    for line in TITLES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line[0], line[2:]


@pytest.fixture(scope="module")
def judged():
    """Return for each question its five nearest titles and the wanted ones."""
    questions, titles = labelled()
    rarity = Rarity(titles, {"수원시"})
    read = {title: Title(title, rarity) for title in titles}
    return [(five_nearest(read, question.title), question.wanted) for question in questions]


def five_nearest(read: dict[str, Title], asked: str) -> list[str]:
    others = [title for title in read if title != asked]
    return sorted(others, key=lambda title: (-read[asked].likeness(read[title]), title))[:5]


def likeness(one: str, other: str) -> float:
    rarity = Rarity(labelled()[1], {"수원시", "수원"})
    return Title(one, rarity).likeness(Title(other, rarity))


class TestLabels:
    def test_are_enough_to_judge_by(self):
        questions, titles = labelled()

        assert len(questions) >= 40
        assert len(titles) >= 300
        assert all(len(question.wanted) >= 3 for question in questions)
        assert len({title for sign, title in lines() if sign == "-"}) >= 90


class TestPrecision:
    def test_at_five_keeps_above_its_floor(self, judged):
        shares = [
            sum(title in wanted for title in five[: len(wanted)]) / min(5, len(wanted))
            for five, wanted in judged
        ]
        precision = sum(shares) / len(shares)

        assert precision >= FLOOR, f"precision at 5: {precision:.3f}"

    def test_of_the_first_keeps_above_its_floor(self, judged):
        right = sum(five[0] in wanted for five, wanted in judged)

        assert right / len(judged) >= FIRST


class TestLikeness:
    def test_takes_no_notice_of_spaces_and_of_what_is_done(self):
        assert likeness("민원 제안 통합관리시스템 구축", "민원제안 통합관리시스템") > 0.9

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("CCTV 설치", "폐쇄회로 설치"),
            ("홈페이지 개편", "누리집 개편"),
            ("지리정보 고도화", "GIS 고도화"),
            ("재난 예보 시설", "재해 예보 시설"),
            ("2013년 수원시 CCTV 설치", "CCTV 설치 3차"),
            ("ai 챗봇", "인공지능 챗봇"),
        ],
    )
    def test_is_whole_for_two_spellings_of_one_thing(self, one, other):
        assert likeness(one, other) == pytest.approx(1)

    def test_is_small_for_what_is_only_done_alike(self):
        assert say_likeness(likeness("악취 측정 시스템 구축", "전자투표 시스템 구축")) is None

    def test_is_the_same_from_both_sides(self):
        one, other = "방범용 CCTV 설치", "CCTV 통합관제센터"

        assert likeness(one, other) == likeness(other, one)

    def test_does_not_find_an_abbreviation_inside_a_word(self):
        assert units_of("mail") == [("mail", False)]

    def test_of_titles_that_say_nothing_is_whole_only_for_the_same(self):
        assert likeness("2013", "2013") == 1
        assert likeness("2013", "2014") == 0
        assert likeness("", "") == 0


class TestWhy:
    def test_names_the_longest_shared_words(self):
        rarity = Rarity()
        one = Title("민원 제안 통합관리시스템 구축", rarity)
        other = Title("민원제안 통합관리시스템", rarity)

        assert one.shared_words(other) == ["민원제안", "통합관리시스템"]

    def test_names_another_spelling_too(self):
        one, other = Title("누리집 개편", Rarity()), Title("시 홈페이지 개편", Rarity())

        assert one.shared_words(other) == ["누리집", "개편"]


class TestRarePairs:
    def test_leave_out_what_every_other_title_has(self):
        pairs = Title("민원제안 시스템 구축", Rarity(labelled()[1])).rare_pairs(0.1)

        assert {"원제", "제안"} <= pairs.keys()
        assert pairs.keys().isdisjoint({"시스", "스템", "구축"})

    def test_reach_what_is_spelled_otherwise(self):
        assert {"폐쇄", "회로"} <= Title("CCTV", Rarity()).rare_pairs(100).keys()

    def test_are_never_none(self):
        assert Title("시스템 구축", Rarity(labelled()[1])).rare_pairs(0)

    @pytest.mark.parametrize(
        ("key", "pairs"), [("", set()), ("앱", {"앱"}), ("민원앱", {"민원", "원앱"})]
    )
    def test_are_pairs_of_a_stored_key(self, key, pairs):
        assert pairs_of_key(key) == pairs


class TestHints:
    def test_order_what_titles_leave_equal_and_decide_nothing(self):
        assert with_hints(0.5, same_type=True, near=True) > with_hints(
            0.5, same_type=True, near=False
        )
        assert with_hints(0, same_type=True, near=True) == 0
        assert with_hints(1, same_type=True, near=True) == 1

    @pytest.mark.parametrize(
        ("won", "other", "near"),
        [
            (980_000_000, 980_000_000, True),
            (980_000_000, 800_000_000, True),
            (980_000_000, 500_000_000, False),
            (None, 980_000_000, False),
            (0, 0, False),
        ],
    )
    def test_take_amounts_within_a_fifth_as_near(self, won, other, near):
        assert are_near(won, other) is near


class TestSaying:
    @pytest.mark.parametrize(
        ("score", "said"),
        [(1, Likeness.VERY), (0.5, Likeness.ALIKE), (0.25, Likeness.SOMEWHAT), (0.1, None)],
    )
    def test_has_three_words(self, score, said):
        assert say_likeness(score) is said
