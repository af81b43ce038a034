"""Link: how one work bears on another, who said so and when. The other end need not be in this atlas.

What a link says is never taken for the identity of a file: a record with a wrong DOI is in doubt, a link that is wrong
joins nothing unless title or authors agree as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.domain.paper import NoticeKind, Paper, PubStatus

__all__ = ["AFFECTS", "PAPER", "SAME_WORK", "Link", "LinkKind", "stated_links"]

#: The scheme of an other end that is a paper of this atlas; the others are those of identifiers (doi, pmid, registry).
PAPER = "paper"


class LinkKind(StrEnum):
    """What the other end is to the paper that the link belongs to."""

    PREPRINT = "preprint"  # an earlier, not reviewed face of this work
    ARTICLE = "article"  # the journal's face of this preprint
    SAME = "same"  # the same work, as a person says
    MAYBE_SAME = "maybe_same"  # title, authors and year agree, and nothing else says so
    NOT_SAME = "not_same"  # another work, as a person says
    RETRACTS = "retracts"
    CONCERNS = "concerns"
    CORRECTS = "corrects"
    COMMENTS_ON = "comments_on"
    SUMMARISES = "summarises"
    REGISTERED = "registered"  # the registration that this paper, and no other registration, reports on


#: Kinds that say: both ends are faces of one work.
SAME_WORK = frozenset({LinkKind.PREPRINT, LinkKind.ARTICLE, LinkKind.SAME})

#: Kinds by which a notice says that the paper at the other end is not what it was, and what that paper then bears.
AFFECTS = {
    LinkKind.RETRACTS: NoticeKind.RETRACTED_BY,
    LinkKind.CONCERNS: NoticeKind.CONCERN_BY,
    LinkKind.CORRECTS: NoticeKind.CORRECTED_BY,
}

_OF_NOTICES = {
    NoticeKind.RETRACTS: LinkKind.RETRACTS,
    NoticeKind.CONCERNS: LinkKind.CONCERNS,
    NoticeKind.CORRECTS: LinkKind.CORRECTS,
    NoticeKind.COMMENTS_ON: LinkKind.COMMENTS_ON,
    NoticeKind.SUMMARISES: LinkKind.SUMMARISES,
}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of `paper`: the other end by `scheme` and `value`, the words it was stated in, by whom and since when.

    `source` is a service's name, "its record" or "a person".
    """

    paper: str
    kind: LinkKind
    scheme: str
    value: str
    source: str
    seen: datetime
    text: str = ""


def stated_links(paper: Paper) -> tuple[tuple[LinkKind, str, str], ...]:
    """What a paper's own record or pages say of other works: the kind and the other end, each once.

    A new version is the same work only where one of the two is a preprint: an updated review is a study of its own.
    """
    found: list[tuple[LinkKind, str, str]] = []
    for version in paper.versions:
        kind = _face(version.kind, paper)
        if kind is not None:
            found += [(kind, *end) for end in _ends(version.doi, version.pmid)]
    for notice in paper.notices:
        if notice.kind in _OF_NOTICES:
            found += [(_OF_NOTICES[notice.kind], *end) for end in _ends(notice.doi, notice.pmid)]
    if len(paper.registry_ids) == 1:
        found.append((LinkKind.REGISTERED, "registry", paper.registry_ids[0]))
    return tuple(dict.fromkeys(found))


def _face(kind: str, paper: Paper) -> LinkKind | None:
    if kind in (LinkKind.PREPRINT, LinkKind.ARTICLE):
        return LinkKind(kind)
    if paper.pub_status is not PubStatus.PREPRINT:
        return None
    return {"newer version": LinkKind.ARTICLE, "earlier version": LinkKind.PREPRINT}.get(kind)


def _ends(doi: str | None, pmid: str | None) -> tuple[tuple[str, str], ...]:
    given = (("doi", (doi or "").lower()), ("pmid", pmid or ""))
    return tuple((scheme, value) for scheme, value in given if value)
