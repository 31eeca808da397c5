"""The columns of the export, and what the Resource refuses to do."""

import pytest

from registry.models import FundingSource, Project
from registry.resources import ProjectResource, funding_keys
from registry.sheets.headings import EXPORT_HEADINGS, understand_headings
from tests.factories import make_project

pytestmark = pytest.mark.django_db


class TestColumns:
    def test_stand_in_the_order_of_the_headings_that_are_read(self):
        headings = ProjectResource(funding=[], for_public=False).get_export_headers()

        assert headings == list(EXPORT_HEADINGS.values())

    def test_leave_the_note_to_clerks(self):
        assert "비고" not in ProjectResource(funding=[]).get_export_headers()

    def test_are_all_understood_by_the_reader(self):
        project = make_project(national=5)
        FundingSource.objects.create(project=project, source="whole", fiscal_year=2013, won=6)
        headings = ProjectResource.of(Project.objects.all()).get_export_headers()

        columns = understand_headings(headings)

        assert columns.unknown == ()
        assert columns.duplicates == ()

    def test_of_money_go_by_year_stage_and_source(self):
        project = make_project(national=5)
        for fields in (
            {"source": "whole", "fiscal_year": 2014},
            {"source": "whole", "fiscal_year": 2013, "stage": "supplementary", "round": 1},
            {"source": "whole", "fiscal_year": 2013},
        ):
            FundingSource.objects.create(project=project, won=6, **fields)

        found = [(k.fiscal_year, k.stage.value) for k in funding_keys(Project.objects.all())]

        assert found == [(None, "plan"), (2013, "plan"), (2013, "supplementary"), (2014, "plan")]


class TestResource:
    def test_refuses_to_import_row_by_row(self):
        with pytest.raises(NotImplementedError):
            ProjectResource(funding=[]).import_data([])
