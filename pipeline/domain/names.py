"""Names: what people read for the sections of an entry and for the badge."""

from __future__ import annotations

from pipeline.domain.draft import Badge

__all__ = ["BADGE_NAMES", "RELATED_NAMES", "RUNNING_SECTIONS", "SECTION_TITLES"]

SECTION_TITLES = {
    "quick_summary": "Quick Summary",
    "why_it_matters": "Why It Matters",
    "observed_findings": "Observed Findings",
    "inferred_conclusions": "Inferred Conclusions",
    "remaining_questions": "Remaining Questions",
    "does_not_prove": "What This Study Does Not Prove",
    "strengths": "Strengths",
    "limitations": "Limitations",
}

#: Sections that an entry shows as running text; the others are bullets.
RUNNING_SECTIONS = frozenset({"quick_summary", "why_it_matters", "does_not_prove"})

BADGE_NAMES = {
    Badge.REQUIRED: "PEM required",
    Badge.NOT_REQUIRED: "PEM not required",
    Badge.UNCLEAR: "PEM unclear",
    Badge.NOT_APPLICABLE: "PEM not applicable",
}

#: What another publication is to the paper of an entry.
RELATED_NAMES = {
    "preprint": "Preprint",
    "article": "Article in a journal",
    "comment": "Comment on it",
    "comments_on": "It comments on",
    "correction": "Correction of it",
    "retraction": "Notice of its retraction",
    "concern": "Expression of concern about it",
    "summary": "Summary of it for patients",
    "summary_of": "It summarises",
    "registration": "Another report under the same registration",
}
