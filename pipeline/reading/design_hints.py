"""What a paper is called: the publisher's article type, PubMed's types, its own label. Hints only."""

from __future__ import annotations

import re

from pipeline.domain.draft import Design
from pipeline.reading.design_evidence import in_short
from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["filed_as", "own_label"]

_TYPES: tuple[tuple[str, Design], ...] = (
    (r"^retraction(?: of publication| notice)?$", Design.RETRACTION_NOTICE),
    (r"^(?:correction|published erratum|erratum|corrigendum|addendum)$", Design.ERRATUM),
    (r"patient education handout|^patient summary", Design.PATIENT_SUMMARY),
    (r"clinical trial protocol|study[ -]protocol|^protocol$", Design.PROTOCOL),
    (r"^(?:practice )?guideline$", Design.GUIDELINE),
    (r"^letter$|^reply$|^correspondence$|matters arising|^article-commentary$|^comment$|^response$", Design.LETTER),
    (r"^editorial$|^opinion$|^viewpoint$", Design.EDITORIAL),
    (r"^case[ -]reports?$", Design.CASE_REPORT),
    (r"^review(?:-article)?$|^mini-?review$|^hypothesis(?: and theory)?$|^review article$", Design.NARRATIVE_REVIEW),
)


def filed_as(paper: View) -> Design | None:
    """What the publisher or the indexer filed the paper as, where that says what was done."""
    record = paper.document.paper
    words = [record.article_type.lower(), *(kind.lower() for kind in record.publication_types)]
    for pattern, design in _TYPES:
        if any(re.search(pattern, word) for word in words if word):
            return design
    return None


_LABELS: tuple[tuple[re.Pattern[str], Design], ...] = tuple(
    (regex(pattern, re.IGNORECASE), design)
    for pattern, design in (
        (r"\brandomi[sz]ed (?:\w+[ -]){0,4}trial\b|\b(?:pilot )?RCT\b", Design.RCT),
        (r"\bcross-?over (?:study|trial)\b", Design.CROSSOVER_TRIAL),
        (r"\bcontrolled trial\b", Design.NONRANDOMISED_TRIAL),
        (r"\bmeta-analysis\b", Design.META_ANALYSIS),
        (r"\bscoping review\b", Design.SCOPING_REVIEW),
        (r"\bsystematic review\b", Design.SYSTEMATIC_REVIEW),
        (r"\bcase-?control study\b", Design.CASE_CONTROL),
        (r"\bcohort study\b", Design.COHORT),
        (r"\bcross-?sectional (?:study|survey|analysis)\b", Design.CROSS_SECTIONAL),
        (r"\bcase series\b", Design.CASE_SERIES),
        (r"\bcase report\b", Design.CASE_REPORT),
        (r"\bqualitative study\b", Design.QUALITATIVE),
    )
)


def own_label(paper: View) -> tuple[str, Design] | None:
    """The paper's own word for its design, from the title or the short account."""
    for text in (paper.title, *(passage.text for passage in in_short(paper))):
        for pattern, design in _LABELS:
            if (match := pattern.search(text)) is not None:
                return match[0], design
    return None
