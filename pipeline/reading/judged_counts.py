"""How much the words around a number of people speak for its being the number analysed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.draft import Design
from pipeline.reading.counts import ANIMAL_WORD, TOOK_PART, Count
from pipeline.reading.group_names import is_control
from pipeline.text.number_words import SPELLED
from pipeline.text.regex import regex

__all__ = ["is_subset", "is_told_as_part", "is_total", "judged"]

_ANALYSED = regex(
    r"\b(?:analy[sz]ed|analys[ei]s|evaluable|complete data|final sample|were studied|took part"
    r"|participated|completed|final (?:sample|data ?set|cohort|analysis)|resulting in|formed the|comprised"
    r"|consisted of|sample of|sample was|a total of|in total|altogether|overall|total|remained|leaving)\b",
    re.IGNORECASE,
)
_INCLUDED = regex(
    r"\b(?:includ\w+|enrol\w*|randomi[sz]ed|recruit\w*|compar\w+|measured|examined|investigated|studied"
    r"|assessed|received|took|underwent|followed|sequenced|tested|interviewed|evaluated|allocated|with"
    r"|treated|of whom|cohort|in)\b",
    re.IGNORECASE,
)
_NOT_ANALYSED = regex(
    r"\b(?:screened|invited|approached|contacted|assessed for eligibility|declined|refused|exclu(?:ded|sion of|ding)"
    r"|withdrew|dropped out|lost to|did not|missing|discontinued|were sent|sent (?:\w+ )?to|went (?:out )?to|mailed"
    r"|posted|asked|opened|began|referred|(?:a|our|an|the) (?:previous|earlier) (?:study|trial|report|cohort)|et al"
    r"|prevalence|worldwide|per \d|each year|million)\b",
    re.IGNORECASE,
)
_OUTCOME = regex(
    r"\b(?:died|eligible|responders?|relapsed|improved|responded(?! to (?:the|a|an|our"
    r"|this) (?:\w+ )?(?:survey|questionnaire))|adverse|reported|positive|developed|(?:was"
    r"|were) diagnosed in)\b",
    re.IGNORECASE,
)
_SUBSET = regex(
    r"\b(?:of (?:whom|these|them|which|those)|among (?:them|these|whom)|a further|additional|another|remaining|other"
    r"|only|at least|up to|fewer than|more than|less than|minimum of|about)\W*(?:the )?$"
    r"|\b(?:subset|sub-?group|sub-?sample|per group|per arm|in each|each (?:group|arm))\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_SUBSET_NAME = regex(
    r"\b(?:of (?:whom|these|them|which|those)|subset|sub-?group|sub-?sample|further|additional|another|remaining|other"
    r"|only|per group|per arm|(?:in )?each (?:group|arm))\b",
    re.IGNORECASE,
)
_PART_ANALYSIS = regex(
    r"\b(?:sub-?(?:group|set|sample|study)|(?:sensitivity|secondary|exploratory|additional|second|further) "
    r"(?:\w+ ){0,2}(?:analys\w+|tests?|experiments?|parts?|assessments?|substud\w+))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_ALLOCATED = regex(r"\b(?:randomi[sz]ed|randomly|assigned|allocated)\b", re.IGNORECASE)
_STAYED = regex(r"\b(?:completed|finished|remained|provided)\b", re.IGNORECASE)
_ALLOCATING = frozenset({Design.RCT, Design.CROSSOVER_TRIAL, Design.NONRANDOMISED_TRIAL})
_OF_THEM = regex(r"\b(?:of|from|among) (?:whom|which|these|them|those)\W*$", re.IGNORECASE)
_TOOK_PART = regex(rf"(?:\s*\(\d[^()]*\))?\s*(?:{TOOK_PART})\b", re.IGNORECASE)
_OTHER_STUDY = regex(r"\b(?:trial|study|cohort|survey|report)s?,? in which $", re.IGNORECASE)
_PLANNED = regex(
    r"\b(?:will|planned|target|sample size|to be|aim to|intend|required|needed|power|anticipat\w+"
    r"|expect\w+|required number)\b",
    re.IGNORECASE,
)
_BATCH = regex(
    r"\b(?:(?:per|each|the same|every|final|one) (?:\w+ )?(?:plate|well|batch|run|chip)|sample sets?)\b", re.IGNORECASE
)
_SAMPLE_SIZE = regex(r"\bsample size\b[^.;]{0,40}$", re.IGNORECASE)
_SHARE = regex(r"\s*\(\s*\d{1,3}(?:\.\d+)?\s*(?:%|per ?cent)", re.IGNORECASE)
_CASE_WORD = regex(
    r"\b(?:patients?|cases?|ME|CFS|ME/CFS|people with|persons with|women with|participants with"
    r"|individuals with|sufferers|COVID|disease|syndrome|intervention|treatment|active|drug|group|arm)\b",
    re.IGNORECASE,
)
_ONE_OF_THE_GROUPS = regex(
    r"\b(?:control|study|patient|case|intervention|treatment|placebo|comparison|healthy|\w+) (?:groups?"
    r"|arms?)\b[^.;]{0,50}\b(?:consisted of|comprised|included|contained|of)\b[^.;]{0,10}$"
    r"|\bcontrols? (?:were|comprised|included)\b[^.;]{0,10}$",
    re.IGNORECASE,
)
_PART_OF = regex(
    rf"(?:\d|%|\b(?:some|most|many|half|few|several|none|each|{SPELLED})) (?:of|out of|from|among) (?:the "
    rf"|these |those |all )?$|\bout of (?:the )?$|\bof (?:the|these|those) $",
    re.IGNORECASE,
)
_SEX = regex(r"^\s*(?:\w+ ){0,2}(?:wom[ae]n|m[ae]n|males?|females?|girls?|boys?)\s*$", re.IGNORECASE)
# They count as participants only where they took part.
_STAFF = frozenset(
    "physician physicians doctor doctors nurse nurses clinician clinicians practitioner practitioners therapist"
    " therapists psychologist psychologists professionals gps midwives".split()
)
_AT_WORK = regex(
    r"[^.;,]{0,25}\b(?:assess|examin|diagnos|judg|confirm|scor|rat|review|evaluat|deliver|interview|supervis|treat|visit)"
    r"(?:ed|e|es|s)\b(?! by\b)",
    re.IGNORECASE,
)
_TOTAL = regex(r"\b(?:a total of|in total,?|altogether,?|overall,?|in all,?) (?:of )?$", re.IGNORECASE)


_TOTAL_AFTER = regex(r"\s*,? (?:in (?:all|total)|altogether)\b", re.IGNORECASE)
_LOOKED_AT = regex(
    r" (?:who )?(?:were|was) (?:\w+ )?(?:screened|approached|invited|contacted|asked|assessed for eligibility)\b",
    re.IGNORECASE,
)
_OUT_OF = regex(r" (?:out )?of (?:the |these |all )?", re.IGNORECASE)
_LEFT_OVER = regex(r"\b(?:leaving|(?:so|such) that|yielding|resulting in)(?: us with| only)? $", re.IGNORECASE)
_IN_EACH = regex(r"[^.;,]{0,40}\b(?:to|in|per) (?:each|either|arm|group)\b|[^.;,]{0,20}\beach\b", re.IGNORECASE)


def is_total(count: Count) -> bool:
    """Whether the sentence itself calls the number a total, and not one of people who were merely looked at."""
    text = count.passage.text
    told = _TOTAL.search(text[: count.start]) or _TOTAL_AFTER.match(text, count.end)
    return told is not None and not _LOOKED_AT.match(text, count.end)


def is_subset(before: str) -> bool:
    """Whether the words before a number make it a part of people counted elsewhere ("of whom", "a further")."""
    return _SUBSET.search(before) is not None


def is_told_as_part(count: Count, counts: Sequence[Count]) -> bool:
    """Whether the number stands in brackets behind another one, and so tells a part of that one."""
    if count.in_brackets:
        return False
    text = count.passage.text
    opened = text.rfind("(", 0, count.start)
    if opened < 0 or ")" in text[opened : count.start]:
        return False
    return any(other.end <= opened and not other.in_brackets for other in counts)


def judged(count: Count, counts: Sequence[Count], place: int, design: Design) -> float:
    """The weight of `counts[place]`, from its own clause: what is said between the numbers before and after it."""
    text = count.passage.text
    begin = max(counts[place - 1].end if place else 0, count.start - 70)
    until = min(counts[place + 1].start if place + 1 < len(counts) else len(text), count.end + 70)
    before, after = text[begin : count.start], text[count.end : until]
    before = before[before.rfind(";") + 1 :]
    if place and _LOOKED_AT.match(before):
        before = before[before.rfind(",") + 1 :]  # "214 patients were screened, 151 ..." says it of the 214 alone
    after = after.split(";")[0]
    near = f"{before} * {after}"
    took_part = _TOOK_PART.match(text, count.end) is not None
    score = 0.0
    score += 1.0 if _ANALYSED.search(near) else 0.0
    score += 0.6 if _INCLUDED.search(near) else 0.0
    score -= 2.0 if _NOT_ANALYSED.search(near) else 0.0
    score -= 1.2 if _OUTCOME.search(near) else 0.0
    score -= 1.5 if _ONE_OF_THE_GROUPS.search(before) else 0.0
    score -= 1.5 if _PART_OF.search(before) else 0.0
    score -= 2.0 if _BATCH.search(text) else 0.0
    score -= 1.5 if _OTHER_STUDY.search(before) else 0.0
    score -= 2.0 if _PART_ANALYSIS.search(before) else 0.0
    score += 0.5 if _OUT_OF.fullmatch(after) and place + 1 < len(counts) else 0.0
    score += 2.0 if _LEFT_OVER.search(text[: count.start]) else 0.0
    score -= 2.0 if _IN_EACH.match(text, count.end) and count.value > 1 and len(counts) > 1 else 0.0
    score -= 1.0 if count.value < 3 else 0.0
    score -= 0.8 if is_control(count) and not _CASE_WORD.search(count.label) else 0.0
    score -= 0.8 if _SEX.match(count.label) and len(counts) > 1 else 0.0
    score -= 2.5 if is_told_as_part(count, counts) else 0.0
    score -= 1.0 if _SHARE.match(text, count.end) and not took_part else 0.0
    if count.noun in _STAFF and _AT_WORK.match(text, count.end):
        score -= 3.0
    if _OF_THEM.search(before) and took_part:
        score += 0.8
    elif _SUBSET.search(before) or _SUBSET_NAME.search(count.label):
        score -= 1.2
    return score + _by_design(count, before, near, design)


def _by_design(count: Count, before: str, near: str, design: Design) -> float:
    score = 0.0
    if design in _ALLOCATING:
        # a trial's total is everybody allocated; those who stayed to the end are told beside it
        score += 0.8 if _ALLOCATED.search(near) else 0.0
        score -= 1.2 if _STAYED.search(near) else 0.0
    if design is Design.PROTOCOL:
        score += 1.0 if _PLANNED.search(near) else 0.0
    elif _SAMPLE_SIZE.search(before):
        score -= 2.5
    if design is Design.ANIMAL:
        score += 1.5 if re.search(ANIMAL_WORD, count.noun or count.label, re.IGNORECASE) else 0.0
    elif re.search(ANIMAL_WORD + r"\b", count.noun or "", re.IGNORECASE):
        score -= 3.0
    return score
