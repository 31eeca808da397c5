"""A walk over every address of the admin: nobody sees or changes what is another body's."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib import admin
from django.http import HttpResponse

from registry.admin.scoped import ScopedAdmin
from registry.models import Municipality, Project, User
from registry.notation.codes import BatchState
from tests.admin.conftest import SECRET
from tests.admin.forms import as_posted
from tests.admin.walk import addresses, list_actions, request_of

STRANGERS = [
    "seoul_reader",
    "seoul_writer",
    "seoul_publisher",
    "seoul_keeper",
    "newcomer",
    "citizen",
]
# What a form, an action or the wizard could be sent; no page may act on it for a stranger.
POSTED = [
    {"post": "yes", "reason": "중복 등록"},
    {"_publish": "1", "_withdraw": "1", "publish_on": "", "accepted": "on"},
    {"state": "accepted", "answer": "고쳤습니다."},
    {"next": "1", "read-0": "on", "first-0": "1", "last-0": "1", "0-A": "name", "remember": "on"},
]

# What an action could be sent on its first press, and from the page on which it asks back.
CONFIRMED = [
    {},
    {
        "post": "yes",
        "apply": "yes",
        "confirm": "yes",
        "reason": "중복 등록",
        "why": "기사 확인",
        "merge": "1",
        "stays": "1",
        "accepted": "on",
    },
]


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


def publications() -> dict:
    """Return by project whether and since when it is public, and why no more."""
    told = ("publication", "published_from", "withdrawn_on", "withdrawn_reason")
    return {row.pop("pk"): row for row in Project.objects.values("pk", *told)}


def forms_for(user: User) -> Iterator[type]:
    """Yield the form of every page that `user` may fill in, and of every row on it."""
    request = request_of(user)
    for model_admin in admin.site._registry.values():
        if not model_admin.has_add_permission(request):
            continue
        yield model_admin.get_form(request)
        for inline in model_admin.get_inline_instances(request):
            yield inline.get_formset(request).form


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
            "periodlock", "project", "source", "user",
        }  # fmt: skip


@pytest.mark.parametrize("who", STRANGERS)
class TestStranger:
    def test_sees_nothing_on_any_page(self, who, cast, theirs, sign_in, record_property):
        client = sign_in(getattr(cast, who))
        walk = list(addresses(theirs))
        for address, pk in walk:
            for query in [""] if pk else ["", f"?q={SECRET}", "?p=1"]:
                body = text_of(client.get(address + query, follow=who != "citizen"))
                for echo in (f"q={SECRET}", f'value="{SECRET}"', quote(f"q={SECRET}", safe="=")):
                    body = body.replace(echo, "")
                assert SECRET not in body, address + query
        record_property("walked", f"{len(walk)} admin addresses as {who}, nothing shown")

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

    def test_changes_nothing_by_any_action_on_any_list(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        before = everything()
        actions = list(list_actions(cast.superuser))

        assert ("/admin/registry/project/", "withdraw_selected") in actions
        for address, action in actions:
            selected = [row.pk for row in theirs.get(address.split("/")[3], [])]
            for confirmed in CONFIRMED:
                client.post(address, {"action": action, "_selected_action": selected, **confirmed})

        assert everything() == before

    def test_may_choose_none_of_their_rows_in_any_form(self, who, cast, theirs):
        user = getattr(cast, who)
        if user is None:
            return  # has no form to choose in
        for form in forms_for(user):
            for name, field in form.base_fields.items():
                chosen_from = getattr(field, "queryset", None)
                if chosen_from is None or chosen_from.model is Municipality:
                    continue
                rows = theirs.get(chosen_from.model._meta.model_name, [])
                kept = chosen_from.filter(pk__in=[row.pk for row in rows])
                assert not kept.exists(), (form, name)

    def test_is_offered_nothing_by_any_autocomplete(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        for model in apps.get_app_config("registry").get_models():
            for field in model._meta.get_fields():
                question = {"app_label": "registry", "model_name": model._meta.model_name}
                question |= {"field_name": field.name, "term": SECRET}
                answer = client.get("/admin/autocomplete/", question)
                assert SECRET not in answer.content.decode(), field


class TestWriter:
    """Writes in the very body whose projects these are, and still publishes and withdraws none."""

    def test_publishes_and_withdraws_nothing_by_any_post(
        self, cast, theirs, sign_in, record_property
    ):
        client = sign_in(cast.writer)
        selected = [row.pk for row in theirs["project"]]
        everywhere = [(address, posted) for address, _pk in addresses(theirs) for posted in POSTED]
        everywhere += [
            (address, {"action": action, **confirmed})
            for address, action in list_actions(cast.superuser)
            for confirmed in CONFIRMED
        ]
        before = publications()

        for address, posted in everywhere:
            if address.endswith(("/logout/", "/undo/")):
                continue
            client.post(address, {"_selected_action": selected, **posted})
            for pk, now in publications().items():
                # What a writer makes on the way (a draft carried forward) is a draft.
                assert now == before.get(pk, now | {"publication": "draft"}), (address, posted)

        record_property("walked", f"{len(everywhere)} posts as writer, nothing published")

    def test_publishes_nothing_by_the_whole_form(self, cast, theirs, sign_in):
        client = sign_in(cast.writer)
        before = publications()
        for project in theirs["project"]:
            address = f"/admin/registry/project/{project.pk}/change/"
            form = as_posted(client.get(address), _publish="1", publication="published")
            client.post(address, form)

        assert publications() == before


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
