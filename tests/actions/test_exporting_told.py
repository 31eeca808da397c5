"""What a file tells besides: tender, kin, days, codes and addresses; and whom it may name."""

import csv
import io
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from registry.actions.exporting import project_records, write_csv, write_json, write_xlsx
from registry.actions.importing import stage
from registry.models import Citation, Project, Source
from registry.sheets.headings import TOLD_HEADINGS
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import codes, counts, staged, upload_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]

LATE = datetime(2026, 3, 4, 23, 30, tzinfo=timezone.get_fixed_timezone(0))  # the 5th in Korea


def table(queryset=None, **options):
    """Return the rows of a CSV by the name of the project."""
    text = "".join(write_csv(Project.objects.all() if queryset is None else queryset, **options))
    return {row["사업명"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}


def records():
    return {one["name"]: one for one in project_records(Project.objects.published())}


@pytest.fixture
def family():
    """Return three projects within each other, the one in the middle a draft, and last year's."""
    owner = make_municipality(code="41")
    largest = make_project(owner=owner, name="가장 큰 사업")
    middle = make_project(owner=owner, name="초안", part_of=largest, published=False)
    before = make_project(owner=owner, name="지난해", fiscal_year=2012, published=False)
    make_project(owner=owner, name="든 사업", part_of=middle, continues=before)
    return {project.name: project.number for project in Project.objects.all()}


@pytest.fixture
def told():
    """Return a project of which everything is told."""
    owner = make_municipality(code="41")
    larger = make_project(owner=owner, name="더 큰 사업")
    before = make_project(owner=owner, name="지난해", fiscal_year=2012)
    tender = {"tender_year": 2014, "tender_quarter": 2, "tender_method": "제한경쟁"}
    project = make_project(owner=owner, name="사업", part_of=larger, continues=before, **tender)
    paper = Source.objects.create(publisher="경기도", title="예산서", link="https://example.com/1")
    Citation.objects.create(project=project, source=paper)
    project.phases.create(fiscal_year=2014, text="설치")
    project.phases.create(fiscal_year=2013, text="설계")
    Project.objects.filter(pk=project.pk).update(modified_at=LATE)
    return project


class TestCsv:
    def test_has_every_column_left_of_the_money(self, told):
        row = table()["사업"]

        assert {heading: row[heading] for heading in TOLD_HEADINGS.values()} == {
            "발주 시기": "2014년 2분기",
            "계약 방법": "제한경쟁",
            "연차별 내용": "2013: 설계\n2014: 설치",
            "상위 사업 번호": told.part_of.number,
            "지난해 사업 번호": told.continues.number,
            "공개일": "2013-01-02",
            "고친 날": "2026-03-05",
            "지자체 코드": "41",
            "출처 주소": "https://example.com/1",
        }
        assert [*row][-len(TOLD_HEADINGS) :] == [*TOLD_HEADINGS.values()]

    def test_has_nothing_where_nothing_is_known(self):
        make_project(name="사업", published=False)
        make_project(name="해만", tender_year=2014)

        assert {table()["사업"][TOLD_HEADINGS[name]] for name in TOLD_HEADINGS} == {
            *("", "41"),
            timezone.localdate().isoformat(),
        }
        assert table()["해만"]["발주 시기"] == "2014년"


class TestXlsx:
    def test_has_days_as_days_and_codes_as_words(self, told):
        content = b"".join(write_xlsx(Project.objects.filter(pk=told.pk)))
        heads, row = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)

        cells = dict(zip(heads, row, strict=True))
        assert cells["공개일"].date() == date(2013, 1, 2)
        assert cells["고친 날"].date() == date(2026, 3, 5)
        assert (cells["지자체 코드"], cells["상위 사업 번호"]) == ("41", told.part_of.number)


class TestRecords:
    def test_have_the_same_under_names_of_their_own(self, told):
        record = records()["사업"]

        names = ("tender", "contract", "phases", "part_of", "continues", "published", "modified")
        assert {name: record[name] for name in (*names, "source_url")} == {
            "tender": {"year": 2014, "quarter": 2},
            "contract": "제한경쟁",
            "phases": [
                {"fiscal_year": 2013, "text": "설계"},
                {"fiscal_year": 2014, "text": "설치"},
            ],
            "part_of": [told.part_of.number],
            "continues": told.continues.number,
            "published": "2013-01-02",
            "modified": "2026-03-05",
            "source_url": "https://example.com/1",
        }

    def test_say_null_where_nothing_is_known(self, told):
        record = records()["더 큰 사업"]

        assert (record["tender"], record["contract"], record["continues"]) == (None, None, None)
        assert (record["part_of"], record["phases"], record["source_url"]) == ([], [], None)


class TestKin:
    def test_of_a_public_file_are_public(self, family):
        """The draft between two public projects has no number; what it is part of has."""
        for row in (table()["든 사업"], table(for_public=False)["든 사업"]):
            assert row["상위 사업 번호"] == family["가장 큰 사업"]
            assert row["지난해 사업 번호"] == ""
        record = records()["든 사업"]
        assert (record["part_of"], record["continues"]) == ([family["가장 큰 사업"]], None)
        text = "".join(write_json(Project.objects.published()))
        assert family["초안"] not in text
        assert family["지난해"] not in text

    def test_that_are_to_be_public_tomorrow_are_not_named_today(self, family):
        soon = timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)
        Project.objects.filter(name="가장 큰 사업").update(published_from=soon)

        assert table()["든 사업"]["상위 사업 번호"] == ""
        assert records()["든 사업"]["part_of"] == []

    def test_are_named_as_far_as_the_reader_of_the_file_may_know(self, family):
        row = table(for_public=False, named=Project.objects.all())["든 사업"]

        assert row["상위 사업 번호"] == f"{family['초안']}, {family['가장 큰 사업']}"
        assert row["지난해 사업 번호"] == family["지난해"]


class TestImport:
    @pytest.mark.parametrize("for_public", [True, False])
    @pytest.mark.parametrize("write", [write_csv, write_xlsx])
    def test_of_such_a_file_changes_and_asks_nothing(self, told, write, for_public):
        parts = write(Project.objects.all(), for_public=for_public)
        content = b"".join(one.encode() if isinstance(one, str) else one for one in parts)

        batch = stage(upload_of(content), make_user(is_superuser=True))

        assert counts(batch) == {"unchanged": 3}
        assert codes(batch) == []
        assert batch.options.get("problems", []) == []

    def test_still_says_what_it_cannot_keep_of_a_clerks_own_table(self):
        headings = ("사업명", "회계연도", "발주시기")

        batch = staged(make_user(is_superuser=True), ("포털", 2013, "2분기"), headings=headings)

        assert counts(batch) == {"new": 1}
        assert [one["code"] for one in batch.options["problems"]] == ["unknown-column"]


class TestQueries:
    @pytest.mark.parametrize("write", [write_csv, write_xlsx, write_json])
    def test_are_no_more_for_more_projects(self, told, write):
        few = _queries(write)
        for year in range(1950, 2010):
            make_project(part_of=told, continues=told if year == 1950 else None, fiscal_year=year)

        assert _queries(write) == few


def _queries(write):
    with CaptureQueriesContext(connection) as queries:
        list(write(Project.objects.all()))
    return len(queries)
