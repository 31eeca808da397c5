"""Whatever begins with = + - @ tab or CR is only text in every file that we hand out."""

import csv
import io
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import load_workbook as calamine_workbook

from registry.actions.exporting import write_csv, write_xlsx
from registry.actions.handouts import FormOrder, filled_form
from registry.actions.handouts.accepted import Accepted
from registry.actions.handouts.findings import Finding, Findings
from registry.actions.handouts.paper import text_cell, value_cell
from registry.actions.handouts.returning import marked_copy
from registry.actions.importing import stage
from registry.actions.xlsx import Column, write_sheet
from registry.models import Project
from registry.sheets.cells import cell_text, clean
from registry.sheets.container import Limits
from registry.sheets.workbook import open_workbook
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import counts, csv_of, upload_of

HOSTILE = (
    "=1+1",
    "+82-31",
    "-10%",
    "@SUM(A1)",
    '=HYPERLINK("http://x","눌러")',
    "=cmd|' /C calc'!A0",
    "'=1",
    "#N/A",
    "_x003D_1+1",
    "==",
)
RUNS = ("=", "+", "-", "@", "\t", "\r")
# What XML can hold at all; a spreadsheet program starts with such a letter.
text = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
hostile: st.SearchStrategy[str] = st.one_of(
    st.sampled_from(HOSTILE),
    st.builds("".join, st.tuples(st.sampled_from(RUNS), st.text(text, max_size=30))),
)

without_nul = hostile.filter(lambda words: "\0" not in words)  # else the file is refused


def first_cell(content):
    """Return the first cell as openpyxl has it, and as the registry reads it."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = calamine_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    return sheet["A1"], cell_text(rows.to_python(skip_empty_area=False)[0][0])


def sheet_of(content):
    """Return the cells of the first sheet as the reader takes them, without blank ends."""
    workbook = open_workbook(content, Limits())
    with closing(workbook):
        rows = [[clean(text) for text in row] for row in next(workbook.grids).rows]
    return [
        row[: max([place for place, text in enumerate(row, 1) if text], default=0)] for row in rows
    ]


class TestACell:
    @pytest.mark.parametrize("write", [text_cell, value_cell])
    @settings(deadline=None)
    @given(words=hostile)
    def test_of_a_handout_is_text_and_stays_the_same(self, write, words):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("사업")
        sheet.append([write(sheet, words)])
        content = io.BytesIO()
        book.save(content)

        cell, read = first_cell(content.getvalue())

        assert cell.data_type in ("s", "n")
        assert clean(read) == clean(words)
        if words.startswith(RUNS) and words.strip("-") and cell.data_type == "s":
            assert cell.quotePrefix
            assert cell.number_format == "@"

    @settings(deadline=None)
    @given(words=hostile)
    def test_of_an_export_is_text_and_stays_the_same(self, words):
        content = b"".join(write_sheet("사업", [Column(words)], []))

        cell, read = first_cell(content)

        assert cell.data_type == "s"
        assert clean(read) == clean(words)

    @settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(words=without_nul, heading=without_nul)
    def test_of_a_return_workbook_is_text_and_stays_the_same(self, words, heading):
        data = csv_of((words, words), headings=(heading, "사업명"))
        found = Findings([Finding("CSV", 2, "A", True, f"2행 {heading}(A2): {words}")])

        content = marked_copy(data, found, Accepted({"department": [words]}, [heading]))

        book = load_workbook(io.BytesIO(content))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}
        assert sheet_of(content) == sheet_of(data)


@pytest.fixture
def hostile_projects(municipalities):
    """Return projects with every hostile word in every text, in a hostile department."""
    owner = make_municipality(code="41")
    for place, words in enumerate(HOSTILE):
        office = make_department(municipality=owner, name=f"{words}{place}")
        make_project(
            owner=owner,
            name=f"{words} {place}",
            department=office,
            description=words,
            outputs=words,
            note=words,
            total_text=words,
            period_text=words,
            period_certainty="unreadable",
        )
    return Project.objects.all()


def form_of(projects):
    owner = make_municipality(code="41")
    return filled_form(FormOrder(make_user(is_superuser=True), owner, 2013))


@pytest.mark.django_db
class TestAFile:
    @pytest.mark.parametrize(
        "write", [form_of, lambda projects: b"".join(write_xlsx(projects, for_public=False))]
    )
    def test_that_is_a_workbook_has_no_formula_and_comes_back_unchanged(
        self, write, hostile_projects
    ):
        content = write(hostile_projects)

        book = load_workbook(io.BytesIO(content))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n", "d"}
        batch = stage(upload_of(content, name="사업.xlsx"), make_user(is_superuser=True))
        assert counts(batch) == {"unchanged": len(HOSTILE)}

    def test_that_is_a_csv_begins_no_cell_with_what_runs(self, hostile_projects):
        content = "".join(write_csv(hostile_projects, for_public=False))

        cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
        assert [cell for cell in cells if cell.startswith(RUNS)] == []
