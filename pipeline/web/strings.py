"""The words of the desk, in one place. English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from pipeline.domain.doi_status import Affected
from pipeline.domain.feed import Standing
from pipeline.domain.names import BADGE_NAMES, RELATED_NAMES, SECTION_TITLES

__all__ = [
    "ACTS",
    "AFFECTED",
    "AGE_WORDS",
    "BADGES",
    "BASES",
    "CONNECTIVES",
    "CONTEXTS",
    "FACET_TITLES",
    "FINDING_WORDS",
    "FOUND",
    "LEVELS",
    "MAKERS",
    "NOTICES",
    "RELATED",
    "ROLES",
    "SECTIONS",
    "SEVERITIES",
    "SORTS",
    "STATES",
    "WAITING",
    "age_of",
    "standing_of",
]

SECTIONS = SECTION_TITLES
RELATED = RELATED_NAMES
STATES = {
    "drafted": "new",
    "in_review": "in review",
    "returned": "returned",
    "approved": "approved",
    "lapsed": "approval lapsed",
    "excluded": "excluded",
    "withdrawn": "withdrawn",
}
WAITING = ("drafted", "in_review", "returned", "lapsed")
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
    "age": "Waiting",
}
AGE_WORDS = {"day": "less than a day", "week": "1 to 6 days", "month": "1 to 4 weeks", "older": "4 weeks or longer"}
SORTS = {"": "what needs a look most", "oldest": "longest waiting", "newest": "newest"}
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
    "later": "named a later study of the same question",
    "not_later": "took a later study away",
    "undo": "undid the decision before",
}

NOTICES = {
    "retracted_by": "This paper was retracted:",
    "concern_by": "There is an expression of concern about this paper:",
    "corrected_by": "This paper was corrected:",
    "updated_by": "There is a newer version of this paper:",
    "retracts": "This is a notice of retraction:",
    "concerns": "This is an expression of concern:",
    "corrects": "This is a correction:",
    "comments_on": "This is a comment on another paper:",
    "updates": "This is a newer version of another paper:",
}
FOUND = {"not_said": "nobody said what it found", "agrees": "it found the same", "contradicts": "it found otherwise"}
ROLES = {"entry": "the entry rule", "subgroup": "a rule for a subgroup", "described": "described only"}
CONNECTIVES = {
    "SINGLE": "the one set",
    "AND": "all sets",
    "OR": "any of the sets",
    "AND_OR": "one of the sets or several",
    "NONE": "no set",
    "UNKNOWN": "the sets, joined in a way the paper does not tell",
}
CONTEXTS = {
    "mecfs": "ME/CFS",
    "long_covid": "long COVID",
    "other_fatigue": "other fatigue",
    "mixed": "ME/CFS and long COVID",
    "animal": "animals",
    "cell": "cells",
    "none": "none of these",
}
AFFECTED = {"yes": "yes, it says so", "no": "not as far as it knows", "could_not_ask": "could not be asked"}


def age_of(span: timedelta) -> str:
    """How long something has waited, in the largest unit that it fills."""
    for unit, seconds in (("week", 7 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60)):
        if (number := int(span.total_seconds() // seconds)) >= (2 if unit == "week" else 1):
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return "less than a minute"


def standing_of(answers: Iterable[Standing]) -> str:
    """One line of what all sources together say: a source that could not be asked is never taken for a no."""
    told: dict[Affected, list[str]] = {}
    for one in answers:
        told.setdefault(one.affected, []).append(one.source)
    if told.get(Affected.YES):
        return f"Yes, says {' and '.join(told[Affected.YES])}."
    if not told:
        return "Not known: nobody was asked."
    unknown = told.get(Affected.COULD_NOT_ASK, [])
    no = f"Not as far as {' and '.join(told[Affected.NO])} knows." if told.get(Affected.NO) else "Not known."
    return no + (f" {' and '.join(unknown)} could not be asked." if unknown else "")
