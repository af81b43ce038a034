"""What people find: `outputs/papers/<paper>/`. Safe to delete, for the ledger has it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.store.whole_files import write_each_whole

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
        write_each_whole(folder, files)
        return folder
