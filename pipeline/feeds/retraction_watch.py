"""Retraction Watch: the table that Crossref publishes as CSV, put into `inputs/` by the curator.

The table names papers that were retracted, corrected, put in doubt or reinstated. What it does not name is "not
affected" as of its newest entry; a table that is missing, cut off or of another kind could not be asked.
Source: Crossref, Retraction Watch data (columns, `RetractionNature`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.domain.doi_status import Affected, DoiStatus, StatusNotice
from pipeline.domain.identifiers import bare_doi, normalise_doi, normalise_pmid
from pipeline.domain.paper import NoticeKind

__all__ = ["RetractionTable", "read_table"]

_NAME = "Retraction Watch"
_LARGEST = 500 * 1024 * 1024
_COLUMNS = frozenset(
    {"RetractionDate", "RetractionDOI", "RetractionNature", "OriginalPaperDOI", "OriginalPaperPubMedID"}
)
_KINDS = {
    "retraction": NoticeKind.RETRACTED_BY,
    "expression of concern": NoticeKind.CONCERN_BY,
    "correction": NoticeKind.CORRECTED_BY,
}
_REINSTATED = "reinstatement"
#: `7/12/2023 0:00` (month first) or `2023-07-12`.
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s|$)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T\s]|$)")
_WHOLE_NUMBER = re.compile(r"([1-9]\d{0,7})(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class _Row:
    nature: str
    day: str
    notice_doi: str
    notice_pmid: str
    reason: str


@dataclass(frozen=True, slots=True)
class RetractionTable:
    """A table that was read. With a `fault` it is not usable, and every answer is "could not ask"."""

    path: Path
    newest: str = ""
    fault: str = ""
    _by_doi: Mapping[str, tuple[_Row, ...]] = field(default_factory=dict, repr=False)
    _by_pmid: Mapping[str, tuple[_Row, ...]] = field(default_factory=dict, repr=False)

    def status(self, doi: str, pmid: str = "") -> DoiStatus:
        """What the table says of the paper with this DOI or, where given, this PubMed number."""
        if self.fault:
            return self._could_not(doi, self.fault)
        plain, number = normalise_doi(doi), normalise_pmid(pmid or None)
        if plain is None and number is None:
            return self._could_not(doi, "this is no DOI; correct it in the paper's record")
        rows = tuple(dict.fromkeys((*self._by_doi.get(plain or "", ()), *self._by_pmid.get(number or "", ()))))
        if strange := next((row.nature for row in rows if row.nature not in {*_KINDS, _REINSTATED}), None):
            return self._could_not(
                doi, f"the table names this paper with a word that is not known here: {strange[:80]!r}; look it up"
            )
        notices = tuple(_notice(row) for row in _standing(rows))
        affected = Affected.YES if notices else Affected.NO
        return DoiStatus(doi, _NAME, affected, as_of=self.newest, notices=notices)

    def _could_not(self, doi: str, reason: str) -> DoiStatus:
        return DoiStatus(doi, _NAME, Affected.COULD_NOT_ASK, as_of=self.newest, reason=reason)


def read_table(path: Path) -> RetractionTable:
    """The table in a file; one that cannot be used says why in `fault`. Raises nothing."""
    try:
        if path.stat().st_size > _LARGEST:
            return RetractionTable(path, fault=f"{path} is too large to be the table of Retraction Watch")
        content = path.read_bytes()
    except OSError as error:
        return RetractionTable(
            path, fault=f"{path} cannot be read ({(error.strerror or 'unknown fault').lower()}); put the table there"
        )
    try:
        return _table(path, _decoded(content))
    except csv.Error as error:
        return RetractionTable(path, fault=f"{path} is damaged or cut off ({error}); fetch the table again")


def _table(path: Path, text: str) -> RetractionTable:
    csv.field_size_limit(10 * 1024 * 1024)
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if missing := sorted(_COLUMNS - set(rows.fieldnames or ())):
        return RetractionTable(
            path, fault=f"{path} is no table of Retraction Watch: it lacks {', '.join(missing)}; fetch it again"
        )
    by_doi: dict[str, list[_Row]] = {}
    by_pmid: dict[str, list[_Row]] = {}
    newest = ""
    count = 0
    for raw in rows:
        if None in raw or None in raw.values():
            return RetractionTable(path, fault=f"{path} is cut off in line {rows.line_num}; fetch the table again")
        count += 1
        row = _row(raw)
        newest = max(newest, row.day)
        if doi := normalise_doi(raw["OriginalPaperDOI"]):
            by_doi.setdefault(doi, []).append(row)
        if number := _number(raw["OriginalPaperPubMedID"]):
            by_pmid.setdefault(number, []).append(row)
    if not count or not text.endswith("\n"):
        what = "is cut off in its last line" if count else "holds no entry"
        return RetractionTable(path, fault=f"{path} {what}; fetch the table again")
    return RetractionTable(path, newest, "", _frozen(by_doi), _frozen(by_pmid))


def _row(raw: Mapping[str, str]) -> _Row:
    return _Row(
        nature=" ".join(raw["RetractionNature"].lower().split()),
        day=_day(raw["RetractionDate"]),
        notice_doi=bare_doi(raw["RetractionDOI"]) or "",
        notice_pmid=_number(raw.get("RetractionPubMedID", "")),
        reason="; ".join(part.strip().lstrip("+") for part in raw.get("Reason", "").split(";") if part.strip()),
    )


def _standing(rows: Iterable[_Row]) -> list[_Row]:
    """The rows that still hold: a reinstatement takes back the retractions that are surely older than itself."""
    all_rows = list(rows)
    back = max((row.day for row in all_rows if row.nature == _REINSTATED), default="")
    return [
        row
        for row in all_rows
        if row.nature != _REINSTATED and not (row.nature == "retraction" and row.day and back and row.day < back)
    ]


def _notice(row: _Row) -> StatusNotice:
    return StatusNotice(
        kind=_KINDS[row.nature],
        label=row.reason or row.nature,
        day=row.day,
        said_by="retraction-watch",
        doi=row.notice_doi,
        pmid=row.notice_pmid,
    )


def _day(written: str) -> str:
    """The ISO day, empty where there is none that exists."""
    if found := _AMERICAN.match(written.strip()):
        month, day, year = (int(part) for part in found.groups())
    elif found := _ISO.match(written.strip()):
        year, month, day = (int(part) for part in found.groups())
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _number(written: str) -> str:
    """A PubMed number, which spreadsheets write as `35281543.0` and, where there is none, as `0`."""
    found = _WHOLE_NUMBER.fullmatch(written.strip())
    return found[1] if found else ""


def _frozen(rows: Mapping[str, list[_Row]]) -> dict[str, tuple[_Row, ...]]:
    return {key: tuple(value) for key, value in rows.items()}


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
