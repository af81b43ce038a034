"""How many people were analysed, and in which groups. Nothing is guessed: None where the paper is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.document import Role, Span, Zone
from pipeline.domain.draft import Design, Group
from pipeline.domain.facts import SampleReading
from pipeline.reading.counts import NUMBER, TOOK_PART, Count, counts_in
from pipeline.reading.group_names import group_name, is_control
from pipeline.reading.judged_counts import is_subset, is_told_as_part, is_total, judged
from pipeline.reading.passages import Passage, View
from pipeline.reading.side_by_side import same_group, side_by_side
from pipeline.reading.studies_counted import read_studies
from pipeline.text.regex import regex

__all__ = ["read_sample"]

_WHOLE = regex(r"(?:\w+: )?(?:out )?of (?:the |these |all )?", re.IGNORECASE)
_TOOK_PART = regex(rf"(?:\s*\(\d[^()]*\))?\s*(?:{TOOK_PART})\b", re.IGNORECASE)
_IN_EACH = regex(r"[^.;,]{0,40}\b(?:to|in|per) (?:each|either|arm|group)\b", re.IGNORECASE)
# "of 60 patients randomised, 55 completed": whoever was let in is counted, whoever left
_IN_ALREADY = regex(
    rf"^(?:\w+: )?(?:out )?of (?:the |these |all )?{NUMBER}[^.;,]{{0,60}}"
    r"\b(?:randomi[sz]ed|assigned|allocated|enrol\w+|included|recruited|studied|participants?|analy[sz]ed)\b",
    re.IGNORECASE,
)
_MERELY_ASKED = 1.5  # "of 388 asked, 270 agreed": those asked are not those studied
_PERCENT_AFTER = regex(r"\s*(?:%|per ?cent)")
_ARM_AFTER = regex(rf"{NUMBER} (?:received|got|were (?:given|assigned|allocated|randomi[sz]ed))\b", re.IGNORECASE)
_SEX = regex(r"^\s*(?:\w+ ){0,2}(?:wom[ae]n|m[ae]n|males?|females?|girls?|boys?)\s*$", re.IGNORECASE)

_GROUP_OF = regex(
    r"\b(?:groups?|arms?|controls?|cohorts?|sample)\b[^.;]{0,80}?\b(?:consisted of|comprised|included"
    r"|contained|were|was made up of|had)\b",
    re.IGNORECASE,
)


#: Where counts are looked for, with how far each place is trusted.
_Places = Sequence[tuple[Sequence[Passage], float]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    total: int
    groups: tuple[Group, ...]
    score: float
    spans: tuple[Span, ...]
    alone: tuple[Group, ...] = ()


def read_sample(paper: View, design: Design) -> SampleReading:
    """The total analysed and the groups.

    For a protocol the planned numbers; for reviews the number of studies, and participants where the paper gives them;
    for designs without people nothing.
    """
    if design in _WITHOUT_PEOPLE:
        return SampleReading()
    if design in _OF_PAPERS:
        return read_studies(paper)
    if design is Design.CASE_REPORT:
        return SampleReading(n_total=1, passages=_one_patient(paper))
    places = tuple(_places(paper))
    candidates = [one for passages, weight in places for one in _candidates(passages, weight, design)]
    if not candidates:
        return SampleReading()
    best = max(candidates, key=lambda one: one.score + _agreement(one, candidates))
    told = _told_of(best, candidates, paper, places)
    # groups that do not make up the total are of something else
    if sum(group.n or 0 for group in told.groups) != best.total:
        return SampleReading(best.total, (), None, best.spans)
    return SampleReading(best.total, told.groups, None, tuple(dict.fromkeys((*best.spans, *told.spans))))


@dataclass(frozen=True, slots=True)
class _Told:
    """Groups, and where they are told."""

    groups: tuple[Group, ...] = ()
    spans: tuple[Span, ...] = ()


def _told_of(best: _Candidate, candidates: Sequence[_Candidate], paper: View, places: _Places) -> _Told:
    """The groups that make up a total: told with it, elsewhere, or only the one that it counts."""
    if best.groups:
        return _Told(best.groups, best.spans)
    apart = _groups_of(best.total, candidates)
    if not apart.groups:
        apart = _groups_anywhere(best.total, paper, places)
    if apart.groups:
        return apart
    return next((_Told(one.alone, one.spans) for one in candidates if one.total == best.total and one.alone), _Told())


def _agreement(candidate: _Candidate, candidates: Sequence[_Candidate]) -> float:
    """A number that the paper gives in several sentences is more likely its total: half a point each, at most 1.5."""
    places = {one.spans[0].start for one in candidates if one.total == candidate.total and one.score > 0}
    return min(1.5, 0.5 * (len(places) - 1))


_WITHOUT_PEOPLE = frozenset(
    {
        Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.CRITERIA_DEFINITION, Design.IN_SILICO, Design.IN_VITRO,
        Design.EDITORIAL, Design.LETTER, Design.PATIENT_SUMMARY, Design.ERRATUM, Design.RETRACTION_NOTICE,
    }
)  # fmt: skip
_OF_PAPERS = frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.SCOPING_REVIEW})


def _places(paper: View) -> Iterable[tuple[Sequence[Passage], float]]:
    """Where counts are looked for, with how far each place is trusted."""
    yield tuple(one for one in paper.passages if one.role is Role.TITLE), 2.6
    if paper.is_fragment:
        yield paper.running, 3.0
        return
    abstract = paper.abstract
    yield tuple(one for one in abstract if one.role not in {Role.INTRODUCTION, Role.CONCLUSIONS}), 3.0
    yield tuple(one for one in abstract if one.role in {Role.INTRODUCTION, Role.CONCLUSIONS}), 1.8
    yield tuple(one for one in paper.having({Role.PARTICIPANTS}) if one.zone is not Zone.ABSTRACT), 1.6
    yield tuple(one for one in paper.having({Role.METHODS}) if one.zone is not Zone.ABSTRACT)[:80], 1.2
    yield tuple(one for one in paper.having({Role.RESULTS}) if one.zone is not Zone.ABSTRACT)[:25], 1.4
    if not abstract:
        yield paper.running[:15], 1.0


def _candidates(passages: Sequence[Passage], weight: float, design: Design) -> Iterable[_Candidate]:
    for number, passage in enumerate(passages):
        counts = [count for count in counts_in(passage) if not _PERCENT_AFTER.match(passage.text, count.end)]
        if not counts:
            continue
        early = max(0.0, 0.5 - 0.03 * number)
        total = next((count.value for count in counts if is_total(count)), 0)
        found = [*_singles(counts, weight + early, design), *_sums(counts, weight + early, design)]
        # where a sentence calls a number the total, smaller ones are its parts; no part exceeds its whole
        whole = next((count.value for count in counts if _WHOLE.fullmatch(passage.text[: count.start])), 0)
        found = [one for one in found if not (whole and one.total > whole)]
        came = any(one.value < whole and _is_those_who_came(one) for one in counts)
        asked = whole if came and not _IN_ALREADY.search(passage.text) else 0
        for one in found:
            less = 2.0 if one.total < total else _MERELY_ASKED if one.total == asked else 0.0
            yield replace(one, score=one.score - less)
    yield from _told_apart(passages, weight)


def _is_those_who_came(count: Count) -> bool:
    """Whether a number is of those who took part, and not of one of several arms."""
    text = count.passage.text
    return _TOOK_PART.match(text, count.end) is not None and not _IN_EACH.match(text, count.end)


def _singles(counts: Sequence[Count], weight: float, design: Design) -> Iterable[_Candidate]:
    for place, count in enumerate(counts):
        score = weight + judged(count, counts, place, design)
        parts = _parts_of(count, counts) if score >= weight else ()
        score += 1.3 if parts else 0.0
        alone = (Group(label=group_name(count), n=count.value),) if design is not Design.PROTOCOL else ()
        yield _Candidate(count.value, parts, score, (count.passage.span,), alone)


def _sums(counts: Sequence[Count], weight: float, design: Design) -> Iterable[_Candidate]:
    """Groups named side by side in one sentence: cases and controls, arms, sites."""
    apart = [count for count in counts if not is_told_as_part(count, counts)]
    for start in range(len(apart)):
        run = [apart[start]]
        for count in apart[start + 1 : start + 6]:
            if not side_by_side(run[-1], count) or any(same_group(count, other) for other in run):
                break
            if _first_of_its_parts(count, run, apart):
                break
            run.append(count)
            yield _sum(run, apart, start, weight, design)


def _first_of_its_parts(count: Count, run: Sequence[Count], counts: Sequence[Count]) -> bool:
    """Whether `count` and those that follow it only part the number before: "86 patients, 43 to one arm and 43 to"."""
    after = counts[counts.index(count) :]
    return any(sum(one.value for one in after[:length]) == run[-1].value for length in range(2, len(after) + 1))


def _sum(run: Sequence[Count], counts: Sequence[Count], start: int, weight: float, design: Design) -> _Candidate:
    total = sum(count.value for count in run)
    stated = any(count.value == total and count not in run for count in counts)
    before = run[0].passage.text[: run[0].start]
    first = judged(run[0], counts, start, design)
    last = judged(run[-1], counts, counts.index(run[-1]), design)
    score = (
        weight + (first if first <= -0.5 else max(first, last, 0.0)) + 0.9 + (1.0 if stated else 0.0) + 0.2 * len(run)
    )
    if is_subset(before) and not stated:
        score -= 1.5
    halved = run[0].value == 2 * run[1].value and _ARM_AFTER.match(run[1].passage.text, run[1].start)
    if (len(run) > 2 and any(2 * count.value == total for count in run)) or halved:
        score -= 2.0  # a total followed by its own parts
    return _Candidate(total, _groups(run), score, (run[0].passage.span,))


def _groups(run: Sequence[Count]) -> tuple[Group, ...]:
    """The groups, unless they are only the sexes of one group."""
    if all(_SEX.match(count.label) for count in run) and len({count.label.lower() for count in run}) > 1:
        return ()
    return tuple(Group(label=group_name(count), n=count.value) for count in run)


def _told_apart(passages: Sequence[Passage], weight: float) -> Iterable[_Candidate]:
    """Groups described one after another, each in a sentence of its own ("The control group comprised 39 ...")."""
    run: list[Count] = []
    for passage in (*passages, None):
        found = _GROUP_OF.search(passage.text) if passage is not None else None
        count = None
        if found is not None and passage is not None:
            count = next((one for one in counts_in(passage) if 0 <= one.start - found.end() <= 25), None)
        if count is not None:
            run.append(count)
            continue
        if len(run) > 1:
            groups = tuple(Group(label=group_name(one), n=one.value) for one in run)
            spans = tuple(one.passage.span for one in run)
            yield _Candidate(sum(one.value for one in run), groups, weight + 1.6, spans)
        run = []


def _parts_of(total: Count, counts: Sequence[Count]) -> tuple[Group, ...]:
    """Groups in the same sentence that add up to `total`."""
    after = [count for count in counts if count.start >= total.end]
    for length in range(2, len(after) + 1):
        if sum(count.value for count in after[:length]) == total.value:
            return _groups(after[:length])
    return ()


def _groups_of(total: int, candidates: Sequence[_Candidate]) -> _Told:
    """The groups that add up to a total given elsewhere."""
    fitting = [one for one in candidates if one.total == total and one.groups]
    best = max(fitting, key=lambda one: one.score, default=None)
    return _Told(best.groups, best.spans) if best else _Told()


def _one_patient(paper: View) -> tuple[Span, ...]:
    pattern = regex(r"\b(?:\d{1,2}-? ?(?:year|month)-? ?old|case|patient)\b", re.IGNORECASE)
    return tuple(passage.span for passage in paper.running if pattern.search(passage.text))[:1]


def _groups_anywhere(total: int, paper: View, places: _Places) -> _Told:
    """Cases and controls, counted in sentences of their own or in a table's head, that add up to `total`."""
    tables = [one for one in paper.passages if one.zone in {Zone.TABLE, Zone.CAPTION}]
    passages = [*(passage for found, _ in places for passage in found), *tables[:60]]
    counts = [count for passage in passages for count in counts_in(passage) if 1 < count.value < total]
    cases = [count for count in counts if not is_control(count)]
    for control in counts:
        if not is_control(control):
            continue
        case = next((one for one in cases if one.value + control.value == total), None)
        if case is not None:
            groups = Group(label=group_name(case), n=case.value), Group(label=group_name(control), n=control.value)
            return _Told(groups, tuple(dict.fromkeys((case.passage.span, control.passage.span))))
    return _Told()
