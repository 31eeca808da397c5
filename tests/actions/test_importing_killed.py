"""A process that is killed while it writes leaves nothing half done, and the batch says so."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from registry.actions.importing import confirm
from registry.models import FundingSource, ImportBatch, NumberCounter, Project
from registry.notation.codes import BatchState, Role
from tests.factories import make_municipality, make_user
from tests.spreadsheets import staged

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = ("사업명", "회계연도", "총사업비(천원)", "국비(2013 계획)")
# Writes the projects and their money, says so, and waits to be killed before the end.
WRITER = """
import sys, time, django
django.setup()
from registry.actions import importing
from registry.actions.importing import writing
from registry.models import ImportBatch, User

def stop(self, rows):
    print("writing", flush=True)
    time.sleep(60)

writing._Writer._cite = stop
batch = ImportBatch.objects.get(pk=int(sys.argv[1]))
importing.confirm(batch, User.objects.get(pk=int(sys.argv[2])))
"""


def database_url():
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host = quote(settings["HOST"], safe="")
    return f"postgresql://{settings['USER']}@{host}/{settings['NAME']}"


@pytest.fixture
def killed():
    """Return what starts a process that writes a batch, and kills it in the middle."""

    def kill(batch, user):
        environment = {**os.environ, "DATABASE_URL": database_url(), "SECRET_KEY": "killed"}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(batch.pk), str(user.pk)],
            env=environment,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
        )
        with writer:
            assert writer.stdout.readline() == b"writing\n"
            writer.send_signal(signal.SIGKILL)

    return kill


class TestKilledWhileWriting:
    @pytest.fixture
    def publisher(self):
        return make_user(role=Role.PUBLISHER, at=make_municipality(code="41"))

    @pytest.fixture
    def batch(self, publisher):
        rows = [(f"사업 {n}", 2013, 500, "100천원") for n in range(50)]
        return staged(publisher, *rows, headings=HEADINGS)

    def test_leaves_nothing_and_the_batch_as_it_was(self, killed, batch, publisher):
        killed(batch, publisher)

        batch.refresh_from_db()
        assert batch.state == BatchState.STAGED
        assert not Project.objects.exists()
        assert not Project.history.exists()
        assert not FundingSource.objects.exists()
        assert not NumberCounter.objects.exists()

    def test_can_be_saved_afterwards_as_if_nothing_had_happened(self, killed, batch, publisher):
        killed(batch, publisher)

        confirm(batch, publisher)

        assert ImportBatch.objects.get().state == BatchState.CONFIRMED
        assert Project.objects.count() == Project.history.count() == 50
        assert FundingSource.objects.count() == 50
        assert Project.objects.order_by("number").last().number == "2013-41-0050"
