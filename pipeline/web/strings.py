"""The words of the desk, in one place. English."""

from __future__ import annotations

from pipeline.domain.names import BADGE_NAMES, SECTION_TITLES

__all__ = [
    "ACTS",
    "BADGES",
    "BASES",
    "FACET_TITLES",
    "FINDING_WORDS",
    "LEVELS",
    "MAKERS",
    "SECTIONS",
    "SEVERITIES",
    "STATES",
]

SECTIONS = SECTION_TITLES
STATES = {
    "drafted": "new",
    "in_review": "in review",
    "returned": "returned",
    "approved": "approved",
    "lapsed": "approval lapsed",
    "excluded": "excluded",
    "withdrawn": "withdrawn",
}
SEVERITIES = {"blocking": "Blocking", "warning": "Warning", "note": "Note"}
FINDING_WORDS = {"blocking": "with blocking findings", "warnings": "with warnings only", "clean": "without findings"}
BADGES = {badge.value: name for badge, name in BADGE_NAMES.items()}
BASES = {
    "absence": "Rests on an absence: looked for and not found.",
    "design_rule": "Rests on the design of the study, not on a passage.",
    "profile": "General knowledge of the field, not from this paper.",
    "reviewer": "Added by a reviewer.",
    "source": "Nothing is cited for this sentence.",
}
MAKERS = {"offline": "drafted by rules, without a model", "person": "put into words by people"}
LEVELS = {
    "abstract": "read from the abstract only",
    "fulltext_pdf": "read from the full text (PDF)",
    "fulltext_xml": "read from the full text (XML)",
}
FACET_TITLES = {
    "state": "State",
    "findings": "Findings",
    "design": "Design",
    "badge": "Badge",
    "maker": "Drafted by",
    "prompt": "Prompt",
    "year": "Year",
    "journal": "Journal",
    "assignee": "Assigned to",
}
ACTS = {
    "assign": "assigned the paper",
    "tick": "compared a statement with its passage",
    "untick": "took a tick back",
    "comment": "commented",
    "resolve": "resolved a comment",
    "edit": "edited",
    "dismiss": "let a finding stand",
    "restore": "brought a finding back",
    "override": "overrode the badge",
    "approve": "approved",
    "confirm": "confirmed that the approval still holds",
    "return": "returned the draft",
    "exclude": "excluded the paper",
    "include": "took the paper in again",
    "withdraw": "withdrew the entry",
    "undo": "undid the decision before",
}
