"""Every address of the public site, as its own routes name them: there is no list to forget."""

from collections.abc import Iterator

from django.urls import URLPattern, reverse

from registry.models import CorrectionRequest, Department, Project
from registry.statistics import TABLES
from registry.urls import urlpatterns
from registry.views.machines import MAPS

Arguments = dict[tuple[str, ...], list[tuple[object, ...]]]


def addresses(project: Project, office: Department) -> Iterator[tuple[str, str]]:
    """Yield the name of each route with every address that it has by example."""
    known = _arguments(project, office)
    for pattern in urlpatterns:
        for given in _given(pattern, known):
            yield str(pattern.name), reverse(pattern.name, kwargs=given)


def _arguments(project: Project, office: Department) -> Arguments:
    """Return what the arguments of a route stand for, all of it open to the public."""
    asked = CorrectionRequest.objects.create(project=project, text="국비는 26억 1,200만 원입니다.")
    return {
        (): [()],
        ("number",): [(project.number,)],
        ("token",): [(asked.token,)],
        ("code",): [(office.municipality.code,)],
        ("code", "pk"): [(office.municipality.code, office.pk)],
        ("section",): [(name,) for name in MAPS],
        ("name",): [(name,) for name in TABLES],
    }


def _given(pattern: URLPattern, known: Arguments) -> Iterator[dict[str, object]]:
    names = tuple(pattern.pattern.regex.groupindex)
    assert names in known, f"{pattern.name}: say in _arguments what {names} stands for"
    for values in known[names]:
        yield dict(zip(names, values, strict=True))
