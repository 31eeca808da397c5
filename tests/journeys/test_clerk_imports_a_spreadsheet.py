"""A clerk's morning in a real browser: upload, preview, confirm, publish; and who may not."""

import pytest
from openpyxl import Workbook

from registry.models import Municipality, Project
from registry.notation.codes import Role
from tests.factories import make_user
from tests.reference import load

HEADINGS = ["지자체", "사업명", "담당부서", "회계연도", "사업기간", "총사업비(천원)", "국비(천원)"]
CCTV = ["경기도", "CCTV 통합관제센터 설치", None, 2013, None, 5_224_000, 2_612_000]
VILLAGES = [
    "경기도",
    "마을방송 무선화 사업",
    "정보화기획담당관",
    2013,
    "2013. 3. ~ 2014. 2.",
    1_240_000,
    620_000,
]
ARCHIVE = [
    "서울특별시",
    "전자기록 보존 시스템 구축",
    "총무과",
    2013,
    "2013년 상반기",
    300_000,
    None,
]
PASSWORD = "correct horse battery"


@pytest.fixture
def registry(reference, transactional_db):
    """Have the article, a publisher of 경기도 and a writer of 서울특별시."""
    load("municipalities", "article_2013")
    for name, code, role in (
        ("gyeonggi", "41", Role.PUBLISHER),
        ("seoul", "11", Role.WRITER),
    ):
        body = Municipality.objects.get(code=code)
        make_user(username=name, password=PASSWORD, role=role, at=body)


@pytest.fixture
def workbook(tmp_path):
    """Return a function that writes rows below the headings into an xlsx file."""

    def write(*rows):
        book = Workbook()
        for row in (HEADINGS, *rows):
            book.active.append(row)
        book.save(tmp_path / "2013 정보화사업.xlsx")
        return tmp_path / "2013 정보화사업.xlsx"

    return write


def sign_in(page, name):
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def upload(page, file):
    page.goto("/admin/registry/project/")
    page.click("text=엑셀로 가져오기")
    page.set_input_files("[type=file]", file)
    page.click("button:has-text('다음')")
    return words(page)


def words(page):
    """Return what stands on the page, each piece parted from the next by one space."""
    return " ".join(page.inner_text("main").split())


@pytest.mark.usefixtures("registry")
class TestPublisherOfGyeonggi:
    def test_imports_confirms_publishes_and_the_public_reads(self, page, workbook):
        sign_in(page, "gyeonggi")

        preview = upload(page, workbook(CCTV, VILLAGES))

        assert "추가 1" in preview
        assert "그대로 1" in preview
        assert Project.objects.count() == 22
        page.click("button:has-text('저장')")
        assert "저장했습니다" in words(page)
        new = Project.objects.get(name="마을방송 무선화 사업")
        assert new.publication == "draft"

        page.goto("/projects/?region=41&fund=national")
        assert new.name not in words(page)
        page.goto(f"/admin/registry/project/?q={new.number}")
        page.check("input.action-select")
        page.select_option("select[name=action]", label="고른 사업 공개")
        page.click("button[name=index]")
        assert "확인할 점 있음 1건" in words(page)
        assert Project.objects.get(pk=new.pk).publication == "draft"
        page.fill("[name=why]", "부서는 조직 개편 뒤에 적음")
        page.click("[name=confirm]")
        assert "1건을 공개했습니다." in page.inner_text(".messagelist")

        page.goto("/projects/?region=41&fund=national")
        listed = words(page)
        assert "CCTV 통합관제센터 설치" in listed
        assert new.name in listed
        assert "2건" in listed
        assert "64억 6,400만 원" in listed

    def test_takes_an_import_back(self, page, workbook):
        sign_in(page, "gyeonggi")
        dearer = [*CCTV[:5], 5_300_000, 2_612_000]
        upload(page, workbook(dearer, VILLAGES))
        page.click("button:has-text('저장')")
        page.goto("/projects/2013-41-0003/")
        assert "53억 원" in words(page)
        page.go_back()

        page.click("text=이 가져오기 되돌리기")
        page.click("button:has-text('되돌리기')")

        assert "되돌렸습니다" in words(page)
        assert Project.objects.count() == 22
        page.goto("/projects/2013-41-0003/")
        assert "52억 2,400만 원" in words(page)


@pytest.mark.usefixtures("registry")
class TestWriterOfSeoul:
    def test_is_refused_row_by_row_what_is_not_theirs(self, page, workbook):
        sign_in(page, "seoul")

        preview = upload(page, workbook(CCTV, VILLAGES))

        assert "오류 2" in preview
        for row in ("2행", "3행"):
            assert row in preview
        assert page.locator("button:has-text('저장')").count() == 0
        assert Project.objects.count() == 22

    def test_drafts_an_own_row_that_the_public_cannot_see(self, page, workbook):
        sign_in(page, "seoul")

        upload(page, workbook(ARCHIVE))
        page.click("button:has-text('저장')")

        draft = Project.objects.get(name=ARCHIVE[1])
        assert (draft.publication, draft.total_won) == ("draft", 300_000_000)
        page.goto("/projects/?region=11")
        assert draft.name not in words(page)
        page.context.clear_cookies()
        assert page.goto("/admin/registry/project/").url.endswith("/admin/registry/project/")
