"""Settings -> where the files of an atlas lie: in the home alone, or also where several machines share them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import ConfigurationError
from pipeline.ports import Objects
from pipeline.settings import FilesSettings, Settings
from pipeline.store.bucket import Bucket
from pipeline.store.documents import DocumentShelf
from pipeline.store.objects import FolderObjects
from pipeline.store.sharing import SharedOriginals, SharedShelf
from pipeline.wiring.home import Home

__all__ = ["originals_of", "shared_of", "shelf_of"]


def shared_of(home: Home, files: FilesSettings) -> FolderObjects | Bucket | None:
    """The place that the machines of an atlas share; None where there is none. Raises ConfigurationError."""
    place = files.place.strip()
    if not place:
        return None
    scheme = urlsplit(place).scheme
    if scheme == "s3":
        return Bucket(place, endpoint=files.endpoint, region=files.region, key_id=files.key_id, secret=files.secret)
    if "://" in place:
        raise ConfigurationError(
            f"files.place cannot be of the kind {scheme}", hint="give a folder, or s3://bucket/prefix"
        )
    return FolderObjects((home.root / Path(place).expanduser()).absolute())


def shelf_of(home: Home, settings: Settings) -> DocumentShelf | SharedShelf:
    """What was read: on this machine, and shared where a place is set."""
    near, far = DocumentShelf(home.documents), shared_of(home, settings.files)
    return SharedShelf(near, far) if far is not None else near


def originals_of(home: Home, settings: Settings) -> SharedOriginals | None:
    """The files that papers were read from, where a place is set that shares them."""
    far: Objects | None = shared_of(home, settings.files)
    return SharedOriginals(home.originals, far) if far is not None else None
