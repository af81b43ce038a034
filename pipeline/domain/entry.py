"""Entry: what is published, after a person approved it. Format `atlas.entry/1`. Only `publishing` makes one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from pipeline.domain.draft import DraftPaper, MadeBy, Pem, Source, Study, Summary
from pipeline.domain.paper import Notice
from pipeline.domain.record import Record

__all__ = ["APPROVED_MEANS", "Entry", "EntryApproval", "Happened"]

APPROVED_MEANS = "A person compared each sentence with its passage; this is not a clinical review."


class EntryApproval(Record):
    """Who approved the entry, under the name they chose, and when (UTC)."""

    by: str
    at: datetime


class Happened(Record):
    """One step of the entry's history, without the words that were said."""

    act: str
    at: datetime


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
    history: tuple[Happened, ...] = ()
