"""How many people were analysed, and in which groups. Nothing is guessed: None where the paper is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Role, Span, Zone
from pipeline.domain.draft import Design, Group
from pipeline.domain.facts import SampleReading
from pipeline.reading.counts import ANIMAL_WORD, Count, counts_in
from pipeline.reading.passages import Passage, View
from pipeline.reading.studies_counted import read_studies
from pipeline.text.number_words import SPELLED

__all__ = ["read_sample"]

_ANALYSED = re.compile(
    r"\b(?:analy[sz]ed|analys[ei]s|evaluable|complete data|final sample|were studied|took part"
    r"|participated|completed|final (?:sample|data ?set|cohort|analysis)|resulting in|formed the|comprised"
    r"|consisted of|sample of|a total of|in total|altogether|overall|total)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:includ\w+|enrol\w*|randomi[sz]ed|recruit\w*|compar\w+|measured|examined|investigated|studied"
    r"|assessed|received|took|underwent|followed|sequenced|tested|interviewed|evaluated|allocated|with"
    r"|treated|of whom|cohort|in)\b",
    re.IGNORECASE,
)
_NOT_ANALYSED = re.compile(
    r"\b(?:screened|invited|approached|contacted|assessed for eligibility|declined|refused|excluded"
    r"|withdrew|dropped out|lost to|did not|missing|discontinued|were sent|went (?:out )?to|mailed|posted"
    r"|asked|(?:a|our|an|the) (?:previous|earlier) (?:study|trial|report|cohort)|et al|prevalence"
    r"|worldwide|per \d|each year|million)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:died|eligible|responders?|relapsed|improved|responded(?! to (?:the|a|an|our"
    r"|this) (?:\w+ )?(?:survey|questionnaire))|adverse|reported|positive|developed|(?:was"
    r"|were) diagnosed in)\b",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"\b(?:of (?:whom|these|them|which|those)|among (?:them|these|whom)|subset|sub-?group|sub-?sample"
    r"|a further|additional|another|remaining|other|only|per group|per arm|in each|each (?:group|arm)"
    r"|at least|up to|fewer than|more than|less than|minimum of|about)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|planned|target|sample size|to be|aim to|intend|required|needed|power|anticipat\w+"
    r"|expect\w+|required number)\b",
    re.IGNORECASE,
)
_PERCENT_AFTER = re.compile(r"\s*(?:%|per ?cent)")
_CONTROL_WORD = re.compile(
    r"\b(?:controls?|healthy|volunteers?|HCs?|donors?|unaffected|contacts?|siblings?|recovered|comparison"
    r"|comparators?|placebo|sham|non-?\w*|usual|waiting|untreated|neighbours|friends|relatives)\b",
    re.IGNORECASE,
)
_CASE_WORD = re.compile(
    r"\b(?:patients?|cases?|ME|CFS|ME/CFS|people with|persons with|women with|participants with"
    r"|individuals with|sufferers|COVID|disease|syndrome|intervention|treatment|active|drug|group|arm)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"^\s*(?:[\w/'’()=.,%±– -]{0,90}?)(?:,?\s*(?:and|with|to|versus|vs\.?|against|plus|compared (?:with"
    r"|to)|or)|,|;)\s*(?:with |to |from |by |of |the |a |an |in |were compared with )*$",
    re.IGNORECASE,
)
_SPLITS = re.compile(
    r":|\b(?:of whom|consisting of|comprising|including|divided into|split into|namely|made up of|[(])\b", re.IGNORECASE
)
_SEX = re.compile(r"^\s*(?:\w+ ){0,2}(?:wom[ae]n|m[ae]n|males?|females?|girls?|boys?)\s*$", re.IGNORECASE)

_NO_SUM = re.compile(
    r"\b(?:of (?:whom|which|these|them)|total|includ\w+|were excluded|withdrew|after|as well as in|subset)\b",
    re.IGNORECASE,
)
_GROUP_OF = re.compile(
    r"\b(?:groups?|arms?|controls?|cohorts?|sample)\b[^.;]{0,80}?\b(?:consisted of|comprised|included"
    r"|contained|were|was made up of|had)\b",
    re.IGNORECASE,
)
_ONE_OF_THE_GROUPS = re.compile(
    r"\b(?:control|study|patient|case|intervention|treatment|placebo|comparison|healthy|\w+) (?:groups?"
    r"|arms?)\b[^.;]{0,50}\b(?:consisted of|comprised|included|contained|of)\b[^.;]{0,10}$"
    r"|\bcontrols? (?:were|comprised|included)\b[^.;]{0,10}$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"(?:\d|%|\b(?:some|most|many|half|few|several|none|each|{SPELLED})) (?:of|out of|from|among) (?:the "
    rf"|these |those |all )?$|\bout of (?:the )?$|\bof (?:the|these|those) $",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\s*(?:without|free of|who (?:did not|had not|were not))\b", re.IGNORECASE)
_FILLERS = frozenset(
    {
        "the",
        "and",
        "with",
        "from",
        "for",
        "were",
        "was",
        "who",
        "patients",
        "participants",
        "subjects",
        "people",
        "individuals",
        "adults",
        "women",
        "men",
    }
)


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
    groups = best.groups or _groups_of(best.total, candidates) or _groups_anywhere(best.total, paper, places)
    alone = next((one.alone for one in candidates if one.total == best.total and one.alone), ())
    return SampleReading(best.total, groups or alone, None, best.spans)


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
        yield from _singles(counts, weight + early, design)
        yield from _sums(counts, weight + early, design)
    yield from _told_apart(passages, weight)


def _singles(counts: Sequence[Count], weight: float, design: Design) -> Iterable[_Candidate]:
    for place, count in enumerate(counts):
        score = weight + _judged(count, counts, place, design)
        parts = _parts_of(count, counts) if score >= weight else ()
        score += 1.3 if parts else 0.0
        alone = (Group(label=_label(count) or count.noun, n=count.value),) if design is not Design.PROTOCOL else ()
        yield _Candidate(count.value, parts, score, (count.passage.span,), alone)


def _judged(count: Count, counts: Sequence[Count], place: int, design: Design) -> float:
    """How much the words around a number speak for its being the number analysed."""
    text = count.passage.text
    begin = counts[place - 1].end if place else 0
    before, after = text[max(begin, count.start - 70) : count.start], text[count.end : count.end + 70]
    near = f"{before} * {after}"
    score = 0.0
    score += 1.0 if _ANALYSED.search(near) else 0.0
    score += 0.6 if _INCLUDED.search(near) else 0.0
    score -= 2.0 if _NOT_ANALYSED.search(near) else 0.0
    score -= 1.2 if _OUTCOME.search(near) else 0.0
    score -= 1.5 if _ONE_OF_THE_GROUPS.search(before) else 0.0
    score -= 1.2 if _SUBSET.search(before[-30:]) or _SUBSET.search(count.label) else 0.0
    score -= 1.5 if _PART_OF.search(before) else 0.0
    score -= 0.8 if _CONTROL_WORD.search(count.label) and not _CASE_WORD.search(count.label) else 0.0
    score -= 1.0 if count.value < 3 else 0.0
    score -= 0.8 if _SEX.match(count.label) and len(counts) > 1 else 0.0
    if design is Design.PROTOCOL:
        score += 1.0 if _PLANNED.search(near) else 0.0
    if design is Design.ANIMAL:
        score += 1.5 if re.search(ANIMAL_WORD, count.noun or count.label, re.IGNORECASE) else 0.0
    elif re.search(ANIMAL_WORD + r"\b", count.noun or "", re.IGNORECASE):
        score -= 3.0
    return score


def _sums(counts: Sequence[Count], weight: float, design: Design) -> Iterable[_Candidate]:
    """Groups named side by side in one sentence: cases and controls, arms, sites."""
    for start in range(len(counts)):
        run = [counts[start]]
        for count in counts[start + 1 : start + 6]:
            if not _side_by_side(run[-1], count) or any(_same_group(count, other) for other in run):
                break
            run.append(count)
            yield _sum(run, counts, start, weight, design)


def _sum(run: Sequence[Count], counts: Sequence[Count], start: int, weight: float, design: Design) -> _Candidate:
    total = sum(count.value for count in run)
    stated = any(count.value == total and count not in run for count in counts)
    before = run[0].passage.text[: run[0].start]
    judged = _judged(run[0], counts, start, design)
    score = weight + (judged if judged <= -0.5 else max(judged, 0.0)) + 0.9 + (1.0 if stated else 0.0) + 0.2 * len(run)
    if _SUBSET.search(before[-30:]) and not stated:
        score -= 1.5
    if len(run) > 2 and any(2 * count.value == total for count in run):
        score -= 2.0  # a total followed by its own parts
    return _Candidate(total, _groups(run), score, (run[0].passage.span,))


def _side_by_side(left: Count, right: Count) -> bool:
    """Whether two numbers count two groups of one kind: joined by "and", "versus" or a comma, with different names."""
    text = left.passage.text
    between = re.sub(r"[(\[]\s*[nN] ?= ?$", "", text[left.end : right.start])
    between = re.sub(r"\([^()]*\)|,? (?:including|of whom|among them) [^,;]*(?=,)", "", between)
    if len(between) > 140 or _SPLITS.search(between) or _NO_SUM.search(between):
        return False
    if not right.label:
        return False
    if left.label.lower() == right.label.lower() and not _WITHOUT.match(text[right.end :]):
        return False
    sexes = bool(_SEX.match(left.label)), bool(_SEX.match(right.label))
    if all(sexes):
        return True
    kinds = bool(_CONTROL_WORD.search(right.label)) != bool(_CONTROL_WORD.search(left.label))
    if any(sexes) and not kinds:
        return False
    return kinds or not (left.noun or right.noun) or _JOINED.match(between) is not None


def _same_group(one: Count, other: Count) -> bool:
    """Whether two numbers seem to count the same group twice: the words of one name are all in the other's."""
    if bool(_CONTROL_WORD.search(one.label)) != bool(_CONTROL_WORD.search(other.label)):
        return False
    mine, theirs = (set(re.findall(r"[a-z/]{3,}", count.label.lower())) - _FILLERS for count in (one, other))
    return bool(mine and theirs) and (
        mine == theirs or (min(len(mine), len(theirs)) > 1 and (mine <= theirs or theirs <= mine))
    )


def _groups(run: Sequence[Count]) -> tuple[Group, ...]:
    """The groups, unless they are only the sexes of one group."""
    if all(_SEX.match(count.label) for count in run) and len({count.label.lower() for count in run}) > 1:
        return ()
    return tuple(Group(label=_label(count), n=count.value) for count in run)


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
            groups = tuple(Group(label=_label(one), n=one.value) for one in run)
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


def _groups_of(total: int, candidates: Sequence[_Candidate]) -> tuple[Group, ...]:
    """The groups that add up to a total given elsewhere."""
    fitting = [one for one in candidates if one.total == total and one.groups]
    return max(fitting, key=lambda one: one.score).groups if fitting else ()


def _one_patient(paper: View) -> tuple[Span, ...]:
    pattern = re.compile(r"\b(?:\d{1,2}-? ?(?:year|month)-? ?old|case|patient)\b", re.IGNORECASE)
    return tuple(passage.span for passage in paper.running if pattern.search(passage.text))[:1]


def _groups_anywhere(total: int, paper: View, places: Sequence[tuple[Sequence[Passage], float]]) -> tuple[Group, ...]:
    """Cases and controls, counted in sentences of their own or in a table's head, that add up to `total`."""
    tables = [one for one in paper.passages if one.zone in {Zone.TABLE, Zone.CAPTION}]
    passages = [*(passage for found, _ in places for passage in found), *tables[:60]]
    counts = [count for passage in passages for count in counts_in(passage) if 1 < count.value < total]
    cases = [count for count in counts if not _CONTROL_WORD.search(count.label)]
    for control in counts:
        if not _CONTROL_WORD.search(control.label):
            continue
        case = next((one for one in cases if one.value + control.value == total), None)
        if case is not None:
            return Group(label=_label(case), n=case.value), Group(label=_label(control), n=control.value)
    return ()


def _label(count: Count) -> str:
    """The group's name: the words after the last verb or preposition that leads to it."""
    words = re.split(r"\b(?:into|were|was|included|comprised|enrolled|recruited|between|versus|vs)\b", count.label)[-1]
    return re.sub(
        r"^(?:\s*(?:of|the|these|a|an|and|with|in|from|by|to|serum|samples?)\b)+", "", words, flags=re.IGNORECASE
    ).strip()[:60]
