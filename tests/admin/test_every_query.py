"""Every list and every page of a row: no more questions to the database for more rows."""

from copy import copy
from itertools import product

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import AnnualBudget, Citation

# What makes the nth copy of a row another row; a model that is not here yet has to say it.
ANOTHER = {
    "annualbudget": lambda row, n: {"account": f"{n}번 회계"},
    "citation": lambda row, n: {"source": another(row.source, n)},
    "columnmapping": lambda row, n: {"fingerprint": f"{n + 1:064}"},
    "correctionrequest": lambda row, n: {"token": f"token-{n}"},
    "department": lambda row, n: {"name": f"{n}과"},
    "duplicatedecision": lambda row, n: {"second": another(row.second, n)},
    "fundingsource": lambda row, n: {"fiscal_year": 2020 + n},
    "importbatch": lambda row, n: {"file_name": f"{n}.xlsx"},
    "membership": lambda row, n: {"municipality": another(row.municipality, n)},
    "municipality": lambda row, n: {"code": f"41{n:03}", "level": "si", "parent": row},
    "numbercounter": lambda row, n: {"fiscal_year": 2020 + n},
    "participation": lambda row, n: {"name": f"{n}공사"},
    "periodlock": lambda row, n: {"fiscal_year": 1950 + n},
    "phase": lambda row, n: {"fiscal_year": 2020 + n},
    "project": lambda row, n: {"number": ""},
    "source": lambda row, n: {"title": f"{n}번 문서"},
    "user": lambda row, n: {"username": f"담당{n}"},
}
PAGES = ("changelist", "change", "history", "delete")


def another(row: Model, n: int) -> Model:
    """Return the nth copy of a row, stored."""
    made = copy(row)
    for name, value in ANOTHER[row._meta.model_name](row, n).items():
        setattr(made, name, value)
    made.pk, made._state.adding = None, True
    made.save()
    return made


def children(row: Model) -> list[Model]:
    """Return one row of every kind that is shown on the page of `row`."""
    inlines = admin.site._registry[type(row)].inlines
    found = [
        inline.model.objects.filter(**{_parent(inline, row): row}).first() for inline in inlines
    ]
    assert all(found), "give this row one of each kind"
    return found


def _parent(inline, row):
    return inline.fk_name or next(
        field.name for field in inline.model._meta.fields if field.related_model is type(row)
    )


def questions(clients, row):
    """Return how many queries each page asks for each client, and whether it was shown."""
    asked = []
    for page, client in product(PAGES, clients):
        arguments = [] if page == "changelist" else [row.pk]
        address = reverse(f"admin:registry_{row._meta.model_name}_{page}", args=arguments)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        asked.append((page, len(queries), answer.status_code))
    return asked


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.model_name)
def test_is_asked_no_more_often_for_more_rows(model, cast, theirs, gyeonggi, sign_in):
    clients = [sign_in(cast.superuser), sign_in(cast.keeper)]
    [row, *_others] = theirs.get(model._meta.model_name, [gyeonggi])
    if model is AnnualBudget:
        Citation.objects.create(source=theirs["source"][0], annual_budget=row)
    kinds = [row, *children(row)]
    counted = []
    for numbers in (range(10), range(10, 40)):
        for n in numbers:
            for kind in kinds:
                another(kind, n)
            row.save()  # one version more in its history
        questions(clients, row)  # once for what is remembered between requests
        counted.append(questions(clients, row))

    assert counted[0] == counted[1]
    assert counted[0][0][2] == 200
