"""Invented rows for the contract tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pydantic import JsonValue

from pipeline.domain.document import Level
from pipeline.domain.identity import canonical_json, digest_of_bytes, digest_of_json
from pipeline.domain.ledger import Face, FaceKey, GroupedPaper, Identifier, Owner, PaperState
from pipeline.store import Ledger

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
LEASE_S = 60.0
ANNE = Owner("elsewhere", 11, "one")
BERT = Owner("elsewhere", 12, "two")


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def face(name: str, *, record: int = 0, paper: str | None = None) -> Face:
    return Face(
        key=FaceKey(digest_of_bytes(name.encode()), record),
        name=name,
        path=f"/papers/{name}",
        size=1234,
        mtime_ns=1_763_800_000_123_456_789,
        reader="pdf/1",
        level=Level.FULLTEXT_PDF,
        document=digest_of_bytes(b"document of " + name.encode()),
        paper=paper,
    )


def grouped(
    paper: str,
    *,
    new: bool = True,
    faces: tuple[Face, ...] | None = None,
    identifiers: tuple[Identifier, ...] = (),
    state: PaperState | None = None,
    absorbs: tuple[str, ...] = (),
) -> GroupedPaper:
    faces = faces or (face(f"{paper}.pdf"),)
    return GroupedPaper(
        id=paper,
        title=f"Title of {paper}",
        faces=faces,
        primary=faces[0].key,
        new=new,
        identifiers=identifiers,
        state=state,
        absorbs=absorbs,
    )


def add(ledger: Ledger, *papers: str, now: datetime = NOON) -> None:
    ledger.papers.put([grouped(paper) for paper in papers], now)


def draft(words: str) -> tuple[str, bytes]:
    """The digest and the body of a draft that says `words`."""
    value: JsonValue = {"schema": "atlas.draft/1", "text": words}
    return digest_of_json(value), canonical_json(value)


def put_draft(ledger: Ledger, paper: str, words: str, *, report: bytes = b"{}", made_by: str = "offline/1") -> str:
    digest, body = draft(words)
    ledger.drafts.put(paper, digest, body, report, made_by=made_by, now=NOON)
    return digest
