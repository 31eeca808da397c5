"""A walk over every address of the admin: nobody sees or changes what is another body's."""

import re
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver

from registry.admin.scoped import ScopedAdmin
from registry.models import Municipality
from registry.notation.codes import BatchState
from tests.admin.conftest import SECRET

STRANGERS = [
    "seoul_reader",
    "seoul_writer",
    "seoul_publisher",
    "seoul_keeper",
    "newcomer",
    "citizen",
]
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
# Reference data is open to all staff; what is asked of a stranger elsewhere does not hold here.
OPEN = {"municipality"}
# What a form, an action or the wizard could be sent; no page may act on it for a stranger.
POSTED = [
    {"post": "yes", "reason": "중복 등록"},
    {"action": "delete_selected", "post": "yes"},
    {"action": "publish_selected"},
    {"action": "publish_selected", "confirm": "1", "why": "기사 확인"},
    {"action": "withdraw_selected", "reason": "중복 등록"},
    {"state": "accepted", "answer": "고쳤습니다."},
    {"next": "1", "read-0": "on", "first-0": "1", "last-0": "1", "0-A": "name", "remember": "on"},
]


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield every route below a resolver."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def admin_routes() -> list[str]:
    """Return the routes of the admin, but for the one that catches the rest."""
    door = next(p for p in get_resolver().url_patterns if str(p.pattern) == "admin/")
    return [route for route in routes(door, "/admin/") if not route.endswith("$")]


def addresses(theirs: dict) -> Iterator[tuple[str, int | None]]:
    """Yield every address, filled in with each of their rows that it can lead to."""
    for route in admin_routes():
        names = ARGUMENT.findall(route)
        if not names:
            yield route, None
        for row in rows_for(route, names, theirs) if names else []:
            yield ARGUMENT.sub(str(row.pk), route), row.pk


def rows_for(route: str, names: list[str], theirs: dict) -> list:
    """Return the rows that the arguments of a route stand for."""
    if names == ["batch"]:
        return theirs["importbatch"]
    model = route.removeprefix("/admin/").split("/")[1] if route.count("/") > 3 else ""
    if model in OPEN or names == ["content_type_id", "object_id"] or "app_label" in route:
        return []
    assert model in theirs, f"{route}: say in `theirs` what {names} stands for"
    return theirs[model]


def text_of(answer: HttpResponse) -> str:
    """Return the body of an answer; that of a workbook as what its sheet says."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        archive = ZipFile(BytesIO(body))
        body = b"".join(archive.read(name) for name in archive.namelist())
    return body.decode()


def everything() -> dict:
    """Return all that is stored, but for when somebody signed in."""
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name != "last_login"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in apps.get_app_config("registry").get_models()
    }


class TestSite:
    def test_takes_only_models_that_keep_to_a_scope(self):
        for model, model_admin in admin.site._registry.items():
            assert isinstance(model_admin, ScopedAdmin), model

    def test_refuses_one_that_does_not(self):
        admin.site.unregister(Municipality)
        try:
            with pytest.raises(Exception, match="not a ScopedAdmin"):
                admin.site.register(Municipality, admin.ModelAdmin)
        finally:
            from registry.admin.municipality import MunicipalityAdmin

            admin.site.register(Municipality, MunicipalityAdmin)

    def test_has_a_page_for_every_model_but_the_rows_on_others_pages(self):
        models = {model._meta.model_name for model in admin.site._registry}

        assert models == {
            "annualbudget", "columnmapping", "correctionrequest", "department",
            "duplicatedecision", "importbatch", "membership", "municipality", "numbercounter",
            "project", "source", "user",
        }  # fmt: skip


@pytest.mark.parametrize("who", STRANGERS)
class TestStranger:
    def test_sees_nothing_on_any_page(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        for address, pk in addresses(theirs):
            for query in [""] if pk else ["", f"?q={SECRET}", "?p=1"]:
                body = text_of(client.get(address + query, follow=who != "citizen"))
                for echo in (f"q={SECRET}", f'value="{SECRET}"', quote(f"q={SECRET}", safe="=")):
                    body = body.replace(echo, "")
                assert SECRET not in body, address + query

    def test_gets_the_answer_of_a_row_that_is_not_there(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        for address, pk in addresses(theirs):
            if pk is None:
                continue
            missing = address.replace(f"/{pk}/", "/999999/")
            assert missing != address
            there, nowhere = client.get(address), client.get(missing)
            assert there.status_code == nowhere.status_code, address
            assert there.headers.get("Location", "").replace(str(pk), "") == nowhere.headers.get(
                "Location", ""
            ).replace("999999", ""), address

    def test_changes_nothing_by_any_post(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        before = everything()
        selected = [row.pk for rows in theirs.values() for row in rows]

        for address, _pk in addresses(theirs):
            if address.endswith("/logout/"):
                continue
            for posted in POSTED:
                client.post(address, {"_selected_action": selected, **posted})

        assert everything() == before

    def test_is_offered_nothing_by_any_autocomplete(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        for model in apps.get_app_config("registry").get_models():
            for field in model._meta.get_fields():
                question = {"app_label": "registry", "model_name": model._meta.model_name}
                question |= {"field_name": field.name, "term": SECRET}
                answer = client.get("/admin/autocomplete/", question)
                assert SECRET not in answer.content.decode(), field


class TestCitizen:
    def test_is_sent_to_the_sign_in_from_every_page(self, cast, theirs, sign_in):
        client = sign_in(None)
        for address, _pk in addresses(theirs):
            if address.endswith(("/login/", "/logout/", "/jsi18n/")):
                continue
            answer = client.get(address)
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/admin/login/"), address


class TestOwnClerk:
    """The walk above would prove nothing if nobody saw anything."""

    @pytest.mark.parametrize("who", ["superuser", "keeper"])
    def test_sees_the_rows(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        for model, rows in theirs.items():
            if model == "numbercounter" and who != "superuser":
                continue
            for row in rows:
                if getattr(row, "state", "") in (BatchState.UPLOADED, BatchState.STAGED):
                    continue  # what is not saved is its maker's alone
                answer = client.get(f"/admin/registry/{model}/{row.pk}/change/")
                assert answer.status_code == 200, row
                assert client.get(f"/admin/registry/{model}/{row.pk}/history/").status_code == 200

    @pytest.mark.parametrize("model", ["project", "department", "source", "annualbudget"])
    def test_reads_the_list_as_reader(self, model, cast, theirs, sign_in):
        answer = sign_in(cast.reader).get(f"/admin/registry/{model}/")

        assert answer.status_code == 200
        assert answer.context["cl"].result_count == len(theirs[model])
