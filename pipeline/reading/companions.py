"""What belongs to another publication and is no study of its own: a comment, a summary for patients, a talk's abstract.

Judged by what its record says it is, never by its words: a letter may report a study, and a comment may be right.
"""

from __future__ import annotations

from pipeline.domain.paper import NoticeKind, Paper

__all__ = ["companion_of", "is_conference_abstract"]

_COMMENTS = frozenset({"comment", "article-commentary", "comment on", "author reply", "author's reply"})
_SUMMARIES = frozenset({"patient education handout", "patient summary", "summary for patients"})
_TALKS = frozenset({"meeting abstract", "meeting-abstract", "conference abstract", "congress abstract", "poster"})
#: A record that says this as well reports a study, whatever it comments on.
_STUDIES = frozenset(
    {
        "research-article", "clinical trial", "randomized controlled trial", "controlled clinical trial",
        "observational study", "meta-analysis", "systematic review", "multicenter study", "comparative study",
        "case reports", "clinical study",
    }
)  # fmt: skip


def companion_of(paper: Paper) -> str | None:
    """What the paper is beside another publication, in words ("a comment on another paper"); None for a study."""
    types = _types(paper)
    kinds = {notice.kind for notice in paper.notices}
    if NoticeKind.SUMMARISES in kinds or types & _SUMMARIES:
        return "a summary of another paper for patients"
    if is_conference_abstract(paper):
        return "an abstract of a talk or poster at a conference"
    # A link alone says little: PubMed also gives one to studies that answer an earlier one.
    if types & _COMMENTS and not types & _STUDIES:
        return "a comment on another paper"
    return None


def is_conference_abstract(paper: Paper) -> bool:
    """Whether the record says that it is the abstract of a talk or poster."""
    return bool(_types(paper) & _TALKS)


def _types(paper: Paper) -> frozenset[str]:
    return frozenset(name.strip().casefold() for name in (paper.article_type, *paper.publication_types) if name)
