"""이 목록 내려받기: exactly the rows of the list."""

import csv
import io
import json
from xml.etree import ElementTree

import openpyxl
import pytest
from django.utils import timezone

from registry.actions.importing.bodies import Bodies
from registry.models import Citation, Participation, Project, Source
from registry.sheets.reading import read_workbook
from tests.factories import LONG_AGO, make_department, make_municipality, make_project
from tests.random_registry import random_registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article")]

QUERY = "year=2013&region=41&sort=total"


def rows_of_csv(response) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    table, _notes = text.split("\r\n\r\n")
    return list(csv.DictReader(io.StringIO(table)))


class TestCsv:
    def test_has_the_rows_of_the_list_in_its_order(self, client):
        rows = rows_of_csv(client.get(f"/projects.csv?{QUERY}"))

        assert [row["사업 번호"] for row in rows] == [
            "2013-41-0002",
            "2013-41-0001",
            "2013-41-0003",
            "2013-41-0004",
        ]

    def test_begins_with_one_bom(self, client):
        content = b"".join(client.get("/projects.csv").streaming_content)

        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\xef\xbb\xbf") == 1

    def test_has_a_korean_name(self, client):
        response = client.get("/projects.csv")

        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%EC%A0%95")

    def test_is_named_after_its_conditions(self, client):
        name = client.get(f"/projects.csv?{QUERY}")["Content-Disposition"]

        assert "_2013%EB%85%84_%EA%B2%BD%EA%B8%B0%EB%8F%84_" in name

    def test_leads_back_to_the_list_where_it_would_ignore_a_condition(self, client):
        response = client.get("/projects.csv?min=abc&region=41")

        assert (response.status_code, response["Location"]) == (
            302,
            "/projects/?region=41&min=abc",
        )


class TestTheColumns:
    def test_before_the_money_are_the_same_whatever_was_asked(self, client):
        def headings(query):
            content = b"".join(client.get(f"/projects.csv?{query}").streaming_content)
            return next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

        some, other = headings("region=41"), headings("region=28")
        fixed = some.index("출처 주소") + 1

        assert some[:fixed] == other[:fixed] == other
        assert some[fixed:] == sorted(some[fixed:], key=headings("").index) != []


class TestWhatAProjectPageShows:
    """Whoever takes the file along has what the page says, or nobody can work with it."""

    @pytest.fixture
    def shown(self):
        """Return a project of which everything is known, and each thing as its page has it."""
        owner = make_municipality(code="41")
        larger, before = (make_project(owner=owner, name=name) for name in ("큰일", "앞일"))
        words = {
            **{"name": "가로등 관제", "period_text": "내년 봄부터", "total_text": "쉰두 억"},
            **{"estimate_text": "예순 억쯤", "estimate_basis": "비슷한 사업"},
            **{"description": "가로등을 지켜봅니다", "outputs": "등 77개"},
            "tender_method": "수의계약",
        }
        project = make_project(
            owner=owner, part_of=larger, continues=before, estimate_won=6_100_000_000,
            department=make_department(municipality=owner, name="가로등과"), **words,
            tender_year=2014, tender_quarter=2, participants_stated=9797, published_from=LONG_AGO,
        )  # fmt: skip
        Participation.objects.create(project=project, name="가로등 재단", role="joint")
        project.phases.create(fiscal_year=2014, text="등을 답니다")
        paper = Source.objects.create(publisher="전자일보", title="기사", link="https://e.kr/9")
        Citation.objects.create(project=project, source=paper, quote="쉰두 억을 들여")
        kin = [project.number, larger.number, before.number]
        days = [f"{LONG_AGO}", f"{timezone.localdate()}"]
        told = ["경기도", "가로등과", "가로등 재단", "등을 답니다", "9797", *kin, *days]
        cited = ["전자일보", "기사", "https://e.kr/9", "쉰두 억을 들여"]
        return project, [*words.values(), *told, *cited, "2014년 2분기"]

    def test_is_on_the_page(self, client, shown):
        project, facts = shown

        page = client.get(project.get_absolute_url()).content.decode()

        assert [fact for fact in facts if fact not in page] == []

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_is_in_the_file(self, client, shown, kind):
        project, facts = shown

        text = row_as_text(client, kind, project)

        if kind == "json":  # a program is told the year and the quarter apart
            facts = [*facts[:-1], '"tender": {"year": 2014, "quarter": 2}']
        assert [fact for fact in facts if fact not in text] == []


def row_as_text(client, kind, project):
    """Return what a file of everything says of one project."""
    content = b"".join(client.get(f"/projects.{kind}").streaming_content)
    if kind == "json":
        [row] = [one for one in json.loads(content)["projects"] if one["name"] == project.name]
        return json.dumps(row, ensure_ascii=False)
    if kind == "csv":
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    else:
        lines = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    [row] = [row for row in lines if row and row[0] == project.number]
    return "\n".join(map(str, row))


class TestTheSum:
    """What the file says at its foot can be worked out from its rows alone."""

    @pytest.mark.parametrize("query", ["", "year=2013", "region=41", "amount=exact&min=1000"])
    @pytest.mark.parametrize("seed", range(2))
    def test_of_the_exact_totals_outside_larger_ones_is_that_of_the_label(
        self, client, query, seed
    ):
        projects = random_registry(seed, count=36)
        for part, whole in zip(projects[:24], projects[7:31], strict=True):
            Project.objects.filter(pk=part.pk).update(part_of=whole)

        rows = rows_of_csv(client.get(f"/projects.csv?{query}"))
        about = json.loads(b"".join(client.get(f"/projects.json?{query}").streaming_content))

        here = {row["사업 번호"] for row in rows}
        outside = [row for row in rows if here.isdisjoint(row["상위 사업 번호"].split(", "))]
        won = [int(row["총사업비(원)"]) for row in outside if row["금액 상태"] == "확정"]
        assert sum(won) == about["about"]["sum_of_totals_won"]
        assert len(outside) < len(rows)


class TestXlsx:
    def test_has_the_rows_of_the_list(self, client):
        response = client.get(f"/projects.xlsx?{QUERY}")
        content = b"".join(response.streaming_content)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active

        assert sheet.max_row == 5


class TestJson:
    def test_has_the_rows_of_the_list_in_the_contracts_words(self, client):
        response = client.get(f"/projects.json?{QUERY}")
        told = json.loads(b"".join(response.streaming_content))

        assert [one["number"] for one in told["projects"]][:2] == ["2013-41-0002", "2013-41-0001"]
        assert told["projects"][2]["total"]["won"] == 5_224_000_000
        assert told["about"]["conditions"] == ["2013년", "경기도"]
        assert told["about"]["sum_of_totals_won"] == 10_724_000_000

    def test_is_whole_where_there_is_nothing(self, client):
        told = json.loads(b"".join(client.get("/projects.json?q=없는말").streaming_content))

        assert told["projects"] == []


class TestLabel:
    """Every file says what was asked, where, when, and on what terms it may be used."""

    @pytest.fixture
    def said(self, client, settings):
        settings.SITE_DATA_TERMS = "출처를 밝혀 주세요."

        def said(kind: str) -> str:
            content = b"".join(client.get(f"/projects.{kind}?{QUERY}&per=50").streaming_content)
            if kind != "xlsx":
                return content.decode("utf-8-sig")
            book = openpyxl.load_workbook(io.BytesIO(content))
            rows = book["이 파일에 대하여"].iter_rows(values_only=True)
            return "\n".join(": ".join(map(str, row)) for row in rows)

        return said

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_is_in_the_file(self, said, kind):
        text = said(kind)

        assert "2013년" in text
        assert "경기도" in text
        assert "http://testserver/projects/?year=2013&region=41&sort=total" in text
        assert f"{timezone.localdate():%Y-%m-%d}" in text
        assert "출처를 밝혀 주세요." in text

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_says_the_sum_as_the_page_has_it(self, said, kind):
        why = "금액이 확정되지 않은 1건 제외 (미공개 1건)"

        assert f"총사업비 합계: 10,724,000,000원, {why}." in said(kind)

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_says_the_sum_of_the_year_and_how_many_totals_stand_in_it(self, client, said, kind):
        words = (
            "그해 금액을 알 수 없는 1건 제외 · 연도별 금액이 없어 총사업비 전체를 넣은 2건 포함"
        )

        assert f"2013년 사업비 합계: 8,524,000,000원, {words}." in said(kind)
        assert words in client.get(f"/projects/?{QUERY}").content.decode()

    def test_says_the_same_to_programs(self, said):
        assert json.loads(said("json"))["about"]["sum_of_year"] == {
            "year": 2013,
            "won": 8_524_000_000,
            "projects_left_out": 1,
            "projects_with_whole_total": 2,
        }

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_is_passed_over_when_the_file_comes_back(self, client, kind):
        content = b"".join(client.get(f"/projects.{kind}?{QUERY}").streaming_content)

        read = read_workbook(content, "목록", register=Bodies().register())

        assert len(read.rows) == 4
        assert [one for one in read.problems if one.severity == "error"] == []


class TestFeed:
    def entries(self, response):
        space = {"a": "http://www.w3.org/2005/Atom"}
        return ElementTree.fromstring(response.content).findall("a:entry", space)  # noqa: S314

    def test_has_what_was_changed_last_first(self, client):
        project = Project.objects.get(number="2013-41-0003")
        project.save()

        response = client.get("/projects.atom?region=41")

        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        first = self.entries(response)[0]
        told = "".join(first.itertext())
        assert project.name in told
        assert "http://testserver/projects/2013-41-0003/" in told
        assert "총사업비 52억 2,400만 원" in told
        assert len(self.entries(response)) == 4

    def test_shows_no_draft_and_follows_every_condition(self, client):
        Project.objects.filter(number="2013-41-0003").update(publication="draft")

        assert self.entries(client.get("/projects.atom?fund=national")) == []

    def test_asks_no_more_for_more_projects(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            client.get("/projects.atom")

    def test_is_named_on_the_list(self, client):
        page = client.get("/projects/?region=41&sort=total&page=1").content.decode()

        assert (
            '<link rel="alternate" type="application/atom+xml" href="/projects.atom?region=41"'
            in page
        )
