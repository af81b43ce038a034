"""Seen: what a reader would see of a draft, as one digest. An approval is bound to it and lapses when it changes.

The file's name and bytes, our reader's version, page numbers, headings and who made the draft are left out: a better
reader or a renamed file is no reason to ask a person again.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import JsonValue

from pipeline.domain.draft import Draft, Evidence, Statement
from pipeline.domain.identity import digest_of_json
from pipeline.domain.paper import Notice, NoticeKind

__all__ = ["notices_digest", "seen_digest", "statement_digest"]

_AFFECTS = {NoticeKind.RETRACTED_BY, NoticeKind.CONCERN_BY, NoticeKind.CORRECTED_BY}


def seen_digest(draft: Draft) -> str:
    """The digest of citation, study facts, badge and every statement with the words of its evidence."""
    paper = draft.paper.model_dump(mode="json", include={"title", "authors", "journal", "year", "doi", "pmid", "pmcid"})
    study = draft.study.model_dump(mode="json", exclude={"evidence"})
    pem = draft.pem.model_dump(mode="json", exclude={"evidence", "flags"})
    return digest_of_json(
        {
            "paper": paper,
            "study": {**study, "evidence": _quotes(draft.study.evidence)},
            "pem": {**pem, "evidence": _quotes(draft.pem.evidence)},
            "summary": [[field, _statement(statement)] for field, statement in draft.summary.statements()],
        }
    )


def statement_digest(statement: Statement) -> str:
    """The digest of one statement's words and of what it rests on: what a tick or a dismissed finding is bound to."""
    return digest_of_json(_statement(statement))


def notices_digest(notices: Iterable[Notice]) -> str:
    """The digest of the retractions, concerns and corrections of a paper, in whatever order they were met."""
    told = sorted({f"{one.kind} {one.doi or one.pmid or one.text}" for one in notices if one.kind in _AFFECTS})
    return digest_of_json(list(told))


def _statement(statement: Statement) -> JsonValue:
    return {
        "text": statement.text,
        "quotes": _quotes(statement.evidence),
        "basis": statement.basis.value,
        "searched": list(statement.searched),
        "stated_by": statement.stated_by,
    }


def _quotes(evidence: Iterable[Evidence]) -> list[JsonValue]:
    return [one.quote for one in evidence]
