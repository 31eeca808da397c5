"""`manage.py set_up`: what it says, and what it says when a machine does not do its part."""

import errno
import re
import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from registry.management.commands.set_up import explained

PASSWORD = re.compile(r"\w{4}-\w{4}-\w{4}-\w{4}")


@pytest.fixture
def set_up(db, settings, tmp_path, capsys):
    """Return a function that runs the command and returns what it printed."""
    settings.STATIC_ROOT = tmp_path

    def set_up(**options) -> str:
        call_command("set_up", **options)
        return capsys.readouterr().out

    return set_up


class TestSetUp:
    def test_shows_three_passwords_the_first_time(self, set_up):
        assert len(PASSWORD.findall(set_up())) == 3

    def test_says_later_how_to_get_another_one(self, set_up):
        set_up()

        again = set_up()

        assert not PASSWORD.search(again)
        assert "changepassword" in again

    def test_refuses_a_port_that_is_taken_before_it_does_anything(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

            with pytest.raises(CommandError, match=f"{port}번 포트"):
                call_command("set_up", address=f"127.0.0.1:{port}")

    @pytest.mark.parametrize(
        "address", ["127.0.0.1:abc", "127.0.0.1:70000", "127.0.0.1:0", ":", "192.0.2.1:80"]
    )
    def test_refuses_an_address_that_cannot_be_served(self, address):
        with pytest.raises(CommandError, match="HOST와 PORT"):
            call_command("set_up", address=address)


class TestExplained:
    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (OSError(errno.ENOSPC, "No space left on device"), "남은 공간이 없습니다"),
            (OperationalError("database or disk is full"), "남은 공간이 없습니다"),
            (OperationalError("could not extend file: No space left"), "남은 공간이 없습니다"),
            (PermissionError(errno.EACCES, "Permission denied"), "쓸 수 없습니다"),
            (OperationalError("attempt to write a readonly database"), "쓸 수 없습니다"),
            (OperationalError("unable to open database file"), "쓸 수 없습니다"),
            (OperationalError("connection refused"), "connection refused"),
        ],
    )
    def test_says_in_a_sentence_what_is_wrong(self, error, sentence):
        assert sentence in explained(error)
