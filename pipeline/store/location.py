"""Where a database is: a file path or a URL, what to call it for people, and whether SQLite may live there."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from subprocess import run

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pipeline.errors import CannotWrite, ConfigurationError, StoreError

__all__ = ["Location", "locate", "make_folder", "network_mount", "refuse_network_disk"]

# File systems of other machines: SQLite's write-ahead log needs memory shared between processes, which they lack.
_NETWORK = frozenset(
    "9p afpfs afs beegfs ceph cifs davfs fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs glusterfs gpfs lustre ncpfs "
    "nfs nfs4 orangefs pvfs2 smb3 smbfs webdav".split()
)
_MACOS_MOUNT = re.compile(r"^.*? on (?P<place>/.*) \((?P<kind>[^,)]+)[^)]*\)$")
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Location:
    """A database: its URL for SQLAlchemy, its name for people (without a password), its file where it is SQLite."""

    url: URL
    label: str
    file: Path | None


def locate(where: str | Path) -> Location:
    """The database that a path, `sqlite:///path` or `postgresql://...` (also `postgres://`) names.

    Raises ConfigurationError for any other address.
    """
    if isinstance(where, Path) or "://" not in where:
        return _sqlite(Path(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise _not_a_database("the address of the database cannot be read") from error
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        url = url.set(drivername="postgresql+psycopg")
        return Location(url, url.render_as_string(hide_password=True), None)
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return _sqlite(Path(url.database))
    raise _not_a_database(f"a database of the kind {url.drivername} cannot be used")


def refuse_network_disk(file: Path) -> None:
    """Raise StoreError when `file` lies on a network file system, as far as the system tells."""
    kind = network_mount(file.resolve(), _mounts())
    if kind:
        raise StoreError(
            f"{file} lies on a network file system ({kind}), where SQLite loses data",
            hint="keep the folder on a disk of this machine, or name a PostgreSQL server as the database",
        )


def network_mount(path: Path, mounts: str) -> str | None:
    """The kind of network file system that holds `path` (absolute), or None.

    `mounts` is the text of /proc/self/mountinfo (Linux) or of `mount` (macOS). The deepest mount that holds the path
    counts; of several on one place the last, which hides the others.
    """
    best: tuple[int, str] = (-1, "")
    for line in mounts.splitlines():
        place, kind = _mount(line)
        if place and path.is_relative_to(place) and len(PurePosixPath(place).parts) >= best[0]:
            best = (len(PurePosixPath(place).parts), kind)
    return best[1] if best[1] in _NETWORK else None


def _mount(line: str) -> tuple[str, str]:
    if found := _MACOS_MOUNT.match(line):
        return found["place"], found["kind"]
    fields, _, rest = line.partition(" - ")
    columns = fields.split()
    if len(columns) < 5 or not rest:
        return "", ""
    return _OCTAL.sub(lambda code: chr(int(code[1], 8)), columns[4]), rest.split()[0]


def _mounts() -> str:
    system = platform.system()
    if system == "Linux":
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    if system == "Darwin":
        return run(["/sbin/mount"], capture_output=True, text=True, timeout=10, check=False).stdout
    return ""


def _sqlite(file: Path) -> Location:
    file = file.expanduser().absolute()
    return Location(URL.create("sqlite", database=str(file)), str(file), file)


def _not_a_database(message: str) -> ConfigurationError:
    return ConfigurationError(
        message, hint="give a file path, or postgresql://user@server/name for a PostgreSQL server"
    )


def make_folder(file: Path) -> None:
    """Make the folder of `file`. Raises CannotWrite."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"the folder {file.parent} cannot be made: {error.strerror}",
            hint="choose a folder that you may write to, with --home",
        ) from error
