"""What `make run` does before the server starts: tables, first data, accounts, static files."""

import errno
import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from registry.actions import setting_up

_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


class Command(BaseCommand):
    """Prepare the registry on this machine; done again, it changes nothing."""

    help = "데이터베이스와 첫 자료, 계정을 준비합니다. 다시 실행해도 고친 내용은 그대로입니다."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address of the server that will follow."""
        parser.add_argument("--address", metavar="HOST:PORT", help="서버가 쓸 주소")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take every step, and turn what a machine can lack into a sentence."""
        if options["address"]:
            check_address(options["address"])
        try:
            self.prepare()
        except (OSError, DatabaseError) as error:
            raise CommandError(explained(error)) from error

    def prepare(self) -> None:
        """Take the steps in order; say only what was done."""
        setting_up.prepare_database()
        if setting_up.load_municipalities():
            self.stdout.write("지자체 목록을 불러왔습니다.")
        if setting_up.load_article():
            self.stdout.write("2013년 기사의 사업을 불러왔습니다.")
        self.tell_of_accounts(setting_up.create_accounts())
        setting_up.prepare_static_files()

    def tell_of_accounts(self, created: list[setting_up.NewAccount]) -> None:
        """Show new passwords once; later only how to get another one."""
        if created:
            self.stdout.write("\n계정을 만들었습니다. 비밀번호는 지금 한 번만 보여 드립니다.")
        for new in created:
            self.stdout.write(f"  {new.account.name:<10}{new.password}  {new.account.title}")
        names = ", ".join(account.name for account in setting_up.ACCOUNTS)
        self.stdout.write(f"\n처음 계정: {names}")
        self.stdout.write("비밀번호를 바꾸려면: .venv/bin/python manage.py changepassword 이름")


def check_address(address: str) -> None:
    """Refuse an address on which no server can be started."""
    host, _colon, port = address.rpartition(":")
    try:
        found = socket.getaddrinfo(host.strip("[]"), _checked(port), type=socket.SOCK_STREAM)
        family, kind, *_rest, where = found[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except (OSError, ValueError) as error:
        raise CommandError(_why_not(address, port, error)) from error


def _checked(port: str) -> int:
    if not 0 < (number := int(port)) < 2**16:
        raise ValueError(port)
    return number


def _why_not(address: str, port: str, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return (
            f"{port}번 포트를 다른 프로그램이 쓰고 있습니다. PORT=8001 make run 처럼 다른 포트를 "
            f"골라 주세요.\nPort {port} is taken. Choose another one: PORT=8001 make run"
        )
    return (
        f"{address}에서는 서버를 열 수 없습니다. HOST와 PORT를 확인해 주세요.\n"
        f"No server can be opened at {address}. Check HOST and PORT."
    )


def explained(error: OSError | DatabaseError) -> str:
    """Return the sentence for a disk, a folder or a server that does not do its part."""
    text, number = str(error).lower(), getattr(error, "errno", None)
    if number in _FULL or "is full" in text or "no space left" in text:
        return (
            "디스크에 남은 공간이 없습니다. 공간을 비운 뒤 다시 실행해 주세요.\n"
            "The disk is full. Free some space and try again."
        )
    if number in _READ_ONLY or "readonly" in text or "unable to open" in text:
        return (
            "자료 폴더에 쓸 수 없습니다. 쓸 수 있는 폴더에서 실행하거나 DATA_DIR로 알려 주세요.\n"
            "The data folder cannot be written to. Use a folder that can, or name one in DATA_DIR."
        )
    return f"준비하지 못했습니다: {error}\nThe registry could not be prepared, for this reason."
