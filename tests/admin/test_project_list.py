"""The list a clerk works in."""

import pytest

from registry.admin import project_filters, project_list
from registry.admin.project import ProjectAdmin
from registry.models import Project
from registry.notation.codes import Certainty, Publication
from tests.factories import (
    make_department,
    make_municipality,
    make_project,
    make_sound_project,
)
from tests.random_registry import random_registry

LIST = "/admin/registry/project/"


def names(response) -> list[str]:
    return [project.name for project in response.context["cl"].result_list]


def counts(response, title: str) -> dict[str, str]:
    [spec] = [spec for spec in response.context["cl"].filter_specs if str(spec.title) == title]
    labels = [str(choice["display"]) for choice in spec.choices(response.context["cl"])][1:]
    return dict(label.rstrip(")").rsplit(" (", 1) for label in labels)


class TestColumns:
    def test_show_amounts_as_they_are_read(self, publisher, gyeonggi):
        make_project(owner=gyeonggi)
        make_project(owner=gyeonggi, won=500_000_000, total_certainty=Certainty.ABOUT)
        make_project(owner=gyeonggi, won=None, total_certainty=Certainty.UNDECIDED)
        make_project(
            owner=gyeonggi, won=None, total_certainty=Certainty.RANGE, total_min_won=500_000_000
        )

        body = publisher.get(LIST).content.decode()

        for amount in ("52억 2,400만 원", "약 5억 원", "미정", "5억 원 ~"):
            assert f'<span class="amount">{amount}</span>' in body

    def test_show_an_office_that_is_written_and_not_registered(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, department_text="정보통신과")

        body = publisher.get(LIST).content.decode()

        assert '<td class="field-office">정보통신과 (등록되지 않은 부서)</td>' in body


class TestSearch:
    @pytest.mark.parametrize(
        "words", ["민원제안통합", "민원 제안 통합", "제안 민원", "2013-41-0001", "시민봉사 민원"]
    )
    def test_finds_a_name_however_spaced_a_number_or_a_department(
        self, publisher, gyeonggi, words
    ):
        office = make_department(municipality=gyeonggi, name="시민봉사담당관")
        make_project(owner=gyeonggi, name="민원 제안 통합관리시스템 구축", department=office)
        make_project(owner=gyeonggi, name="CCTV 통합관제센터 설치")

        assert names(publisher.get(LIST, {"q": words})) == ["민원 제안 통합관리시스템 구축"]

    @pytest.mark.parametrize(
        "model",
        [
            "project", "annualbudget", "department", "source", "importbatch", "columnmapping",
            "duplicatedecision", "membership", "user", "municipality",
        ],
    )  # fmt: skip
    def test_takes_a_thousand_words(self, sign_in, cast, model):
        client = sign_in(cast.superuser)

        assert client.get(f"/admin/registry/{model}/", {"q": "가 " * 1000}).status_code == 200

    def test_takes_a_thousand_words_in_a_box_that_completes_itself(self, publisher):
        question = {"app_label": "registry", "model_name": "project", "field_name": "part_of"}

        answer = publisher.get("/admin/autocomplete/", {**question, "term": "가 " * 1000})

        assert answer.status_code == 200

    def test_finds_nothing_without_harm(self, publisher, gyeonggi):
        make_project(owner=gyeonggi)

        assert names(publisher.get(LIST, {"q": "없는 말"})) == []
        assert len(names(publisher.get(LIST, {"q": "!!"}))) == 1

    def test_finds_what_the_public_search_finds(self, publisher, gyeonggi):
        make_project(owner=gyeonggi, name="CCTV 통합관제센터")
        make_project(owner=gyeonggi, name="문서 공개", description="민원을 받는 서버")
        make_project(owner=gyeonggi, name="도로 대장", department_text="정보통신과")

        assert names(publisher.get(LIST, {"q": "통합 관제"})) == ["CCTV 통합관제센터"]
        assert names(publisher.get(LIST, {"q": "폐쇄회로"})) == ["CCTV 통합관제센터"]
        assert names(publisher.get(LIST, {"q": "민원"})) == ["문서 공개"]
        assert names(publisher.get(LIST, {"q": "정보통신"})) == ["도로 대장"]

    def test_finds_nothing_of_another_body(self, publisher, seoul):
        make_project(owner=seoul, name="남의 초안", published=False)

        assert names(publisher.get(LIST, {"q": "초안"})) == []

    def test_looks_the_words_up_once_for_the_page(
        self, publisher, gyeonggi, django_assert_max_num_queries
    ):
        make_project(owner=gyeonggi, name="CCTV 통합관제센터")
        with django_assert_max_num_queries(60) as plain:
            publisher.get(LIST)

        with django_assert_max_num_queries(len(plain) + 3):  # the register, and the words
            publisher.get(LIST, {"q": "통합"})


class TestFilters:
    def test_count_what_is_in_scope_and_nothing_else(self, publisher, gyeonggi, seoul):
        make_project(owner=gyeonggi, published=False)
        make_project(owner=gyeonggi, fiscal_year=2014)
        make_project(owner=seoul, fiscal_year=2015)

        response = publisher.get(LIST)

        assert counts(response, "공개 상태") == {"초안": "1", "공개": "1", "등록 취소": "0"}
        assert counts(response, "회계연도") == {"2014년": "1", "2013년": "1"}

    def test_keep_what_they_count(self, publisher, gyeonggi):
        draft = make_project(owner=gyeonggi, published=False)
        make_project(owner=gyeonggi)

        assert names(publisher.get(LIST, {"publication": "draft"})) == [draft.name]

    @pytest.mark.parametrize("who", ["keeper", "superuser"])
    @pytest.mark.parametrize("asked", [{}, {"status": "ongoing", "q": "시스템"}, {"region": "41"}])
    def test_count_what_the_database_does(self, municipalities, sign_in, cast, who, asked):
        random_registry(5, count=60)
        user = getattr(cast, who)
        response = sign_in(user).get(LIST, asked)
        changelist = response.context["cl"]
        specs = [spec for spec in changelist.filter_specs if hasattr(spec, "column")]

        assert len(specs) > 4
        for spec in specs:
            rows = changelist.get_queryset(response.wsgi_request, spec.expected_parameters())
            told = spec.get_facet_queryset(changelist)
            for i, (value, _label) in enumerate(spec.lookup_choices):
                assert told[f"{i}__c"] == rows.filter(**{spec.column: value}).count()
        assert changelist.result_count == changelist.queryset.count()

    def test_say_the_body_chosen_elsewhere_among_too_many(self, sign_in, cast, monkeypatch):
        monkeypatch.setattr(project_filters, "_TOO_MANY", 1)
        for code in ("41460", "41130", "41270"):
            make_project(owner=make_municipality(code=code, name=f"{code}시"))

        everything = sign_in(cast.superuser).get(LIST)
        chosen = sign_in(cast.superuser).get(LIST, {"owner": "41130"})

        assert "지자체" not in [spec.title for spec in everything.context["cl"].filter_specs]
        assert counts(chosen, "지자체") == {"41130시": "1"}
        assert chosen.context["cl"].result_count == 1

    @pytest.mark.parametrize("few", [2, 2_000])
    @pytest.mark.parametrize("asked", ["", "o=6.-1", "o=-4.1", "status=ongoing&o=3"])
    def test_turn_their_pages_in_one_order(
        self, municipalities, sign_in, cast, monkeypatch, few, asked
    ):
        random_registry(5, count=60)
        monkeypatch.setattr(project_list, "_FEW", few)
        monkeypatch.setattr(ProjectAdmin, "list_per_page", 4)
        client = sign_in(cast.superuser)
        whole = client.get(f"{LIST}?{asked}").context["cl"]
        pages = range(1, whole.paginator.num_pages + 1)

        listed = [
            project.pk
            for page in pages
            for project in client.get(f"{LIST}?{asked}&p={page}").context["cl"].result_list
        ]

        assert listed == list(whole.queryset.values_list("pk", flat=True))
        assert len(pages) > 2

    @pytest.mark.parametrize(
        "query", ["year=abc", "year=99999999999999999999", "region=zz", "p=999"]
    )
    def test_survive_a_wrong_address(self, publisher, gyeonggi, query):
        make_project(owner=gyeonggi)

        assert publisher.get(f"{LIST}?{query}", follow=True).status_code == 200

    def test_offer_the_regions_and_bodies_of_a_wide_scope(self, sign_in, cast, gyeonggi, seoul):
        make_project(owner=gyeonggi)
        make_project(owner=make_municipality(code="41460", name="용인시"))
        make_project(owner=seoul)

        response = sign_in(cast.superuser).get(LIST, {"region": "41"})

        assert counts(response, "시·도") == {"서울특별시": "1", "경기도": "2"}
        assert counts(response, "지자체") == {"경기도": "1", "용인시": "1"}


class TestPublishing:
    def act(self, client, action, projects, **more):
        data = {"action": action, "_selected_action": [project.pk for project in projects], **more}
        return client.post(LIST, data, follow=True)

    def test_publishes_the_chosen_ones_and_reports_once(self, publisher, gyeonggi):
        draft, public = make_sound_project(owner=gyeonggi), make_project(owner=gyeonggi)

        response = self.act(publisher, "publish_selected", [draft, public], confirm="1")

        said = [str(message) for message in response.context["messages"]]
        assert said[0].startswith("1건을 공개했습니다.")
        assert f">{draft.number}</a>" in said[0]
        assert "이미 공개되어 있습니다." in said[1]

    @pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected"])
    @pytest.mark.parametrize("key", ["abc", "9" * 23, ""])
    def test_survives_a_key_that_cannot_be(self, publisher, gyeonggi, action, key):
        make_project(owner=gyeonggi, published=False)

        response = publisher.post(LIST, {"action": action, "_selected_action": key}, follow=True)

        assert response.status_code == 200
        assert Project.objects.get().publication == Publication.DRAFT

    def test_publishes_the_ones_whose_keys_can_be(self, publisher, gyeonggi):
        draft = make_sound_project(owner=gyeonggi)

        data = {"action": "publish_selected", "_selected_action": ["abc", draft.pk]}
        publisher.post(LIST, data | {"confirm": "1"})

        draft.refresh_from_db()
        assert draft.publication == Publication.PUBLISHED

    def test_asks_why_before_it_withdraws(self, publisher, gyeonggi):
        public = make_project(owner=gyeonggi)

        page = self.act(publisher, "withdraw_selected", [public])
        public.refresh_from_db()
        assert "등록을 취소하는 이유" in page.content.decode()
        assert public.publication == Publication.PUBLISHED

        self.act(publisher, "withdraw_selected", [public], reason="")
        public.refresh_from_db()
        assert public.publication == Publication.PUBLISHED

        self.act(publisher, "withdraw_selected", [public], reason="중복 등록")
        public.refresh_from_db()
        assert public.withdrawn_reason == "중복 등록"

    def test_withdraws_one_from_its_own_page(self, publisher, gyeonggi):
        public = make_project(owner=gyeonggi)
        address = f"{LIST}{public.pk}/withdraw/"

        assert "등록을 취소하는 이유" in publisher.get(address).content.decode()
        publisher.post(address, {"reason": "중복 등록"})

        public.refresh_from_db()
        assert public.publication == Publication.WITHDRAWN

    def test_is_not_offered_to_a_writer(self, writer, gyeonggi):
        draft = make_project(owner=gyeonggi, published=False)

        assert "publish_selected" not in writer.get(LIST).content.decode()
        self.act(writer, "publish_selected", [draft], confirm="1", why="기사 확인")
        draft.refresh_from_db()
        assert draft.publication == Publication.DRAFT


class TestDeleting:
    @pytest.mark.parametrize("model", ["department", "source", "columnmapping", "membership"])
    @pytest.mark.parametrize("key", ["abc", "9" * 23])
    def test_survives_a_key_that_cannot_be(self, sign_in, cast, model, key):
        data = {"action": "delete_selected", "_selected_action": key, "post": "yes"}

        answer = sign_in(cast.superuser).post(f"/admin/registry/{model}/", data, follow=True)

        assert answer.status_code == 200

    def test_takes_a_draft_but_nothing_that_was_ever_public(self, publisher, gyeonggi):
        draft = make_project(owner=gyeonggi, published=False, national=1)
        public = make_project(owner=gyeonggi)
        once_public = make_project(owner=gyeonggi)
        Project.objects.filter(pk=once_public.pk).update(publication=Publication.DRAFT)

        for project in (draft, public, once_public):
            publisher.post(f"{LIST}{project.pk}/delete/", {"post": "yes"})

        assert set(Project.objects.all()) == {public, once_public}

    def test_refuses_all_where_one_may_not_go(self, publisher, gyeonggi):
        draft, public = make_project(owner=gyeonggi, published=False), make_project(owner=gyeonggi)

        publisher.post(
            LIST,
            {
                "action": "delete_selected",
                "_selected_action": [draft.pk, public.pk],
                "post": "yes",
            },
        )

        assert Project.objects.count() == 2

    def test_does_not_name_what_holds_it_back_if_that_may_not_be_seen(
        self, writer, gyeonggi, seoul
    ):
        draft = make_project(owner=gyeonggi, published=False)
        make_project(owner=seoul, published=False, part_of=draft, name="서울 사업")

        page = writer.get(f"{LIST}{draft.pk}/delete/").content.decode()

        assert "서울 사업" not in page
        assert "볼 권한이 없는 기록" in page


class TestQueries:
    @pytest.mark.parametrize("rows", [10, 40])
    @pytest.mark.parametrize("model", ["project", "department", "source", "membership"])
    def test_do_not_grow_with_rows(
        self, sign_in, cast, gyeonggi, model, rows, django_assert_max_num_queries
    ):
        office = make_department(municipality=gyeonggi, name="상수도본부")
        for number in range(rows):
            part = make_department(municipality=gyeonggi, name=f"{number}과", parent=office)
            make_project(owner=gyeonggi, department=part, fiscal_year=2000 + number % 5)
        client = sign_in(cast.keeper)

        with django_assert_max_num_queries(33):
            assert client.get(f"/admin/registry/{model}/").status_code == 200
