"""docs/words.md lists every code of the registry with its Korean label."""

from pathlib import Path

import pytest

from registry.notation import codes

LISTS = [
    codes.Funding,
    codes.SubKind,
    codes.Stage,
    codes.ProjectType,
    codes.Status,
    codes.Certainty,
    codes.PeriodCertainty,
    codes.Publication,
    codes.Role,
    codes.DepartmentKind,
    codes.Basis,
    codes.ParticipationRole,
]


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.__name__)
def test_every_code_is_explained(codes):
    line = " · ".join(f"`{code}` {label}" for code, label in codes.choices())

    assert f"| {line} |" in Path("docs/words.md").read_text()
