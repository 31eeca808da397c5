"""A program of its own: reads one file and prints what became of it, the seconds and the memory.

``python tests/sheets/measuring.py FILE REGISTER`` prints JSON. Memory is the most that this
process and its child had at once, without what Python and the register took before.
"""

import json
import resource
import sys
import time
from pathlib import Path

from registry.notation.places import Register
from registry.sheets.reading import read_workbook


def resident() -> int:
    """Return the most memory that this process has had, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def cpu() -> float:
    """Return the processor time of this process and of its children."""
    ours, theirs = (resource.getrusage(who) for who in _WHO)
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def main() -> None:
    """Read the file that the first argument names."""
    data = Path(sys.argv[1]).read_bytes()
    register = Register.from_fixture(Path(sys.argv[2]))
    before, begun, spent = resident(), time.monotonic(), cpu()
    reading = read_workbook(data, sys.argv[1], register=register, municipality="41")
    seconds, wall = cpu() - spent, time.monotonic() - begun
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(  # noqa: T201 - what it is for
        json.dumps(
            {
                "code": reading.refused.code if reading.refused else None,
                "seconds": round(seconds, 2),
                "wall": round(wall, 2),
                "parent": resident() - before,
                "child": child,
            }
        )
    )


if __name__ == "__main__":
    main()
