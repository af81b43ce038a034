"""O, omissions: harms, results of nothing and limits that the paper or its design demand and the draft leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.document import Role, Zone
from pipeline.domain.draft import Design
from pipeline.domain.report import Severity
from pipeline.text.regex import regex
from pipeline.text.wording_null import NULL, NULL_TOLD

__all__ = ["FAMILY"]

_NO_RESULTS = frozenset({Design.PROTOCOL, Design.ERRATUM, Design.RETRACTION_NOTICE})
_OPINION = frozenset(
    {Design.EDITORIAL, Design.LETTER, Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.CRITERIA_DEFINITION}
)
_TREATS = frozenset(
    {
        Design.RCT,
        Design.CROSSOVER_TRIAL,
        Design.NONRANDOMISED_TRIAL,
        Design.SINGLE_ARM_TRIAL,
        Design.CASE_SERIES,
        Design.CASE_REPORT,
    }
)
_HARM_TOLD = regex(
    r"\b(?:harm\w*|side[ -]effects?|adverse|safe\w*|toxic\w*|unwanted|worse(?:ned|ning)?|complication\w*|died"
    r"|deaths?|tolera\w+|hospital\w*"
    r"|withdr[ae]w\w*|dropp?ed out|drop out|stopped (?:early|treatment|taking)|deteriorat\w+|relaps\w+|reactions?"
    r"|infections?|illness)\b",
    re.IGNORECASE,
)
_HINTS = (" no ", "not ", "none ", "unchanged", "n.s.", "similar", "comparable", "significan")

# What a reader of each design must be told, with the words by which an entry may say it.
_CAUSE = (
    "that it cannot show cause and effect",
    regex(
        r"\b(?:caus\w+|because|lead to|reason|why|explain\w*|effect of|due to|trigger\w*|role|decides?|come from"
        r"|before|after the illness)\b",
        re.IGNORECASE,
    ),
)
_COMPARISON = (
    "that there was no comparison group, so the change may have other reasons",
    regex(
        r"\b(?:placebo|comparison|control(?:s|led)?|compar\w+|untreated|all (?:\w+ )?(?:got|received|had) (?:it"
        r"|the)|natural|expectation\w*|hope"
        r"|blind\w*|knew|chance|without (?:treatment|it)|on their own)\b",
        re.IGNORECASE,
    ),
)
_WHO = (
    "whom the results may not hold for",
    regex(
        r"\b(?:only|people|patients|participants|respondents|group|sample|women|men|severe\w*|mild\w*|bed\w*"
        r"|country|countries|clinic\w*|recruit\w*"
        r"|chosen|selected|volunteer\w*|small|number|others?|populations?|everywhere|diagnos\w+|criteria)\b",
        re.IGNORECASE,
    ),
)
_SELF = (
    "that the answers are people's own",
    regex(
        r"\b(?:self-|own (?:words|ratings?|reports?|answers?|account)|report(?:ed|s)?|memory|recall|remember\w*"
        r"|questionnaire\w*|online|answer\w*|respond\w*)\b",
        re.IGNORECASE,
    ),
)
_NOT_PEOPLE = (
    "that it was not done in people",
    regex(r"\b(?:people|humans?|patients?|animals?|mice|rats?|cells?|laborator\w+|dish)\b", re.IGNORECASE),
)
_STUDIES = (
    "what the included studies were like",
    regex(
        r"\b(?:stud(?:y|ies)|trials?|quality|differ\w*|heterogen\w+|bias|tools?|definitions?|results)\b", re.IGNORECASE
    ),
)
_NOTHING_YET = (
    "that it has no results yet",
    regex(r"\b(?:no results?|not (?:yet|show|report)|plan\w*|will|yet|results?|protocol)\b", re.IGNORECASE),
)
_DEMANDED = {
    Design.CASE_SERIES: (_COMPARISON, _WHO),
    Design.CASE_REPORT: (_COMPARISON,),
    Design.SINGLE_ARM_TRIAL: (_COMPARISON,),
    Design.NONRANDOMISED_TRIAL: (_COMPARISON,),
    Design.CASE_CONTROL: (_CAUSE,),
    Design.COHORT: (_CAUSE,),
    Design.CROSS_SECTIONAL: (_CAUSE,),
    Design.GWAS: (_CAUSE,),
    Design.SURVEY: (_SELF, _WHO),
    Design.QUALITATIVE: (_WHO,),
    Design.ANIMAL: (_NOT_PEOPLE,),
    Design.IN_VITRO: (_NOT_PEOPLE,),
    Design.SYSTEMATIC_REVIEW: (_STUDIES,),
    Design.META_ANALYSIS: (_STUDIES,),
    Design.PROTOCOL: (_NOTHING_YET,),
    Design.PREDICTION_MODEL: (_WHO,),
    Design.DIAGNOSTIC_ACCURACY: (_WHO,),
}  # fmt: skip
_GENERIC = regex(
    r"^(?:[\w’' ,]*\b)?(?:more|further|future|larger|additional) (?:research|studies|work|trials) (?:is"
    r"|are) (?:\w+ )?(?:needed|required|necessary)\.?$",
    re.IGNORECASE,
)
_ONE_PERSON = regex(
    r"\b(?:(?P<some>one|a single|two|three) (?:patients?|persons?|people|participants?|cases?)|[Pp](?:atients?"
    r"|articipants?) (?P<label>\d+))\b",
    re.IGNORECASE,
)
_LABELS = regex(
    r"\b(?:patients?|participants?|cases?|subjects?)\s(?P<labels>\d+(?:(?:,\s?| and |, and | & )\d+)*)\b", re.IGNORECASE
)


def _findings_of_nothing(case: Case) -> Iterator[Hit]:
    design, findings = case.draft.study.design, case.draft.summary.observed_findings
    if findings and design in _NO_RESULTS:
        yield Hit("/summary/observed_findings", f"A paper of this kind ({design}) has no findings of its own.")


def _harms(case: Case) -> Iterator[Hit]:
    facts, study = case.facts, case.draft.study
    if facts is None or not facts.harms or (study.design not in _TREATS and facts.design.design not in _TREATS):
        return
    if any(_HARM_TOLD.search(statement.text) for _, statement in case.statements):
        return
    message = "The paper speaks of harms, and the draft does not."
    yield Hit("/summary/observed_findings", message, nearest=shown(case.document.slice(facts.harms[0])))


def _nothing_found(case: Case) -> Iterator[Hit]:
    told = case.draft.summary
    if not told.observed_findings or case.draft.study.design in _NO_RESULTS | _OPINION:
        return
    if any(NULL_TOLD.search(statement.text) for statement in (*told.quick_summary, *told.observed_findings)):
        return
    for sentence in case.document.sentences:
        section = case.document.section_of(sentence)
        if section.role is not Role.RESULTS or section.zone not in (Zone.BODY, Zone.ABSTRACT):
            continue
        text = case.document.slice(sentence.span)
        low = text.lower()
        if any(hint in low for hint in _HINTS) and NULL.search(text):
            message = "The paper reports results of nothing, and the findings name none."
            yield Hit("/summary/observed_findings", message, nearest=shown(text))
            return


def _limits(case: Case) -> Iterator[Hit]:
    summary, design = case.draft.summary, case.draft.study.design
    told = [statement.text for statement in (*summary.does_not_prove, *summary.limitations)]
    if not told:
        return
    specific = " ".join(text for text in told if not _GENERIC.match(text))
    for what, pattern in _DEMANDED.get(design, ()):
        if not pattern.search(specific):
            yield Hit("/summary/does_not_prove", f"A study of this design ({design}) must tell {what}.")


def _empty(case: Case) -> Iterator[Hit]:
    summary, design = case.draft.summary, case.draft.study.design
    needed = ["quick_summary", "does_not_prove"]
    if design not in _NO_RESULTS | _OPINION:
        needed += ["observed_findings", "limitations"]
    for name in needed:
        if not summary.section(name):
            yield Hit(f"/summary/{name}", "This section is empty.")


def _others_left_out(case: Case) -> Iterator[Hit]:
    """One person's response, where the evidence says that others got the same."""
    for field, statement in case.statements:
        if not field.startswith(("/summary/observed_findings/", "/summary/quick_summary/")):
            continue
        if not (match := _ONE_PERSON.search(statement.text)):
            continue
        there = _labels(case.quotes_of(field))
        here = _labels(statement.text)
        count = {"one": 1, "a single": 1, "two": 2, "three": 3}.get((match["some"] or "one").lower(), 1)
        if here and there - here and len(there) > count:
            others = ", ".join(str(label) for label in sorted(there - here))
            message = f"The evidence is also about patient {others}; what happened to them is left out."
            yield Hit(field, message, match.span(), shown(case.quotes_of(field)))


def _labels(text: str) -> frozenset[int]:
    return frozenset(int(label) for match in _LABELS.finditer(text) for label in re.findall(r"\d+", match["labels"]))


#: Never sent to a model, and nothing that an entry could tell stands there.
_NEVER_SENT = frozenset({"References", "Front matter"})


def _not_seen(case: Case) -> str:
    """What of a long paper the model was not shown: it could tell nothing from there, and find nothing there absent."""
    made = case.draft.made_by
    gone = [name for name in made.not_seen if name not in _NEVER_SENT] if made is not None else []
    if not gone:
        return ""
    return f"the model was not shown {'; '.join(gone)}: what it says is absent was not looked for there"


FAMILY = Family(
    "O",
    "omissions",
    (
        Rule("O001", Severity.BLOCKING, "Findings where none can be", _findings_of_nothing, reads_words=False),
        Rule("O002", Severity.WARNING, "Harms left out", _harms, needs_facts=True),
        Rule("O003", Severity.NOTE, "Results of nothing left out", _nothing_found, judges_style=True),
        Rule("O004", Severity.WARNING, "A limit that the design demands is left out", _limits, judges_style=True),
        Rule("O005", Severity.WARNING, "An empty section", _empty, reads_words=False, judges_style=True),
        Rule("O006", Severity.WARNING, "One person told, the others left out", _others_left_out, judges_style=True),
    ),
    fields=("/summary",),
    left_out=_not_seen,
)
