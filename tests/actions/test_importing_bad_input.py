"""Bad input: each a Korean sentence that names row and column, and nothing written."""

import pytest
from django.conf import settings

from registry.actions.importing import HasErrors, Refused, confirm, stage
from registry.models import ImportBatch, Project
from registry.notation.codes import Role
from registry.notation.won import MAX_WON
from registry.sheets.container import Limits
from tests.factories import make_municipality, make_project, make_user
from tests.spreadsheets import (
    codes,
    counts,
    csv_of,
    imported,
    messages,
    staged,
    upload_of,
    xlsx_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, at=make_municipality(code="41"), includes_below=True)


def refusal(user, data, **options):
    """Return the sentence with which a file is refused."""
    with pytest.raises(Refused) as refused:
        stage(upload_of(data, **options), user)
    assert not ImportBatch.objects.exists()
    return str(refused.value)


class TestRefusedFiles:
    def test_empty(self, publisher):
        assert "비어 있습니다" in refusal(publisher, b"")

    def test_with_wrong_headings(self, publisher):
        data = csv_of(("가", "나"), headings=("이것", "저것"))

        assert "‘사업명’ 열을 찾지 못했습니다" in refusal(publisher, data)

    def test_past_the_limit_of_size(self, publisher):
        data = csv_of(*[("사업" * 50, 2013, number) for number in range(100)])

        told = refusal(publisher, data, limits=Limits(size=10_000))

        assert "너무 큽니다" in told

    def test_past_the_limit_of_rows(self, publisher):
        data = csv_of(*[(f"포털 {number}", 2013, number) for number in range(12)])

        assert "10행까지" in refusal(publisher, data, limits=Limits(rows=10))

    def test_that_are_no_tables(self, publisher):
        assert "PDF" in refusal(publisher, b"%PDF-1.7 ...")

    def test_cut_off(self, publisher):
        assert "손상" in refusal(publisher, xlsx_of(("포털", 2013, 5))[:2000], name="사업.xlsx")

    def test_limits_are_20_mb_and_20_000_rows_in_the_browser(self):
        assert settings.IMPORT_MAX_BYTES == 20 * 2**20
        assert settings.IMPORT_MAX_ROWS == 20_000


class TestWrongRows:
    @pytest.mark.parametrize(
        ("headings", "row", "where", "says"),
        [
            (("사업명", "회계연도", "총사업비"), ("포털", 2013, "52억정도의돈"), "C2", "금액으로"),
            (("사업명", "회계연도", "총사업비"), ("포털", 2013, "5000"), "C2", "단위"),
            (("사업명", "회계연도", "총사업비(원)"), ("포털", 2013, "△5000"), "C2", "음수"),
            (("사업명", "회계연도", "지자체"), ("포털", 2013, "없는시"), "C2", "지방자치단체"),
            (("사업명", "회계연도", "지자체"), ("포털", 2013, "중구"), "C2", "경기도에 없습니다"),
            (("사업명", "회계연도"), ("포털", "내년쯤"), "B2", "연도로"),
            (("사업명", "회계연도", "완료일"), ("포털", 2013, "2014-02-30"), "C2", "날짜로"),
            (("사업명", "회계연도", "추진 상태"), ("포털", 2013, "모름"), "C2", "하나를"),
            (("사업명", "사업 번호"), ("포털", "123"), "B2", "꼴이 아닙니다"),
            (("사업명", "회계연도"), ("가" * 201, 2013), "A2", "200자"),
            (("사업명", "회계연도", "규모"), ("포털", 2013, "나" * 201), "C2", "200자"),
            (("사업명", "회계연도", "공동 지자체"), ("포털", 2013, "다" * 81), "C2", "80자"),
            (("사업명", "회계연도", "출처"), ("포털", 2013, "라" * 201), "C2", "200자"),
        ],
    )
    def test_are_told_with_row_and_column(self, publisher, headings, row, where, says):
        batch = staged(publisher, row, headings=headings)

        assert counts(batch) == {"wrong": 1}
        assert any(where in told and says in told for told in messages(batch)), messages(batch)
        with pytest.raises(HasErrors):
            confirm(batch, publisher)
        assert not Project.objects.exists()

    def test_of_a_new_project_without_a_year_are_told(self, publisher):
        batch = staged(publisher, ("포털", 5), headings=("사업명", "총사업비(천원)"))

        assert messages(batch) == [
            "2행 회계연도: 새 사업인데 회계연도가 없습니다. "
            "‘회계연도’ 열에 ‘2013’처럼 적어 주세요."
        ]

    def test_without_a_name_are_told(self, publisher):
        batch = staged(publisher, ("", 2013, 5), ("포털", 2013, 5))

        assert counts(batch) == {"new": 1, "wrong": 1}
        assert "사업명" in messages(batch)[0]

    def test_whose_certainty_and_stored_amounts_disagree_are_told(self, publisher):
        project = make_project(owner=make_municipality(), name="포털")
        headings = ("사업 번호", "사업명", "금액 상태")
        batch = staged(publisher, (project.number, "포털", "범위"), headings=headings)

        assert counts(batch) == {"wrong": 1}
        assert "C2" in messages(batch)[0]

    def test_with_more_than_a_column_holds_are_told(self, publisher):
        batch = staged(publisher, ("포털", 2013, f"{MAX_WON:,}"))

        assert counts(batch) == {"wrong": 1}

    def test_name_their_sheet_where_the_file_has_several(self, publisher):
        batch = stage(upload_of(xlsx_of(("포털", 2013, "?")), name="사업.xlsx"), publisher)

        assert messages(batch)[0].startswith("2행 총사업비")

    def test_are_all_told_in_one_pass(self, publisher):
        batch = staged(publisher, ("가", 2013, "?"), ("나", "?", 5), ("다", 2013, 5))

        assert counts(batch) == {"new": 1, "wrong": 2}
        assert codes(batch) == ["not-an-amount", "not-a-year"]


class TestUnknownColumns:
    def test_are_named_and_set_aside(self, publisher):
        headings = ("사업명", "회계연도", "모르는열")
        batch = imported(publisher, ("포털", 2013, "무엇"), headings=headings)

        [problem] = batch.options["problems"]
        assert problem["code"] == "unknown-column"
        assert "모르는열" in problem["message"]
        assert "C1" in problem["message"]
