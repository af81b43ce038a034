"""The services as a scheduled run asks them about papers that are here: what became of them, and their full text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.doi_status import DoiStatus
from pipeline.domain.ledger import PaperRow
from pipeline.feeds.crossref import Crossref
from pipeline.feeds.europepmc import EuropePMC
from pipeline.feeds.retraction_watch import RetractionTable

__all__ = ["CrossrefStatus", "OpenTexts", "TableStatus", "europepmc_identifier", "europepmc_name"]

_SCHEMES = {"MED": "pmid", "PMC": "pmcid"}


@dataclass(frozen=True, slots=True)
class CrossrefStatus:
    """What Crossref says of papers with a DOI."""

    crossref: Crossref
    label: str = "Crossref"

    def statuses(self, papers: Sequence[PaperRow]) -> Iterator[tuple[PaperRow, DoiStatus]]:
        """One answer for each paper with a DOI, in their order."""
        asked = [(row, doi) for row in papers if (doi := dict(row.identifiers).get("doi"))]
        return zip((row for row, _ in asked), self.crossref.statuses([doi for _, doi in asked]), strict=False)


@dataclass(frozen=True, slots=True)
class TableStatus:
    """What a table of Retraction Watch says of papers with a DOI or a PubMed number."""

    table: RetractionTable
    label: str = "Retraction Watch"

    def statuses(self, papers: Sequence[PaperRow]) -> Iterator[tuple[PaperRow, DoiStatus]]:
        """One answer for each paper that the table could name."""
        for row in papers:
            told = dict(row.identifiers)
            if told.get("doi") or told.get("pmid"):
                yield row, self.table.status(told.get("doi", ""), told.get("pmid", ""))


@dataclass(frozen=True, slots=True)
class OpenTexts:
    """Full texts of Europe PMC under an open licence that the article itself states."""

    europepmc: EuropePMC

    def open_text(self, row: PaperRow) -> bytes | None:
        """The JATS of a paper, or None where there is none that may be used. Raises ServiceUnavailable."""
        told = dict(row.identifiers)
        scheme = next((one for one in ("pmid", "pmcid", "doi") if one in told), None)
        match = self.europepmc.about(scheme, told[scheme]) if scheme else None
        if match is None or not match.open or not match.pmcid:
            return None
        text = self.europepmc.full_text(match.pmcid)
        return text.body if text is not None and text.licence else None


def europepmc_identifier(name: str) -> tuple[str, str] | None:
    """The identifier that a name of Europe PMC's records stands for; a preprint has none of its own there."""
    source, _, number = name.partition(":")
    return (_SCHEMES[source], number) if source in _SCHEMES else None


def europepmc_name(scheme: str, value: str) -> str | None:
    """The name under which Europe PMC keeps the record of a paper with this identifier."""
    return f"MED:{value}" if scheme == "pmid" else None
