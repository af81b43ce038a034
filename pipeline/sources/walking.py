"""The files under the paths that a person named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import InputMissing
from pipeline.text.regex import regex

__all__ = ["walk"]

_JUNK = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "icon\r"})
_JUNK_ENDINGS = (".tmp", ".temp", ".part", ".crdownload", ".download", ".lock", ".lck", ".swp", ".swo", ".bak", "~")
# What people put beside papers to explain a folder.
_ABOUT = regex(r"(?:readme|licen[cs]e|copying|changelog)(?:\.\w{1,8})?")
_JUNK_STARTS = (".", "~$", ".~lock")


def walk(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Every file under `paths`, each once: a file named is taken as it is, a folder is searched in the order of names.

    Hidden files, locks, READMEs and what operating systems leave behind are skipped in folders; links that lead in a
    circle are followed once.

    Raises:
        InputMissing: a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise InputMissing(f"there is no file or folder {path}", hint="check the path")
        if path.is_dir():
            for file in _files_under(path, set()):
                found.setdefault(file)
        else:
            found.setdefault(path)
    return tuple(found)


def _files_under(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        status = folder.stat()
    except OSError:
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        if _is_junk(entry.name):
            continue
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError:
            continue
        if is_folder:
            yield from _files_under(Path(entry.path), seen)
        elif is_file:
            yield Path(entry.path)


def _is_junk(name: str) -> bool:
    low = name.lower()
    return low.startswith(_JUNK_STARTS) or low.endswith(_JUNK_ENDINGS) or low in _JUNK or bool(_ABOUT.fullmatch(low))
