"""Opening a file: what is no readable PDF is refused here, each with one clear sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableSource
from pipeline.sources.pdf.limits import PdfLimits
from pipeline.sources.pdf.mupdf import mupdf

__all__ = ["is_out_of_memory", "open_pdf"]


def open_pdf(path: Path, limits: PdfLimits) -> Any:
    """The opened file.

    Raises UnreadableSource with reason `empty`, `not_a_pdf`, `too_large`, `broken`, `encrypted` or `too_many_pages`.
    """
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(1024)
    except OSError as error:
        raise UnreadableSource(
            "broken",
            f"{name} could not be opened: {error.strerror}.",
            hint="Check that the file exists and may be read.",
        ) from error
    if size == 0:
        raise UnreadableSource("empty", f"{name} is empty.", hint="Download or copy the file again.")
    if b"%PDF" not in head:
        looks = "a web page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "something else"
        raise UnreadableSource(
            "not_a_pdf",
            f"{name} is not a PDF but {looks}.",
            hint="Download the paper itself; publishers sometimes answer with a page.",
        )
    if size > limits.megabytes * 1_000_000:
        raise UnreadableSource(
            "too_large",
            f"{name} has {size / 1e6:.0f} MB; at most {limits.megabytes} MB are read.",
            hint="Use a smaller version of the file, or raise the limit in the settings.",
        )
    try:
        document = mupdf.open(path, filetype="pdf")
    except Exception as error:  # the library raises several kinds, some of them bare
        if is_out_of_memory(error):
            raise MemoryError from error
        raise _broken(name) from error
    return _checked(document, name, limits)


def is_out_of_memory(error: Exception) -> bool:
    """Whether the library ran into the memory limit; it says so only in words."""
    return isinstance(error, MemoryError) or ("alloc" in str(error).lower() and "failed" in str(error).lower())


def _checked(document: Any, name: str, limits: PdfLimits) -> Any:
    if not document.is_pdf:
        raise UnreadableSource("not_a_pdf", f"{name} is not a PDF.", hint="Download the paper itself as a PDF.")
    if document.needs_pass and not document.authenticate(""):
        raise UnreadableSource(
            "encrypted", f"{name} needs a password.", hint="Save a copy without a password and add that one."
        )
    try:
        pages = document.page_count
    except Exception as error:
        raise _broken(name) from error
    if pages < 1:
        raise UnreadableSource("broken", f"{name} has no pages.", hint="Download or copy the file again.")
    if pages > limits.pages:
        raise UnreadableSource(
            "too_many_pages",
            f"{name} has {pages} pages; at most {limits.pages} are read.",
            hint="This is probably a book or a collection; cut out the paper, or raise the limit in the settings.",
        )
    return document


def _broken(name: str) -> UnreadableSource:
    return UnreadableSource(
        "broken", f"{name} is damaged and cannot be read as a PDF.", hint="Download or copy the file again."
    )
