"""유사사업 찾기 judged by hand as a clerk meets it: the search for candidates is part of it."""

import pytest

from registry.actions import similar
from registry.models import Project
from registry.notation.hangul import name_key
from tests.factories import LONG_AGO, make_municipality
from tests.notation.test_likeness import labelled

pytestmark = pytest.mark.django_db

# As measured on both databases. With all rare pairs, as in a registry of 336: 0.929 and 0.978.
FLOOR = 0.925 - 1e-9  # of the five shown, the share that a clerk wants
FIRST = 45 / 46  # of the questions, how many have a wanted answer at the top


@pytest.fixture
def judged(monkeypatch):
    """Return for each labelled question the five that are shown first, and the wanted ones."""
    questions, titles = labelled()
    # The rare pairs lead to a tenth of all names, as in a registry of 100,000.
    monkeypatch.setattr(similar, "_ROWS", len(titles) / 10)
    found = register(titles)
    return [(names(found[one.title]), one.wanted) for one in questions]


def register(titles: list[str]) -> dict[str, Project]:
    """Register a public project of each title, all in one go."""
    owner = make_municipality(code="41111", name="수원시")
    public = {
        "publication": "published",
        "published_from": LONG_AGO,
        "total_certainty": "unstated",
    }
    kept = Project.objects.bulk_create(
        Project(
            pk=90_000 + 3 * serial,  # keys say nothing of how many there are
            owner=owner, fiscal_year=2013, number=f"2013-41111-{serial:04}",
            name=title, name_key=name_key(title), **public,
        )
        for serial, title in enumerate(titles, start=1)
    )  # fmt: skip
    return {one.name: one for one in kept}


def names(asking: Project) -> list[str]:
    """Return what is shown first for a project."""
    shown = similar.find_similar(similar.Question(asking.name, None, asking))
    return [match.project.name for match in shown[:5]]


class TestPrecision:
    def test_is_no_lower_than_measured(self, judged):
        shares = [
            sum(name in wanted for name in five[: len(wanted)]) / min(5, len(wanted))
            for five, wanted in judged
        ]
        first = [five[:1] != [] and five[0] in wanted for five, wanted in judged]

        assert len(judged) >= 40
        assert sum(shares) / len(shares) >= FLOOR, f"at 5: {sum(shares) / len(shares):.4f}"
        assert sum(first) / len(first) >= FIRST, f"at 1: {sum(first) / len(first):.4f}"
