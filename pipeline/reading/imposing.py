"""Whether a clause imposes the key symptom on everybody who enters, or only needs something else in its neighbourhood.

"Patients were required to report X", "X was compulsory" and "mandatory X" impose it. "The X questionnaire was
compulsory", "those with X were required to rest", "assessors had to learn about X" and "all thought X essential" do
not, though the same words stand close to each other.
"""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["imposes_something_else"]

# the term is only part of the name of a thing: "the X questionnaire", "X severity score", "an X diary"
_OF_A_THING = regex(
    r"(?:[ -](?!threshold|cut-?off)\w+){0,2}?[ -](?:questionnaires?|diar(?:y|ies)|inventor(?:y|ies)|scales?"
    r"|instruments?"
    r"|end ?points?|outcomes?|course|module|training|task|interview|protocol|sub-?scale|item|section|form|workshop"
    r"|education|like|models?)\b",
    re.IGNORECASE,
)
_PASSES = regex(r"\b(?:threshold|cut-?off|at least|scor(?:e|es|ed|ing)|above|positive|screen\w*)\b", re.IGNORECASE)
# what somebody holds about the symptom, not what was asked of anybody
_HELD = regex(
    r"\b(?:consider\w*|regard\w*|view\w*|believ\w*|thought|think|felt|feel|agreed?|described as|called|named"
    r"|perceiv\w*|recogni[sz]\w*|mak(?:e|es)|made|make|hold|held|argu\w+|claim\w*)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
_SETTLED_BY_US = regex(
    r"\b(?:we|our|study (?:physician|doctor|team)s?|protocol|investigators?)\b[^.;]{0,30}$", re.IGNORECASE
)
# "those with X ... had to rest": the clause of the term only says which of them
_WHICH_OF_THEM = regex(
    r"\b(?:(?:those|anyone|anybody|people|patients|participants|persons|whoever) (?:who|with|reporting|having"
    r"|experiencing)|if|when(?:ever)?|in case of|after|following|during|because of|upon)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_THEN_TO_DO = regex(
    r"[^.;]{0,90}?\b(?:required|had|needed|obliged|asked|allowed|requested|instructed|advised|told|expected) to "
    r"(?!be (?:present|reported|confirmed|documented|among|part)|have\b|report\b|experience\b)\w+",
    re.IGNORECASE,
)
# staff, controls' doctors, animals and forms are under many obligations
_STAFF = regex(
    r"\b(?:assessors?|nurses?|staff|therapists?|interviewers?|investigators?|researchers?|raters?|clinicians? had"
    r"|doctors? had|physicians? had|centres? had|sites? had|mice|mouse|rats?|animals?)\b[^.;]{0,40}"
    r"\b(?:had to|must|were required to|needed to|were to|obliged to)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
_GENERAL_PRESENT = regex(
    r"\b(?:criteria|definitions?|guidelines?|guidance|document|key|algorithm|manual)\b[^.;]{0,25}"
    r"\b(?:makes?|requires?|demands?|lists?|regards?|call(?:s)? for)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_ELSEWHERE = regex(
    r"\bunlike\b[^.;]{0,60}\b(?:trials?|studies|papers)\b[^.;]{0,40}$"
    r"|\b(?:registered|published|another|other|earlier|previous) (?:\w+ ){0,2}?(?:trials?|stud(?:y|ies))\b[^.;]{0,80}$"
    r"|\bconsider(?:ed|ing)\b[^.;]{0,90}$",
    re.IGNORECASE,
)


def imposes_something_else(before: str, after: str) -> bool:
    """Whether the need in the clause between `before` and `after` is not one that those who enter have it."""
    if _OF_A_THING.match(after) and not _PASSES.search(f"{before[-60:]} {after[:60]}"):
        return True
    if _STAFF.search(before) or _ELSEWHERE.search(before) or _GENERAL_PRESENT.search(before):
        return True
    if _HELD.search(before) and not _SETTLED_BY_US.search(before[: _held_at(before)]):
        return True
    return _WHICH_OF_THEM.search(before) is not None and _THEN_TO_DO.match(after) is not None


def _held_at(before: str) -> int:
    found = _HELD.search(before)
    return found.start() if found else 0
