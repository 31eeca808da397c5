"""A walk over every address of the admin: nobody sees or changes what is another body's."""

import json
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from operator import attrgetter
from urllib.parse import quote, urlsplit
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from registry.admin.scoped import ScopedAdmin
from registry.models import Municipality, Project, User
from registry.notation.codes import BatchState
from tests.admin.conftest import SECRET
from tests.admin.forms import as_posted
from tests.admin.walk import addresses, list_actions, request_of, shared_addresses

STRANGERS = [
    "seoul_reader",
    "seoul_writer",
    "seoul_publisher",
    "seoul_keeper",
    "newcomer",
    "citizen",
]
# What the walk's own posts do for who may: a stranger's would prove nothing if they did nothing.
DOING = ("/delete/", "/withdraw/", "/undo/")
MAY_WRITE = {"import/undo/", "columnmapping/delete/", "project/delete/"}
MAY_PUBLISH = MAY_WRITE | {
    *("project/withdraw/", "annualbudget/delete/", "duplicatedecision/delete/"),
}
MAY = {
    "reader": set(),
    "writer": MAY_WRITE,
    "publisher": MAY_PUBLISH,
    "keeper": MAY_PUBLISH | {"membership/delete/"},
}
NOBODYS = 999999  # the key of no row
# What a form or the wizard could be sent. A page takes from it what it knows, so that one post
# asks a page for all that it could do; and another for what does not go with publishing.
CONSENT = {
    **{"post": "yes", "reason": "중복 등록", "accepted": "on"},
    **{"state": "accepted", "answer": "고쳤습니다."},
    **{"next": "1", "read-0": "on", "first-0": "1", "last-0": "1", "0-A": "name"},
    **{"valid_to": "2020-01-01", "opened": "None|", "save": "1"},
    "remember": "on",
}
POSTED = {**CONSENT, "_publish": "1", "_withdraw": "1", "publish_on": ""}

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
        "end": "1",
        "valid_to": "2020-01-01",
        "accepted": "on",
    },
]


def text_of(answer: HttpResponse) -> str:
    """Return the body of an answer; that of a workbook or of JSON as what a reader sees."""
    if answer.headers.get("Content-Type") == "application/json":
        return json.dumps(answer.json(), ensure_ascii=False)
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


def offered(user: User, theirs: dict) -> dict[tuple[type, str], str]:
    """Return by form and field of which model some of their rows are offered to `user`."""
    found = {}
    for form in forms_for(user):
        for name, field in form.base_fields.items():
            choices = getattr(field, "queryset", None)
            if choices is None or choices.model is Municipality:
                continue
            model = choices.model._meta.model_name
            if choices.filter(pk__in=[row.pk for row in theirs.get(model, [])]).exists():
                found[form, name] = model
    return found


def autocompleted(client: Client) -> Iterator[str]:
    """Yield every field whose autocomplete finds something of theirs."""
    for model in apps.get_app_config("registry").get_models():
        for field in filter(attrgetter("is_relation"), model._meta.get_fields()):
            question = {"app_label": "registry", "model_name": model._meta.model_name}
            question |= {"field_name": field.name, "term": SECRET}
            if SECRET in text_of(client.get("/admin/autocomplete/", question)):
                yield f"{model._meta.model_name}.{field.name}"


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
        walk, nowhere = dict(addresses(theirs)), cache(client.get)
        for address, pk in walk.items():
            there = client.get(address)
            self.shows_nothing(there, walk)
            if pk is not None:
                missing = address.replace(f"/{pk}/", f"/{NOBODYS}/")
                self.answers_alike(there, nowhere(missing), pk)
            elif not address.endswith("/add/"):
                self.shows_nothing(client.get(address, {"q": SECRET}), walk)
        record_property("walked", f"{len(walk)} admin addresses as {who}, nothing shown")

    def shows_nothing(self, answer, walk):
        """An answer says nothing of theirs, and leads nowhere but to a page of this walk."""
        address = answer.request["PATH_INFO"]
        if answer.status_code in (301, 302):
            to = urlsplit(answer.headers["Location"])
            assert to.path in walk, address
        body = text_of(answer)
        for echo in (f"q={SECRET}", f'value="{SECRET}"', quote(f"q={SECRET}", safe="=")):
            body = body.replace(echo, "")
        assert SECRET not in body, address

    def answers_alike(self, there, nowhere, pk):
        """The answer about a row is that about one that nobody has."""
        address = there.request["PATH_INFO"]
        assert address != nowhere.request["PATH_INFO"]
        assert there.status_code == nowhere.status_code, address
        led, leads = (answer.headers.get("Location", "") for answer in (nowhere, there))
        assert leads.replace(str(pk), "") == led.replace(str(NOBODYS), ""), address

    def test_changes_nothing_by_any_post(self, who, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        before = everything()
        selected = [row.pk for rows in theirs.values() for row in rows]

        for address, _pk in addresses(theirs):
            if address.endswith("/logout/"):
                continue
            client.post(address, {"_selected_action": selected, **POSTED})

        assert everything() == before

    def test_changes_no_body_by_any_post(self, who, cast, theirs, gyeonggi, sign_in):
        client = sign_in(getattr(cast, who))
        before = everything()
        walk = list(shared_addresses(gyeonggi))

        for address in walk:
            assert SECRET not in text_of(client.get(address)), address
            client.post(address, {**POSTED, "preview": "1", "name": "새 이름", "code": "99"})

        assert len(walk) > 4
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
        if user is not None:  # a citizen has no form to choose in
            assert offered(user, theirs) == {}

    def test_is_offered_nothing_by_any_autocomplete(self, who, cast, theirs, sign_in):
        assert list(autocompleted(sign_in(getattr(cast, who)))) == []


class TestWriter:
    """Writes in the very body whose projects these are, and still publishes and withdraws none."""

    def test_publishes_and_withdraws_nothing_by_any_post(
        self, cast, theirs, sign_in, record_property
    ):
        client = sign_in(cast.writer)
        selected = [row.pk for row in theirs["project"]]
        everywhere = [
            (address, posted) for address, _pk in addresses(theirs) for posted in (CONSENT, POSTED)
        ]
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

    @pytest.mark.parametrize(
        ("who", "hidden"),
        [
            ("superuser", set()),
            ("keeper", {"numbercounter"}),
            ("publisher", {"numbercounter", "user"}),
        ],
    )
    def test_sees_the_rows(self, who, hidden, cast, theirs, sign_in):
        client = sign_in(getattr(cast, who))
        for model, rows in theirs.items():
            if model in hidden:
                continue
            if model == "savedfilter":
                continue  # has no page, and would be its maker's alone
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

    @pytest.mark.parametrize(
        ("who", "models"),
        [
            ("writer", {"department", "project", "source"}),
            ("keeper", {"department", "project", "source", "user"}),
        ],
    )
    def test_may_choose_them(self, who, models, cast, theirs):
        assert set(offered(getattr(cast, who), theirs).values()) == models

    def test_is_offered_them_by_the_autocompletes(self, cast, theirs, sign_in):
        found = set(autocompleted(sign_in(cast.keeper)))

        assert found >= {"citation.source", "membership.user", "project.department"}

    @pytest.mark.parametrize(("who", "done"), MAY.items())
    def test_does_by_the_same_posts_what_they_may(self, who, done, cast, theirs, sign_in):
        client, did = sign_in(getattr(cast, who)), set()
        for address, pk in addresses(theirs):
            if pk is None or not address.endswith(DOING):
                continue
            with transaction.atomic():
                before = everything()
                client.post(address, POSTED)
                if everything() != before:
                    did.add(re.sub(r"/\d+/", "/", address.removeprefix("/admin/registry/")))
                transaction.set_rollback(True)

        assert did == done
