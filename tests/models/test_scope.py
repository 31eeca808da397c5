"""Who may see and change what: one idea, asked by every door (DESIGN 4.3 and 4.4)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from registry.models import (
    AnnualBudget,
    Citation,
    Department,
    Descent,
    DuplicateDecision,
    FundingSource,
    Membership,
    Municipality,
    Participation,
    Project,
    Source,
)
from registry.notation.codes import Role
from tests.factories import make_department, make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def gyeonggi():
    return make_municipality(code="41", name="경기도")


@pytest.fixture
def draft(gyeonggi):
    return make_project(owner=gyeonggi, published=False, national=1)


@pytest.fixture
def published(gyeonggi):
    return make_project(owner=gyeonggi, national=1)


class TestEditableBy:
    @pytest.mark.parametrize(
        ("role", "drafts", "others"),
        [("reader", 0, 0), ("writer", 1, 0), ("publisher", 1, 1), ("keeper", 1, 1)],
    )
    def test_gives_drafts_to_writers_and_the_rest_to_publishers(
        self, role, drafts, others, draft, published, gyeonggi
    ):
        user = make_user(role=role, at=gyeonggi)
        mine = Project.objects.editable_by(user)

        assert mine.filter(pk=draft.pk).count() == drafts
        assert mine.filter(pk=published.pk).count() == others
        assert FundingSource.objects.editable_by(user).count() == drafts + others
        assert Project.objects.readable_by(user).count() == 2

    def test_gives_nothing_of_another_municipality(self, draft, published, gyeonggi):
        AnnualBudget.objects.create(municipality=gyeonggi, fiscal_year=2013)
        make_department(municipality=gyeonggi)
        source = Source.objects.create(
            title="내부 자료", publisher="경기도", municipality=gyeonggi
        )
        Citation.objects.create(source=source, project=draft)
        Participation.objects.create(project=draft, name="경기관광공사")
        seoul = make_municipality(code="11", name="서울특별시")
        user = make_user(role=Role.KEEPER, at=seoul)

        for model in (
            Project,
            FundingSource,
            Participation,
            Citation,
            Department,
            AnnualBudget,
            Source,
        ):
            assert not model.objects.readable_by(user).exists(), model
            assert not model.objects.editable_by(user).exists(), model
        assert set(Membership.objects.readable_by(user).values_list("user", flat=True)) == {
            user.pk
        }

    def test_gives_a_participant_nothing_of_a_project_it_only_takes_part_in(self, draft):
        yongin = make_municipality(code="41460", name="용인시")
        Participation.objects.create(project=draft, municipality=yongin)
        user = make_user(role=Role.PUBLISHER, at=yongin)

        assert not Project.objects.readable_by(user).exists()

    @pytest.mark.parametrize(("includes_below", "seen"), [(True, 1), (False, 0)])
    def test_reaches_the_bodies_below_only_where_given(self, includes_below, seen, gyeonggi):
        make_project(owner=make_municipality(code="41460", name="용인시"), published=False)
        user = make_user(role=Role.WRITER, at=gyeonggi, includes_below=includes_below)

        assert Project.objects.editable_by(user).count() == seen

    def test_reaches_what_the_body_was_called_before(self):
        before = make_municipality(code="42", name="강원도", lineage="51", region="51")
        now = make_municipality(code="51", name="강원특별자치도")
        make_project(owner=before, published=False)

        assert Project.objects.editable_by(make_user(role=Role.WRITER, at=now)).count() == 1

    @pytest.mark.usefixtures("municipalities")
    @pytest.mark.parametrize(
        ("at", "includes_below", "reached", "out_of_reach"),
        [
            ("43110", False, {"43710"}, {"43"}),  # 청원군 went into 청주시
            ("43710", True, set(), {"43110"}),
            ("12", False, {"29", "46"}, {"46150"}),  # 순천시 under 전남, and below the new body
            ("12", True, {"29", "46", "46150", "12150"}, {"42"}),
            ("12150", False, {"46150"}, {"12", "46"}),
            ("29", True, {"29110"}, {"12", "46"}),  # what became one was two before
            ("28275", True, set(), {"28260", "28290"}),  # 인천 서구 was split in two
            ("28125", True, {"28140"}, {"28110"}),  # 동구 went in whole, 중구 in part
            ("28", True, {"28260"}, {"12"}),
        ],
    )
    def test_reaches_what_went_into_the_body_whole(
        self, at, includes_below, reached, out_of_reach
    ):
        for code in reached | out_of_reach:
            make_project(owner=Municipality.objects.get(code=code), published=False)
        body = Municipality.objects.get(code=at)
        user = make_user(role=Role.WRITER, at=body, includes_below=includes_below)

        found = Project.objects.editable_by(user)

        assert set(found.values_list("owner__code", flat=True)) == reached

    @pytest.mark.usefixtures("municipalities")
    def test_reaches_it_from_the_day_on_and_no_earlier(self):
        Descent.objects.filter(body__code="43110", origin="43710").update(
            since=timezone.localdate() + timedelta(1)
        )
        user = make_user(role=Role.WRITER, at=Municipality.objects.get(code="43110"))

        assert not user.municipalities().filter(code="43710").exists()

    @pytest.mark.parametrize("nobody", ["anonymous", "gone", "stranger"])
    def test_gives_nothing_to_nobody(self, nobody, draft, published, gyeonggi):
        user = {
            "anonymous": AnonymousUser,
            "gone": lambda: make_user(role=Role.KEEPER, at=gyeonggi, is_active=False),
            "stranger": make_user,
        }[nobody]()

        assert not Project.objects.readable_by(user).exists()
        assert not Project.objects.editable_by(user).exists()
        assert not Municipality.objects.editable_by(user).exists()

    def test_gives_a_superuser_everything(self, draft, published):
        user = make_user(is_superuser=True)

        assert Project.objects.editable_by(user).count() == 2

    def test_leaves_reference_data_and_common_sources_to_superusers(self, gyeonggi):
        Source.objects.create(title="올해 정보화사업은", publisher="전자신문")
        keeper = make_user(role=Role.KEEPER, at=gyeonggi)

        assert not Municipality.objects.editable_by(keeper).exists()
        assert Source.objects.readable_by(keeper).exists()
        assert not Source.objects.editable_by(keeper).exists()


class TestWhatStandsOnAPublicPage:
    """Not the project itself, but its words are public too: a publisher's to change."""

    @pytest.fixture
    def writer(self, gyeonggi):
        return make_user(role=Role.WRITER, at=gyeonggi)

    @pytest.fixture
    def publisher(self, gyeonggi):
        return make_user(role=Role.PUBLISHER, at=gyeonggi)

    def test_is_the_department_of_a_published_project(self, gyeonggi, writer, publisher):
        office = make_department(municipality=gyeonggi, name="상수도본부", kind="office")
        used = make_department(municipality=gyeonggi, name="지리정보과", parent=office)
        unused = make_department(municipality=gyeonggi, name="총무과")
        make_project(owner=gyeonggi, department=used)
        make_project(owner=gyeonggi, department=unused, published=False)

        assert list(Department.objects.editable_by(writer)) == [unused]
        assert Department.objects.editable_by(publisher).count() == 3

    def test_is_the_source_of_a_published_project(self, gyeonggi, published, writer, publisher):
        source = Source.objects.create(title="예산서", publisher="경기도", municipality=gyeonggi)
        assert Source.objects.editable_by(writer).exists()

        Citation.objects.create(source=source, project=published)

        assert not Source.objects.editable_by(writer).exists()
        assert Source.objects.editable_by(publisher).exists()

    def test_is_the_decision_on_a_published_pair(self, draft, published, writer, publisher):
        first, second = sorted([draft, published], key=lambda project: project.pk)
        DuplicateDecision.objects.create(
            first=first, second=second, decision="different", user=publisher
        )

        assert not DuplicateDecision.objects.editable_by(writer).exists()
        assert DuplicateDecision.objects.editable_by(publisher).exists()
        assert DuplicateDecision.objects.readable_by(writer).exists()


class TestPublished:
    def test_is_what_the_public_sees(self, draft, published):
        assert list(Project.objects.published()) == [published]
        assert FundingSource.objects.published().get().project == published

    def test_begins_on_the_day_of_publication(self, gyeonggi):
        tomorrow = timezone.localdate() + timedelta(days=1)
        make_project(owner=gyeonggi, published_from=tomorrow)

        assert not Project.objects.published().exists()
        assert Project.objects.published(on=tomorrow).exists()

    def test_ends_with_withdrawal(self, published):
        published.publication = "withdrawn"
        published.withdrawn_on = timezone.localdate()
        published.withdrawn_reason = "중복 등록"
        published.save()

        assert not Project.objects.published().exists()
