"""출처 적기: the form says which amounts rest on nothing, and brings the row that names it."""

import re

import pytest

from registry.models import Citation, Source
from tests.admin.forms import as_posted
from tests.factories import make_project


def change(project) -> str:
    return f"/admin/registry/project/{project.pk}/change/"


def asked(response) -> list[str]:
    """Return the amounts for which a page asks for a source."""
    return re.findall(r'name="_cite" value="(\w+)"', response.content.decode())


def rows(response):
    return response.context["inline_admin_formsets"][-1].formset


@pytest.fixture
def project(gyeonggi):
    return make_project(
        owner=gyeonggi, national=1, estimate_won=6_500_000_000, estimate_basis="예비타당성"
    )


@pytest.fixture
def source(gyeonggi):
    return Source.objects.create(title="2013년 예산서", publisher="경기도")


class TestAsking:
    def test_names_each_amount_that_rests_on_nothing(self, publisher, project, source):
        assert asked(publisher.get(change(project))) == ["total_won", "estimate_won", "funding"]

        Citation.objects.create(source=source, project=project, field="total_won")
        page = publisher.get(change(project))
        assert asked(page) == ["estimate_won", "funding"]
        assert "경기도, 2013년 예산서" in page.content.decode()

        Citation.objects.create(source=source, project=project)
        assert asked(publisher.get(change(project))) == []

    def test_asks_nothing_where_no_amount_is_stated(self, publisher, gyeonggi):
        page = publisher.get(change(make_project(owner=gyeonggi, won=None, published=False)))

        assert asked(page) == []
        assert "총사업비의 출처" not in page.content.decode()

    def test_asks_nobody_who_may_only_read(self, writer, project):
        page = writer.get(change(project))

        assert asked(page) == []
        assert "총사업비의 출처" in page.content.decode()

    @pytest.mark.parametrize("name", ["seoul_writer", "seoul_publisher", "newcomer"])
    def test_shows_and_fills_in_nothing_for_another_body(self, sign_in, cast, project, name):
        client = sign_in(getattr(cast, name))

        for answer in (
            client.get(change(project), {"cite": "total_won"}),
            client.post(change(project), {"_cite": "total_won", "name": "x"}),
        ):
            assert answer.status_code in (302, 403)
            assert project.name not in answer.content.decode()


class TestRow:
    def test_is_brought_without_losing_or_saving_what_was_typed(self, publisher, project):
        data = as_posted(publisher.get(change(project)), name="", total_won="51억")

        page = publisher.post(f"{change(project)}?cite=total_won", data | {"_cite": "total_won"})

        form = page.context["adminform"].form
        assert (form["name"].value(), form["total_won"].value()) == ("", "51억")
        assert rows(page).forms[0]["field"].value() == "total_won"
        assert page.context["problems"] == []
        project.refresh_from_db()
        assert (project.total_won, project.history.count()) == (5_224_000_000, 1)

    def test_follows_the_rows_that_are_written(self, publisher, project, source):
        data = as_posted(publisher.get(change(project)))
        data |= {"citations-0-source": source.pk, "citations-0-field": "total_won"}

        page = publisher.post(change(project), data | {"_cite": "funding"})

        said = [form["field"].value() for form in rows(page).forms]
        assert said == ["total_won", "funding"]

    def test_is_saved_with_its_source_and_quote(self, publisher, project, source):
        address = f"{change(project)}?cite=total_won"
        data = as_posted(publisher.get(address))

        publisher.post(
            address,
            data | {"citations-0-source": source.pk, "citations-0-quote": "총 52억2400만원"},
        )

        cited = project.citations.get()
        assert (cited.field, cited.quote) == ("total_won", "총 52억2400만원")

    def test_is_no_error_where_it_is_left_as_it_came(self, publisher, project):
        address = f"{change(project)}?cite=total_won"

        answer = publisher.post(address, as_posted(publisher.get(address), status="done"))

        assert answer.status_code == 302
        assert not project.citations.exists()

    @pytest.mark.parametrize("field", ["owner", "가", ""])
    def test_stands_for_nothing_that_cannot_be_cited(self, publisher, project, field):
        page = publisher.get(change(project), {"cite": field})

        assert rows(page).forms[0]["field"].value() in (None, "")


class TestMoreRows:
    def test_come_with_what_was_typed_and_save_nothing(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, national=1)
        data = as_posted(publisher.get(change(project)), name="새 이름")

        page = publisher.post(change(project), data | {"_more": "funding"})

        assert page.context["adminform"].form["name"].value() == "새 이름"
        formset = page.context["inline_admin_formsets"][0].formset
        assert len(formset.forms) == 5
        assert formset.forms[4]["stage"].value() == "plan"
        project.refresh_from_db()
        assert project.name != "새 이름"
        # What is left empty of them stands in the way of no save.
        answer = publisher.post(change(project), as_posted(page))
        assert answer.status_code == 302
        assert project.funding.count() == 1

    def test_are_had_for_a_new_project_too(self, publisher):
        address = "/admin/registry/project/add/"

        page = publisher.post(address, as_posted(publisher.get(address)) | {"_more": "phases"})

        assert len(page.context["inline_admin_formsets"][2].formset.forms) == 4

    @pytest.mark.parametrize("prefix", ["owner", "9" * 30, "funding-0"])
    def test_come_of_known_kinds_alone(self, publisher, project, prefix):
        data = as_posted(publisher.get(change(project))) | {"_more": prefix}

        assert publisher.post(change(project), data).status_code == 200
