"""The cast: who knocks at the clerks' door, and what lies behind it."""

from types import SimpleNamespace

import pytest
from django.test import Client

from registry.actions import importing
from registry.models import (
    AnnualBudget,
    Citation,
    ColumnMapping,
    CorrectionRequest,
    DuplicateDecision,
    FundingSource,
    ImportBatch,
    Membership,
    Municipality,
    NumberCounter,
    Participation,
    PeriodLock,
    Phase,
    SavedFilter,
    Source,
    User,
)
from registry.notation.codes import BatchState, Role
from tests.factories import make_department, make_municipality, make_project, make_user
from tests.spreadsheets import staged

SECRET = "쉬쉬"


@pytest.fixture
def gyeonggi(db):
    return make_municipality(code="41", name="경기도")


@pytest.fixture
def seoul(db):
    return make_municipality(code="11", name="서울특별시")


@pytest.fixture
def sign_in():
    """Return a function that opens a browser of its own for somebody."""

    def sign_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def cast(gyeonggi, seoul):
    """Return everybody by name; None is somebody who has not signed in."""
    return SimpleNamespace(
        publisher=make_user(role=Role.PUBLISHER, at=gyeonggi, username="publisher"),
        writer=make_user(role=Role.WRITER, at=gyeonggi, username="writer"),
        reader=make_user(role=Role.READER, at=gyeonggi, username="reader"),
        keeper=make_user(role=Role.KEEPER, at=gyeonggi, username="keeper"),
        seoul_reader=make_user(role=Role.READER, at=seoul, username="seoul-reader"),
        seoul_writer=make_user(role=Role.WRITER, at=seoul, username="seoul-writer"),
        seoul_publisher=make_user(role=Role.PUBLISHER, at=seoul, username="seoul-publisher"),
        seoul_keeper=make_user(role=Role.KEEPER, at=seoul, username="seoul-keeper"),
        newcomer=make_user(username="newcomer"),
        citizen=None,
        superuser=make_user(username="root", is_superuser=True),
    )


@pytest.fixture
def publisher(cast, sign_in):
    return sign_in(cast.publisher)


@pytest.fixture
def writer(cast, sign_in):
    return sign_in(cast.writer)


@pytest.fixture
def theirs(gyeonggi):
    """Return one row of every kind that belongs to 경기도; each says so somewhere."""
    department = make_department(municipality=gyeonggi, name=f"{SECRET}과", leads_it=True)
    draft = make_project(
        owner=gyeonggi, department=department, published=False, name=f"{SECRET} 초안"
    )
    public = make_project(owner=gyeonggi, name="공개된 사업", note=f"{SECRET} 메모")
    imported = make_project(owner=gyeonggi, published=False, name=f"{SECRET} 가져온 사업")
    source = Source.objects.create(
        title=f"{SECRET} 문서", publisher="경기도", municipality=gyeonggi
    )
    budget = AnnualBudget.objects.create(
        municipality=gyeonggi, fiscal_year=2013, account=f"{SECRET}회계", it_won=18_579_000_000
    )
    FundingSource.objects.create(project=draft, source="national", won=2_612_000_000)
    Participation.objects.create(project=draft, name=f"{SECRET}공사")
    Phase.objects.create(project=draft, fiscal_year=2013, text=f"{SECRET} 96개")
    Citation.objects.create(source=source, project=draft, quote=SECRET)
    clerk = make_user(role=Role.WRITER, at=gyeonggi, username=f"{SECRET}담당")
    return {
        "project": [draft, public, imported],
        "department": [department],
        "source": [source],
        "annualbudget": [budget],
        "membership": [Membership.objects.get(user=clerk)],
        "user": [clerk],
        "importbatch": [
            staged(clerk, (f"{SECRET} 파일의 사업", "2013", "1,000")),
            _uploaded(clerk, gyeonggi),
            _confirmed(imported, clerk),
        ],
        "columnmapping": [
            ColumnMapping.objects.create(
                municipality=gyeonggi, fingerprint="0" * 64, mapping={f"{SECRET}열": "name"}
            )
        ],
        "duplicatedecision": [
            DuplicateDecision.objects.create(
                first=draft, second=public, decision="later", reason=SECRET, user=clerk
            )
        ],
        "correctionrequest": [
            CorrectionRequest.objects.create(
                project=public, text=f"{SECRET} 금액이 다릅니다.", reply_to="reader@example.org"
            )
        ],
        "periodlock": [
            PeriodLock.objects.create(
                municipality=gyeonggi, fiscal_year=2010, note=SECRET, locked_by=clerk
            )
        ],
        "savedfilter": [
            SavedFilter.objects.create(user=clerk, name=f"{SECRET} 조건", query=f"q={SECRET}")
        ],
        "numbercounter": list(NumberCounter.objects.all()),
    }


def _confirmed(project, clerk):
    """Return an import that wrote a project and can be undone."""
    batch = ImportBatch.objects.create(
        file_name=f"{SECRET} 2.xlsx",
        sha256="1" * 64,
        user=clerk,
        municipality=project.owner,
        state=BatchState.CONFIRMED,
    )
    project.history.update(import_batch=batch)
    return batch


def _uploaded(clerk: User, owner: Municipality) -> ImportBatch:
    """Return a file of which its clerk has not yet said how to read it."""
    content = f"{SECRET}열,{SECRET}내역,{SECRET}수\n가,나,1\n".encode()
    upload = importing.Upload(f"{SECRET}.csv", content, owner)
    return importing.upload(upload, clerk)
