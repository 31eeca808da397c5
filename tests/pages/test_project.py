"""A project's page: what it costs, whose money it is, and where that was written."""

from datetime import UTC, datetime

import pytest

from registry.models import Project, Source
from registry.notation.codes import Publication
from tests.factories import make_department, make_municipality, make_project
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """Return a function that opens a project's page."""

    def read(number: str) -> Page:
        response = client.get(f"/projects/{number}/")
        assert response.status_code == 200
        return Page(response)

    return read


class TestTender:
    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"tender_year": 2014, "tender_quarter": 2, "tender_method": "수의계약"},
             "2014년 2분기 · 수의계약"),
            ({"tender_year": 2014, "tender_method": "수의계약"}, "2014년 · 수의계약"),
            ({"tender_method": "수의계약"}, "수의계약"),
            ({}, "공개되지 않음"),
        ],
    )  # fmt: skip
    def test_says_what_is_known_of_it(self, read, fields, said):
        assert f"발주 시기 {said} " in read(make_project(**fields).number).text


@pytest.mark.usefixtures("article")
class TestTheCctvCentres:
    @pytest.fixture
    def text(self, read):
        return read("2013-41-0003").text

    def test_cost_what_the_paper_says_in_its_words(self, text):
        assert (
            "52억 2,400만 원 5,224,000,000원 원문: “52억2400만원(국비 26억1200만원 포함)”" in text
        )

    def test_are_half_the_states_and_half_unstated(self, text):
        assert "국비 26억 1,200만 원 50%" in text
        assert "재원 미공개 26억 1,200만 원 50%" in text
        assert "합계 52억 2,400만 원 100%" in text
        assert "도비" not in text
        assert "시비" not in text

    def test_are_shared_by_five_cities(self, read):
        page = read("2013-41-0003")

        assert "공동 5곳" in page.text
        assert "/regions/41460/" in [link["href"] for link in page.all("a")]

    def test_say_what_is_not_public(self, text):
        assert "담당 부서 공개되지 않음" in text
        assert "사업 기간 공개되지 않음" in text

    def test_quote_their_source(self, text):
        assert "5개 시군에 52억2400만원(국비 26억1200만원 포함)을 들여 설치한다." in text
        assert "수도권 빅3 지자체 올해 정보화사업은... · 전자신문 · 2013" in text


@pytest.mark.usefixtures("article")
class TestTheMergedHomepages:
    @pytest.fixture
    def text(self, read):
        return read("2013-41-0001").text

    def test_keep_the_year_apart_from_the_total(self, text):
        assert "총사업비 40억 원" in text
        assert "이 가운데 2013년 사업비 18억 원" in text
        assert "나머지 연도별 나눔이 공개되지 않음 22억 원" in text
        assert "총사업비에 더하지 않습니다." in text

    def test_run_as_long_as_the_words_say(self, text):
        assert "2013년 3월 ~ 2015년 12월 원문: “내달부터 2015년 12월까지 34개월간”" in text
        assert "원문의 말에서 계산한 날짜" in text

    def test_say_what_each_year_does(self, text):
        assert "2014 53개 홈페이지를 18개로" in text


class TestTheFlowOfABudget:
    def test_leads_from_stage_to_stage_of_a_year(self, read, db):
        project = make_project(owner=make_municipality(code="41"), won=6 * 10**9)
        for stage, round_, won in [("plan", 0, 5), ("original", 0, 4), ("supplementary", 1, 6)]:
            project.funding.create(
                source="whole", fiscal_year=2013, stage=stage, round=round_, won=won * 10**9
            )

        text = read(project.number).text

        assert "예산의 흐름 2013 계획 50억 원 본예산 40억 원 추경 1회 60억 원" in text

    def test_says_that_a_whole_is_of_an_earlier_stage_than_the_sources(self, read, db):
        """계 18억 of 계획 is the money of 2013 (DESIGN 3.4); 본예산 gives 39억 without a 계."""
        project = make_project(owner=make_municipality(code="41"), won=39 * 10**8)
        for source, year, stage, won in [
            ("whole", 2013, "plan", 18),
            ("national", 2013, "original", 19),
            ("provincial", 2013, "original", 20),
            ("national", 2014, "plan", 12),
        ]:
            project.funding.create(source=source, fiscal_year=year, stage=stage, won=won * 10**8)

        text = read(project.number).text

        assert (
            "이 가운데 2013년 사업비 18억 원 1,800,000,000원 계획에 적힌 그해의 계입니다." in text
        )
        assert "본예산에는 계가 적혀 있지 않고, 재원을 더하면 39억 원입니다." in text
        assert "연도별 나눔이 공개되지 않음" not in text
        assert "합계 51억 원 100% 총사업비 39억 원 –" in text


@pytest.mark.usefixtures("article")
class TestAnUndecidedAmount:
    def test_keeps_its_estimate_apart(self, read):
        text = read("2013-11-0006").text

        assert "총사업비 금액 미정 원문: “예산 미확정, 예비타당성 결과 65억원”" in text
        assert "추정액 (합계에 넣지 않음) 65억 원 근거: 예비타당성" in text


class TestWhatIsMissing:
    def test_is_said(self, read):
        project = make_project(won=None)

        text = read(project.number).text

        assert "출처 없음" in text
        assert "총사업비 공개되지 않음" in text
        assert "재원이 공개되지 않았습니다." in text


class TestPartsBeyondTheTotal:
    def test_are_said_with_the_difference(self, read):
        project = make_project(won=10**8, national=3 * 10**8)

        assert "재원을 더한 금액이 총사업비보다 2억 원 많습니다." in read(project.number).text


class TestTheDayOfAChange:
    def test_is_the_day_in_korea(self, read):
        project = make_project()
        early = datetime(2013, 3, 1, 15, 30, tzinfo=UTC)  # half past midnight in Seoul
        Project.objects.filter(pk=project.pk).update(modified_at=early)

        assert "마지막으로 고침 2013년 3월 2일" in read(project.number).text


class TestALargerProject:
    def test_is_linked_both_ways_where_it_is_public(self, read):
        larger = make_project(name="큰 사업")
        part = make_project(name="부분 사업", part_of=larger)
        make_project(name="초안 부분", part_of=larger, published=False)

        assert "부분 사업" in read(larger.number).text
        assert "초안 부분" not in read(larger.number).text
        assert "큰 사업" in read(part.number).text

    def test_stays_unnamed_while_it_is_a_draft(self, read):
        part = make_project(part_of=make_project(name="비밀 사업", published=False))

        assert "비밀 사업" not in read(part.number).text


class TestAnAddress:
    def test_of_a_draft_or_of_nothing_is_not_found(self, client):
        draft = make_project(published=False)

        for number in (draft.number, "2013-41-9999", "2013-99-0001", "x", "%00"):
            response = client.get(f"/projects/{number}/")
            assert response.status_code == 404
            assert "찾는 쪽이 없습니다" in response.content.decode()

    def test_of_what_is_withdrawn_says_why(self, client):
        project = make_project(
            publication=Publication.WITHDRAWN,
            withdrawn_on="2013-05-01",
            withdrawn_reason="중복 등록.",
        )

        response = client.get(project.get_absolute_url())

        assert response.status_code == 410
        text = Page(response).text
        assert "이 사업은 2013년 5월 1일에 등록이 취소되었습니다. 이유: 중복 등록." in text
        response = client.get(project.get_absolute_url(), headers={"cookie": "language=en"})
        assert "Other projects of Gyeonggi-do (경기도)" in Page(response).text

    @pytest.mark.parametrize("published_from", [None, "2013-05-02"])
    def test_of_what_was_withdrawn_before_it_was_public_is_not_found(self, client, published_from):
        project = make_project(
            publication=Publication.WITHDRAWN,
            published_from=published_from,
            withdrawn_on="2013-05-01",
            withdrawn_reason="계약 상대를 잘못 적음.",
        )

        response = client.get(project.get_absolute_url())

        assert response.status_code == 404
        assert "계약 상대" not in response.content.decode()


class TestASource:
    @pytest.fixture
    def cited(self, db):
        source = Source.objects.create(
            title="정보화 시행계획", publisher="경기도", link="https://example.kr/plan?no=1"
        )
        project = make_project()
        project.citations.create(source=source)
        return project

    def test_is_linked_by_its_title(self, read, cited):
        page = read(cited.number)

        assert (
            '<a href="https://example.kr/plan?no=1" rel="noopener">정보화 시행계획</a>'
            in page.html
        )
        assert "정보화 시행계획 · 경기도" in page.text
        assert "example.kr" not in page.text
        assert "인터넷 주소 없음" not in page.text

    def test_without_an_address_says_so(self, read, cited):
        Source.objects.update(link="", published_on="2013-02-01", published_on_precision="month")

        assert "정보화 시행계획 · 경기도 · 2013-02 · 인터넷 주소 없음" in read(cited.number).text


class TestATwin:
    @pytest.fixture
    def twins(self, db):
        owner = make_municipality()
        return [make_project(owner=owner, name="민원 통합관리시스템") for _twice in range(2)]

    def test_is_named_and_linked(self, read, twins):
        page = read(twins[0].number)

        assert f"중복 의심 {twins[1].number} 사업과 같은 사업일 수 있습니다." in page.text
        assert twins[1].get_absolute_url() in [link["href"] for link in page.all("a")]

    def test_that_is_no_ones_to_know_of_is_not_named(self, read, twins):
        Project.objects.filter(pk=twins[1].pk).update(publication=Publication.DRAFT)

        assert "중복 의심" not in read(twins[0].number).text


class TestTheDatabase:
    def test_is_asked_six_times_at_most(self, client, django_assert_max_num_queries):
        owner = make_municipality()
        project = make_project(owner=owner, department=make_department(municipality=owner))
        for number in range(20):
            project.participations.create(name=f"기관 {number}")
            project.funding.create(source="national", fiscal_year=2000 + number, won=1)
            project.phases.create(fiscal_year=2000 + number, text="단계")

        with django_assert_max_num_queries(6):
            client.get(project.get_absolute_url())


@pytest.mark.usefixtures("article")
class TestItsMarkup:
    @pytest.mark.parametrize("number", ["2013-41-0001", "2013-41-0003", "2013-11-0006"])
    def test_keeps_the_promises(self, read, number):
        assert read(number).keeps_the_promises()
