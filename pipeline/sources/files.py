"""One file in, what it holds out: a Document for each record, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from pipeline.domain.document import Document
from pipeline.domain.identity import digest_of_bytes, digest_of_chunks, digest_of_json
from pipeline.domain.source import ReadItem, Unread
from pipeline.errors import InputMissing, UnreadableSource
from pipeline.sources import (
    bibtex,
    bmc,
    crossref,
    csl,
    elsevier,
    endnote_xml,
    europepmc,
    flat_json,
    jats,
    medline,
    plain,
    pubmed_text,
    pubmed_xml,
    ris,
    tables_of_records,
    wos,
)
from pipeline.sources.records import Found
from pipeline.sources.sniffing import HEAD_BYTES, Format, sniff
from pipeline.sources.walking import walk

__all__ = ["FileReader", "PdfReading", "walk"]

RecordReader = Callable[[bytes], Sequence[Found]]

_READERS: Mapping[Format, tuple[str, RecordReader]] = {
    Format.JATS: (jats.NAME, jats.read),
    Format.PUBMED_XML: (pubmed_xml.NAME, pubmed_xml.read),
    Format.BMC_XML: (bmc.NAME, bmc.read),
    Format.ELSEVIER_XML: (elsevier.NAME, elsevier.read),
    Format.ENDNOTE_XML: (endnote_xml.NAME, endnote_xml.read),
    Format.EUROPEPMC_JSON: (europepmc.NAME, europepmc.read),
    Format.CROSSREF_JSON: (crossref.NAME, crossref.read),
    Format.CSL_JSON: (csl.NAME, csl.read),
    Format.FLAT_JSON: (flat_json.NAME, flat_json.read),
    Format.MEDLINE: (medline.NAME, medline.read),
    Format.RIS: (ris.NAME, ris.read),
    Format.BIBTEX: (bibtex.NAME, bibtex.read),
    Format.WOS: (wos.NAME, wos.read),
    Format.PUBMED_TEXT: (pubmed_text.NAME, pubmed_text.read),
    Format.PUBMED_CSV: (tables_of_records.NAME, tables_of_records.read),
    Format.PLAIN_TEXT: (plain.NAME, plain.read),
}

# Formats that are known and yet no paper, with what to do instead.
_REFUSED: Mapping[Format, Unread] = {
    Format.EMPTY: Unread("empty", "this file is empty", "download or save it again"),
    Format.HTML: Unread(
        "html",
        "this is a web page, whatever its name says: often the publisher's sign-in or download page",
        "open the address in a browser and save the PDF itself, or give the DOI",
    ),
    Format.DRAFT_JSON: Unread(
        "draft", "this is a draft or a report of an atlas, not a paper", "bring it in with `atlas import`"
    ),
    Format.ID_LIST: Unread(
        "id_list",
        "this is a list of identifiers; it names papers but holds none",
        "have them looked up with `atlas add`",
    ),
    Format.RETRACTION_TABLE: Unread(
        "retraction_table",
        "this is a table of retractions, not of papers",
        "it serves to check papers that are there; give the papers themselves",
    ),
    Format.UNKNOWN: Unread(
        "unknown_format",
        "this is neither a PDF nor a paper or record in a form that we know",
        "give a PDF, JATS or PubMed XML, RIS, BibTeX, nbib, CSL-JSON or plain text",
    ),
}

# No file of records is larger; PDFs have a limit of their own.
_MAX_BYTES = 50 * 1024 * 1024
_CHUNK = 1024 * 1024


class PdfReading(Protocol):
    """What reads PDFs; injected, because only one room knows how."""

    @property
    def fingerprint(self) -> str:
        """The reader's version and what it can do on this machine (`ocr` or not)."""
        ...

    def read(self, path: Path, *, digest: str) -> Document:
        """The Document of one PDF. Raises UnreadableSource."""
        ...


class FileReader:
    """Reads files of every format that we know."""

    def __init__(self, pdf: PdfReading | None = None) -> None:
        self._pdf = pdf

    def fingerprint(self) -> str:
        """Every reader's version and what this machine can do: when it changes, unread files are tried again."""
        pdf = self._pdf.fingerprint if self._pdf else "no pdf"
        return " ".join([pdf, *sorted(name for name, _ in _READERS.values())])

    def read(self, path: Path) -> tuple[ReadItem, ...]:
        """What the file holds: one item for each record, in order, never none.

        An item's number is None when the file holds one record. The digest of a lone record is that of the file's
        bytes; of several, each has its own, made of the file's digest and its number.

        Raises:
            InputMissing: there is no such file. Bad content is never an error but an item with its reason.
        """
        if not path.exists():
            raise InputMissing(f"there is no file {path}", hint="check the path")
        if not path.is_file():
            what = "a folder" if path.is_dir() else "a device or a pipe"
            return _unread(Unread("broken", f"this is {what}, not a file", "name a file, or a folder to search"))
        try:
            return self._items(path)
        except UnreadableSource as error:
            return _unread(Unread(error.reason, error.message, error.hint))
        except OSError as error:
            detail = (error.strerror or "unknown fault").lower()
            return _unread(Unread("broken", f"the file cannot be opened: {detail}", "check its permissions"))

    def _items(self, path: Path) -> tuple[ReadItem, ...]:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        kind = sniff(head)
        if kind is Format.PDF:
            return self._pdf_item(path)
        if kind in _REFUSED:
            return _unread(_REFUSED[kind])
        size = path.stat().st_size
        if size > _MAX_BYTES:
            return _unread(
                Unread(
                    "too_large",
                    f"this file has {size // 1_000_000} MB, more than the {_MAX_BYTES // 1_000_000} MB we read",
                    "split the export into smaller files",
                )
            )
        content = path.read_bytes()
        name, read = _READERS[kind]
        return _bound(read(content), digest_of_bytes(content), name)

    def _pdf_item(self, path: Path) -> tuple[ReadItem, ...]:
        if self._pdf is None:
            return _unread(Unread("no_pdf_reader", "this installation reads no PDF", "install PyMuPDF"))
        return (ReadItem(None, document=self._pdf.read(path, digest=_digest_of_file(path))),)


def _bound(found: Sequence[Found], digest: str, reader: str) -> tuple[ReadItem, ...]:
    several = len(found) > 1
    items: list[ReadItem] = []
    for number, one in enumerate(found, start=1):
        own = digest_of_json([digest, number]) if several else digest
        place = number if several else None
        if isinstance(one, Unread):
            items.append(ReadItem(place, unread=one))
        else:
            items.append(ReadItem(place, document=one.document(digest=own, reader=reader)))
    return tuple(items) or _unread(Unread("no_records", "this file holds no record", "export the records again"))


def _unread(reason: Unread) -> tuple[ReadItem, ...]:
    return (ReadItem(None, unread=reason),)


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return digest_of_chunks(iter(lambda: file.read(_CHUNK), b""))
