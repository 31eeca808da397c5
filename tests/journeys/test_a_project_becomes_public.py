"""A writer types in a project by hand; another person publishes it; only then is it read."""

import pytest

from registry.models import Municipality, Project, Source
from registry.notation.codes import Publication, Role
from tests.factories import make_user
from tests.reference import load

PASSWORD = "correct horse battery"
NAME = "CCTV 통합관제센터 설치"
FUNDING = [("national", "26억1200만원"), ("provincial", "26억 1,200만")]


@pytest.fixture
def offices(reference, transactional_db):
    """Return 경기도 with a writer, a publisher and a document to quote from."""
    load("municipalities")
    body = Municipality.objects.get(code="41")
    for name, role in (("hana", Role.WRITER), ("duri", Role.PUBLISHER)):
        make_user(username=name, password=PASSWORD, role=role, at=body)
    Source.objects.create(title="2013년 정보화사업 예산서", publisher="경기도")
    return body


def sign_in(page, name):
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    press(page, "[type=submit]")


def press(page, selector):
    with page.expect_navigation(wait_until="load"):
        page.click(selector)


class TestProject:
    def test_goes_from_a_blank_form_to_the_public_page(self, page, offices):
        sign_in(page, "hana")
        self._write(page)
        project = self._save_a_draft(page, offices)
        sign_in(page, "duri")
        self._publish(page, project)
        self._read(page, project)

    def _write(self, page):
        press(page, "a:has-text('사업 새로 적기')")
        assert page.input_value("#id_owner")  # the one body that the writer works for
        page.fill("#id_name", NAME)
        page.fill("#id_department_text", "정보화기획담당관")
        page.fill("#id_fiscal_year", "2013")
        page.check("[name=total_certainty][value=exact]")
        page.fill("#id_total_won", "52억2400만원")
        page.fill("#id_period_text", "2013년 1월 ~ 12월")
        for place, (source, won) in enumerate(FUNDING):
            page.select_option(f"#id_funding-{place}-source", source)
            page.fill(f"#id_funding-{place}-won", won)
            if place == 0:
                page.click("#funding-group .add-row a")
        page.wait_for_selector(".funding-sum:has-text('총사업비와 같습니다')")
        self._cite(page)

    def _cite(self, page):
        page.click("#citations-0 .field-source .select2-selection")
        page.keyboard.insert_text("예산서")
        page.click(".select2-results__option:has-text('2013년 정보화사업 예산서')")
        page.fill("#id_citations-0-quote", "국비 26억1200만원 포함")

    def _save_a_draft(self, page, body):
        """It is stored as it was typed, and is nothing yet to the public nor to publish."""
        assert page.locator("input[name=_publish]").count() == 0
        press(page, "input[name=_continue]")
        project = body.projects.get()
        assert (project.name, project.total_won) == (NAME, 5_224_000_000)
        assert set(project.funding.values_list("source", "won")) == {
            ("national", 2_612_000_000), ("provincial", 2_612_000_000),
        }  # fmt: skip
        assert (str(project.period_start), str(project.period_end)) == ("2013-01-01", "2013-12-31")
        assert project.citations.get().quote == "국비 26억1200만원 포함"
        assert page.locator("input[name=_publish]").count() == 0
        page.goto("/admin/")
        assert "공개 담당자에게 알려 주세요: duri" in page.inner_text(".desk")
        page.goto("/projects/")
        assert NAME not in page.inner_text("main")
        return project

    def _publish(self, page, project):
        press(page, "a:has-text('공개를 기다리는 초안 1건')")
        press(page, f"#result_list a:has-text('{NAME}')")
        press(page, "input[name=_publish]")
        assert "‘정보화기획담당관’은 등록된 부서가 아닙니다." in page.inner_text(".doubtful")
        press(page, "input[name=confirm]")
        assert "공개하는 이유를 적어 주세요" in page.inner_text("[role=alert]")
        page.fill("#id_why", "부서 개편 중")
        press(page, "input[name=confirm]")
        stored = Project.objects.get(pk=project.pk)
        assert stored.publication == Publication.PUBLISHED
        assert stored.history.first().history_change_reason == "공개: 부서 개편 중"

    def _read(self, page, project):
        """A citizen, who is signed in to nothing, finds it in the list and reads the money."""
        page.context.clear_cookies()
        page.goto("/projects/")
        press(page, f"main a:has-text('{NAME}')")
        assert page.inner_text("h1").startswith(NAME)
        read = page.inner_text("main")
        assert "52억 2,400만 원" in read
        assert "26억 1,200만 원" in read
        assert "국비 26억1200만원 포함" in read
