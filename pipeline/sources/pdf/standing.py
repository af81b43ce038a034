"""What kind of article the page says it is, and where it stands: preprint, in press, retracted, or itself a notice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from pipeline.domain.paper import Notice, NoticeKind, PubStatus
from pipeline.text.regex import regex

__all__ = ["article_type_of", "notices_of", "status_of"]

_TYPES = {
    "retraction": r"(?:retraction|retracted|retraction notice|retraction note|notice of retraction)\b.*",
    "correction": r"(?:corrigend(?:um|a)|errat(?:um|a)|(?:author |publisher )?correction)\b.*",
    "expression-of-concern": r"(?:editorial )?expression of concern\b.*",
    "study-protocol": r"(?:study |clinical trial |trial )?protocol",
    "systematic-review": r"systematic review(?: article| and meta-?analysis)?|meta-?analysis",
    "review-article": r"(?:mini[- ]?|narrative |scoping |literature |topical |invited )?reviews?(?: article| paper)?",
    "case-report": r"case (?:reports?|study|series|presentation)",
    "letter": r"letters?(?: to the editors?)?|correspondence|matters arising",
    "editorial": r"editorials?",
    "hypothesis": r"hypothesis(?: and theory(?: article)?)?|hypotheses|perspectives?|viewpoint|opinion(?: article)?",
    "commentary": r"commentary|comment",
    "brief-report": r"(?:brief|short|rapid) (?:reports?|communications?|research report)",
    "research-article": r"(?:original )?(?:research|clinical) ?(?:articles?|papers?|study|trial|investigation)?|"
    r"original (?:article|paper|investigation|contribution)s?|article|articles",
}
_TYPE_WORD = regex(r"^TYPE\s+|^Article type:\s*")
_PATTERNS = tuple((kind, regex(pattern, re.IGNORECASE)) for kind, pattern in _TYPES.items())
_OF_NOTICE = {
    NoticeKind.RETRACTS: "retraction",
    NoticeKind.CORRECTS: "correction",
    NoticeKind.CONCERNS: "expression-of-concern",
}
_NOTICE = {
    NoticeKind.RETRACTS: r"\W*(?:retraction(?: note| notice)?\b|retracted:|notice of retraction)",
    NoticeKind.CORRECTS: r"\W*(?:corrigend(?:um|a)|errat(?:um|a)|(?:author |publisher )?correction)\b"
    r"\s*(?:to\b|:|for\b|$|[–—-])",
    NoticeKind.CONCERNS: r"\W*(?:editorial )?expression of concern\b",
}
_NOTICES = tuple((kind, regex(pattern, re.IGNORECASE)) for kind, pattern in _NOTICE.items())
_RETRACTED = regex(r"\bRETRACTED(?: ARTICLE)?\b")
_PREPRINT = regex(
    r"\bbioRxiv\b|\bmedRxiv\b|research ?square|preprints\.org|\barXiv:\d|\bSSRN\b|this preprint|"
    r"preprint \(which was not|not (?:been )?(?:certified by )?peer[- ]review",
    re.IGNORECASE,
)
_PREPRINT_DOI = regex(
    r"10\.(?:1101/20\d\d|1101/\d{6}|64898/20\d\d|21203/rs|20944/preprints|48550/arxiv|2139/ssrn|31219)", re.IGNORECASE
)
_IN_PRESS = regex(
    r"journal pre-?proofs?|in press\b|accepted manuscript|article in press|unedited (?:version|manuscript)|"
    r"uncorrected proof|corrected proof|published ahead of print|we are providing an unedited",
    re.IGNORECASE,
)
# A notice is short; a whole paper with "Retracted:" before its title is the retracted paper itself.
_NOTICE_LENGTH = 6000


def article_type_of(lines: Iterable[str], notices: Sequence[Notice]) -> str:
    """The kind of article as a banner names it (`review-article`); a notice is what it does."""
    for notice in notices:
        if notice.kind in _OF_NOTICE:
            return _OF_NOTICE[notice.kind]
    banners = [_TYPE_WORD.sub("", line).strip(" .:|") for line in lines if len(line) < 60]
    found = [kind for banner in banners for kind, pattern in _PATTERNS if pattern.fullmatch(banner)]
    return next((kind for kind in found if kind not in _OF_NOTICE.values()), "")


def notices_of(
    title: str, banner: Sequence[str], marks: Iterable[str], length: int, cited: Callable[[], str | None]
) -> tuple[Notice, ...]:
    """What the pages say of this paper's standing, or what this notice says of another paper.

    `banner` are the first lines of the first page, `marks` what is stamped across pages, `length` the characters of
    running text, `cited` finds the DOI of the paper that a notice is about.
    """
    for kind, pattern in _NOTICES:
        for head in (title, *(line for line in banner if len(line) < 60)):
            if pattern.match(head) is None:
                continue
            if length < _NOTICE_LENGTH:
                return (Notice(kind=kind, text=head, doi=cited()),)
            if kind is NoticeKind.RETRACTS and head == title:
                return (Notice(kind=NoticeKind.RETRACTED_BY, text=head),)
    if any(_RETRACTED.search(mark) for mark in marks) or title.startswith("RETRACTED"):
        return (Notice(kind=NoticeKind.RETRACTED_BY, text="the pages are marked RETRACTED"),)
    return ()


def status_of(head: str, doi: str | None, notices: Sequence[Notice]) -> PubStatus:
    """Where the work stands, by its notices, its DOI and what banner and page edges (`head`) say."""
    if any(notice.kind is NoticeKind.RETRACTED_BY for notice in notices):
        return PubStatus.RETRACTED
    if _PREPRINT_DOI.match(doi) if doi else _PREPRINT.search(head):
        return PubStatus.PREPRINT
    if any(len(line) < 90 and _IN_PRESS.match(line.strip(" *-–")) for line in head.splitlines()):
        return PubStatus.IN_PRESS
    return PubStatus.PUBLISHED
