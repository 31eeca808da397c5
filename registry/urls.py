"""The addresses of the public site."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path

from registry.views import (
    about,
    corrections,
    downloads,
    feeds,
    history,
    home,
    listing,
    machines,
    municipality,
    pages,
    project,
    similar,
    statistics,
)

_NUMBER = r"(?P<number>[0-9]{4}-[0-9]{2,5}-[0-9]{4,9})"
_CODE = r"(?P<code>[0-9]{2}(?:[0-9]{3})?)"

_MAPS: dict[str, object] = {"sitemaps": machines.MAPS}

urlpatterns = [
    path("", home.home, name="home"),
    path("projects/", listing.projects, name="projects"),
    path("projects.csv", downloads.csv, name="projects-csv"),
    path("projects.xlsx", downloads.xlsx, name="projects-xlsx"),
    path("projects.json", downloads.json, name="projects-json"),
    path("projects.atom", feeds.atom, name="projects-atom"),
    re_path(rf"^projects/{_NUMBER}/$", project.project, name="project"),
    re_path(rf"^projects/{_NUMBER}/history/$", history.history, name="project-history"),
    re_path(rf"^projects/{_NUMBER}/similar/$", similar.similar, name="project-similar"),
    re_path(rf"^projects/{_NUMBER}/correction/$", corrections.ask, name="correction-ask"),
    re_path(r"^corrections/(?P<token>[\w-]{43})/$", corrections.answer, name="correction"),
    path("regions/", pages.regions, name="regions"),
    re_path(rf"^regions/{_CODE}/$", municipality.municipality, name="municipality"),
    re_path(
        rf"^regions/{_CODE}/departments/(?P<pk>[0-9]{{1,18}})/$",
        pages.department,
        name="department",
    ),
    path("data/", about.data, name="data"),
    path("about/", about.about, name="about"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("about/corrections/", about.corrections, name="corrections"),
    path("robots.txt", machines.robots, name="robots"),
    path(
        "sitemap.xml", sitemap_index, _MAPS | {"sitemap_url_name": "sitemap-part"}, name="sitemap"
    ),
    path("sitemap-<section>.xml", sitemap, _MAPS, name="sitemap-part"),
    path("stats/", statistics.index, name="stats"),
    path("stats/<slug:name>/", statistics.table, name="stats-table"),
    path("stats/<slug:name>.csv", statistics.table_csv, name="stats-csv"),
]
