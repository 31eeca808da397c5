"""통계: seven tables that say the article's numbers, each with its address and its file."""

import csv
import io
import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.utils import timezone

from registry.statistics import TABLES
from tests.factories import make_municipality, make_project
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """Return a function that opens a page and holds it to what every page promises."""

    def read(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        page = Page(response)
        page.keeps_the_promises()
        return page.text

    return read


@pytest.fixture
def rows(client):
    """Return a function that downloads a table."""

    def rows(address: str) -> list[dict[str, str]]:
        body = b"".join(client.get(address).streaming_content).decode()
        assert body.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))

    return rows


@pytest.mark.usefixtures("article")
class TestTheArticle:
    def test_is_told_in_its_findings(self, read):
        text = read("/stats/?year=2013")

        assert "가장 많은 곳은 서울특별시(131억 2,900만 원, 전체의 52.8%)입니다." in text
        assert "재원이 공개된 사업은 22건 가운데 1건입니다." in text
        assert "국비로 확인된 금액은 26억 1,200만 원입니다." in text
        assert "2013년 비율이 가장 높은 곳은 시·도 3곳 가운데 서울특별시(0.326%)입니다." in text
        assert "2013년 사업비로 확인된 금액은" in text
        assert "사업 기간이 공개된 사업은 22건 가운데" in text
        assert "사업 22건 가운데 17건의 총사업비를 더하면 248억 8,200만 원입니다." in text

    def test_has_its_regions_side_by_side(self, read):
        text = read("/stats/regions/?year=2013")

        assert "서울특별시 11건 서울특별시 총사업비 합계 131억 2,900만 원" in text
        assert "경기도 4건 경기도 총사업비 합계 107억 2,400만 원" in text
        assert "인천광역시 7건 인천광역시 총사업비 합계 10억 2,900만 원" in text
        assert "전체 22건 총사업비 합계 248억 8,200만 원" in text
        assert "중복 의심 1쌍 포함" in text

    def test_has_the_shares_computed_beside_stated(self, read):
        text = read("/stats/share/")

        for share in ("0.326%", "0.119%", "0.225%"):
            assert f"계산한 비율 {share} 자료에 적힌 비율 {share}" in text
        assert "766억 7,500만 원 ÷ 23조 5,050억 원" in text
        assert "곳의 가운뎃값은" not in text
        assert "같은 해 같은 종류의 지자체가 5곳보다 적으면 가운뎃값을 내지 않습니다." in text

    def test_tells_no_middle_of_fewer_than_five_and_says_so(self, read):
        few = "확정된 총사업비가 있는 시·도 3곳은 견주기에 적어 가운뎃값을 내지 않습니다."

        assert few in read("/stats/regions/")
        assert "총사업비의 가운뎃값" not in read("/stats/regions/")

    def test_tells_the_middle_of_five(self, read):
        for code in ("26", "27"):
            make_project(owner=make_municipality(code=code), total_certainty="exact",
                         total_won=300_000_000)  # fmt: skip

        text = read("/stats/regions/")
        assert "총사업비의 가운뎃값" in text
        assert "견주기에 적어" not in text

    def test_never_mixes_a_total_with_one_year(self, read, rows):
        whole = next(row for row in rows("/stats/regions.csv?year=2013") if row["코드"] == "41")
        undated = next(row for row in rows("/stats/regions.csv") if row["코드"] == "41")
        columns = ("총사업비(원)", "사업비를 더한 해", "그해 사업비(원)")
        apart = ("그해 금액을 알 수 없는 사업", "총사업비 전체를 넣은 사업")

        assert [whole[one] for one in columns] == ["10724000000", "2013", "8524000000"]
        assert [undated[one] for one in columns] == ["10724000000", "", ""]
        assert [whole[one] for one in apart] == ["1", "2"]
        assert [undated[one] for one in apart] == ["", ""]
        assert list(whole) == list(undated)
        assert "2013년 사업비 합계" in read("/stats/regions/?year=2013")

    def test_has_no_zero_for_what_is_not_known(self, read):
        text = read("/stats/conditions/?year=2013")

        assert "2013년 사업비 합계 0원" not in text
        assert "대략 1건 총사업비 합계 확정된 금액 없음" in text
        assert "국비 포함 1건 총사업비 합계 52억 2,400만 원" in text

    def test_splits_the_money_by_type(self, read):
        text = read("/stats/funding/?year=2013&region=41")

        assert "국비 26억 1,200만 원 24.4%" in text
        assert "재원 미공개 81억 1,200만 원 75.6%" in text

    def test_keeps_the_lists_conditions(self, read):
        text = read("/stats/largest/?region=28")

        assert "적용한 조건 조건 지우기: 인천광역시" in text
        assert "서울특별시" not in text

    def test_is_one_link_from_the_first_page(self, client):
        page = client.get("/").content.decode()

        assert 'href="/projects/?year=2013&amp;region=11&amp;region=28&amp;region=41"' in page
        assert "2013년 수도권 주요 정보화사업" in page


@pytest.mark.parametrize("name", TABLES)
class TestEveryTable:
    def test_says_that_there_is_nothing(self, name, read):
        assert "자료가 없습니다." in read(f"/stats/{name}/")

    def test_has_a_file_with_as_many_columns_in_every_row(self, name, article, client):
        body = b"".join(client.get(f"/stats/{name}.csv?year=2013").streaming_content).decode()
        rows, _blank, about = body.partition("\r\n\r\n")
        lines = list(csv.reader(io.StringIO(rows)))

        assert len(lines) > 1
        assert {len(line) for line in lines} == {len(lines[0])}
        assert f"※ 조건: 2013년\r\n※ 주소: http://testserver/stats/{name}/?year=2013" in about

    def test_names_its_file_after_what_it_keeps_to(self, name, article, client):
        response = client.get(f"/stats/{name}.csv?year=2013&type=build")
        file = unquote(response["Content-Disposition"])

        assert "_2013년_" in file
        assert ("시스템 구축" in file) == (name != "share")

    def test_bears_conditions_that_mean_nothing(self, name, article, read):
        assert "총사업비 최솟값 숫자로 적어 주세요." in read(f"/stats/{name}/?min=abc&page=x")

    def test_shows_no_draft(self, name, client):
        make_project(published=False, name="쉬쉬 사업", period_start="2013-01-01",
                     period_start_precision="day")  # fmt: skip

        assert "쉬쉬" not in client.get(f"/stats/{name}/").content.decode()
        assert "쉬쉬" not in b"".join(client.get(f"/stats/{name}.csv").streaming_content).decode()

    def test_asks_no_more_for_more_projects(
        self, name, article, client, django_assert_max_num_queries
    ):
        for _round in range(2):
            with django_assert_max_num_queries(16):
                client.get(f"/stats/{name}/?year=2013")
            for _number in range(12):
                make_project(
                    owner=make_municipality(code="11"), name="넓은 사업", national=1_000,
                    period_start="2013-02-01", period_start_precision="month",
                )  # fmt: skip


class TestSameKind:
    def test_has_its_value_in_the_middle(self, municipalities, read):
        cities = (("41460", 1), ("41220", 5), ("41570", 3), ("41450", 2), ("41250", 7))
        for code, won in cities:
            make_project(owner=make_municipality(code=code), won=won * 10**8)

        assert "시 5곳 3억 원" in read("/stats/regions/?region=41")


class TestTheSchedule:
    def test_begins_with_what_runs_now_or_is_to_come(self, municipalities, client):
        today = timezone.localdate()
        year, body = today.year, make_municipality(code="11")
        periods = (
            ("끝난 지 오래인 사업", date(2013, 1, 1), date(2013, 6, 30), {}),
            ("끝이 밝혀지지 않은 옛 사업", date(2014, 1, 1), None, {}),
            ("일찍 마친 사업", date(year, 1, 1), date(year + 1, 1, 31), {"status": "done"}),
            ("곧 시작하는 사업", date(year + 1, 1, 1), None, {}),
            ("하고 있는 사업", date(year - 2, 1, 1), date(year + 1, 12, 31), {}),
        )
        for name, start, end, more in periods:
            precise = {
                "period_start_precision": "day",
                "period_end_precision": "day" if end else "",
            }
            dates = {"period_start": start, "period_end": end, **precise}
            make_project(owner=body, name=name, **dates, **more)

        html = client.get("/stats/schedule/").content.decode()
        of_2013 = client.get("/stats/schedule/?year=2013").content.decode()

        assert re.findall(r">([^<>]{3,} 사업)</a>", html) == [
            periods[place][0] for place in (4, 3, 2, 1, 0)
        ]
        assert f"{year}년 {today.month}월부터 36개월" in html
        assert "지금 진행하거나 곧 시작하는 사업부터" in html
        assert "지금 진행하거나" not in of_2013


class TestYears:
    def test_tell_by_how_much_they_differ(self, municipalities, read):
        body = make_municipality(code="11")
        make_project(owner=body, fiscal_year=2012, won=2 * 10**8)
        make_project(owner=body, fiscal_year=2013, won=3 * 10**8)

        text = read("/stats/years/")

        assert "한 해 전보다 50.0% 늘었습니다." in text
        assert "+50.0%" in text

    def test_end_with_the_last_in_which_projects_were_registered(self, municipalities, read):
        body = make_municipality(code="11")
        make_project(owner=body, fiscal_year=2012, won=2 * 10**8)
        project = make_project(owner=body, fiscal_year=2013, won=3 * 10**8)
        for year, won in ((2013, 29), (2014, 1)):
            project.funding.create(source="municipal", fiscal_year=year, won=won * 10**7)

        text = read("/stats/years/")

        assert "2013년 사업비로 확인된 금액은 2억 9,000만 원" in text
        assert "2014년 다른 해에 등록한 사업의 금액만" in text
        assert "-96" not in text


class TestConditionsOfProjects:
    def test_are_neither_said_nor_cited_of_a_budget(self, article, read):
        text = read("/stats/share/?year=2013&type=build")

        assert "연도와 지자체 조건만 적용했습니다." in text
        assert "조건: 2013년" in text
        assert "시스템 구축" not in text


class TestAddress:
    def test_of_no_table_is_not_found(self, client, db):
        assert client.get("/stats/nothing/").status_code == 404

    def test_loses_what_is_empty(self, client, db):
        response = client.get("/stats/regions/?year=2013&q=")

        assert (response.status_code, response["Location"]) == (302, "/stats/regions/?year=2013")
