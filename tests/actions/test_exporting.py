"""What is downloaded comes back in without a change, and runs in no spreadsheet program."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from registry.actions.exported_rows import ExportedRows
from registry.actions.exporting import project_records, write_csv, write_xlsx
from registry.actions.importing import stage
from registry.models import Citation, FundingSource, Participation, Project, Source
from registry.notation.codes import Certainty, Funding, PeriodCertainty, Stage, Status, SubKind
from registry.resources import ProjectResource
from registry.sheets.headings import EXPORT_HEADINGS, TOLD_HEADINGS
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import counts, messages, upload_of

pytestmark = pytest.mark.django_db


def csv_text(queryset=None, **options):
    return "".join(write_csv(Project.objects.all() if queryset is None else queryset, **options))


def xlsx(queryset, **options):
    return b"".join(write_xlsx(queryset, **options))


def table(text):
    """Return the rows of a CSV by heading."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def full(row, width):
    """Return a row with a cell for every column of money."""
    cells, money = row
    won = dict(money)
    return [*cells, *(won.get(place, "") for place in range(width))]


def money(project, **fields):
    return FundingSource.objects.create(project=project, **fields)


@pytest.fixture
def awkward(municipalities):
    """Return projects that hold everything an export could lose."""
    owner = make_municipality(code="41")
    things = (_with_amounts, _with_words, _with_periods, _with_money, _with_people, _with_kin)
    for register in things:
        register(owner)
    return Project.objects.all()


def _with_amounts(owner):
    amounts = {
        Certainty.EXACT: {"total_won": 0, "total_text": "0원"},
        Certainty.ABOUT: {"total_won": 500_000_000, "total_min_won": 500_000_000},
        Certainty.RANGE: {"total_min_won": 500_000_000, "total_max_won": 700_000_000},
        Certainty.ESTIMATED: {"estimate_won": 6_500_000_000, "estimate_basis": "용역"},
        Certainty.UNDECIDED: {"total_text": "예산 미확정", "estimate_text": "추정 곤란"},
        Certainty.UNSTATED: {},
        Certainty.NONE: {"total_text": "비예산"},
    }
    for certainty, fields in amounts.items():
        make_project(
            owner=owner,
            won=None,
            name=f"금액 {certainty.label}",
            total_certainty=certainty,
            **fields,
        )
    make_project(owner=owner, won=None, name="한쪽만", total_certainty="range", total_max_won=9)


def _with_words(owner):
    odd = {
        "formula": "=1+1",
        "plus": "+82 번호",
        "minus": "-10% 줄임",
        "at": "@담당",
        "quoted": "'=이미 따옴표",
        "years": "'13.3 시작",
    }
    for name, words in odd.items():
        make_project(
            owner=owner, name=f"{words} {name}", description=words, outputs=words, note=words
        )
    make_project(
        owner=owner,
        name='쉼표, 따옴표 "둘", 세미콜론;',
        description='첫 줄\n둘째 줄, "인용" ; 끝\n\n마지막',
        note="계속\n(단위: 천원)",
        status=Status.ON_HOLD,
    )


def _with_periods(owner):
    for certainty in PeriodCertainty:
        make_project(
            owner=owner,
            name=f"기간 {certainty.label}",
            period_text=f"{certainty.label}이라고 적힌 기간",
            period_start=date(2013, 3, 4),
            period_start_precision="day",
            period_end=None if certainty == "open" else date(2015, 12, 31),
            period_end_precision="" if certainty == "open" else "year",
            period_certainty=certainty,
        )
    make_project(owner=owner, name="말뿐인 기간", period_text="착수일로부터 6개월",
                 period_certainty="relative")  # fmt: skip
    make_project(owner=owner, name="끝만", period_end=date(2014, 2, 28),
                 period_end_precision="month", period_certainty="exact")  # fmt: skip


def _with_money(owner):
    project = make_project(owner=owner, name="재원", won=10_000_000_000)
    for won, source in enumerate(Funding, 1):
        money(project, source=source, won=won)
    money(project, source="national", fiscal_year=2013, stage=Stage.ORIGINAL, won=0)
    money(project, source="national", sub_kind=SubKind.FUND, fiscal_year=2014, won=7)
    for number in (1, 2, 3):
        money(
            project, source="whole", fiscal_year=2014, stage="supplementary", round=number, won=9
        )
    for after in (Stage.CARRIED_IN, Stage.CURRENT, Stage.SPENT, Stage.SETTLED):
        money(project, source="whole", fiscal_year=2013, stage=after, won=11)
    money(project, source="other", sub_kind=SubKind.BOND, fiscal_year=2013, won=12)


def _with_people(owner):
    office = make_department(municipality=owner, name="상수도본부")
    team = make_department(municipality=owner, name="지리정보과", parent=office)
    project = make_project(owner=owner, name="사람", department=team, department_text="옛 이름과",
                           participants_stated=12, total_text="52억2400만원")  # fmt: skip
    make_project(owner=owner, name="모르는 부서", department_text="기획실(02-123-4567)")
    for name in ("경기관광공사", "문화·관광 재단", "서울, 인천 연구원"):
        Participation.objects.create(project=project, name=name, role="target")
    body = make_municipality(code="41460")
    Participation.objects.create(project=project, municipality=body, name="용인")
    paper = Source.objects.create(publisher="전자신문", title="제목, 쉼표 “있는” 기사")
    Citation.objects.create(project=project, source=paper, field="total", quote="다른 인용")
    Citation.objects.create(project=project, source=paper, quote="52억2400만원을 들여\n설치한다.")


def _with_kin(owner):
    larger = make_project(owner=owner, name="더 큰 사업")
    before = make_project(owner=owner, name="지난해 사업", fiscal_year=2012)
    part = make_project(owner=owner, name="든 사업", part_of=larger, continues=before,
                        tender_year=2014, tender_quarter=2, tender_method="=수의계약")  # fmt: skip
    paper = Source.objects.create(publisher="경기도", title="예산서", link="https://example.com/1")
    Citation.objects.create(project=part, source=paper)
    part.phases.create(fiscal_year=2014, text="설계\n(단위: 천원)")
    part.phases.create(fiscal_year=2013, text="기본계획")


@pytest.fixture
def superuser(db):
    return make_user(is_superuser=True)


def make_many(count):
    """Have projects of several bodies: amounts of every certainty, with money by source."""
    bodies = [make_municipality(code=code) for code in ("11", "28", "41", "41460", "51")]
    certain = [Certainty.EXACT, Certainty.ABOUT, Certainty.UNDECIDED, Certainty.NONE]
    projects = Project.objects.bulk_create(
        Project(
            owner=bodies[serial % 5],
            number=f"2013-{bodies[serial % 5].code}-{serial:04d}",
            name=f"통합관제 {serial}",
            fiscal_year=2013,
            status=list(Status)[serial % 5],
            total_certainty=certain[serial % 4],
            total_won=5_224_000_000 + serial if serial % 4 < 2 else None,
            total_min_won=5_224_000_000 + serial if serial % 4 == 1 else None,
            period_text="'13.3~'14.2",
            period_certainty=PeriodCertainty.UNREADABLE,
            note="=1+1" if serial % 7 else "",
        )
        for serial in range(count)
    )
    FundingSource.objects.bulk_create(
        FundingSource(project=project, source=source, fiscal_year=2013, won=place * 1_003)
        for place, project in enumerate(projects)
        for source in (Funding.NATIONAL, Funding.PROVINCIAL)
    )


class TestRoundTrip:
    def test_of_a_csv_changes_nothing(self, awkward, superuser):
        batch = stage(upload_of(csv_text(for_public=False).encode()), superuser)

        changed = [(r.name, r.changes) for r in batch.rows.exclude(effect="unchanged")]
        assert changed == []
        assert [told for told in messages(batch) if "재원의 합" not in told] == []
        assert counts(batch) == {"unchanged": awkward.count()}

    def test_of_a_workbook_changes_nothing(self, awkward, superuser):
        data = xlsx(awkward, for_public=False)

        batch = stage(upload_of(data, name="사업.xlsx"), superuser)

        changed = [(r.name, r.changes) for r in batch.rows.exclude(effect="unchanged")]
        assert changed == []

    def test_of_a_whole_year_of_the_country_changes_nothing(self, superuser, municipalities):
        make_many(6_600)

        batch = stage(upload_of(xlsx(Project.objects.all()), name="사업.xlsx"), superuser)

        assert counts(batch) == {"unchanged": 6_600}

    def test_of_the_public_download_changes_nothing_either(self, awkward, superuser):
        batch = stage(upload_of(csv_text().encode()), superuser)

        assert counts(batch) == {"unchanged": awkward.count()}


class TestRows:
    def test_are_cell_for_cell_those_of_the_resource(self, awkward):
        resource = ProjectResource.of(awkward, for_public=False)
        columns = resource.get_export_fields()
        rows = ExportedRows(awkward, for_public=False)

        expected = [
            [resource.export_field(column, project) for column in columns]
            for project in resource.iter_queryset(awkward)
        ]

        read, told = len(EXPORT_HEADINGS), len(TOLD_HEADINGS)
        headings, whole = rows.headings, [full(row, rows.width) for row in rows]
        assert headings[:read] + headings[read + told :] == resource.get_export_headers()
        assert [row[:read] + row[read + told :] for row in whole] == expected


class TestCsv:
    def test_begins_with_a_bom(self, article):
        assert next(write_csv(Project.objects.all())) == "\ufeff"

    def test_is_written_in_portions(self, article):
        assert len(list(write_csv(Project.objects.all()))) == 3  # BOM, headings, rows

    def test_of_no_project_is_its_headings(self, db):
        assert csv_text(Project.objects.none()).count("\r\n") == 1

    def test_keeps_what_would_run_from_running(self, awkward):
        cells = [cell for row in table(csv_text(for_public=False)) for cell in row.values()]

        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert "'=1+1" in cells

    def test_leaves_the_clerks_note_out_unless_asked(self, awkward):
        assert "비고" not in table(csv_text())[0]
        notes = [row["비고"] for row in table(csv_text(for_public=False))]
        assert "'-10% 줄임" in notes

    def test_has_won_as_bare_numbers_and_unknown_as_nothing(self, article):
        rows = {row["사업 번호"]: row for row in table(csv_text())}

        assert rows["2013-41-0003"]["총사업비(원)"] == "5224000000"
        assert rows["2013-41-0003"]["국비(연도 미상 계획)"] == "2612000000"
        assert rows["2013-41-0004"]["총사업비(원)"] == ""
        assert rows["2013-11-0006"]["금액 상태"] == "미정"

    def test_asks_the_database_no_more_for_more_projects(self, awkward):
        few = _queries()
        for _ in range(100):
            make_project(owner=make_municipality(code="41"), national=5)

        assert _queries() == few


def _queries():
    with CaptureQueriesContext(connection) as queries:
        list(write_csv(Project.objects.all()))
    return len(queries)


class TestXlsx:
    def test_has_numbers_as_numbers_and_no_formula(self, awkward):
        sheet = load_workbook(io.BytesIO(xlsx(awkward))).active

        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
        headings = [cell.value for cell in sheet[1]]
        total = headings.index("총사업비(원)")
        assert {type(row[total].value) for row in sheet.iter_rows(min_row=2)} <= {int, type(None)}
        assert {row[total].number_format for row in sheet.iter_rows(min_row=2)} <= {
            "#,##0",
            "General",
        }

    def test_has_days_as_days_and_what_is_less_certain_as_words(self, awkward):
        sheet = load_workbook(io.BytesIO(xlsx(awkward))).active

        headings = [cell.value for cell in sheet[1]]
        start, end = headings.index("착수일"), headings.index("완료일")
        [row] = [row for row in sheet.iter_rows() if row[3].value == "기간 확정"]
        assert row[start].value.date() == date(2013, 3, 4)
        assert row[end].value == "2015"

    def test_survives_what_xml_cannot_hold(self, municipalities):
        make_project(owner=make_municipality(code="41"), description="가\x0b나")

        [sheet] = load_workbook(io.BytesIO(xlsx(Project.objects.all()))).worksheets
        headings = [cell.value for cell in sheet[1]]
        assert sheet[2][headings.index("사업 내용")].value == "가_x000B_나"


class TestRecords:
    def test_have_the_words_of_the_design(self, article):
        [record] = project_records(Project.objects.filter(number="2013-41-0003"))

        assert record["municipality"] == "41"
        assert record["municipality_name"] == "경기도"
        assert record["participants"] == ["41460", "41220", "41570", "41450", "41250"]
        assert record["total"]["won"] == 5_224_000_000
        assert record["funding"] == [
            {
                "source": "national",
                "sub_kind": None,
                "fiscal_year": None,
                "stage": "plan",
                "round": None,
                "won": 2_612_000_000,
            }
        ]
        assert "note" not in record
