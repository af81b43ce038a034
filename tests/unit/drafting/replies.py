"""Invented papers and answers for tests of drafting with a model."""

from __future__ import annotations

import json
from typing import Any

from pipeline.domain.document import Document, Level, Role, Zone
from tests.making import document, paper

__all__ = ["answer", "as_text", "invented_paper", "statement"]


def invented_paper(*, long: bool = False) -> Document:
    """An invented case-control study with every kind of section; its title is sentence 1."""
    filler = " ".join(f"Background remark number {number} adds little to the matter." for number in range(60))
    return document(
        [
            (
                Role.SUMMARY,
                Zone.ABSTRACT,
                "Abstract",
                "We compared sleep in 12 patients and 11 controls. Sleep was short.",
            ),
            (
                Role.INTRODUCTION,
                Zone.BODY,
                "Introduction",
                f"Sleep is poorly known. {filler if long else ''} We asked why.",
            ),
            (Role.METHODS, Zone.BODY, "Methods", "Twelve patients met the 2003 Canadian Consensus Criteria."),
            (Role.RESULTS, Zone.BODY, "Results", "Sleep lasted 6.1 h in patients and 7.4 h in controls (p = 0.01)."),
            (Role.DISCUSSION, Zone.BODY, "Discussion", "Sleep may be shorter in this illness. Our sample was small."),
            (Role.BACK, Zone.BACK, "Acknowledgements", "We thank everybody."),
            (Role.REFERENCES, Zone.REFERENCES, "References", "Doe J. An invented reference. 2001."),
        ],
        of=paper(),
        level=Level.FULLTEXT_XML,
    )


def statement(text: str, *sentences: int, basis: str = "source", stated_by: str | None = None) -> dict[str, Any]:
    """One statement as a model sends it."""
    return {"text": text, "sentences": list(sentences), "basis": basis, "stated_by": stated_by}


def answer(**changes: Any) -> dict[str, Any]:
    """A whole answer about `invented_paper`; `changes` replace sections, or parts of the study."""
    whole: dict[str, Any] = {
        "study": {
            "design": "case_control",
            "context": "mecfs",
            "n_total": 23,
            "n_studies": None,
            "groups": [{"label": "patients", "n": 12}, {"label": "controls", "n": 11}],
            "case_definitions": [{"id": "ccc2003", "role": "entry", "sentences": [6]}],
            "connective": "SINGLE",
            "sentences": [2],
        },
        "quick_summary": [statement("The study compared sleep in 12 patients and 11 controls.", 2)],
        "why_it_matters": [statement("Little is known about sleep in this illness.", 4)],
        "observed_findings": [statement("Patients slept 6.1 hours and controls 7.4 hours (p = 0.01).", 7)],
        "inferred_conclusions": [statement("The authors say that sleep may be shorter in this illness.", 8)],
        "remaining_questions": [],
        "does_not_prove": [
            statement("It does not show that short sleep causes the illness.", basis="design_rule", stated_by="us")
        ],
        "strengths": [],
        "limitations": [statement("The sample was small.", 9, stated_by="authors")],
    }
    study = {name: value for name, value in changes.items() if name in whole["study"]}
    sections = {name: value for name, value in changes.items() if name not in study}
    return {**whole, **sections, "study": {**whole["study"], **study}}


def as_text(value: Any) -> str:
    """JSON as a model writes it."""
    return json.dumps(value)
