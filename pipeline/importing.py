"""A bibliography taken in: its records and the files attached to them, what is new and what enriched; nothing drafted.

files      bibliographies, or the folder of an export -> the files that their records name, inside that folder only
taken in   records and files -> papers (the workflow's ingest); new ones are imported, and wait until asked for
judged     out of scope, by what rules read of title and abstract
told       what became of each record, and of each attached file
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.domain.ledger import Owner, PaperRow, PaperState
from pipeline.errors import InputError
from pipeline.intake import Item, ingest, put_out_of_scope
from pipeline.services import Services
from pipeline.sources.attachments import attached, inside
from pipeline.sources.sniffing import HEAD_BYTES, Format, sniff
from pipeline.sources.walking import walk

__all__ = ["Bibliography", "Imported", "Outcome", "find_bibliographies", "import_records"]

_RECORDS = frozenset(
    {
        Format.PUBMED_XML, Format.ENDNOTE_XML, Format.EUROPEPMC_JSON, Format.CROSSREF_JSON, Format.CSL_JSON,
        Format.FLAT_JSON, Format.MEDLINE, Format.RIS, Format.BIBTEX, Format.WOS, Format.PUBMED_TEXT, Format.PUBMED_CSV,
    }
)  # fmt: skip
_ELSEWHERE = {
    Format.DRAFT_JSON: "it is a draft: name its paper as well, with --source",
    Format.ID_LIST: "it is a list of identifiers: `atlas add` looks them up",
    Format.PDF: "it is a PDF: `atlas draft` reads papers",
    Format.JATS: "it is a full text: `atlas draft` reads papers",
}


class Outcome(StrEnum):
    """What became of one record or attached file."""

    IMPORTED = "imported"
    ENRICHED = "enriched"
    KNOWN = "known"
    DUPLICATE = "duplicate"
    ATTACHED = "attached"
    OUT_OF_SCOPE = "out_of_scope"
    IN_DOUBT = "in_doubt"
    UNREADABLE = "unreadable"
    NOT_THERE = "not_there"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A file of records, and the folder in which the files that it names may lie."""

    file: Path
    folder: Path
    kind: Format


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one record (`export.ris#3`) or attached file, with what to do where that is something."""

    input: str
    outcome: Outcome
    paper: str | None
    reason: str = ""
    hint: str = ""


def find_bibliographies(paths: Sequence[Path]) -> tuple[Bibliography, ...]:
    """The bibliographies that a person named, and those in the folders that they named.

    Raises InputMissing for a path that is not there, InputError for a file that holds no records, saying which command
    is for it, and for a folder without any.
    """
    found: list[Bibliography] = []
    for path in paths:
        files = [(file, _kind(file)) for file in walk([path])]
        if not path.is_dir() and files[0][1] not in _RECORDS:
            hint = _ELSEWHERE.get(files[0][1], "give RIS, BibTeX, CSL-JSON, nbib or another export of records")
            raise InputError(f"{path} holds no records of papers", hint=hint)
        folder = path if path.is_dir() else path.absolute().parent
        found += [Bibliography(file, folder, kind) for file, kind in files if kind in _RECORDS]
    if not found:
        raise InputError("there is no bibliography under the given paths", hint="`atlas draft` reads papers")
    return tuple(found)


async def import_records(
    bibliographies: Sequence[Bibliography], services: Services, owner: Owner
) -> tuple[Imported, ...]:
    """Take every record and every attached file in; nothing is drafted. Raises what `ingest` raises."""
    named = [pair for one in bibliographies for pair in _named(one)]
    before = {row.id: row for row in services.papers.all()}
    there = dict.fromkeys(file for _, _, file in named if file is not None)
    files = list(dict.fromkeys([*(one.file for one in bibliographies), *there]))
    items = await ingest(files, services, arriving=PaperState.IMPORTED)
    rows = {name: services.papers.get(name) for name in dict.fromkeys(item.face.paper for item in items) if name}
    out = {
        name
        for name, row in rows.items()
        if name not in before and row.state is PaperState.IMPORTED and put_out_of_scope(row, services, owner)
    }
    papers = {item.label: item.face.paper for item in items}
    strays = {one.input: one for one in _elsewhere(named, papers)}
    told = _told(items, rows, before, out, frozenset(map(str, there)))
    return (*(strays.get(one.input, one) for one in told), *_missed(named))


def _told(
    items: Sequence[Item],
    rows: Mapping[str, PaperRow],
    before: Mapping[str, PaperRow],
    out: set[str],
    attachments: frozenset[str],
) -> Iterator[Imported]:
    met: set[str] = set()
    for item in items:
        paper, why = item.face.paper, item.face.unread
        if why is not None or paper is None:
            reason = why.message if why else "it was not grouped yet; run the command again"
            yield Imported(item.label, Outcome.UNREADABLE, None, reason, why.hint if why else "")
            continue
        row = rows[paper]
        if item.label in attachments and row.state is not PaperState.IN_DOUBT:
            yield Imported(item.label, Outcome.ATTACHED, paper)
            continue
        yield Imported(item.label, _outcome(item, row, before, out, met), paper, *_why(row, out))
        met.add(paper)


def _outcome(item: Item, row: PaperRow, before: Mapping[str, PaperRow], out: set[str], met: set[str]) -> Outcome:
    if row.state is PaperState.IN_DOUBT:
        return Outcome.IN_DOUBT
    if row.id in met or item.repeats:
        return Outcome.DUPLICATE
    if row.id in out:
        return Outcome.OUT_OF_SCOPE
    if row.id not in before:
        return Outcome.IMPORTED
    old = before[row.id]
    gained = set(row.identifiers) - set(old.identifiers) or row.primary != old.primary
    return Outcome.ENRICHED if gained else Outcome.KNOWN


def _why(row: PaperRow, out: set[str]) -> tuple[str, str]:
    told = row.state in (PaperState.IN_DOUBT, PaperState.IMPORTED)
    return (row.reason, row.hint) if told and row.id not in out else ("", "")


def _named(one: Bibliography) -> Iterator[tuple[str, str, Path | None]]:
    """Each attached file: the label of its record, the path as it is named, and where it lies if it does."""
    records = attached(one.file.read_bytes(), one.kind)
    for number, paths in records.items():
        for path in paths:
            yield f"{one.file}#{number}", path, inside(path, one.file.parent, one.folder)


def _missed(named: Sequence[tuple[str, str, Path | None]]) -> Iterator[Imported]:
    for record, path, file in named:
        if file is None:
            reason = f"{record} names this file, and it is not in the folder of the export"
            yield Imported(path, Outcome.NOT_THERE, None, reason, "export with files, or give the folder they lie in")


def _elsewhere(named: Sequence[tuple[str, str, Path | None]], papers: Mapping[str, str | None]) -> Iterator[Imported]:
    """Attached files that read as another paper than their record."""
    for record, _, file in named:
        mine = papers.get(str(file))
        its = papers.get(record) or papers.get(record.rpartition("#")[0])
        if mine and its and mine != its:
            reason = f"it is attached to {record} ({its}), and reads as {mine}"
            hint = f"if both are one work: `atlas review same {its} {mine}`"
            yield Imported(str(file), Outcome.ELSEWHERE, mine, reason, hint)


def _kind(file: Path) -> Format:
    with file.open("rb") as opened:
        return sniff(opened.read(HEAD_BYTES))
