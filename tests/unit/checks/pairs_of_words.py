"""Pairs for the rules that read words: direction, wording, population, omissions, plain language. Texts invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.domain.document import Document, Level, Role
from pipeline.domain.draft import Draft
from pipeline.domain.verification import Verification
from tests.unit.checks.making import PAPER, document, draft, statement

__all__ = ["WORD_PAIRS", "Pair"]


@dataclass(frozen=True)
class Pair:
    """A draft to flag at `field`, and its neighbour; each with its source and what a second model said of it."""

    flagged: Draft
    unflagged: Draft
    field: str
    source: Document | None = None
    neighbour_source: Document | None = None
    verification: Verification | None = None
    neighbour_verification: Verification | None = None


_FIRST = "/summary/observed_findings/0"
_CONCLUDED = "/summary/inferred_conclusions/0"
_QUICK = "/summary/quick_summary/0"


def _told(wrong: str, right: str, quote: str, section: str = "observed_findings", **study: Any) -> Pair:
    """Two statements on one quote."""
    drafts = (draft(statement(text, quote), section=section, study=study) for text in (wrong, right))
    return Pair(next(drafts), next(drafts), f"/summary/{section}/0")


def _limits(text: str, **study: Any) -> Draft:
    return draft(statement(text, basis="design_rule"), section="does_not_prove", study=study)


_HARMED = document(
    parts={
        Role.SUMMARY: "In this open-label trial without a control group, 48 patients received the invented drug.",
        Role.PARTICIPANTS: "We enrolled 48 patients. All received the drug.",
        Role.RESULTS: "Fatigue eased in 20 patients. Eleven serious adverse events occurred in eight patients.",
    }
)
_BY_CFS = document(
    parts={
        Role.SUMMARY: "We tested 48 patients with chronic fatigue syndrome (CFS) and 39 controls.",
        Role.PARTICIPANTS: "We enrolled 48 patients with CFS and 39 healthy controls.",
    },
    paper=PAPER.model_copy(update={"title": "Short walks and grip strength in chronic fatigue syndrome"}),
)
_LONG = (
    "Grip strength, which was measured twice in each hand with a small device that people squeeze as hard as they "
    "can, fell in patients by more than it did in the healthy people who were tested on the same days."
)
_HARD = (
    "Multidimensional cardiopulmonary investigations characterised physiological deterioration in individuals.",
    "Autonomic abnormalities accompanied deteriorating cardiovascular regulation throughout experimental provocation.",
    "Immunological characterisation identified heterogeneous inflammatory abnormalities among individuals.",
    "Neuropsychological examinations demonstrated considerable deterioration of executive functioning afterwards.",
)
_EASY = (
    "The team tested how hard people can squeeze with one hand. They did this on two days.",
    "On the second day the grip was weaker in most of the people who are ill.",
    "In the healthy group the grip was the same on both days.",
)

WORD_PAIRS: Mapping[str, Pair] = {
    "D001": _told(
        "Grip strength rose in patients.",
        "Grip strength dropped in patients.",
        "Grip strength fell by 13.8% in patients.",
    ),
    "D002": _told(
        "Diet was recorded in both groups.",
        "Nobody wrote down what people ate.",
        "We did not record the diet of either group.",
    ),
    "D003": _told(
        "Grip was weaker and lower in patients.",
        "Grip was lower in patients, but this may be chance.",
        "Grip was 18.6 and 19.1 kg; the difference was not significant (P = 0.41).",
    ),
    "D004": _told(
        "The drug has no effect on sleep.",
        "No clear difference in sleep was seen.",
        "Sleep did not differ significantly between drug and placebo (P = 0.41).",
    ),
    "D005": _told(
        "Relapse was more likely with the drug.",
        "Relapse was less likely with the drug.",
        "Relapse: OR 0.62 for the drug.",
    ),
    "D006": Pair(
        draft(
            statement("The strength of the grip fell in patients after short walks."),
            quick_summary=[statement("After short walks, grip strength rose in patients.")],
        ),
        draft(
            statement("The strength of the grip fell in patients after short walks."),
            quick_summary=[statement("After a night of rest, grip strength rose in patients and in controls.")],
        ),
        "/summary/quick_summary/0",
    ),
    "W001": _told(
        "Poor sleep causes weak grip.",
        "Weak grip went with poor sleep.",
        "Grip strength correlated with sleep quality.",
    ),
    "W002": _told(
        "Short walks ease fatigue in some patients.",
        "Short walks might ease fatigue in some patients.",
        "Short walks may relieve fatigue in some patients.",
        "inferred_conclusions",
    ),
    "W003": _told(
        "Grip may have fallen in patients.", "Grip fell in patients.", "Grip strength fell by 13.8% in patients."
    ),
    "W004": _told(
        "Nerve damage is involved in weak grip.",
        "The authors suggest that nerve damage is involved in weak grip.",
        "These data suggest that nerve damage may be involved in weak grip.",
        "inferred_conclusions",
    ),
    "W005": _told(
        "This landmark study measured grip.",
        "This study measured grip.",
        "We measured grip strength.",
        "why_it_matters",
    ),
    "W006": _told(
        "This was the first study to measure grip after walks.",
        "This study measured grip after walks.",
        "We measured grip strength after short walks.",
        "why_it_matters",
    ),
    "W007": _told(
        "Patients should try short walks.",
        "The authors say that short walks should be tested in larger studies.",
        "Short walks may relieve fatigue.",
        "inferred_conclusions",
    ),
    "W008": _told(
        "This shows that it is a real disease, rather than a psychiatric one.",
        "This shows a fall in grip, which can be measured.",
        "Grip strength fell by 13.8% in patients.",
        "why_it_matters",
    ),
    "W009": _told(
        "Short walks are an effective treatment for fatigue.",
        "Short walks may be an effective treatment for fatigue, the authors think.",
        "Fatigue scores were lower after short walks.",
        "inferred_conclusions",
    ),
    "P001": _told(
        "Grip fell in all patients with the illness.",
        "Grip fell in patients.",
        "Grip strength fell by 13.8% in patients.",
    ),
    "P002": _told(
        "Patients relapsed after the walks.",
        "Some patients relapsed after the walks.",
        "A small number of patients relapsed after the walks.",
    ),
    "P003": _told(
        "70% of people with this illness sleep badly.",
        "70% of the participants slept badly.",
        "Poor sleep was reported by 34 of 48 patients.",
    ),
    "P004": _told(
        "People with this illness have weak grip.",
        "Patients in this study had weak grip.",
        "Grip strength was low in patients.",
    ),
    "P005": _told(
        "Patients moved less after the injection.",
        "Mice moved less after the injection.",
        "Distance moved fell after the injection.",
        design="animal",
    ),
    "P006": _told(
        "Grip fell in patients.", "Grip fell in women who were ill.", "In female patients grip strength fell by 13.8%."
    ),
    "P007": Pair(
        draft(statement("Grip fell in people with ME/CFS.")),
        draft(statement("Grip fell in people with chronic fatigue syndrome (the paper's term), or ME/CFS.")),
        _FIRST,
        _BY_CFS,
    ),
    "P008": _told(
        "Grip fell in people with chronic fatigue.",
        "Grip fell in people with chronic fatigue syndrome.",
        "Grip strength fell in patients.",
    ),
    "P009": _told(
        "All three patients improved from week 6.",
        "Two of three improved from week 6.",
        "Patients 1 and 2 improved from week 6, but patient 3 only from week 26.",
    ),
    "O001": Pair(
        draft(statement("Grip fell in patients."), study={"design": "protocol"}),
        draft(study={"design": "protocol"}),
        "/summary/observed_findings",
    ),
    "O002": Pair(
        draft(statement("Fatigue eased in 20 patients."), study={"design": "single_arm_trial"}),
        draft(
            statement("Fatigue eased in 20 patients."),
            statement("Eight patients had serious side effects."),
            study={"design": "single_arm_trial"},
        ),
        "/summary/observed_findings",
        _HARMED,
    ),
    "O003": Pair(
        draft(statement("Grip fell in patients.")),
        draft(statement("Grip fell in patients."), statement("Fatigue was unchanged, with no clear difference.")),
        "/summary/observed_findings",
    ),
    "O004": Pair(
        _limits("It does not tell how many have the illness.", design="single_arm_trial"),
        _limits("It had no placebo group.", design="single_arm_trial"),
        "/summary/does_not_prove",
    ),
    "O005": Pair(
        draft(statement("Grip fell in patients.")),
        draft(
            statement("Grip fell in patients."),
            quick_summary=[statement("The study tested grip.")],
            does_not_prove=[statement("It does not show the cause.", basis="design_rule")],
            limitations=[statement("Few people took part.", basis="design_rule")],
        ),
        "/summary/quick_summary",
    ),
    "O006": _told(
        "One patient (Patient 1) also felt better with the second drug.",
        "Of patients 1 and 2, who got the second drug, one (Patient 1) felt better.",
        "Patients 1 and 2 were then given the second drug, patient 1 with benefit.",
    ),
    "L002": Pair(
        draft(*(statement(text) for text in _HARD)),
        draft(*(statement(text) for text in _EASY)),
        "/summary/observed_findings",
    ),
    "L003": Pair(draft(statement(_LONG)), draft(statement("Grip strength fell in patients.")), _FIRST),
    "L004": Pair(
        draft(statement("The MVC was lower in patients.")),
        draft(statement("The MVC (the hardest squeeze) was lower in patients.")),
        _FIRST,
    ),
    "L005": Pair(
        draft(statement("Grip fell in sufferers of the illness.")),
        draft(statement("Grip fell in people with the illness.")),
        _FIRST,
    ),
    "L006": _told(
        "About 60 of 100 people with this illness cannot work.",
        "Six in ten of those who are ill are too ill for a job.",
        "About 60 of 100 people with this illness cannot work",
        "why_it_matters",
    ),
    "L007": Pair(
        draft(statement("Grip strength fell after short walks."), statement("After short walks, grip strength fell.")),
        draft(statement("Grip strength fell after short walks."), statement("Sleep was poor in many patients.")),
        "/summary/observed_findings/1",
    ),
    "L008": _told(
        "The fall in grip suggests that muscles are damaged.",
        "Grip strength fell after the walks.",
        "Grip strength fell after the walks, suggesting damage.",
    ),
    "L009": Pair(
        draft(statement("The paper does not mention harms.", basis="absence"), section="limitations"),
        draft(statement("The abstract does not mention harms.", basis="absence"), section="limitations"),
        "/summary/limitations/0",
        document(level=Level.ABSTRACT),
    ),
    "E008": _told(
        "Grip fell in patients who took rituximab.",
        "Grip fell in patients.",
        "Grip strength fell by 13.8% in patients.",
    ),
    "E009": _told(
        "Walking speed fell in patients.",
        "The strength of the grip fell in patients.",
        "Grip strength fell in patients.",
    ),
    "I004": _told(
        "Grip fell in patients (design=case_control).",
        "Grip fell in patients (P = 0.04).",
        "Grip strength fell in patients (P = 0.04).",
    ),
    "I005": _told(
        "Quorinase was low in patients, and their grip fell.",
        "Grip fell in patients.",
        "Grip strength fell in patients (P = 0.04).",
    ),
}
