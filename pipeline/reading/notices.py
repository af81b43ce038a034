"""Marks of retraction, correction and concern on the pages, and where the work stands in its life.

What the record says (PubMed, Crossref) comes with the paper; this reads what is printed. Direction matters: a notice of
retraction is not itself retracted.
"""

from __future__ import annotations

import re

from pipeline.domain.document import Document, Role, Zone
from pipeline.domain.paper import Notice, NoticeKind, PubStatus
from pipeline.reading.passages import fold
from pipeline.text.regex import regex

__all__ = ["printed_notices", "pub_status"]

_RETRACTED = regex(
    r"^\W*(?:retracted(?: article)?|withdrawn)\b\s*[:.\]-]|\bthis (?:article|paper) (?:has been|was"
    r"|is) (?:retracted|withdrawn)\b",
    re.IGNORECASE,
)
_CONCERN = regex(
    r"\bexpression of concern\b[^.]{0,60}\b(?:published|issued|attached|for this)|\bthis article (?:is"
    r"|has been) (?:the )?subject (?:of|to) an expression of concern",
    re.IGNORECASE,
)
_CORRECTED = regex(
    r"\b(?:an? |the )?(?:author |publisher )?(?:correction|erratum|corrigendum) (?:to|for) this (?:article"
    r"|paper) (?:was|has been|is|can)\b|\bthis article (?:has been|was) corrected\b|\bcorrected version\b",
    re.IGNORECASE,
)
_IS_RETRACTION = regex(r"^\W*(?:notice of )?retraction\b(?:\s*(?:to|of|note|notice|:|-))", re.IGNORECASE)
_IS_CONCERN = regex(r"^\W*(?:editorial )?expression of concern\b", re.IGNORECASE)
_IS_CORRECTION = regex(
    r"^\W*(?:author |publisher )?(?:correction|corrigend\w+|errat\w+|addendum)\b\s*(?:to\b|:|for\b|-)", re.IGNORECASE
)
_PREPRINT = regex(
    r"\bpreprint\b|\bnot (?:been )?(?:certified by )?peer[ -]review(?:ed)?\b|\b(?:medRxiv|bioRxiv"
    r"|Research Square|SSRN|Preprints\.org)\b",
    re.IGNORECASE,
)
_PREPRINT_DOI = regex(r"^10\.(?:1101/\d{4}|1101/\d{6}|64898/|21203/|20944/)", re.IGNORECASE)
_IN_PRESS = regex(
    r"\b(?:article in press|in press|uncorrected proof|journal pre-?proof|accepted manuscript"
    r"|unedited (?:version|manuscript)|early view|ahead of print)\b",
    re.IGNORECASE,
)
_OPENING = 1500

_PRINTED = (
    (_IS_RETRACTION, NoticeKind.RETRACTS),
    (_IS_CONCERN, NoticeKind.CONCERNS),
    (_IS_CORRECTION, NoticeKind.CORRECTS),
)
_MARKS = (
    (_RETRACTED, NoticeKind.RETRACTED_BY),
    (_CONCERN, NoticeKind.CONCERN_BY),
    (_CORRECTED, NoticeKind.CORRECTED_BY),
)


def printed_notices(document: Document) -> tuple[Notice, ...]:
    """Notices that title, front matter or first lines state, beside those that the record already holds."""
    title = fold(document.paper.title)[0]
    own = next((kind for pattern, kind in _PRINTED if pattern.search(title)), None)
    if own is not None:
        return (Notice(kind=own, text=title),)
    found: dict[NoticeKind, Notice] = {}
    for text in (title, *_front(document)):
        for pattern, kind in _MARKS:
            if kind not in found and (match := pattern.search(text)) is not None:
                found[kind] = Notice(kind=kind, text=text[max(0, match.start() - 80) : match.end() + 120].strip())
    return tuple(found.values())


def pub_status(document: Document) -> PubStatus:
    """Where the work stands by record and pages; retraction outranks concern, concern a correction."""
    kinds = {notice.kind for notice in (*document.paper.notices, *printed_notices(document))}
    for kind, status in (
        (NoticeKind.RETRACTED_BY, PubStatus.RETRACTED),
        (NoticeKind.CONCERN_BY, PubStatus.CONCERN),
        (NoticeKind.CORRECTED_BY, PubStatus.CORRECTED),
    ):
        if kind in kinds:
            return status
    if document.paper.pub_status is not PubStatus.PUBLISHED:
        return document.paper.pub_status
    if document.paper.doi and _PREPRINT_DOI.match(document.paper.doi):
        return PubStatus.PREPRINT
    opening = " ".join(_front(document))[: 2 * _OPENING]
    if re.search(
        r"\bpreprint\b|\bnot (?:been )?(?:certified by )?peer[ -]review", opening, re.IGNORECASE
    ) and _PREPRINT.search(opening):
        return PubStatus.PREPRINT
    if _IN_PRESS.search(opening):
        return PubStatus.IN_PRESS
    return PubStatus.PUBLISHED


def _front(document: Document) -> tuple[str, ...]:
    """Front matter, and the first lines of the text, folded."""
    parts = [
        document.slice(section.span)
        for section in document.sections
        if section.zone is Zone.FRONT or section.role in {Role.FRONT, Role.TITLE}
    ]
    return tuple(fold(part)[0] for part in (*parts, document.text[:_OPENING]))
