"""Who works on a paper, and whether that process still lives: a dead one's lease, on this host, is free at once."""

from __future__ import annotations

import os
import platform
from functools import cache
from pathlib import Path
from subprocess import run

from pipeline.domain.ledger import Owner

__all__ = ["alive", "this_process"]

_SYSTEM = platform.system()


def this_process(task: str = "") -> Owner:
    """The owner that this process leases papers as. Workers within one process need a `task` each."""
    pid = os.getpid()
    return Owner(_host(), pid, _started(pid) or "", task)


def alive(owner: Owner) -> bool:
    """Whether the process may still be at work. Of another host nothing is known, so its lease has to run out."""
    if owner.host != _host():
        return True
    if _SYSTEM == "Windows":
        return True  # os.kill would end the process there instead of asking
    started = _started(owner.pid)
    if started is None:
        return False
    return not started or not owner.started or started == owner.started


@cache
def _host() -> str:
    """This machine as processes see it: containers may share a name but not their process numbers."""
    parts = [platform.node()]
    if _SYSTEM == "Linux":
        try:
            parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
            parts.append(str(Path("/proc/self/ns/pid").readlink()))
        except OSError:
            pass  # a hardened system; the name has to do
    return "/".join(parts).replace("|", "_")


def _started(pid: int) -> str | None:
    """When a process began, in the system's own words; "" where the system does not say; None when it is gone."""
    if _SYSTEM == "Linux" and (stat := _proc_stat(pid)) is not None:
        return _start_of(stat)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except (PermissionError, OverflowError):
        return ""  # it is there, but not ours
    if _SYSTEM == "Darwin":
        return _lstart(pid)
    return ""


def _proc_stat(pid: int) -> str | None:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _start_of(stat: str) -> str | None:
    """Field 22 of /proc/PID/stat (clock ticks after boot), or None for a process that ended and was not yet buried.

    The second field is the program's name in brackets and may hold anything, so counting starts behind the last one.
    """
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in {"Z", "X"} else fields[19]


def _lstart(pid: int) -> str | None:
    told = run(
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
        env={"LC_ALL": "C"},
    ).stdout.split()
    if not told or told[0].startswith("Z"):
        return None
    return " ".join(told[1:])
