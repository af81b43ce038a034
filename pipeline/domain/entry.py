"""Entry: what is published, after a person approved it. Format `atlas.entry/1`. Only `publishing` makes one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from pipeline.domain.draft import DraftPaper, MadeBy, Pem, Source, Study, Summary
from pipeline.domain.paper import Notice
from pipeline.domain.record import Record

RelatedKind = Literal[
    "preprint",
    "article",
    "comment",
    "comments_on",
    "correction",
    "retraction",
    "concern",
    "summary",
    "summary_of",
    "registration",
]

__all__ = ["APPROVED_MEANS", "Entry", "EntryApproval", "Happened", "LaterStudy", "Related", "RelatedKind"]

APPROVED_MEANS = "A person compared each sentence with its passage; this is not a clinical review."


class EntryApproval(Record):
    """Who approved the entry, under the name they chose, and when (UTC)."""

    by: str
    at: datetime


class Happened(Record):
    """One step of the entry's history, without the words that were said."""

    act: str
    at: datetime


class Related(Record):
    """Another publication of or about the same work. `kind` says what it is to the entry's paper.

    `paper` is its address in this atlas, where it is here; `source` who says that it belongs to the work.
    """

    kind: RelatedKind
    title: str = ""
    doi: str | None = None
    pmid: str | None = None
    paper: str | None = None
    source: str = ""


class LaterStudy(Record):
    """A later study of the same question, as a person named it; never part of the findings.

    `found` says whether it agrees with the entry's study, contradicts it, or that nobody said.
    """

    title: str = ""
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    paper: str | None = None
    found: Literal["agrees", "contradicts", "not_said"] = "not_said"
    note: str = ""


class Entry(Record):
    """One published entry. `draft` is the digest of the draft that was approved. `schema` in JSON."""

    schema_: Literal["atlas.entry/1"] = Field(default="atlas.entry/1", alias="schema")
    id: str
    paper: DraftPaper
    source: Source
    study: Study
    pem: Pem
    summary: Summary
    made_by: MadeBy | None = None
    draft: str
    approved: tuple[EntryApproval, ...]
    approved_means: str = APPROVED_MEANS
    notices: tuple[Notice, ...] = ()
    related: tuple[Related, ...] = ()
    later: tuple[LaterStudy, ...] = ()
    history: tuple[Happened, ...] = ()
