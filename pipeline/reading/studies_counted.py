"""For a review: how many studies it included, and how many people were in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.document import Role, Span, Zone
from pipeline.domain.facts import SampleReading
from pipeline.reading.counts import NUMBER, counts_in, number_value
from pipeline.reading.passages import Passage, View

__all__ = ["read_studies"]

_STUDY_WORD = r"(?:studies|trials|articles|papers|reports|publications|sources|records|reviews|cohorts)"
_STUDIES = re.compile(
    rf"(?<![\w.,/%=-])(?<!out of )(?<!of )(?<!from )(?<!among )(?P<number>{NUMBER})[ -]+(?:of the )?"
    rf"(?P<words>(?:(?!(?:patients|years|participants)\b)[\w-]+ ){{0,5}}?){_STUDY_WORD}\b",
    re.IGNORECASE,
)

_KEPT_NUMBER = re.compile(
    rf"(?<![\w.,/%=-])(?P<number>{NUMBER}) (?:of (?:them|these|which) )?(?:met|fulfilled|satisfied"
    rf"|were (?:included|eligible|selected|kept|retained)|remained)\b",
    re.IGNORECASE,
)
_STUDY_WORDS = re.compile(rf"\b{_STUDY_WORD}\b", re.IGNORECASE)
_SIFTED = re.compile(r"\b(?:screened|excluded|duplicates?|retrieved|potentially|titles|yielded)\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:includ\w+|inclusion|eligible|selected|met|combined|pooled|mapped|of|analy[sz]ed|reviewed)\b", re.IGNORECASE
)
_POOLED = re.compile(
    r"\b(?:total|studies|trials|pooled|combined|involving|comprising|including|altogether)\b", re.IGNORECASE
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
            if count.noun and _POOLED.search(near):
                people.append((weight + (1.0 if "total" in near else 0.0), count.value, passage.span))
    n_studies = max(studies, key=lambda one: one[0]) if studies else None
    n_people = max(people, key=lambda one: (one[0], one[1])) if people else None
    spans = tuple(found[2] for found in (n_studies, n_people) if found)
    return SampleReading(n_people[1] if n_people else None, (), n_studies[1] if n_studies else None, spans)


def _studies_in(passage: Passage) -> Iterable[tuple[float, int]]:
    """Numbers of studies in one passage with how much their words speak for "included"."""
    for match in _STUDIES.finditer(passage.text):
        value = number_value(match["number"])
        near = passage.text[max(0, match.start() - 60) : match.end() + 60]
        if value and not _SIFTED.search(near):
            yield (1.0 if _KEPT.search(near) else 0.0), value
    for match in _KEPT_NUMBER.finditer(passage.text):
        value = number_value(match["number"])
        if value and _STUDY_WORDS.search(passage.text):
            yield 1.2, value
