"""How one publication bears on another: the words of PubMed and JATS as our notices (Crossref's: domain/updates).

The direction decides: `RetractionIn` stands on the paper that was retracted, `RetractionOf` on the notice. Mixing them
up would flag a retraction notice as retracted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.paper import Notice, NoticeKind, PubStatus, Version
from pipeline.domain.updates import mirrored, says_retracted
from pipeline.text.regex import regex

__all__ = [
    "is_preprint_doi",
    "notices_of_types",
    "of_jats",
    "of_pubmed",
    "status",
    "versions_of",
]

_PUBMED = {
    "retractionin": NoticeKind.RETRACTED_BY,
    "retractedandrepublishedin": NoticeKind.RETRACTED_BY,
    "expressionofconcernin": NoticeKind.CONCERN_BY,
    "erratumin": NoticeKind.CORRECTED_BY,
    "partialretractionin": NoticeKind.CORRECTED_BY,
    "correctedandrepublishedin": NoticeKind.CORRECTED_BY,
    "updatein": NoticeKind.UPDATED_BY,
    "commentin": NoticeKind.COMMENTED_BY,
    "summaryforpatientsin": NoticeKind.SUMMARISED_BY,
    "originalreportin": NoticeKind.SUMMARISES,
    # Europe PMC's words: this record is a preprint of the other, or the article of a preprint.
    "preprintof": NoticeKind.UPDATED_BY,
    "preprintin": NoticeKind.UPDATES,
    "retractionof": NoticeKind.RETRACTS,
    "expressionofconcernfor": NoticeKind.CONCERNS,
    "erratumfor": NoticeKind.CORRECTS,
    "partialretractionof": NoticeKind.CORRECTS,
    "commenton": NoticeKind.COMMENTS_ON,
    "updateof": NoticeKind.UPDATES,
    # The republished paper is a paper of its own, not a notice.
    "correctedandrepublishedfrom": NoticeKind.UPDATES,
    "retractedandrepublishedfrom": NoticeKind.UPDATES,
}
# JATS names the article at the other end of the link; `-forward` links stand on the older article.
_JATS = {
    "retracted-article": NoticeKind.RETRACTS,
    "retraction-forward": NoticeKind.RETRACTED_BY,
    "retraction": NoticeKind.RETRACTED_BY,
    "partial-retraction": NoticeKind.CORRECTED_BY,
    "object-of-concern": NoticeKind.CONCERNS,
    "concern-forward": NoticeKind.CONCERN_BY,
    "expression-of-concern": NoticeKind.CONCERN_BY,
    "corrected-article": NoticeKind.CORRECTS,
    "addended-article": NoticeKind.CORRECTS,
    "correction-forward": NoticeKind.CORRECTED_BY,
    "correction": NoticeKind.CORRECTED_BY,
    "erratum": NoticeKind.CORRECTED_BY,
    "corrigendum": NoticeKind.CORRECTED_BY,
    "addendum": NoticeKind.CORRECTED_BY,
    "commentary-article": NoticeKind.COMMENTS_ON,
    "updated-article": NoticeKind.UPDATES,
    "update": NoticeKind.UPDATED_BY,
}
# What a publication of this type is, whoever it links to.
_OWN_TYPES = {
    "retraction": NoticeKind.RETRACTS,
    "retraction notice": NoticeKind.RETRACTS,
    "retraction of publication": NoticeKind.RETRACTS,
    "expression of concern": NoticeKind.CONCERNS,
    "expression-of-concern": NoticeKind.CONCERNS,
    "published erratum": NoticeKind.CORRECTS,
    "erratum": NoticeKind.CORRECTS,
    "corrigendum": NoticeKind.CORRECTS,
    "correction": NoticeKind.CORRECTS,
    "addendum": NoticeKind.CORRECTS,
    "partial-retraction": NoticeKind.CORRECTS,
    "retracted publication": NoticeKind.RETRACTED_BY,
}
_PREPRINT_DOI = regex(
    r"10\.(?:1101/(?:20\d\d\.|\d{6})|64898/|21203/rs|20944/preprints|48550/arxiv|31234/|31219/|2139/ssrn|36227/|22541/|"
    r"12688/\w+research\.\d+\.1$)",
    re.IGNORECASE,
)
_PREPRINT_HOME = regex(r"\b(?:bio|med|psy|soc|ar)rxiv\b|\bresearch square\b|\bpreprints?\b|\bssrn\b", re.IGNORECASE)


def of_pubmed(reference_type: str) -> NoticeKind | None:
    """The notice of a PubMed `RefType` or of the same words in MEDLINE and Europe PMC; None where there is none."""
    return _PUBMED.get(re.sub(r"[^a-z]", "", reference_type.lower()))


def of_jats(related_type: str, article_type: str) -> NoticeKind | None:
    """The notice of a `related-article-type`, read in the light of what the article itself is."""
    kind = _JATS.get(related_type.strip().lower())
    own = _OWN_TYPES.get(article_type.strip().lower())
    # Some publishers write the notice's own type on its link to the article.
    return own if own and kind is mirrored(own) else kind


def notices_of_types(types: Sequence[str], known: Sequence[Notice]) -> tuple[Notice, ...]:
    """`known`, and what the publication's own types say beyond that (a notice without a link is still a notice)."""
    kinds = {notice.kind for notice in known}
    found = list(known)
    for name in types:
        kind = _OWN_TYPES.get(name.strip().lower())
        if kind and kind not in kinds:
            kinds.add(kind)
            found.append(Notice(kind=kind, text=name))
    return tuple(found)


def is_preprint_doi(doi: str | None) -> bool:
    """Whether a DOI has the form that the preprint servers give out."""
    return bool(doi and _PREPRINT_DOI.match(doi))


def status(
    notices: Sequence[Notice], *, title: str, types: Sequence[str] = (), journal: str = "", doi: str | None = None
) -> PubStatus:
    """Where the work stands, from its links, its title and its types. A notice itself is published."""
    kinds = {notice.kind for notice in notices}
    if kinds & {NoticeKind.RETRACTS, NoticeKind.CONCERNS, NoticeKind.CORRECTS}:
        return PubStatus.PUBLISHED
    if NoticeKind.RETRACTED_BY in kinds or says_retracted(title):
        return PubStatus.RETRACTED
    if NoticeKind.CONCERN_BY in kinds:
        return PubStatus.CONCERN
    if any(name.strip().lower() in ("preprint", "posted-content") for name in types) or is_preprint_doi(doi):
        return PubStatus.PREPRINT
    if _PREPRINT_HOME.search(journal):
        return PubStatus.PREPRINT
    return PubStatus.CORRECTED if NoticeKind.CORRECTED_BY in kinds else PubStatus.PUBLISHED


def versions_of(notices: Sequence[Notice]) -> tuple[Version, ...]:
    """Other faces of the work that its notices name: what it updates, and what updates it."""
    kinds = {NoticeKind.UPDATES: "earlier version", NoticeKind.UPDATED_BY: "newer version"}
    return tuple(
        Version(
            kind="preprint" if notice.kind is NoticeKind.UPDATES and _of_preprint(notice) else kinds[notice.kind],
            doi=notice.doi,
            pmid=notice.pmid,
            note=notice.text,
        )
        for notice in notices
        if notice.kind in kinds
    )


def _of_preprint(notice: Notice) -> bool:
    return is_preprint_doi(notice.doi) or bool(_PREPRINT_HOME.search(notice.text))
