"""The design of a study by what was done: assigned? by chance? compared with whom? when? people, animals, papers?

What the paper calls itself, the publisher's article type and PubMed's publication types are hints; the answers to
these questions decide. The order of the questions is that of a reader who sorts papers for a review.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.domain.document import Role
from pipeline.domain.draft import Design
from pipeline.domain.facts import DesignReading
from pipeline.domain.paper import NoticeKind
from pipeline.reading.design_evidence import Evidence, in_short
from pipeline.reading.design_hints import filed_as, own_label
from pipeline.reading.design_signs import Sign
from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["read_design"]

_Answer = tuple[Design, Design | None, str, tuple[Sign, ...]]
_SILENT: _Answer = (Design.OTHER, None, "nothing in the text says what was done", ())


def read_design(paper: View) -> DesignReading:
    """The design, the next best reading, and why in one sentence, with the passages that show it."""
    evidence = Evidence(paper, filed_as(paper))
    best, second, why, signs = next((found for step in _STEPS if (found := step(evidence)) is not None), _SILENT)
    label = own_label(paper)
    return DesignReading(
        best,
        second if second is not best else None,
        why,
        own_label=label[0] if label is not None and label[1] is not best else "",
        passages=evidence.passages(*signs),
    )


def _notices(evidence: Evidence) -> _Answer | None:
    paper = evidence.paper.document.paper
    kinds = {notice.kind for notice in paper.notices}
    if NoticeKind.RETRACTS in kinds or evidence.hint is Design.RETRACTION_NOTICE:
        return Design.RETRACTION_NOTICE, None, "it announces the retraction of another paper", (Sign.RETRACTION,)
    if NoticeKind.CORRECTS in kinds or evidence.hint is Design.ERRATUM:
        return Design.ERRATUM, None, "it corrects another paper", (Sign.ERRATUM,)
    brief = evidence.paper.is_fragment or (len(evidence.paper.running) < 25 and not evidence.paper.abstract)
    if evidence.in_title(Sign.RETRACTION) or (brief and evidence.score(Sign.RETRACTION) >= 2):
        return Design.RETRACTION_NOTICE, None, "it announces the retraction of another paper", (Sign.RETRACTION,)
    if _NOTICE_TITLE.search(evidence.paper.title) or (brief and evidence.score(Sign.ERRATUM) >= 2):
        return Design.ERRATUM, None, "it corrects another paper", (Sign.ERRATUM,)
    return None


_NOTICE_TITLE = regex(
    r"^\W*(?:author |publisher )?(?:correction|corrigend\w+|errat\w+|addendum)\b\s*(?:to\b|:|for\b|-|$)", re.IGNORECASE
)


_EDITORIAL_TITLE = regex(r"\W*(?:guest )?editorial\b", re.IGNORECASE)


def _opinion(evidence: Evidence) -> _Answer | None:
    if evidence.hint is Design.PATIENT_SUMMARY or evidence.score(Sign.PATIENT_SUMMARY) >= 3:
        return Design.PATIENT_SUMMARY, None, "it retells another paper for patients", (Sign.PATIENT_SUMMARY,)
    own = evidence.score(Sign.OWN_PEOPLE)
    if _EDITORIAL_TITLE.match(evidence.paper.title):
        return Design.EDITORIAL, None, "it calls itself an editorial", (Sign.EDITORIAL,)
    if evidence.hint is Design.LETTER or (evidence.score(Sign.LETTER) >= 3 and own < 5):
        return Design.LETTER, Design.EDITORIAL, "it comments on another paper", (Sign.LETTER,)
    if evidence.hint is Design.EDITORIAL or (
        evidence.score(Sign.EDITORIAL) >= (3 if evidence.paper.is_fragment else 4) and own < 3
    ):
        return Design.EDITORIAL, Design.LETTER, "it gives its authors' opinion", (Sign.EDITORIAL,)
    return None


def _planned(evidence: Evidence) -> _Answer | None:
    titled = evidence.in_title(Sign.PROTOCOL)
    if (
        evidence.hint is Design.PROTOCOL
        or (titled and evidence.score(Sign.PROTOCOL) >= 4)
        or evidence.score(Sign.PROTOCOL) >= 5.5
    ):
        if evidence.paper.having({Role.RESULTS}) and not titled and evidence.hint is not Design.PROTOCOL:
            return None
        return (
            Design.PROTOCOL,
            Design.RCT if evidence.score(Sign.BY_CHANCE) >= 2 else None,
            "the study is planned, not done",
            (Sign.PROTOCOL,),
        )
    if evidence.paper.is_fragment and evidence.score(Sign.PROTOCOL) >= 2:
        return Design.PROTOCOL, None, "the study is planned, not done", (Sign.PROTOCOL,)
    return None


_SEVERAL = 4


def _one_patient(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    if evidence.hint is Design.CASE_REPORT and score(Sign.SERIES) < 3:
        return Design.CASE_REPORT, Design.CASE_SERIES, "it is filed as a case report", (Sign.ONE_CASE,)
    if evidence.hint is Design.CASE_REPORT and not evidence.compares_groups:
        return Design.CASE_SERIES, Design.CASE_REPORT, "it is filed as a case report, of several people", (Sign.SERIES,)
    if evidence.most_people >= _SEVERAL and not evidence.in_title(Sign.ONE_CASE):
        return None
    if score(Sign.ONE_CASE) < 2.3 or score(Sign.ONE_CASE) <= score(Sign.SERIES):
        return None
    others = (Sign.PATIENTS_AND_CONTROLS, Sign.SYSTEMATIC, Sign.BY_CHANCE, Sign.ONCE, Sign.META, Sign.SURVEY)
    if any(score(sign) >= 3 for sign in others) or score(Sign.ONE_CASE) < 0.6 * score(Sign.ASSIGNED):
        return None
    return Design.CASE_REPORT, Design.CASE_SERIES, "one patient is described", (Sign.ONE_CASE,)


def _of_papers(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    searched = score(Sign.SYSTEMATIC)
    unsearched = score(Sign.NO_SEARCH) >= 3
    if score(Sign.SCOPING) >= 2.9:
        return Design.SCOPING_REVIEW, Design.SYSTEMATIC_REVIEW, "it maps the literature", (Sign.SCOPING,)
    if (
        not unsearched
        and score(Sign.META) >= 4
        and (evidence.in_title(Sign.META) or searched >= 2 or score(Sign.META) >= 6 or evidence.paper.is_fragment)
    ):
        return (
            Design.META_ANALYSIS,
            Design.SYSTEMATIC_REVIEW,
            "it combines the results of studies",
            (Sign.META, Sign.SYSTEMATIC),
        )
    named = evidence.in_title(Sign.SYSTEMATIC) or evidence.paper.is_fragment
    if not unsearched and searched >= (2.8 if named else 5) and not _mainly_people(evidence):
        return (
            Design.SYSTEMATIC_REVIEW,
            Design.NARRATIVE_REVIEW,
            "it searched for and selected studies",
            (Sign.SYSTEMATIC,),
        )
    if unsearched and (searched >= 2 or score(Sign.NARRATIVE) >= 1):
        return (
            Design.NARRATIVE_REVIEW,
            Design.SYSTEMATIC_REVIEW,
            "it discusses literature without a described search",
            (Sign.NARRATIVE, Sign.NO_SEARCH),
        )
    return None


def _mainly_people(evidence: Evidence) -> bool:
    return evidence.score(Sign.BY_CHANCE) >= 4 and evidence.score(Sign.SYSTEMATIC) < 6


def _narrative(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    if evidence.hint is Design.NARRATIVE_REVIEW and score(Sign.SYSTEMATIC) < 4:
        return Design.NARRATIVE_REVIEW, None, "it discusses literature", (Sign.NARRATIVE,)
    strong = 2.4 if evidence.in_title(Sign.NARRATIVE) or evidence.paper.is_fragment else 2.8
    if score(Sign.NARRATIVE) >= strong and not _has_results_of_people(evidence):
        return (
            Design.NARRATIVE_REVIEW,
            Design.EDITORIAL,
            "it discusses literature without data of its own",
            (Sign.NARRATIVE,),
        )
    return None


def _has_results_of_people(evidence: Evidence) -> bool:
    return bool(evidence.paper.having({Role.PARTICIPANTS})) or (
        evidence.score(Sign.OWN_PEOPLE) >= 3
        and bool(evidence.paper.is_fragment or evidence.paper.having({Role.RESULTS}))
    )


def _documents(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    if evidence.hint is Design.GUIDELINE:
        return Design.GUIDELINE, None, "it gives recommendations", (Sign.GUIDELINE,)
    if (
        score(Sign.CRITERIA) >= 3.5
        and score(Sign.NARRATIVE) < score(Sign.CRITERIA)
        and score(Sign.OWN_PEOPLE) < 3.5
        and score(Sign.CRITERIA) >= score(Sign.GUIDELINE)
    ):
        return Design.CRITERIA_DEFINITION, Design.GUIDELINE, "it proposes a case definition", (Sign.CRITERIA,)
    titled = evidence.in_title(Sign.GUIDELINE)
    if titled and score(Sign.GUIDELINE) >= 5:
        return Design.GUIDELINE, Design.CRITERIA_DEFINITION, "it gives recommendations", (Sign.GUIDELINE,)
    if score(Sign.GUIDELINE) >= (2 if evidence.paper.is_fragment else 4) and score(Sign.OWN_PEOPLE) < 3.5:
        return Design.GUIDELINE, Design.CRITERIA_DEFINITION, "it gives recommendations", (Sign.GUIDELINE,)
    return None


def _genetic(evidence: Evidence) -> _Answer | None:
    if evidence.score(Sign.MENDELIAN) >= 3:
        return (
            Design.MENDELIAN_RANDOMIZATION,
            Design.GWAS,
            "genetic variants stand in for an exposure",
            (Sign.MENDELIAN,),
        )
    if evidence.score(Sign.GWAS) >= 3:
        return Design.GWAS, Design.CASE_CONTROL, "variants across the genome were compared", (Sign.GWAS,)
    return None


_GIVERS = regex(
    r"\b(?:patients?|donors?|donated|controls|participants|volunteers|subjects|individuals|cases|people|persons|children"
    r"|women|men)\b",
    re.IGNORECASE,
)


def _names_givers(evidence: Evidence) -> bool:
    """Whether the account says whose cells or serum were handled."""
    short = in_short(evidence.paper)
    return any(_GIVERS.search(passage.text) for passage in (*short, *evidence.paper.methods[:20]))


def _not_people(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    people = score(Sign.OWN_PEOPLE) + score(Sign.PATIENTS_AND_CONTROLS)
    fragment = evidence.paper.is_fragment
    if score(Sign.BY_CHANCE) >= 5 and people >= 2:
        return None
    if score(Sign.ANIMAL) >= (6 if fragment else 10) and evidence.score(Sign.FOLLOWED) < 2:
        return Design.ANIMAL, None, "animals were studied", (Sign.ANIMAL,)
    if score(Sign.ANIMAL) >= 2.3 and (people < 4 or evidence.in_title(Sign.ANIMAL) or score(Sign.ANIMAL) > people):
        return Design.ANIMAL, None, "animals were studied", (Sign.ANIMAL,)
    mainly = evidence.paper.is_fragment or evidence.in_title(Sign.HANDLED_CELLS)
    handled = score(Sign.HANDLED_CELLS)
    if handled >= (2.3 if mainly else 5) and not _names_givers(evidence):
        return Design.IN_VITRO, Design.EX_VIVO, "cultured cells were studied", (Sign.HANDLED_CELLS, Sign.CELL_LINE)
    if handled >= (2.3 if mainly else 5) and (people >= 1 or handled > score(Sign.CELL_LINE)):
        return (
            Design.EX_VIVO,
            Design.CASE_CONTROL,
            "cells or serum of people were handled in the laboratory",
            (Sign.HANDLED_CELLS,),
        )
    if score(Sign.CELL_LINE) >= 1.5 and (people < 3 or evidence.in_title(Sign.CELL_LINE)):
        return Design.IN_VITRO, None, "cultured cells were studied", (Sign.CELL_LINE,)
    if (
        score(Sign.IN_SILICO) >= 2
        and (people < 4 or evidence.in_title(Sign.IN_SILICO))
        and score(Sign.IN_SILICO) >= people - 1
    ):
        return Design.IN_SILICO, None, "existing data or models were computed", (Sign.IN_SILICO,)
    return None


def _interventions(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    assigned, chance = score(Sign.ASSIGNED), score(Sign.BY_CHANCE)
    if score(Sign.NOT_BY_CHANCE) >= 3.9 and score(Sign.NOT_BY_CHANCE) > chance:
        chance = 0.0
    if chance >= 2 and (assigned >= 1.5 or chance >= 5 or score(Sign.CROSSED) >= 3):
        if score(Sign.CROSSED) >= 1.8:
            return (
                Design.CROSSOVER_TRIAL,
                Design.RCT,
                "each person had both treatments in random order",
                (Sign.CROSSED, Sign.BY_CHANCE),
            )
        return Design.RCT, None, "people were allocated to treatments by chance", (Sign.BY_CHANCE, Sign.ASSIGNED)
    if chance < 2 and assigned < 4 and score(Sign.PATIENTS_AND_CONTROLS) > assigned and score(Sign.ARMS) < 3:
        return None
    if assigned < 1.7 or (score(Sign.SURVEY) >= 4 and assigned < 5):
        return None
    if (
        score(Sign.SERIES) + score(Sign.ONE_CASE) >= 1.8
        and (not evidence.in_title(Sign.ASSIGNED) or evidence.in_title(Sign.SERIES))
        and score(Sign.ARMS) < 2
    ):
        return None
    if score(Sign.CROSSED) >= 3:
        return Design.CROSSOVER_TRIAL, Design.NONRANDOMISED_TRIAL, "each person had both treatments", (Sign.CROSSED,)
    alone = score(Sign.NO_COMPARATOR)
    compared = score(Sign.ARMS) + 0.7 * score(Sign.NOT_BY_CHANCE)
    if compared >= 2 and compared > alone:
        return (
            Design.NONRANDOMISED_TRIAL,
            Design.COHORT,
            "treated and untreated groups were not made by chance",
            (Sign.ARMS, Sign.NOT_BY_CHANCE),
        )
    if alone >= 1.5 or assigned >= 4:
        return (
            Design.SINGLE_ARM_TRIAL,
            Design.CASE_SERIES,
            "all were treated, nobody was compared",
            (Sign.ASSIGNED, Sign.NO_COMPARATOR),
        )
    return None


def _words_of_people(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    if score(Sign.MIXED) >= 2.5 or (score(Sign.QUALITATIVE) >= 3 and score(Sign.SURVEY) >= 4):
        return (
            Design.MIXED_METHODS,
            Design.QUALITATIVE,
            "numbers and interviews were combined",
            (Sign.MIXED, Sign.QUALITATIVE),
        )
    if score(Sign.QUALITATIVE) >= (1.5 if evidence.paper.is_fragment else 4) and score(Sign.PATIENTS_AND_CONTROLS) < 3:
        return Design.QUALITATIVE, Design.SURVEY, "people were interviewed and themes drawn", (Sign.QUALITATIVE,)
    return None


def _tests_and_models(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    fragment = evidence.paper.is_fragment
    if fragment and score(Sign.PREDICTION) >= 6 and score(Sign.PREDICTION) > score(Sign.INSTRUMENT):
        return Design.PREDICTION_MODEL, Design.DIAGNOSTIC_ACCURACY, "a model was trained and tested", (Sign.PREDICTION,)
    if score(Sign.INSTRUMENT) >= (1.8 if fragment else 4.5) and score(Sign.INSTRUMENT) > score(
        Sign.PATIENTS_AND_CONTROLS
    ):
        return (
            Design.METHODS,
            Design.CROSS_SECTIONAL,
            "an instrument or method was developed or validated",
            (Sign.INSTRUMENT,),
        )
    if score(Sign.PREDICTION) >= (3 if fragment else 6) and score(Sign.PREDICTION) > score(Sign.PATIENTS_AND_CONTROLS):
        return Design.PREDICTION_MODEL, Design.DIAGNOSTIC_ACCURACY, "a model was trained and tested", (Sign.PREDICTION,)
    if score(Sign.INDEX_TEST) >= (2 if fragment else 5) and score(Sign.INDEX_TEST) > 0.8 * score(
        Sign.PATIENTS_AND_CONTROLS
    ):
        return (
            Design.DIAGNOSTIC_ACCURACY,
            Design.CASE_CONTROL,
            "a test was held against a reference",
            (Sign.INDEX_TEST,),
        )
    return None


def _observed(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    if not evidence.paper.is_fragment and score(Sign.OWN_PEOPLE) + score(Sign.PATIENTS_AND_CONTROLS) < 0.5:
        return None
    survey, followed, once, groups = (
        score(Sign.SURVEY),
        score(Sign.FOLLOWED),
        score(Sign.ONCE),
        score(Sign.PATIENTS_AND_CONTROLS),
    )
    if survey >= 3.5 and survey > groups and survey > followed:
        return Design.SURVEY, Design.CROSS_SECTIONAL, "people answered a survey", (Sign.SURVEY,)
    if score(Sign.SERIES) >= 1.8 and groups < 2 and once < 2 and followed < 4:
        return Design.CASE_SERIES, Design.SINGLE_ARM_TRIAL, "a series of patients is described", (Sign.SERIES,)
    if groups >= 1.9 and (followed < 4 or groups > followed or once >= 2):
        return (
            Design.CASE_CONTROL,
            Design.CROSS_SECTIONAL,
            "cases were compared with controls",
            (Sign.PATIENTS_AND_CONTROLS,),
        )
    if once >= 2.5 and once >= followed:
        return Design.CROSS_SECTIONAL, Design.CASE_CONTROL, "people were measured once", (Sign.ONCE,)
    if followed >= 1.9:
        return Design.COHORT, Design.CROSS_SECTIONAL, "people were followed over time", (Sign.FOLLOWED,)
    if survey >= 2:
        return Design.SURVEY, Design.CROSS_SECTIONAL, "people answered a survey", (Sign.SURVEY,)
    if once >= 0.8:
        return Design.CROSS_SECTIONAL, Design.CASE_SERIES, "people were measured once", (Sign.ONCE,)
    return None


def _leftovers(evidence: Evidence) -> _Answer | None:
    score = evidence.score
    if score(Sign.ASSIGNED) >= 2 and score(Sign.OWN_PEOPLE) >= 1:
        return (
            Design.SINGLE_ARM_TRIAL,
            Design.CASE_SERIES,
            "people were treated; no comparison is described",
            (Sign.ASSIGNED,),
        )
    if evidence.hint is not None:
        return evidence.hint, None, "it is filed as such", ()
    for sign, design, why in (
        (Sign.PATIENTS_AND_CONTROLS, Design.CASE_CONTROL, "cases were compared with controls"),
        (Sign.SERIES, Design.CASE_SERIES, "a series of patients is described"),
        (Sign.FOLLOWED, Design.COHORT, "people were followed over time"),
        (Sign.SURVEY, Design.SURVEY, "people answered a survey"),
        (Sign.QUALITATIVE, Design.QUALITATIVE, "people were interviewed"),
        (Sign.NARRATIVE, Design.NARRATIVE_REVIEW, "it discusses literature"),
    ):
        if score(sign) >= 0.7 and (sign is not Sign.NARRATIVE or score(Sign.OWN_PEOPLE) < 1):
            return design, None, why, (sign,)
    if score(Sign.OWN_PEOPLE) >= 1:
        return (
            Design.CROSS_SECTIONAL,
            None,
            "people were studied, and nothing says that they were treated or followed",
            (Sign.OWN_PEOPLE,),
        )
    if evidence.paper.abstract and not evidence.paper.is_fragment:
        return Design.NARRATIVE_REVIEW, Design.OTHER, "it reports no people, animals or cells of its own", ()
    if not evidence.paper.having({Role.METHODS, Role.PARTICIPANTS, Role.RESULTS}) and len(evidence.paper.running) > 40:
        return Design.NARRATIVE_REVIEW, Design.OTHER, "it has neither methods nor results of its own", ()
    return None


_STEPS: tuple[Callable[[Evidence], _Answer | None], ...] = (
    _notices,
    _opinion,
    _planned,
    _one_patient,
    _of_papers,
    _genetic,
    _narrative,
    _documents,
    _words_of_people,
    _not_people,
    _interventions,
    _tests_and_models,
    _observed,
    _leftovers,
)
