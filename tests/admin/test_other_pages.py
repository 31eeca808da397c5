"""Departments, budgets, sources, decisions, bodies, the sign-in, and the policy of every page."""

import pytest
from axes.utils import reset
from django.test import Client

from registry.actions import importing
from registry.models import (
    AnnualBudget,
    Department,
    DuplicateDecision,
    ImportBatch,
    Membership,
    Municipality,
    Source,
)
from registry.notation.codes import BatchState, Role
from tests.admin.forms import as_posted
from tests.factories import make_department, make_project, make_user


def fill_in(client, model: str, **typed):
    """Fill in a model's empty form and send it."""
    address = f"/admin/registry/{model}/add/"
    return client.post(address, as_posted(client.get(address), **typed))


class TestDepartment:
    def test_is_made_in_ones_own_body(self, writer, gyeonggi):
        fill_in(writer, "department", municipality=gyeonggi.pk, name="정보통신과")

        assert Department.objects.get().municipality == gyeonggi

    def test_begins_with_the_own_body_or_of_several_with_the_last(
        self, writer, cast, gyeonggi, seoul
    ):
        add = "/admin/registry/department/add/"

        def begins(query=""):
            return as_posted(writer.get(f"{add}{query}")).get("municipality")

        assert begins() == str(gyeonggi.pk)
        Membership.objects.create(user=cast.writer, municipality=seoul, role=Role.WRITER)
        assert not begins()
        assert begins(f"?municipality={gyeonggi.pk}") == str(gyeonggi.pk)
        fill_in(writer, "department", municipality=seoul.pk, name="정보화담당관")
        assert begins() == str(seoul.pk)
        Membership.objects.filter(user=cast.writer, municipality=seoul).update(role=Role.READER)
        assert begins() == str(gyeonggi.pk)

    def test_is_not_made_in_another(self, writer, seoul):
        fill_in(writer, "department", municipality=seoul.pk, name="정보통신과")

        assert not Department.objects.exists()

    def test_has_nothing_above_it_in_another(self, writer, gyeonggi, seoul):
        above = make_department(municipality=seoul)

        fill_in(writer, "department", municipality=gyeonggi.pk, name="지리정보과", parent=above.pk)

        assert Department.objects.count() == 1

    def test_that_is_in_use_is_kept_and_says_by_what(self, writer, gyeonggi):
        office = make_department(municipality=gyeonggi)
        make_project(
            owner=gyeonggi, department=office, name="CCTV 통합관제센터 설치", published=False
        )

        page = writer.get(f"/admin/registry/department/{office.pk}/delete/")
        writer.post(f"/admin/registry/department/{office.pk}/delete/", {"post": "yes"})

        assert "CCTV 통합관제센터 설치" in page.content.decode()
        assert Department.objects.exists()


class TestAnnualBudget:
    @pytest.fixture
    def budget(self, gyeonggi):
        return AnnualBudget.objects.create(
            municipality=gyeonggi,
            fiscal_year=2013,
            whole_won=15_567_600_000_000,
            it_won=18_579_000_000,
            stated_share="0.119",
        )

    def test_shows_what_is_computed_beside_what_is_stated(self, publisher, budget):
        body = publisher.get(f"/admin/registry/annualbudget/{budget.pk}/change/").content.decode()

        assert "0.119% (185억 7,900만 원 ÷ 15조 5,676억 원)" in body

    def test_takes_amounts_in_words(self, publisher, gyeonggi):
        fill_in(
            publisher,
            "annualbudget",
            municipality=gyeonggi.pk,
            fiscal_year="2013",
            whole_won="15조5676억원",
        )

        assert AnnualBudget.objects.get().whole_won == 15_567_600_000_000

    def test_asks_why_an_amount_changes(self, publisher, budget):
        address = f"/admin/registry/annualbudget/{budget.pk}/change/"
        data = as_posted(publisher.get(address), it_won="200억")

        publisher.post(address, data)
        budget.refresh_from_db()
        assert budget.it_won == 18_579_000_000

        publisher.post(address, data | {"change_reason": "결산"})
        budget.refresh_from_db()
        assert budget.it_won == 20_000_000_000

    def test_is_not_a_writers_to_change(self, writer, budget):
        address = f"/admin/registry/annualbudget/{budget.pk}/change/"

        assert writer.get(address).status_code == 200
        assert writer.post(address, {}).status_code == 403


class TestSource:
    def test_is_kept_under_the_clerks_own_body(self, writer, gyeonggi, seoul):
        typed = {
            "title": "2013년 정보화시행계획",
            "publisher": "경기도",
            "published_on": "2013-02",
        }

        fill_in(writer, "source", **typed)
        fill_in(writer, "source", **typed, municipality=seoul.pk)
        assert not Source.objects.exists()

        fill_in(writer, "source", **typed, municipality=gyeonggi.pk)
        assert str(Source.objects.get()) == "경기도, 2013년 정보화시행계획 (2013-02)"

    def test_common_to_all_is_the_superusers_to_change(self, publisher):
        common = Source.objects.create(title="수도권 빅3 지자체", publisher="전자신문")
        address = f"/admin/registry/source/{common.pk}/change/"

        assert publisher.get(address).status_code == 200
        assert publisher.post(address, {"title": "바꿈"}).status_code == 403


class TestDuplicateDecision:
    def test_puts_the_pair_in_order_and_keeps_who_decided(self, writer, cast, gyeonggi):
        earlier, later = (make_project(owner=gyeonggi, published=False) for _ in range(2))

        fill_in(writer, "duplicatedecision", first=later.pk, second=earlier.pk, decision="same")

        decision = DuplicateDecision.objects.get()
        assert (decision.first, decision.second, decision.user) == (earlier, later, cast.writer)

    def test_on_what_is_published_is_a_publishers(self, writer, gyeonggi):
        earlier, later = make_project(owner=gyeonggi), make_project(owner=gyeonggi)

        fill_in(writer, "duplicatedecision", first=earlier.pk, second=later.pk, decision="same")

        assert not DuplicateDecision.objects.exists()

    def test_takes_no_project_of_another_body(self, writer, gyeonggi, seoul):
        own, foreign = make_project(owner=gyeonggi), make_project(owner=seoul)

        fill_in(writer, "duplicatedecision", first=own.pk, second=foreign.pk, decision="same")

        assert not DuplicateDecision.objects.exists()


class TestImportBatch:
    LIST = "/admin/registry/importbatch/"

    @pytest.fixture
    def make_batch(self, cast, gyeonggi):
        """Return a function that makes what the writer of 경기도 brought in."""

        def make_batch(state=BatchState.CONFIRMED, **fields):
            return ImportBatch.objects.create(
                file_name="쉬쉬.xlsx",
                sha256="0" * 64,
                user=cast.writer,
                municipality=gyeonggi,
                state=state,
                **fields,
            )

        return make_batch

    def shown(self, client, batch):
        """Return whether the list and the page show it, who had better agree."""
        in_list = batch.file_name in client.get(self.LIST).content.decode()
        on_page = client.get(f"{self.LIST}{batch.pk}/change/").status_code == 200
        assert in_list == on_page
        return on_page

    @pytest.mark.parametrize("who", ["publisher", "reader", "keeper", "superuser"])
    def test_is_its_makers_alone_until_it_is_confirmed(self, sign_in, cast, make_batch, who):
        preview = make_batch(BatchState.STAGED)

        assert self.shown(sign_in(cast.writer), preview)
        assert not self.shown(sign_in(getattr(cast, who)), preview)

    @pytest.mark.parametrize(
        ("owners", "shown"),
        [([], True), (["41"], True), (["11"], False), (["41", "11"], False)],
    )
    def test_about_several_bodies_is_for_who_reads_them_all(
        self, publisher, sign_in, cast, make_batch, owners, shown
    ):
        batch = make_batch(options={"owners": owners})

        assert self.shown(publisher, batch) == shown
        assert self.shown(sign_in(cast.superuser), batch)

    def test_agrees_with_the_pages_of_the_wizard(self, publisher, cast, make_batch):
        for owners in ([], ["41"], ["41", "11"]):
            for state in (BatchState.STAGED, BatchState.CONFIRMED):
                batch = make_batch(state, options={"owners": owners})
                known = importing.batch_for(cast.publisher, batch.pk) is not None
                page = publisher.get(f"{self.LIST}{batch.pk}/change/")
                assert (page.status_code == 200) == known


class TestMunicipality:
    def test_is_for_clerks_to_look_up_and_not_to_change(self, publisher, seoul):
        assert publisher.get(f"/admin/registry/municipality/{seoul.pk}/change/").status_code == 200
        assert (
            publisher.post(f"/admin/registry/municipality/{seoul.pk}/change/").status_code == 403
        )
        assert publisher.get("/admin/registry/municipality/add/").status_code == 403

    def test_stands_for_itself_when_a_superuser_adds_one(self, sign_in, cast, gyeonggi):
        fill_in(
            sign_in(cast.superuser),
            "municipality",
            code="41999",
            level="si",
            name="새시",
            full_name="경기도 새시",
            parent=gyeonggi.pk,
        )

        new = Municipality.objects.get(code="41999")
        assert (new.lineage, new.region) == ("41999", "41")


class TestEveryPage:
    PAGES = ["", "registry/project/", "registry/project/add/", "registry/department/"]

    @pytest.mark.parametrize("page", PAGES)
    def test_fetches_from_the_site_alone_and_runs_nothing_inline(self, publisher, page):
        response = publisher.get(f"/admin/{page}")

        policy = response.headers["Content-Security-Policy"]
        assert "connect-src 'self'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert " style=" not in response.content.decode()

    def test_is_in_korean(self, publisher):
        body = publisher.get("/admin/registry/project/add/").content.decode()

        assert '<html lang="ko"' in body
        assert "정보화사업 등록부 관리" in body

    def test_tells_a_newcomer_whom_to_ask(self, sign_in, cast):
        body = sign_in(cast.newcomer).get("/admin/").content.decode()

        assert "아직 소속이 없어" in body


class TestSignIn:
    def test_is_in_korean(self, db):
        body = Client().get("/admin/login/").content.decode()

        assert "<h1>로그인</h1>" in body

    def test_closes_for_a_while_after_wrong_passwords(self, db, settings):
        settings.AXES_ENABLED = True
        make_user(username="clerk", password="right")
        client = Client()
        try:
            for _attempt in range(5):
                answer = client.post("/admin/login/", {"username": "clerk", "password": "wrong"})
            assert answer.status_code == 429
            assert "로그인이 잠시 막혔습니다" in answer.content.decode()
            answer = client.post("/admin/login/", {"username": "clerk", "password": "right"})
            assert answer.status_code == 429
        finally:
            reset()


class TestRefusal:
    @pytest.mark.parametrize(
        ("page", "status", "title"),
        [
            ("nothing/", 404, "찾는 쪽이 없습니다"),
            ("registry/import/999999/preview/", 404, "찾는 쪽이 없습니다"),
            ("registry/numbercounter/", 403, "이 자료를 볼 권한이 없습니다"),
        ],
    )
    def test_looks_like_the_admin_and_leads_back(self, writer, page, status, title):
        answer = writer.get(f"/admin/{page}")

        said = answer.content.decode()
        assert answer.status_code == status
        assert f"<h1>{title}</h1>" in said
        assert 'id="models"' in said
        assert 'href="/admin/">관리 첫 화면으로' in said

    def test_is_the_public_one_to_everybody_else(self, client, db):
        assert "지자체 담당자 로그인" in client.get("/nothing/").content.decode()
