"""A process that is killed while it changes many projects leaves all of them as they were."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from registry.actions.bulk_editing import Edit, apply, preview
from registry.models import Project
from registry.notation.codes import Role
from tests.actions.test_importing_killed import database_url
from tests.factories import make_municipality, make_project, make_user

pytestmark = pytest.mark.django_db(transaction=True)
DONE = Edit(status="done")
# Writes the projects, says so, and waits to be killed before their history is written.
WRITER = """
import sys, time, django
django.setup()
from registry.actions import bulk_editing
from registry.models import Project, User

def stop(*args, **kwargs):
    print("writing", flush=True)
    time.sleep(60)

type(Project.history.model.objects).bulk_create = stop
edit, user = bulk_editing.Edit(status="done"), User.objects.get(pk=int(sys.argv[1]))
keys = list(Project.objects.values_list("pk", flat=True))
seen = bulk_editing.preview(keys, edit, user).seen
bulk_editing.apply(keys, edit, user, seen=seen)
"""


def kill(user):
    """Start a process that changes every project, and kill it in the middle."""
    environment = {**os.environ, "DATABASE_URL": database_url(), "SECRET_KEY": "killed"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(user.pk)],
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
    )
    with writer:
        assert writer.stdout.readline() == b"writing\n"
        writer.send_signal(signal.SIGKILL)


class TestKilledWhileWriting:
    def test_leaves_all_as_it_was_and_can_be_done_again(self):
        publisher = make_user(role=Role.PUBLISHER, at=make_municipality())
        keys = [make_project().pk for _n in range(30)]

        kill(publisher)

        assert not Project.objects.exclude(status="planned").exists()
        assert Project.history.count() == 30
        apply(keys, DONE, publisher, seen=preview(keys, DONE, publisher).seen)
        assert Project.objects.filter(status="done").count() == 30
        assert Project.history.count() == 60
