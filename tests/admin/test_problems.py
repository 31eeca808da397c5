"""오류 요약: what stands against saving, said at the top and leading to each box."""

from tests.admin.forms import as_posted
from tests.factories import make_project


def change(project) -> str:
    return f"/admin/registry/project/{project.pk}/change/"


class TestProblems:
    def test_lead_to_every_box_and_row(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, national=1)
        data = as_posted(publisher.get(change(project)), name="", total_certainty="range")
        data["funding-0-won"] = "몰라"

        page = publisher.post(change(project), data)

        body = page.content.decode()
        problems = [(one.label, one.at) for one in page.context["problems"]]
        assert problems == [
            ("사업명", "id_name"),
            ("총사업비", "id_total_won"),
            ("재원 1번째 줄 금액", "id_funding-0-won"),
        ]
        assert all(f'id="{at}"' in body and f'href="#{at}"' in body for _label, at in problems)
        assert "고칠 곳이 3군데 있습니다" in body

    def test_lead_to_the_first_of_several_buttons(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False)
        data = as_posted(publisher.get(change(project)), total_certainty="없는 말")

        page = publisher.post(change(project), data)

        problem = page.context["problems"][0]
        assert problem.at == "id_total_certainty_0"
        assert f'id="{problem.at}"' in page.content.decode()

    def test_lead_to_a_row_as_a_whole(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi, published=False, national=1)
        data = as_posted(publisher.get(change(project)))
        data |= {"funding-1-source": "national", "funding-1-won": "2"}

        page = publisher.post(change(project), data)

        [problem] = page.context["problems"]
        assert (problem.label, problem.at) == ("재원 2번째 줄", "funding-1")
        assert 'id="funding-1"' in page.content.decode()

    def test_are_told_on_every_form(self, publisher, gyeonggi):
        address = "/admin/registry/department/add/"

        page = publisher.post(address, {"municipality": gyeonggi.pk})

        assert [one.at for one in page.context["problems"]] == ["id_name", "id_kind"]

    def test_are_none_on_a_page_that_was_only_opened(self, publisher, gyeonggi):
        project = make_project(owner=gyeonggi)

        assert "고칠 곳이" not in publisher.get(change(project)).content.decode()
