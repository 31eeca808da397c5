"""The addresses of the public site."""

from django.urls import re_path

from registry.views import downloads, home, listing, municipality, pages, project

_NUMBER = r"(?P<number>[0-9]{4}-[0-9]{2,5}-[0-9]{4,9})"
_CODE = r"(?P<code>[0-9]{2}(?:[0-9]{3})?)"

urlpatterns = [
    re_path(r"^$", home.home, name="home"),
    re_path(r"^projects/$", listing.projects, name="projects"),
    re_path(r"^projects\.csv$", downloads.csv, name="projects-csv"),
    re_path(r"^projects\.xlsx$", downloads.xlsx, name="projects-xlsx"),
    re_path(rf"^projects/{_NUMBER}/$", project.project, name="project"),
    re_path(r"^regions/$", pages.regions, name="regions"),
    re_path(rf"^regions/{_CODE}/$", municipality.municipality, name="municipality"),
    re_path(
        rf"^regions/{_CODE}/departments/(?P<pk>[0-9]{{1,18}})/$",
        pages.department,
        name="department",
    ),
]
