"""Files that are there whole or not at all: written beside their place, synced and renamed."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from pipeline.store.failures import cannot_write

__all__ = ["write_each_whole", "write_whole"]

_DAY_S = 86_400
#: In the names of files that are being written.
_MARK = "part"


def write_whole(file: Path, content: bytes) -> None:
    """Write all of `content` or nothing. After a power cut the file is there whole, as it was, or not at all.

    Raises CannotWrite with the path when the disk is full or the folder cannot be written.
    """
    write_each_whole(file.parent, {file.name: content})


def write_each_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files of one folder, each as `write_whole` does; the folder itself is synced once."""
    file = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            file = folder / name
            _write(file, content)
        _sync_folder(folder)
        _sweep(folder)
    except OSError as error:
        raise cannot_write(str(file), error.strerror or str(error)) from error


def _write(file: Path, content: bytes) -> None:
    beside = file.with_name(f".{file.name}.{_MARK}.{_writer()}.{uuid4().hex}")
    try:
        with beside.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _writer() -> str:
    """This process, as the names of its parts tell it to others."""
    return f"{platform.node().replace('.', '-')}-{os.getpid()}"


def _sweep(folder: Path) -> None:
    """Take away what killed writers left beside: those of this host at once, others when they are a day old."""
    for beside in folder.glob(f".*.{_MARK}.*"):
        with suppress(FileNotFoundError):  # another process sweeps too
            if _is_dead(beside.name) or beside.stat().st_mtime < time.time() - _DAY_S:
                beside.unlink()


def _is_dead(part: str) -> bool:
    """Whether the writer of a part was a process of this host that is gone."""
    host, _, number = part.rpartition(".")[0].rpartition(".")[2].rpartition("-")
    if os.name != "posix" or host != platform.node().replace(".", "-") or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
