"""Updates: Crossref's words for how one publication bears on another, and what a title alone gives away.

Both a reader of stored records and a question to the service need them. Source: Crossref, documentation of `update-to`
and `updated-by`; the types seen in its records.
"""

from __future__ import annotations

import re

from pipeline.domain.paper import NoticeKind

__all__ = ["mirrored", "of_crossref", "says_retracted"]

_CROSSREF = {
    "retraction": NoticeKind.RETRACTS,
    "withdrawal": NoticeKind.RETRACTS,
    "removal": NoticeKind.RETRACTS,
    "expression_of_concern": NoticeKind.CONCERNS,
    "partial_retraction": NoticeKind.CORRECTS,
    "correction": NoticeKind.CORRECTS,
    "erratum": NoticeKind.CORRECTS,
    "corrigendum": NoticeKind.CORRECTS,
    "addendum": NoticeKind.CORRECTS,
    "clarification": NoticeKind.CORRECTS,
    "new_version": NoticeKind.UPDATES,
    "new_edition": NoticeKind.UPDATES,
}
_MIRROR = {
    NoticeKind.RETRACTS: NoticeKind.RETRACTED_BY,
    NoticeKind.CONCERNS: NoticeKind.CONCERN_BY,
    NoticeKind.CORRECTS: NoticeKind.CORRECTED_BY,
    NoticeKind.UPDATES: NoticeKind.UPDATED_BY,
}
_RETRACTED_TITLE = re.compile(r"^\W*(?:RETRACTED|WITHDRAWN)(?:\s+ARTICLE|\s+PAPER)?\s*[:.\]]", re.IGNORECASE)


def mirrored(kind: NoticeKind) -> NoticeKind | None:
    """The same link seen from the paper that is affected; None where the kind has no other side."""
    return _MIRROR.get(kind)


def of_crossref(update_type: str, *, affected: bool) -> NoticeKind | None:
    """The notice of a Crossref update type; `affected` when it stands in `updated-by`, on the older record."""
    kind = _CROSSREF.get(re.sub(r"[\s-]+", "_", update_type.strip().lower()))
    return _MIRROR[kind] if kind and affected else kind


def says_retracted(title: str) -> bool:
    """Whether a title begins as publishers begin those of retracted and withdrawn papers."""
    return bool(_RETRACTED_TITLE.match(title))
