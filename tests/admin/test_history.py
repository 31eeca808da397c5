"""이력: who changed what, from what to what, when and why."""

from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from registry.models import Citation, ImportBatch, Source
from tests.admin.forms import as_posted
from tests.factories import make_project


def page(client, record) -> str:
    return client.get(f"/admin/registry/project/{record.pk}/history/")


def said(response) -> list[tuple[str, str, list]]:
    """Return what the page tells: who, why, and each row's changes."""
    return [
        (
            step.who,
            step.why,
            [
                (entry.kind, entry.title, [(c.label, c.before, c.after) for c in entry.changes])
                for entry in step.entries
            ],
        )
        for step in response.context["steps"]
    ]


class TestHistory:
    def test_tells_a_change_field_by_field_with_its_reason(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, national=2_612_000_000)
        address = f"/admin/registry/project/{project.pk}/change/"
        data = as_posted(
            publisher.get(address), total_won="5,000,000,000", change_reason="추경 반영"
        )
        publisher.post(address, data | {"funding-0-won": "25억"})

        who, why, entries = said(page(publisher, project))[0]

        assert (who, why) == ("publisher", "추경 반영")
        assert entries == [
            (
                "고침",
                "사업",
                [
                    (
                        "총사업비(원)",
                        "52억 2,400만 원 (5,224,000,000원)",
                        "50억 원 (5,000,000,000원)",
                    )
                ],
            ),
            (
                "고침",
                "재원 국비 계획",
                [("금액(원)", "26억 1,200만 원 (2,612,000,000원)", "25억 원 (2,500,000,000원)")],
            ),
        ]

    def test_leads_to_the_version_of_a_save_of_rows_alone(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, national=1)
        project.history.update(history_date=project.created_at - timedelta(days=1))
        address = f"/admin/registry/project/{project.pk}/change/"
        publisher.post(address, as_posted(publisher.get(address)) | {"funding-0-won": "2"})

        story = page(publisher, project)

        [(_who, _why, [row]), *_before] = said(story)
        assert row[:2] == ("고침", "재원 국비 계획")
        version = project.history.latest("history_id").pk
        assert story.context["steps"][0].project_version == version
        assert f"/history/{version}/" in story.content.decode()

    def test_begins_with_the_budget_on_one_line_of_time(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, national=1)
        for stage, round_, source, won in [
            ("settled", 0, "whole", 5_000_000_000),
            ("supplementary", 1, "whole", 5_100_000_000),
            ("original", 0, "national", 2_000_000_000),
            ("original", 0, "provincial", 2_800_000_000),
        ]:
            project.funding.create(
                fiscal_year=2013, stage=stage, round=round_, source=source, won=won
            )
        form = publisher.get(f"/admin/registry/project/{project.pk}/change/")

        for answer in (page(publisher, project), form):
            line = answer.content.decode().split('<ol aria-labelledby="budget-2013">')[1]
            stages = strip_tags(line.split("</ol>")[0].replace("</li>", " ")).split()
            assert " ".join(stages) == ("본예산 48억 원 (재원의 합) 추경 1회 51억 원 결산 50억 원")
            # One stage is no story: the money without a year is not told a second time.
            assert "budget-undated" not in answer.content.decode()

    def test_keeps_rows_that_are_gone(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, national=1)
        project.funding.get().delete()

        _who, _why, entries = said(page(publisher, project))[0]

        assert entries[-1][:2] == ("삭제", "재원 국비 계획")
        assert ("재원", "국비", "(없음)") in entries[-1][2]

    def test_says_dates_as_exactly_as_they_were_known(self, publisher, gyeonggi):
        project = make_project(
            owner=gyeonggi, period_start="2013-03-01", period_start_precision="month"
        )

        changes = said(page(publisher, project))[0][2][0][2]

        assert ("시작", "(없음)", "2013-03") in changes

    def test_names_the_import_it_came_by(self, publisher, gyeonggi, cast):
        project = make_project(owner=gyeonggi)
        batch = ImportBatch.objects.create(
            file_name="2013 정보화사업.xlsx",
            sha256="0" * 64,
            user=cast.publisher,
            municipality=gyeonggi,
        )
        project.history.update(import_batch=batch)

        assert "2013 정보화사업.xlsx" in page(publisher, project).content.decode()

    def test_names_no_record_that_may_not_be_seen(self, publisher, gyeonggi, seoul):
        above = make_project(owner=seoul, published=False, name="서울 사업")
        project = make_project(owner=gyeonggi, part_of=above)

        body = page(publisher, project).content.decode()

        assert "서울 사업" not in body
        assert "볼 권한이 없는 기록" in body

    def test_is_open_to_a_reader(self, sign_in, cast, gyeonggi):
        assert page(sign_in(cast.reader), make_project(owner=gyeonggi)).status_code == 200

    @pytest.mark.parametrize(
        ("model", "attached"),
        [
            ("project", " 딸린 자료(재원, 참여 기관, 연차별 내용, 인용)도 함께 나옵니다."),
            ("annualbudget", " 딸린 자료(인용)도 함께 나옵니다."),
            ("municipality", ""),
        ],
    )
    def test_says_what_hangs_on_a_record_of_its_kind(
        self, sign_in, cast, theirs, gyeonggi, model, attached
    ):
        record = theirs[model][0] if attached else gyeonggi
        gyeonggi.save()
        address = f"/admin/registry/{model}/{record.pk}/history/"

        body = sign_in(cast.superuser).get(address).content.decode()

        assert f"최근에 고친 것부터 보여 줍니다.{attached}</p>" in body

    def test_says_which_departments_a_budget_named(self, sign_in, cast, theirs):
        [budget], [department] = theirs["annualbudget"], theirs["department"]
        budget.departments.add(department)

        response = sign_in(cast.reader).get(f"/admin/registry/annualbudget/{budget.pk}/history/")

        assert department.name in response.content.decode()

    @pytest.mark.parametrize("versions", [10, 40])
    def test_asks_no_more_for_more_versions(
        self, publisher, gyeonggi, versions, django_assert_max_num_queries
    ):
        project = make_project(owner=gyeonggi)
        for number in range(versions):
            project.outputs = f"{number}곳"
            project.save()
            source = Source.objects.create(title=f"문서 {number}", publisher="경기도")
            Citation.objects.create(source=source, project=project)

        with django_assert_max_num_queries(40):
            page(publisher, project)
