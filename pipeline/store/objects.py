"""Files that several machines share, in a folder that all of them see. A bucket is in `bucket`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import CannotWrite
from pipeline.store.whole_files import write_whole

__all__ = ["FolderObjects"]


class FolderObjects:
    """Files under a folder, each there whole or not at all. A key is a relative path with forward slashes."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def label(self) -> str:
        """What to call the place."""
        return str(self._root)

    def get(self, key: str) -> bytes | None:
        """The file, or None. Raises CannotWrite where the folder is there and refuses to be read."""
        try:
            return (self._root / key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CannotWrite(
                f"{self._root / key} cannot be read: {error.strerror}", hint="check its rights"
            ) from error

    def put(self, key: str, content: bytes) -> None:
        """Write the file. Raises CannotWrite."""
        write_whole(self._root / key, content)

    def has(self, key: str) -> bool:
        """Whether the file is there."""
        return (self._root / key).is_file()

    def remove(self, prefix: str) -> None:
        """Remove a file, or every file under a folder; what is not there is no error."""
        place = self._root / prefix
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)

    def keys(self, prefix: str) -> Iterator[str]:
        """The key of every file under a folder."""
        for file in sorted((self._root / prefix).rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                yield file.relative_to(self._root).as_posix()
