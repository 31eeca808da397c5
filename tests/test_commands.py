"""The commands of DESIGN 6 about files: what they print, write, and end with."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.models import ImportBatch, Project
from registry.notation.codes import BatchState, Role
from registry.notation.particles import with_particle
from tests.factories import make_municipality, make_project, make_user
from tests.sheets.paper import xlsx_of as sheets_of
from tests.spreadsheets import csv_of, imported, staged, xlsx_of

ROOT = Path(__file__).resolve().parent.parent
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


def run(*command):
    """Return what a command printed and how it ended."""
    out, ended = io.StringIO(), 0
    try:
        call_command(*command, stdout=out, stderr=io.StringIO())
    except SystemExit as error:
        ended = error.code
    except CommandError as error:
        return str(error), error.returncode
    return out.getvalue(), ended


@pytest.fixture
def file(tmp_path):
    def write(data, name="사업.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


class TestReadWorkbook:
    def alone(self, *arguments, **environment):
        """Run the command in a process of its own, where no database can be reached."""
        return subprocess.run(
            [sys.executable, "manage.py", "read_workbook", *arguments],
            cwd=ROOT,
            env=os.environ
            | {
                "DATABASE_URL": NOWHERE,
                "SECRET_KEY": "x",
                "DJANGO_SETTINGS_MODULE": "config.settings",
            }
            | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_prints_json_alone_and_needs_no_database(self, file):
        path = file(csv_of(("CCTV 통합관제센터 설치", 2013, "5,224,000")))

        done = self.alone(path, "--municipality", "41", "--as-of", "2013-01-02", "--json")

        assert done.returncode == 0, done.stderr
        [row] = json.loads(done.stdout)["rows"]
        assert (row["municipality"], row["total"]["won"]) == ("41", 5_224_000_000)

    def test_ends_with_1_for_a_refused_file(self, file):
        done = self.alone(file(b""), "--json")

        assert done.returncode == 1
        assert json.loads(done.stdout)["refused"]["code"] == "empty-file"

    def test_names_the_sheets_that_are_not_read(self, file):
        book = sheets_of(
            {"사업": [["사업명"], ["포털"]], "출연": [["부서", "내역"], ["총무과", "5"]]}
        )

        out, _ended = run("read_workbook", file(book, "사업.xlsx"))

        assert "‘출연’ 시트: ‘사업명’ 열이 없어 읽지 않았습니다." in out

    def test_takes_the_unit_where_the_file_has_none(self, file):
        path = file(xlsx_of(("포털", 2013, 5), headings=("사업명", "회계연도", "총사업비")))

        out, ended = run(
            "read_workbook", path, "--unit", "백만원", "--municipality", "41", "--json"
        )

        assert ended == 0
        assert json.loads(out)["rows"][0]["total"]["won"] == 5_000_000

    def test_ends_with_0_for_problems_in_rows(self, file):
        out, ended = run("read_workbook", file(csv_of(("포털", 2013, "?"))), "--json")

        assert ended == 0
        assert json.loads(out)["problems"]

    @pytest.mark.parametrize(
        "options", [["--unit", "주"], ["--municipality", "99"], ["--unit", "천원", "없는 파일"]]
    )
    def test_ends_with_2_for_wrong_use(self, file, options):
        path = options.pop() if options[-1] == "없는 파일" else file(csv_of(("포털", 2013, 5)))

        assert run("read_workbook", path, *options)[1] == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("municipalities")
class TestImportWorkbook:
    @pytest.fixture
    def publisher(self):
        return make_user(username="gyeonggi", role=Role.PUBLISHER, at=make_municipality(code="41"))

    def test_writes_and_says_so(self, publisher, file):
        out, ended = run("import_workbook", file(csv_of(("포털", 2013, 5))), "--user", "gyeonggi")

        assert ended == 0
        assert "추가 1행" in out
        assert f"가져오기 번호 {ImportBatch.objects.get().pk}" in out
        assert Project.objects.get().history.get().import_batch == ImportBatch.objects.get()

    def test_says_that_the_same_file_changes_nothing(self, publisher, file):
        path = file(csv_of(("포털", 2013, 5)))
        run("import_workbook", path, "--user", "gyeonggi")

        out, ended = run("import_workbook", path, "--user", "gyeonggi")

        assert ended == 0
        assert "이미 가져온 파일입니다" in out
        assert "바뀌는 내용이 없어" in out
        assert ImportBatch.objects.count() == 1

    def test_of_a_dry_run_writes_nothing(self, publisher, file):
        path = file(csv_of(("포털", 2013, 5)))
        out, ended = run("import_workbook", path, "--user", "gyeonggi", "--dry-run", "--json")

        assert ended == 0
        assert json.loads(out)["counts"]["new"] == 1
        assert not Project.objects.exists()
        assert not ImportBatch.objects.exists()

    def test_stops_at_errors_and_names_file_row_and_column(self, publisher, file):
        path = file(csv_of(("포털", 2013, 5), ("교육", 2013, "52억정도의돈")))

        out, ended = run("import_workbook", path, "--user", "gyeonggi")

        assert ended == 1
        assert "사업.csv 3행 총사업비(천원)(C3)" in out
        assert not Project.objects.exists()

    def test_ends_with_1_for_a_refused_file(self, publisher, file):
        out, ended = run("import_workbook", file(b""), "--user", "gyeonggi", "--json")

        assert ended == 1
        assert "비어 있습니다" in json.loads(out)["refused"]

    @pytest.mark.parametrize(
        "options",
        [
            ["--user", "nobody"],
            ["--user", "gyeonggi", "--municipality", "11"],
            ["--user", "gyeonggi", "--unit", "주"],
        ],
    )
    def test_ends_with_2_for_wrong_use(self, publisher, file, options):
        assert run("import_workbook", file(csv_of(("포털", 2013, 5))), *options)[1] == 2

    def test_leaves_a_writers_rows_waiting(self, file):
        body = make_municipality(code="41")
        make_user(username="writer", role=Role.WRITER, at=body)
        make_project(owner=body, name="포털")

        out, ended = run("import_workbook", file(csv_of(("포털", 2013, 5))), "--user", "writer")

        assert ended == 0
        assert "1행은 공개 담당자의 확인을 기다립니다" in out
        assert Project.objects.get().total_won == 5_224_000_000


@pytest.mark.django_db
@pytest.mark.usefixtures("municipalities")
class TestUndoImport:
    @pytest.fixture
    def publisher(self):
        return make_user(username="gyeonggi", role=Role.PUBLISHER, at=make_municipality(code="41"))

    @pytest.fixture
    def batch(self, publisher):
        make_project(owner=make_municipality(code="41"), name="포털")
        return imported(publisher, ("포털", 2013, 6), ("새 사업", 2013, 5))

    def undo(self, batch, name="gyeonggi"):
        return run("undo_import", str(batch), "--user", name)

    def test_gives_back_and_prints_three_lists(self, batch):
        Project.objects.get(name="포털").save()

        out, ended = self.undo(batch.pk)

        assert ended == 0
        assert "되돌림 1건\n  2013-41-0002 새 사업\n" in out
        assert "그대로 둠 1건\n  2013-41-0001 포털: 그 뒤에 고쳤습니다." in out
        assert "되돌릴 수 없음 0건\n" in out
        assert "2건 중 1건을 되돌렸습니다." in out
        assert Project.objects.get().total_won == 6_000

    def test_ends_with_1_where_nothing_can_be_undone(self, publisher):
        make_project(owner=make_municipality(code="41"), name="포털")
        batch = imported(publisher, ("포털", 2013, 6))
        Project.objects.get().save()

        out, ended = self.undo(batch.pk)

        assert ended == 1
        assert "1건 중 0건을 되돌렸습니다." in out
        batch.refresh_from_db()
        assert batch.state == BatchState.CONFIRMED

    def test_ends_with_2_for_a_second_time_and_for_a_preview(self, batch, publisher):
        self.undo(batch.pk)

        assert "두 번 되돌리지 않습니다" in self.undo(batch.pk)[0]
        assert self.undo(batch.pk)[1] == 2
        assert self.undo(staged(publisher, ("딴 사업", 2013, 5)).pk)[1] == 2

    def test_ends_with_2_alike_for_no_import_and_for_one_out_of_sight(self, batch):
        make_user(username="seoul", role=Role.PUBLISHER, at=make_municipality(code="11"))

        theirs, none = self.undo(batch.pk, "seoul"), self.undo(999_999, "seoul")

        assert theirs == (f"가져오기 {with_particle(batch.pk, '이')} 없습니다.", 2)
        assert none == ("가져오기 999999가 없습니다.", 2)
        assert self.undo(batch.pk, "nobody")[1] == 2
        assert Project.objects.count() == 2


@pytest.mark.django_db
class TestExportProjects:
    @pytest.fixture
    def output(self, article, tmp_path):
        make_project(owner=make_municipality(code="41"), name="초안", published=False)
        return tmp_path / "사업"

    def test_writes_what_the_public_list_selects(self, output):
        query = "year=2013&region=41"
        out, ended = run(
            "export_projects", "--format", "json", "--query", query, "--output", str(output)
        )

        assert ended == 0
        projects = json.loads(output.read_text(encoding="utf-8"))["projects"]
        assert "4건" in out
        assert {p["number"] for p in projects} == {f"2013-41-000{n}" for n in range(1, 5)}

    def test_writes_csv_and_xlsx(self, output):
        run("export_projects", "--format", "csv", "--output", str(output))
        assert output.read_bytes().startswith(b"\xef\xbb\xbf")
        assert "초안" not in output.read_text(encoding="utf-8")

        run("export_projects", "--format", "xlsx", "--output", str(output))
        assert output.read_bytes().startswith(b"PK")

    def test_refuses_a_query_it_does_not_understand(self, output):
        arguments = ["--format", "csv", "--query", "min=많이", "--output", str(output)]

        assert run("export_projects", *arguments)[1] == 2

    def test_refuses_a_place_it_cannot_write_to(self, output):
        assert run("export_projects", "--format", "csv", "--output", str(output / "x"))[1] == 2
