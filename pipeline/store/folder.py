"""What people find: `outputs/papers/<paper>/`, written whole or not at all, and safe to delete (the ledger has it all)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import CannotWrite

__all__ = ["PaperFolder"]


class PaperFolder:
    """One folder for each paper under `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, paper_id: str) -> Path:
        """The folder of a paper, absolute, whether or not it is there."""
        return (self._root / paper_id).absolute()

    def missing(self, paper_id: str, names: Sequence[str]) -> bool:
        """Whether any of these files of a paper is not there."""
        folder = self.path(paper_id)
        return not all((folder / name).is_file() for name in names)

    def write(self, paper_id: str, files: Mapping[str, bytes]) -> Path:
        """Write the files of one paper; a reader sees each as it was or as it is, never half. Raises CannotWrite."""
        folder = self.path(paper_id)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                _replace(folder / name, content)
        except OSError as error:
            raise CannotWrite(
                f"{folder} could not be written: {error.strerror or error}",
                hint="free some space or check the folder's permissions, then run the same command again",
            ) from error
        return folder


def _replace(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, 0o644)  # mkstemp makes it private; these are files for people  # noqa: PTH101
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
