"""The page on which a project is written: who publishes it, and what a forged form may not do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registry.models import Project
from registry.notation.codes import Publication
from tests.admin.forms import ADD, as_posted, change, errors
from tests.factories import make_department, make_project, make_sound_project


class TestPublishing:
    def publish(self, publisher, project, **typed):
        data = as_posted(publisher.get(change(project)))
        answer = publisher.post(change(project), {**data, "_publish": "1", **typed}, follow=True)
        project.refresh_from_db()
        return [str(message) for message in answer.context["messages"]]

    def test_is_from_today_where_no_day_is_named(self, publisher, gyeonggi):
        project = make_sound_project(owner=gyeonggi)

        [said] = [words for words in self.publish(publisher, project) if "공개" in words]
        assert said.startswith("공개했습니다.")
        assert project.published_from == timezone.localdate()

    def test_may_be_from_a_day_ahead(self, publisher, gyeonggi):
        project = make_sound_project(owner=gyeonggi)
        tomorrow = timezone.localdate() + timedelta(days=1)

        said = self.publish(publisher, project, publish_on=tomorrow.isoformat())

        assert any(words.startswith(f"{tomorrow}부터 공개합니다.") for words in said)
        assert (project.publication, project.published_from) == (Publication.PUBLISHED, tomorrow)
        assert not Project.objects.published().exists()
        assert "공개 화면 보기" not in publisher.get(change(project)).content.decode()

    @pytest.mark.parametrize("day", ["2013-01-02", "내일", "2013-02-30"])
    def test_is_refused_from_a_day_that_is_past_or_none(self, publisher, gyeonggi, day):
        project = make_project(owner=gyeonggi, published=False)

        said = self.publish(publisher, project, publish_on=day, name="새 이름")

        assert any("공개하지 않았습니다. 공개일" in sentence for sentence in said)
        assert (project.publication, project.name) == (Publication.DRAFT, "새 이름")

    def test_offers_its_day_to_a_publisher_alone(self, publisher, writer, gyeonggi):
        draft, public = make_project(owner=gyeonggi, published=False), make_project(owner=gyeonggi)
        box = 'name="publish_on"'

        assert box in publisher.get(change(draft)).content.decode()
        assert box not in publisher.get(change(public)).content.decode()
        assert box not in writer.get(change(draft)).content.decode()


class TestForging:
    @pytest.mark.parametrize("key", ["abc", "9" * 23, "²"])
    @pytest.mark.parametrize(
        ("model", "field"),
        [
            ("project", "owner"),
            ("project", "department"),
            ("project", "part_of"),
            ("project", "participations-0-municipality"),
            ("project", "citations-0-source"),
            ("annualbudget", "municipality"),
            ("annualbudget", "departments"),
            ("department", "municipality"),
            ("department", "parent"),
            ("source", "municipality"),
            ("membership", "user"),
            ("membership", "municipality"),
            ("user", "memberships-0-municipality"),
            ("municipality", "parent"),
            ("duplicatedecision", "first"),
            ("duplicatedecision", "second"),
        ],
    )
    def test_survives_a_key_that_cannot_be(self, sign_in, cast, model, field, key):
        client = sign_in(cast.superuser)
        address = f"/admin/registry/{model}/add/"

        assert client.get(address, {field: key}).status_code == 200
        answer = client.post(address, as_posted(client.get(address)) | {field: key})
        assert answer.status_code == 200

    @pytest.fixture
    def foreign(self, seoul):
        return make_project(owner=seoul, published=False, national=7, name="서울 사업")

    @pytest.mark.parametrize("field", ["owner", "department", "part_of"])
    def test_refuses_what_is_another_bodys(self, writer, gyeonggi, seoul, foreign, field):
        pk = {
            "owner": seoul.pk,
            "department": make_department(municipality=seoul).pk,
            "part_of": foreign.pk,
        }[field]
        own = make_project(owner=gyeonggi, published=False)

        response = writer.post(change(own), as_posted(writer.get(change(own)), **{field: pk}))

        assert field in errors(response)
        assert "서울" not in str(errors(response))
        own.refresh_from_db()
        assert getattr(own, f"{field}_id") != pk

    def test_refuses_a_new_project_for_another_body(self, writer, seoul, cast):
        data = as_posted(writer.get(ADD), name="남의 사업", owner=seoul.pk)

        assert "owner" in errors(writer.post(ADD, data))
        assert not Project.objects.exists()

    def test_refuses_another_projects_row(self, writer, gyeonggi, foreign):
        own = make_project(owner=gyeonggi, published=False, national=1)
        row = foreign.funding.get()
        data = as_posted(writer.get(change(own)))

        writer.post(change(own), data | {"funding-0-id": row.pk, "funding-0-won": "9"})
        writer.post(change(own), data | {"funding-0-project": foreign.pk, "funding-0-won": "9"})

        row.refresh_from_db()
        assert (row.won, row.project) == (7, foreign)
        assert own.funding.get().won == 1

    def test_leaves_number_and_publication_to_nobodys_typing(self, writer, gyeonggi):
        own = make_project(owner=gyeonggi, published=False)
        data = as_posted(writer.get(change(own)))

        writer.post(
            change(own), data | {"publication": "published", "number": "1", "_publish": "1"}
        )

        own.refresh_from_db()
        assert (own.publication, own.number) == (Publication.DRAFT, "2013-41-0001")

    def test_shows_a_writer_what_is_public_and_lets_it_be(self, writer, gyeonggi):
        public = make_project(owner=gyeonggi, national=1)

        page = writer.get(change(public))
        answer = writer.post(change(public), {"name": "바꾼 이름"})

        assert page.status_code == 200
        assert "52억 2,400만 원 (5,224,000,000원)" in page.content.decode()
        assert b'name="_save"' not in page.content
        assert answer.status_code == 403

    def test_says_why_it_may_only_be_read_and_whom_to_ask(self, writer, sign_in, cast, gyeonggi):
        page = change(make_project(owner=gyeonggi))

        assert "공개 담당자만 고칩니다. 고칠 것이 있으면 알려 주세요: keeper, publisher" in (
            writer.get(page).content.decode()
        )
        assert "볼 권한만 있어" in sign_in(cast.reader).get(page).content.decode()
        assert "read-only-note" not in sign_in(cast.publisher).get(page).content.decode()

    def test_names_no_larger_project_that_may_not_be_seen(self, writer, gyeonggi, foreign):
        own = make_project(owner=gyeonggi, published=False, part_of=foreign)

        page = writer.get(change(own))
        writer.post(change(own), as_posted(page, name="새 이름"))

        assert "서울 사업" not in page.content.decode()
        own.refresh_from_db()
        assert (own.name, own.part_of) == ("새 이름", foreign)

    def test_keeps_a_public_project_where_its_clerk_may_publish(
        self, cast, publisher, gyeonggi, seoul
    ):
        cast.publisher.memberships.create(municipality=seoul, role="writer")
        public = make_project(owner=gyeonggi)

        response = publisher.post(
            change(public), as_posted(publisher.get(change(public)), owner=seoul.pk)
        )

        assert "공개 권한이 있는" in str(errors(response)["owner"])


class TestQueries:
    @pytest.mark.parametrize("rows", [10, 40])
    def test_do_not_grow_with_rows(self, publisher, gyeonggi, rows, django_assert_max_num_queries):
        project = make_project(owner=gyeonggi)
        for year in range(rows):
            project.funding.create(source="national", won=1, fiscal_year=1980 + year)
            project.participations.create(name=f"기관 {year}", municipality_id=None)

        with django_assert_max_num_queries(45):
            assert publisher.get(change(project)).status_code == 200
