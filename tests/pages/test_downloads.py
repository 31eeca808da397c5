"""이 목록 내려받기: exactly the rows of the list."""

import csv
import io

import openpyxl
import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article")]

QUERY = "year=2013&region=41&sort=total"


def rows_of_csv(response) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


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

    def test_leads_back_to_the_list_where_it_would_ignore_a_condition(self, client):
        response = client.get("/projects.csv?min=abc&region=41")

        assert (response.status_code, response["Location"]) == (
            302,
            "/projects/?region=41&min=abc",
        )


class TestXlsx:
    def test_has_the_rows_of_the_list(self, client):
        response = client.get(f"/projects.xlsx?{QUERY}")
        content = b"".join(response.streaming_content)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active

        assert sheet.max_row == 5
