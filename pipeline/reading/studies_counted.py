"""For a review: how many studies it included, and how many people were in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.document import Role, Span, Zone
from pipeline.domain.facts import SampleReading
from pipeline.reading.counts import NUMBER, counts_in, number_value
from pipeline.reading.passages import Passage, View
from pipeline.text.regex import regex

__all__ = ["read_studies"]

_STUDY_WORD = r"(?:studies|trials|articles|papers|reports|publications|sources|records|reviews|cohorts)"
# Between the number and its noun stand words that describe studies; a person, a place or a verb begins another phrase.
_DESCRIBING = (
    r"(?:(?!(?:of|in|on|for|from|with|to|and|or|by|the|that|were|was|we|who|databases?|reviewers?|authors?|people|groups?"
    r"|researchers?|journals?|years?|months?|patients|participants|selected|searched|extracted|read|found|used)\b)"
    r"[A-Za-z][\w-]* ){0,4}?"
)
_STUDIES = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER})[ -]+(?:of the )?(?P<words>{_DESCRIBING}){_STUDY_WORD}\b", re.IGNORECASE
)
# "of 925 studies" is what was looked through; where it is all that is said ("data of 65 studies"), it is what was kept.
_OUT_OF = regex(r"\b(?:out of|of|from|among)(?: the| these)? $", re.IGNORECASE)
_COMBINED = regex(r"\b(?:data|estimates?|results|effects?|sizes?) (?:of|from)(?: the| these)? $", re.IGNORECASE)
_KEPT_NUMBER = regex(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER}) (?:of (?:them|these|which) )?(?:met|fulfilled|satisfied"
    rf"|(?:were|was) (?:finally )?(?:included|eligible|selected|kept|retained)|remained)\b",
    re.IGNORECASE,
)
_YEARS = range(1900, 2036)
_STUDY_WORDS = regex(rf"\b{_STUDY_WORD}\b", re.IGNORECASE)
_SIFTED = regex(r"\b(?:screened|excluded|duplicates?|retrieved|potentially|titles|yielded)\b", re.IGNORECASE)
_KEPT = regex(
    r"\b(?:includ\w+|inclusion|eligible|selected|met|combined|pooled|mapped|of|analy[sz]ed|reviewed)\b", re.IGNORECASE
)
_POOLED = regex(
    r"\b(?:total|studies|trials|publications|papers|reports|pooled|combined|involving|comprising|including|altogether)\b",
    re.IGNORECASE,
)


def read_studies(paper: View) -> SampleReading:
    """Number of studies included, and people in them where the paper adds them up."""
    studies: list[tuple[float, int, Span]] = []
    people: list[tuple[float, int, Span]] = []
    places = paper.running if paper.is_fragment else (*paper.abstract, *paper.having({Role.RESULTS})[:30])
    for passage in places:
        weight = 1.0 if passage.zone is Zone.ABSTRACT else 0.0
        studies += [(weight + score, value, passage.span) for score, value in _studies_in(passage)]
        for count in counts_in(passage):
            near = passage.text[max(0, count.start - 70) : count.end + 60]
            if (count.noun or count.in_brackets) and _POOLED.search(near):
                people.append((weight + (1.0 if "total" in near else 0.0), count.value, passage.span))
    # the number of all studies kept comes before those of its parts, which are smaller
    n_studies = max(studies, key=lambda one: (one[0], one[1])) if studies else None
    n_people = max(people, key=lambda one: (one[0], one[1])) if people else None
    spans = tuple(found[2] for found in (n_studies, n_people) if found)
    return SampleReading(n_people[1] if n_people else None, (), n_studies[1] if n_studies else None, spans)


def _studies_in(passage: Passage) -> Iterable[tuple[float, int]]:
    """Numbers of studies in one passage with how much their words speak for "included"."""
    for match in _STUDIES.finditer(passage.text):
        value = number_value(match["number"])
        near = passage.text[max(0, match.start() - 60) : match.end() + 60]
        before = passage.text[max(0, match.start() - 40) : match.start()]
        if not value or _SIFTED.search(near) or (value in _YEARS and match["number"].isdigit()):
            continue
        score = 1.0 if _KEPT.search(near) else 0.0
        if _OUT_OF.search(before) and not _COMBINED.search(before):
            score -= 0.9
        yield score, value
    for match in _KEPT_NUMBER.finditer(passage.text):
        value = number_value(match["number"])
        if value and _STUDY_WORDS.search(passage.text):
            yield 1.2, value
