"""M, metadata: the draft names the paper that we hold."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.identifiers import normalise_doi
from pipeline.domain.report import Severity
from pipeline.text.align import alike

__all__ = ["FAMILY"]

# Titles of one paper differ in a full stop, a hyphen, Greek letters; two papers of one group share half their words.
_SAME_TITLE = 0.9


def _differs(case: Case) -> Iterator[Hit]:
    ours, theirs = case.draft.paper, case.document.paper
    if ours.doi and theirs.doi and _doi(ours.doi) != _doi(theirs.doi):
        yield Hit("/paper/doi", f"The draft has DOI {ours.doi}; the paper has {theirs.doi}.")
    if ours.year is not None and theirs.year is not None and abs(ours.year - theirs.year) > 1:
        yield Hit("/paper/year", f"The draft has the year {ours.year}; the paper has {theirs.year}.")
    if ours.title and theirs.title and not _same_title(ours.title, theirs.title):
        yield Hit("/paper/title", f"The draft has another title: “{shown(ours.title)}”.", nearest=shown(theirs.title))


def _doi(doi: str) -> str:
    return normalise_doi(doi) or doi.strip().lower()


def _same_title(first: str, second: str) -> bool:
    """Whether two titles are one, the shorter perhaps without its subtitle."""
    shorter, longer = sorted((first, second), key=len)
    return alike(shorter, longer) >= _SAME_TITLE or (
        len(shorter) >= 0.4 * len(longer) and alike(shorter, longer[: len(shorter)]) >= _SAME_TITLE
    )


FAMILY = Family(
    "M",
    "metadata",
    (Rule("M001", Severity.WARNING, "DOI, title or year differ from the paper's", _differs, reads_words=False),),
    fields=("/paper/doi", "/paper/title", "/paper/year"),
)
