"""What a killed writer leaves beside is gone with the next write, and a writer at work is left alone."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

from pipeline.store.whole_files import write_whole


def _part(folder: Path, pid: int) -> Path:
    part = folder / f".draft.json.part.{platform.node().replace('.', '-')}-{pid}.0123"
    part.write_bytes(b"half")
    return part


def test_the_part_of_a_dead_process_is_swept_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    gone, alive = _part(tmp_path, dead.pid), _part(tmp_path, os.getpid())
    write_whole(tmp_path / "draft.json", b"whole")
    assert not gone.exists()
    assert alive.exists()
    assert (tmp_path / "draft.json").read_bytes() == b"whole"
