"""The register of bodies that reading needs: from the fixture, or from the database."""

from pathlib import Path

from django.conf import settings

from registry.models import Municipality
from registry.notation.bodies import Body, load_bodies
from registry.notation.codes import Level
from registry.notation.places import Register

_FIXTURE = "municipalities.json"


class Bodies:
    """All bodies of the database, by code; about 360, so two queries fetch them."""

    def __init__(self) -> None:
        rows = Municipality.objects.select_related("parent").prefetch_related("successors")
        self.by_code: dict[str, Municipality] = {body.code: body for body in rows}
        self.by_id: dict[int, Municipality] = {body.pk: body for body in rows}

    def register(self) -> Register:
        """Return them as ``sheets`` takes them."""
        return Register([_body(body) for body in self.by_code.values()])


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


def _body(body: Municipality) -> Body:
    return Body(
        code=body.code,
        name=body.name,
        full_name=body.full_name,
        level=Level(body.level),
        parent=body.parent.code if body.parent else None,
        is_local_government=body.is_local_government,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        successors=tuple(one.code for one in body.successors.all()),
    )
