"""Papers in, structured plain-language entries out, each sentence tied to the passage it rests on.

From Python: `read(path)` gives the Document of a file, `check(draft, document)` the rules' Report on a draft.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.domain.document import Document
    from pipeline.domain.draft import Draft
    from pipeline.domain.report import Report

__version__ = "0.1.0"

__all__ = ["__version__", "check", "read"]


def read(path: str | Path) -> Document:
    """The Document of the file at `path`, of its first record where it holds several.

    Raises:
        InputMissing: there is no such file.
        UnreadableSource: it could not be read; `reason` and `hint` say why and what to do.
    """
    # Imported here, so that `import pipeline` and `atlas --help` stay light.
    from pipeline.errors import UnreadableSource
    from pipeline.settings import ReadingSettings
    from pipeline.wiring import open_reader

    with open_reader(ReadingSettings(workers=1)) as reader:
        item = reader.read(Path(path))[0]
    if item.document is None:
        unread = item.unread
        if unread is None:
            raise UnreadableSource("empty", f"{path} holds nothing", hint="give another file")
        raise UnreadableSource(unread.reason, f"{path}: {unread.message}", hint=unread.hint)
    return item.document


def check(draft: Draft, document: Document) -> Report:
    """The rules' report on a draft of this document, whoever wrote it, by the profile that is shipped."""
    from pipeline import checks
    from pipeline.profiles.loading import load_profile

    return checks.check(draft, document, profile=load_profile())
