"""The page of similar projects in a browser: axe, both schemes, a tablet, and no script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.admin.test_in_browser import WCAG, clerk
from tests.factories import make_project

__all__ = ["clerk"]
PAGE = "/admin/registry/similar/"


@pytest.fixture
def found(gyeonggi, seoul):
    """Have a draft of one's own and two public projects of another body to be found."""
    make_project(owner=seoul, name="악취 측정망 구축")
    make_project(owner=seoul, name="악취 측정망 운영")
    return make_project(owner=gyeonggi, name="악취 측정", published=False)


class TestAccess:
    @pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark")])
    @pytest.mark.parametrize("of_a_project", [False, True])
    def test_keeps_wcag(self, clerk, found, faults, width, scheme, of_a_project):
        clerk.set_viewport_size({"width": width, "height": 900})
        clerk.emulate_media(color_scheme=scheme)
        asked = f"project={found.pk}" if of_a_project else "q=악취 측정망"
        clerk.goto(f"{PAGE}?{asked}")

        assert clerk.locator(".results tbody tr").count() == (2 if of_a_project else 3)
        assert clerk.evaluate("document.documentElement.scrollWidth") <= width
        assert faults == []
        violations = Axe().run(clerk, options=WCAG).response["violations"]
        faults.clear()  # axe itself puts styles on the page, which the policy refuses
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []
