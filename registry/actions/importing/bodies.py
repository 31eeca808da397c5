"""The register of bodies that reading needs: from the fixture, or from the database."""

from pathlib import Path

from django.conf import settings

from registry.models import Municipality, settling
from registry.notation.bodies import load_bodies
from registry.notation.places import Register

_FIXTURE = "municipalities.json"


class Bodies:
    """All bodies of the database, by code."""

    def __init__(self) -> None:
        rows = settling.stored()
        self.by_code: dict[str, Municipality] = {body.code: body for body in rows}
        self.by_id: dict[int, Municipality] = {body.pk: body for body in rows}

    def register(self) -> Register:
        """Return them as ``sheets`` takes them."""
        return Register(list(settling.written(self.by_code.values()).values()))


def fixture_register() -> Register:
    """Return the register of the fixture file; needs no database."""
    return Register(load_bodies(fixture_path()))


def fixture_path() -> Path:
    """Return where the fixture of bodies lies; raise FileNotFoundError where it is missing."""
    for folder in settings.FIXTURE_DIRS:
        path = Path(folder) / _FIXTURE
        if path.exists():
            return path
    raise FileNotFoundError(_FIXTURE)
