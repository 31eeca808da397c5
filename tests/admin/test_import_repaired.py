"""고친 파일 올리기: what was chosen of a file holds for its repaired copy, where it fits."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from registry.actions import importing
from registry.models import ImportBatch
from registry.notation.codes import BatchState, Role
from tests.admin.reading import at, text, words
from tests.factories import make_municipality, make_user
from tests.sheets.paper import csv_of, xlsx_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("municipalities")]

HEADER = ["사업명", "총사업비", "추진방법", "추진 상태"]
ROWS = [["마을방송", 5, "조달", "진헹중"], ["포털", 7, "직접", "진행"]]
WRONG = {"표지": [["2013년"], ["현황"]], "사업": [HEADER, *ROWS]}
REPAIRED = [["마을방송", 5, "조달", "추진 중"], ["포털", 7, "직접", "추진 중"]]
RIGHT = {"표지": WRONG["표지"], "사업": [HEADER, *REPAIRED]}
SHEETS = {"read-1": "on", "first-1": "1", "last-1": "1", "unit-1": "백만원", "year-1": "2013"}


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41")


@pytest.fixture
def suwon():
    return make_municipality(code="41110")


@pytest.fixture
def clerk(gyeonggi):
    return make_user(role=Role.PUBLISHER, at=gyeonggi, includes_below=True)


@pytest.fixture
def door(client, clerk):
    client.force_login(clerk)
    yield client
    cache.clear()


@pytest.fixture
def send(door, suwon):
    """Return a function that uploads sheets, and gives the batch that they become."""

    def send(sheets, *, repairs=None, **fields):
        content = sheets if isinstance(sheets, bytes) else xlsx_of(sheets)
        file = SimpleUploadedFile("수원.xlsx", content)
        form = {"file": file, "municipality": suwon.pk, "unit": "천원", "mode": "new", **fields}
        door.post(f"{at('import_start')}{f'?repairs={repairs.pk}' if repairs else ''}", form)
        return ImportBatch.objects.latest("pk")

    return send


@pytest.fixture
def wrong(send, door):
    """Return a file about which everything was chosen, and whose preview has errors."""
    batch = send(WRONG)
    door.post(at("import_sheets", batch.pk), {**SHEETS, "next": "1"})
    door.post(at("import_columns", batch.pk), {"0-C": "note", "next": "1"})
    batch.refresh_from_db()
    assert (batch.state, batch.counts["wrong"]) == (BatchState.STAGED, 1)
    return batch


class TestForm:
    def test_is_led_to_from_the_preview_and_filled_in_as_before(self, wrong, door, suwon):
        address = f"{at('import_start')}?repairs={wrong.pk}"
        assert address in text(door.get(at("import_preview", wrong.pk)))

        page = text(door.get(address))

        assert f'value="{suwon.pk}" selected' in page
        assert 'value="천원" selected' in page
        assert page[page.index('value="new"') :].split(">")[0].endswith("checked")
        assert "‘수원.xlsx’ 파일을 고쳐 올립니다" in page

    def test_tells_nobody_else_of_the_file(self, wrong, client, gyeonggi):
        client.force_login(make_user(role=Role.PUBLISHER, at=gyeonggi, includes_below=True))

        page = text(client.get(f"{at('import_start')}?repairs={wrong.pk}"))

        assert "수원.xlsx" not in page
        assert 'value="천원" selected' not in page

    @pytest.mark.parametrize("asked", ["", "abc", "9" * 30, "²", "0"])
    def test_of_no_file_is_empty(self, door, asked):
        page = door.get(f"{at('import_start')}?repairs={asked}")

        assert page.status_code == 200
        assert "고쳐 올립니다" not in text(page)


class TestRepaired:
    def test_is_read_as_the_clerk_had_said(self, wrong, send):
        ImportBatch.objects.filter(pk=wrong.pk).update(
            options={**wrong.options, "as_of": "2013-05-06"}
        )

        repaired = send(RIGHT, repairs=wrong)

        assert repaired.counts["new"] == 2
        assert repaired.options["as_of"] == "2013-05-06"
        row = repaired.rows.get(name="마을방송")
        assert row.after_won == 5_000_000
        assert row.writes["project"]["note"] == "조달"
        assert row.writes["project"]["fiscal_year"] == 2013

    def test_takes_the_place_of_the_file_it_repairs(self, wrong, send, door):
        send(RIGHT, repairs=wrong)

        wrong.refresh_from_db()
        assert (wrong.state, wrong.content) == (BatchState.DISCARDED, None)
        page = words(door.get(at("import_start")))
        assert page.count("이어서 하기") == 1
        assert "‘수원.xlsx’에서 고른 것을 이어받았습니다" in page

    def test_may_be_the_workbook_that_was_handed_back(self, wrong, send, door, clerk):
        handed = b"".join(door.get(at("import_returned", wrong.pk)).streaming_content)

        again = send(handed, repairs=wrong)

        assert again.counts["wrong"] == 1
        assert importing.choices_of(again).sheets["사업"].fiscal_year == 2013
        assert again.state == BatchState.STAGED

    def test_keeps_what_its_other_columns_mean_beside_a_new_one(self, wrong, send):
        sheet = [[*HEADER, "비고2"], *([*row, "덧붙임"] for row in REPAIRED)]

        repaired = send({**RIGHT, "사업": sheet}, repairs=wrong)

        [columns] = importing.choices_of(repaired).columns.values()
        assert columns["C"] == "note"
        assert "E" not in columns  # of which nobody has said anything

    def test_is_believed_where_it_now_names_another_unit(self, wrong, send):
        sheet = [["사업명", "총사업비(원)", "추진방법", "추진 상태"], *REPAIRED]

        repaired = send({**RIGHT, "사업": sheet}, repairs=wrong, unit="")

        assert importing.choices_of(repaired).sheets["사업"].unit is None

    def test_with_other_sheets_is_just_another_file(self, wrong, send, door):
        other = {"가": [["개"], ["나"]], "다른 시트": [HEADER, *REPAIRED]}

        batch = send(other, repairs=wrong)

        wrong.refresh_from_db()
        assert wrong.state == BatchState.STAGED
        assert "다른 시트" in importing.choices_of(batch).sheets
        assert "이어받지 않았습니다" in words(door.get(at("import_start")))

    def test_of_a_colleague_takes_nothing_over(self, wrong, send, client, gyeonggi):
        client.force_login(make_user(role=Role.PUBLISHER, at=gyeonggi, includes_below=True))

        batch = send(RIGHT, repairs=wrong)

        wrong.refresh_from_db()
        assert wrong.state == BatchState.STAGED
        assert importing.choices_of(batch).sheets["사업"].fiscal_year is None

    def test_csv_keeps_what_was_chosen_of_its_one_sheet(self, send, door):
        batch = send(csv_of([["사업명", "총사업비"], ["마을방송", "5억정도로"]]))
        answer = {"read-0": "on", "first-0": "1", "last-0": "1", "unit-0": "원", "year-0": "2013"}
        door.post(at("import_sheets", batch.pk), {**answer, "next": "1"})

        repaired = send({"고침": [["사업명", "총사업비"], ["마을방송", 5]]}, repairs=batch)

        assert repaired.counts["new"] == 1
        assert repaired.rows.get().after_won == 5


class TestHeaders:
    FOREIGN = [["현황"], ["순번", "내역", "소요"], [1, "마을방송", 5], [2, "포털", 7]]
    CHOSEN = {"read-0": "on", "first-0": "2", "last-0": "2", "unit-0": "천원", "year-0": "2013"}

    @pytest.fixture
    def begun(self, send, door):
        batch = send({"현황": self.FOREIGN})
        door.post(at("import_sheets", batch.pk), {**self.CHOSEN, "look": "1"})
        batch.refresh_from_db()
        return batch

    def test_are_where_the_clerk_had_found_them(self, begun, send):
        repaired = send({"현황": self.FOREIGN}, repairs=begun)

        chosen = importing.choices_of(repaired).sheets["현황"]
        assert (chosen.header_rows, chosen.fiscal_year) == ((2,), 2013)

    @pytest.mark.parametrize(
        "sheet", [[["사업명", "비고"], ["포털", "가"]], [["가", "나", "다"]] * 9]
    )
    def test_are_sought_anew_where_others_stand_there(self, begun, send, sheet):
        repaired = send({"현황": sheet}, repairs=begun)

        assert importing.choices_of(repaired).sheets["현황"].fiscal_year is None
