"""Paper: the work itself, as its title page or its record names it. No text of the paper is here."""

from __future__ import annotations

from enum import StrEnum

from pipeline.domain.record import Record

__all__ = ["TALK", "Author", "Dates", "Notice", "NoticeKind", "Paper", "PubStatus", "Version"]


class PubStatus(StrEnum):
    """Where a work stands in its life. What kind of study it is, is another question (`Design`)."""

    PUBLISHED = "published"
    PREPRINT = "preprint"
    IN_PRESS = "in_press"
    CORRECTED = "corrected"
    CONCERN = "concern"
    RETRACTED = "retracted"


class Author(Record):
    """One author: a person (`family`, `given`) or a group (`collective`)."""

    family: str = ""
    given: str = ""
    collective: str = ""

    @property
    def name(self) -> str:
        """The name for display, given name first."""
        return self.collective or f"{self.given} {self.family}".strip()


class NoticeKind(StrEnum):
    """How another publication bears on this one.

    The first group means that this paper is the one affected; the second, that this paper *is* the notice.
    Mixing them up would flag a retraction notice as retracted.
    """

    RETRACTED_BY = "retracted_by"
    CONCERN_BY = "concern_by"
    CORRECTED_BY = "corrected_by"
    UPDATED_BY = "updated_by"
    COMMENTED_BY = "commented_by"
    SUMMARISED_BY = "summarised_by"

    RETRACTS = "retracts"
    CONCERNS = "concerns"
    CORRECTS = "corrects"
    COMMENTS_ON = "comments_on"
    SUMMARISES = "summarises"
    UPDATES = "updates"


#: Kinds that say what others wrote about a paper; they change nothing of it.
TALK = frozenset({NoticeKind.COMMENTED_BY, NoticeKind.SUMMARISED_BY})


class Notice(Record):
    """A retraction, correction, concern, comment or new version, as the record or the page states it."""

    kind: NoticeKind
    text: str = ""
    doi: str | None = None
    pmid: str | None = None


class Version(Record):
    """Another face of the same work: its preprint, its article, its record."""

    kind: str
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    note: str = ""


class Dates(Record):
    """The days of a paper's history as ISO dates, no more exact than stated: `2016-01-05`, `2016-01` or `2016`."""

    received: str | None = None
    accepted: str | None = None
    published: str | None = None


class Paper(Record):
    """The bibliographic facts of one work. Empty strings and None mean: not stated in what we read.

    `article_type` is the publisher's or indexer's word, lower case (`research-article`, `retraction`, `letter`);
    `publication_types` are PubMed's. Both are hints; what was done decides the design.
    Of a preprint, `journal` is the server and `preprint_version` the number of its version.
    """

    title: str = ""
    authors: tuple[Author, ...] = ()
    journal: str = ""
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    licence: str | None = None
    article_type: str = ""
    publication_types: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    registry_ids: tuple[str, ...] = ()
    pub_status: PubStatus = PubStatus.PUBLISHED
    notices: tuple[Notice, ...] = ()
    versions: tuple[Version, ...] = ()
    dates: Dates = Dates()
    preprint_version: int | None = None

    @property
    def is_notice(self) -> bool:
        """Whether this paper is itself a retraction, a correction or an expression of concern."""
        own = {NoticeKind.RETRACTS, NoticeKind.CONCERNS, NoticeKind.CORRECTS}
        return any(notice.kind in own for notice in self.notices)
