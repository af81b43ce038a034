"""Where a database may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.store.location import locate, network_mount

LINUX = """\
22 1 0:2 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /home rw,relatime shared:2 - nfs4 server:/home rw,vers=4.2
31 30 0:41 / /home/anne/local\\040disk rw,relatime - ext4 /dev/vdb rw
32 22 0:42 / /mnt/share rw,relatime - cifs //server/share rw
33 22 0:43 / /mnt/remote rw - fuse.sshfs anne@server: rw
34 22 0:44 / /mnt/twice rw - nfs server:/old rw
35 22 0:45 / /mnt/twice rw - tmpfs tmpfs rw
"""

MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//anne@server/share on /Volumes/Lab share (smbfs, nodev, nosuid, mounted by anne)
"""


@pytest.mark.parametrize(
    ("path", "mounts", "kind"),
    [
        ("/var/atlas.db", LINUX, None),
        ("/home/anne/atlas/outputs/atlas.db", LINUX, "nfs4"),
        ("/home/anne/local disk/atlas.db", LINUX, None),
        ("/homely/atlas.db", LINUX, None),
        ("/mnt/share/atlas.db", LINUX, "cifs"),
        ("/mnt/remote/atlas.db", LINUX, "fuse.sshfs"),
        ("/mnt/twice/atlas.db", LINUX, None),
        ("/Users/anne/atlas.db", MACOS, None),
        ("/Volumes/Lab share/atlas.db", MACOS, "smbfs"),
        ("/anywhere/atlas.db", "", None),
        ("/anywhere/atlas.db", "words that are no table of mounts\n", None),
    ],
)
def test_mount_when_it_is_of_another_machine_then_its_kind_is_told(path: str, mounts: str, kind: str | None) -> None:
    assert network_mount(Path(path), mounts) == kind


def test_path_when_it_has_signs_of_a_url_then_it_is_still_a_path(tmp_path: Path) -> None:
    odd = tmp_path / "50% of #papers?.db"
    assert locate(odd).file == odd
    assert locate(str(odd)).file == odd
    assert locate(odd).url.database == str(odd)


def test_path_when_relative_then_it_is_fixed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate("atlas.db").file == tmp_path / "atlas.db"
    assert locate("sqlite:///atlas.db").file == tmp_path / "atlas.db"
    assert locate("sqlite:////var/atlas.db").file == Path("/var/atlas.db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_server_when_named_in_any_usual_way_then_the_password_is_not_shown(scheme: str) -> None:
    found = locate(f"{scheme}://anne:secret@server:5432/atlas")
    assert found.url.drivername == "postgresql+psycopg"
    assert found.url.password == "secret"
    assert found.label == "postgresql+psycopg://anne:***@server:5432/atlas"
    assert found.file is None


@pytest.mark.parametrize(
    "where", ["mysql://server/atlas", "sqlite://", "sqlite:///:memory:", "postgres://server:port/atlas"]
)
def test_address_when_it_cannot_be_used_then_the_ways_to_write_one_are_told(where: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        locate(where)
    assert "postgresql://" in refusal.value.hint
