"""The register of bodies, once for all tests of sheets."""

from pathlib import Path

import pytest

from registry.notation.places import Register

_FIXTURE = Path(__file__).parents[2] / "fixtures" / "municipalities.json"


@pytest.fixture(scope="session")
def register() -> Register:
    """Return all bodies of all times."""
    return Register.from_fixture(_FIXTURE)
