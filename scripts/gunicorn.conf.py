"""The server of `make run`: says where the registry is once it really answers."""

import os
import sys
from typing import Any

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8000")

bind = f"{HOST}:{PORT}"
workers = 2
threads = 4
limit_request_line = 8190  # a list with many conditions in Korean has a long address
preload_app = True  # a mistake in the code stops the start, with its own message
loglevel = "warning"
control_socket_disable = True


def when_ready(_server: Any) -> None:
    """Print the addresses: the socket is open, so they work from now on."""
    shown = "127.0.0.1" if HOST in {"0.0.0.0", "::", "[::]"} else HOST  # noqa: S104
    site = f"http://{shown}:{PORT}"
    sys.stdout.write(
        f"\n정보화사업 등록부가 열렸습니다. 끝내려면 Ctrl+C를 누르세요. (Stop with Ctrl+C.)\n"
        f"  공개 목록 (public list)  {site}/projects/\n"
        f"  담당자 화면 (admin)      {site}/admin/\n\n"
    )
    sys.stdout.flush()
