"""The files that records of a reference manager's export name as attached, and where they lie.

RIS names them in L1 to L4, BibTeX in `file` as `description:path:type;...` (Zotero, JabRef, Mendeley) or as a bare
path, CSL-JSON, where a manager adds them, under `attachments`. A path is followed only into the folder that was given:
an export may come from anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from pipeline.errors import UnreadableSource
from pipeline.sources import bibtex, ris
from pipeline.sources.decoding import decode
from pipeline.sources.json_fields import load, mappings, text
from pipeline.sources.sniffing import Format
from pipeline.text.regex import regex

__all__ = ["attached", "inside"]

_RIS = regex(r"^L[1-4] {0,3}- ?(.+)$", re.MULTILINE)
_PARTS = regex(r"(?<!\\);")
_FIELDS = regex(r"(?<!\\):")
_ESCAPED = regex(r"\\(.)")
_TYPE = regex(r"[\w.+-]+/[\w.+-]+|[A-Za-z]{2,5}")
_READABLE = frozenset({".pdf", ".xml", ".nxml"})
_SCHEME = regex(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def attached(content: bytes, kind: Format) -> Mapping[int, tuple[str, ...]]:
    """The paths that each record names, by its 1-based place in the file; only PDFs and XML, none where none are.

    A file that its reader cannot read names nothing.
    """
    try:
        match kind:
            case Format.RIS:
                named = ([found.strip() for found in _RIS.findall(record)] for record in ris.records(decode(content)))
            case Format.BIBTEX:
                named = (list(_of_bibtex(value)) for value in bibtex.files(content))
            case Format.CSL_JSON:
                named = (list(_of_csl(item)) for item in _items(content))
            case _:
                return {}
        found = {place: tuple(filter(_is_readable, paths)) for place, paths in enumerate(named, start=1)}
    except UnreadableSource:
        return {}
    return {place: paths for place, paths in found.items() if paths}


def inside(path: str, beside: Path, folder: Path) -> Path | None:
    """The file that a record means, seen from the folder `beside`, if it is there and lies in `folder`; else None.

    Links that lead out of the folder are not followed.
    """
    bare = unquote(path.removeprefix("file://")) if path.lower().startswith("file://") else path
    if "\0" in bare or (_SCHEME.match(bare) and not Path(bare).drive):
        return None
    try:
        file = (beside / bare.replace("\\", "/")).resolve()
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except OSError:
        return None


def _of_bibtex(value: str) -> Iterator[str]:
    for part in _PARTS.split(value):
        fields = [_ESCAPED.sub(r"\1", field) for field in _FIELDS.split(part)]
        if len(fields) >= 3 and _TYPE.fullmatch(fields[-1].strip()):
            yield ":".join(fields[1:-1]).strip()
        else:
            yield ":".join(fields).strip()


def _items(content: bytes) -> list[dict[str, object]]:
    value = load(content)
    return [
        dict(item) for item in mappings(value.get("items") if isinstance(value, dict) and "items" in value else value)
    ]


def _of_csl(item: Mapping[str, object]) -> Iterator[str]:
    for one in mappings(item.get("attachments")):
        yield text(one.get("path")) or text(one.get("localPath"))


def _is_readable(path: str) -> bool:
    return Path(path.replace("\\", "/")).suffix.lower() in _READABLE
