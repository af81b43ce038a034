"""What our Documents say of the work itself, beside its record: the JATS of a pair, or the record of another publisher.

A row counts only the papers whose record states the matter. What a page does not print cannot be read off it: of the
day of publication, one row counts the pages that print it, another the papers for which no wrong day is named.
"""

from __future__ import annotations

import importlib
import json
from calendar import month_abbr, month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.domain.document import Document
from pipeline.domain.paper import Paper
from pipeline.sources.files import FileReader
from tests.benchmarks.reading_pairs import Pair, loose
from tests.benchmarks.reading_shares import Shares

__all__ = ["Recorded", "judge_record", "of_pair", "recorded_elsewhere"]

_RECORDS = ("*.xml", "*.nxml", "pubmedtext_*.txt")


@dataclass(frozen=True)
class Recorded:
    """A PDF and what its record says. `years` holds the year of first publication, then that of the volume, if another.

    `families` are the authors' family names in their order, `references` the number of works cited, None where untold.
    """

    pdf: Path
    paper: Paper
    families: tuple[str, ...]
    years: tuple[int, ...]
    references: int | None = None


def of_pair(pair: Pair) -> Recorded:
    """What the gold data and the JATS of a pair say."""
    paper = _papers(pair.jats)[0]
    gold = pair.gold
    told = {"title": gold["title"], "journal": gold["journal"], "doi": gold["ids"]["doi"].lower()}
    years = tuple(dict.fromkeys((int(gold["year"]), *pair.years)))
    families = tuple(author.split()[-1] for author in gold["authors"])
    return Recorded(pair.pdf, paper.model_copy(update=told), families, years, int(gold["n_references"]))


def recorded_elsewhere(corpus: Path, pairs: list[Pair]) -> list[Recorded]:
    """The other PDFs of the corpus that have a record there, matched by the DOI that the manifest gives the PDF."""
    files: Any = json.loads((corpus / "MANIFEST.json").read_text())
    listed = files["files"] if isinstance(files, dict) else files
    paired = {pair.pdf for pair in pairs}
    wanted = {
        str(entry["doi"]).lower(): corpus / entry["path"]
        for entry in listed
        if entry.get("doi") and entry["path"].startswith("pdf/") and corpus / entry["path"] not in paired
    }
    found: dict[Path, Recorded] = {}
    for record in _records(corpus):
        for paper in _papers(record):
            pdf = wanted.get(paper.doi or "")
            if pdf is not None and paper.authors and pdf not in found:
                families = tuple(author.family or author.collective for author in paper.authors)
                found[pdf] = Recorded(pdf, paper, families, (paper.year,) if paper.year else ())
    return [found[pdf] for pdf in sorted(found)]


def judge_record(shares: Shares, recorded: Recorded, document: Document) -> None:
    """Count what the Document of a PDF says of its work into `shares`."""
    ours, told = document.paper, recorded.paper
    shares.add("title", loose(ours.title) == loose(told.title))
    shares.add("DOI", ours.doi == told.doi)
    shares.add("year first published", ours.year in recorded.years[:1], bool(recorded.years))
    shares.add("year, or the volume's", ours.year in recorded.years, bool(recorded.years))
    shares.add("journal", _named(ours.journal) == _named(told.journal), bool(told.journal))
    _count_stated(shares, "article type", loose(ours.article_type), loose(told.article_type).replace("other", ""))
    _count_stated(shares, "licence", _kind_of(ours.licence), _kind_of(told.licence))
    _judge_authors(shares, recorded, ours)
    _judge_days(shares, recorded, ours)
    if recorded.references is not None:
        shares.add("number of references", abs(len(document.references) - recorded.references) <= 1)


def _count_stated(shares: Shares, name: str, ours: str | None, told: str | None) -> None:
    shares.add(name, bool(told) and ours == told, bool(told))


def _judge_authors(shares: Shares, recorded: Recorded, ours: Paper) -> None:
    read = [loose(author.family or author.collective) for author in ours.authors]
    named = [loose(family) for family in recorded.families]
    shares.add("authors", sum(name in read for name in named), len(named))
    shares.add("authors and nobody else", sum(name in named for name in read), len(read))
    shares.add("all authors in order", read == named)


def _judge_days(shares: Shares, recorded: Recorded, ours: Paper) -> None:
    told = recorded.paper.dates
    _count_stated(shares, "received", ours.dates.received, told.received)
    _count_stated(shares, "accepted", ours.dates.accepted, told.accepted)
    published = told.published
    printed = published is not None and _is_printed(recorded.pdf, published)
    _count_stated(shares, "published, if printed", ours.dates.published, published if printed else None)
    right = ours.dates.published in (None, published)
    shares.add("no wrong publication day", published is not None and right, published is not None)


def _is_printed(pdf: Path, day: str) -> bool:
    """Whether the plain text of the PDF holds this day in one of the forms in which days are printed."""
    if len(day) != len("2016-01-05"):
        return False
    module: Any = importlib.import_module("pymupdf")
    with module.open(pdf) as document:
        text = " ".join(" ".join(page.get_text() for page in document).split()).lower()
    return any(form.lower() in text for form in _forms(date.fromisoformat(day)))


def _forms(day: date) -> Iterator[str]:
    yield day.isoformat()
    for month in (month_name[day.month], month_abbr[day.month]):
        yield from (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{month} {day.day} {day.year}")


def _named(journal: str) -> str:
    """The journal's name without the place that indexers add to tell namesakes apart."""
    return loose(journal.partition(" (")[0])


def _kind_of(licence: str | None) -> str:
    """The licence without its version, which few pages print."""
    return (licence or "").rstrip("0123456789. ")


def _records(corpus: Path) -> list[Path]:
    return sorted(path for folder in ("xml", "records") for form in _RECORDS for path in (corpus / folder).glob(form))


def _papers(path: Path) -> list[Paper]:
    return [item.document.paper for item in FileReader().read(path) if item.document is not None]
