"""Settings of scheduled runs."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr

from pipeline.settings.section import Section

__all__ = ["UpdateSettings"]


class UpdateSettings(Section):
    """How `atlas update` looks for new papers, and `atlas add` for single ones."""

    searches: dict[str, str] = Field(
        default_factory=dict,
        description='saved searches of PubMed by name: "me" = "..."; empty: the search of the profile, called pubmed',
    )
    contact: str = Field("", description="an e-mail address, sent with each question as PubMed asks")
    key: SecretStr | None = Field(None, description="an NCBI key: ten questions a second instead of three")
    address: str = Field("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/", description="where PubMed is asked")
    europepmc: str = Field("https://www.ebi.ac.uk/europepmc/webservices/rest/", description="where Europe PMC is asked")
    europepmc_searches: dict[str, str] = Field(
        default_factory=dict,
        description='saved searches of Europe PMC by name, for preprints too: "preprints" = "ME/CFS AND SRC:PPR"',
    )
    full_texts: bool = Field(
        True, description="ask Europe PMC for open full texts of papers of which there is only the abstract"
    )
    full_text_days: int = Field(
        0,
        ge=0,
        le=365,
        description="days that a new paper of which there is only the abstract waits for its full text; 0: none",
    )
    crossref: bool = Field(True, description="ask Crossref whether papers with a DOI were retracted or corrected")
    retraction_watch: Path | None = Field(
        None, description="a table of Retraction Watch (CSV, as Crossref gives it out), asked the same"
    )
    recheck_days: int = Field(7, ge=1, le=365, description="how often each paper is asked about there, in days")
    crossref_address: str = Field("https://api.crossref.org/", description="where Crossref is asked")
    first_days: int = Field(30, ge=1, le=36_500, description="how far back the first run looks, in days")
    overlap_days: int = Field(3, ge=0, le=60, description="days asked again, for records that were entered late")
    ping: SecretStr | None = Field(
        None,
        description="an address that is told when a run begins and how it ended (healthchecks.io and the like); "
        "better given as ATLAS_UPDATE__PING",
    )
    waiting_weeks: float = Field(
        4.0,
        ge=0,
        description="no paid drafting while more weeks' work waits for people, at their pace of late; 0: no such limit",
    )
    waiting: int = Field(
        500, ge=0, description="no paid drafting while so many drafts wait, whatever the pace; 0: no such limit"
    )
    tries: int = Field(4, ge=1, le=10, description="questions at most while a service is busy or down")
    longest_wait: float = Field(60.0, ge=0, description="longest wait between two tries, in seconds")
