"""자료 충실도: what is told of a year's projects, body by body, and the way to what is not."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from registry.bitmaps import DESK, keys_of
from registry.models import Citation, FundingSource, Project, Source
from registry.notation.codes import Certainty
from registry.querysets import FACTS
from tests.factories import make_department, make_municipality, make_project
from tests.random_registry import random_registry

PAGE = "/admin/registry/completeness/"
PEOPLE = ["reader", "writer", "publisher", "keeper", "seoul_publisher", "superuser"]


@pytest.fixture
def projects(gyeonggi):
    """Have one project that tells everything, and one that tells nothing."""
    full = make_project(
        owner=gyeonggi,
        department=make_department(municipality=gyeonggi),
        national=2_612_000_000,
        period_start="2013-03-01",
        period_start_precision="month",
    )
    source = Source.objects.create(title="2013년 예산서", publisher="경기도")
    Citation.objects.create(project=full, source=source)
    return full, make_project(owner=gyeonggi, won=None, name="금액을 모르는 사업")


def counted(projects) -> dict[str, int]:
    [row] = projects.completeness()
    return {fact.code: row[fact.code] for fact in FACTS}


class TestCompleteness:
    def test_counts_what_is_told(self, projects):
        assert counted(Project.objects.all()) == dict.fromkeys(
            ("amount", "funding", "department", "period", "source"), 1
        )

    @pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.code)
    def test_finds_what_lacks_it(self, projects, fact):
        assert keys_of(DESK.current().lacking(fact.code)) == [projects[1].pk]

    @pytest.mark.parametrize(
        ("certainty", "told"), [(Certainty.NONE, 1), (Certainty.UNDECIDED, 0), ("unstated", 0)]
    )
    def test_takes_no_money_for_told_and_undecided_for_not(self, gyeonggi, certainty, told):
        make_project(owner=gyeonggi, won=None, total_certainty=certainty)

        assert counted(Project.objects.all())["amount"] == told

    @pytest.mark.parametrize("source", ["whole", "unstated"])
    def test_takes_a_sum_for_no_source_of_money(self, gyeonggi, source):
        FundingSource.objects.create(
            project=make_project(owner=gyeonggi), source=source, won=5_224_000_000
        )

        assert counted(Project.objects.all())["funding"] == 0


class TestPage:
    @pytest.mark.parametrize("who", PEOPLE)
    def test_counts_what_the_list_shows_after_a_click(self, municipalities, cast, sign_in, who):
        random_registry(3, count=40)
        client = sign_in(getattr(cast, who))
        answer = client.get(PAGE)
        lines = [*answer.context["lines"], *filter(None, [answer.context["whole"]])]

        for line in lines[:3] + lines[-1:]:
            for told in line.told:
                listed = client.get(told.address).context["cl"]
                assert listed.result_count == told.missing, told.address

    def test_shows_the_latest_year_and_any_other(self, publisher, projects, gyeonggi):
        make_project(owner=gyeonggi, fiscal_year=2014)

        assert publisher.get(PAGE).context["year"] == 2014
        assert publisher.get(f"{PAGE}?year=2013").context["lines"][0].projects == 2
        assert publisher.get(f"{PAGE}?year=abc").context["year"] == 2014

    def test_says_a_hundred_of_all_only(self, publisher, projects):
        [line] = publisher.get(PAGE).context["lines"]

        assert [told.share for told in line.told] == [50] * 5

    def test_shows_nothing_of_another_body(self, sign_in, cast, projects):
        answer = sign_in(cast.seoul_publisher).get(f"{PAGE}?year=2013")

        assert answer.context["lines"] == []
        assert "경기도" not in answer.content.decode().replace("경기도 정보", "")

    def test_asks_as_often_for_forty_bodies_as_for_ten(self, sign_in, cast):
        asked = []
        for bodies in (10, 40):
            for n in range(bodies):
                make_project(owner=make_municipality(code=f"41{n:03}", name=f"{n}시"))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                sign_in(cast.superuser).get(PAGE)
            asked.append(len(queries))

        assert asked[0] == asked[1]

    def test_is_led_to_from_the_list(self, publisher, projects):
        assert PAGE in publisher.get("/admin/registry/project/").content.decode()


class TestFile:
    def test_is_the_table_as_csv(self, publisher, projects):
        answer = publisher.get("/admin/registry/completeness.csv?year=2013")

        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[0].startswith("회계연도,지자체,사업 수,금액,금액(%),재원")
        assert re.match(r"2013,경기도,2,1,50,1,50,1,50,1,50,1,50,\d{4}-", lines[1])

    def test_is_the_table_as_a_workbook(self, publisher, projects):
        answer = publisher.get("/admin/registry/completeness.xlsx?year=2013")

        sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
        assert [cell.value for cell in sheet[2]][:5] == [2013, "경기도", 2, 1, 50]

    def test_has_nothing_of_another_body(self, sign_in, cast, projects):
        answer = sign_in(cast.seoul_publisher).get("/admin/registry/completeness.csv?year=2013")

        assert "경기도" not in b"".join(answer.streaming_content).decode()
