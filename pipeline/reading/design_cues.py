"""Signs of a study's design and the cues that show them: the vocabulary that the lists of cues share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pipeline.reading.patterns import in_small_letters
from pipeline.text.openings import openings_of

__all__ = ["NUMBER", "PEOPLE", "TREATMENT", "Cue", "Sign", "cues"]


class Sign(StrEnum):
    """One answer to one question about what was done."""

    RETRACTION = "retraction"
    ERRATUM = "erratum"
    PATIENT_SUMMARY = "patient summary"
    LETTER = "letter"
    EDITORIAL = "editorial"
    PROTOCOL = "planned, not done"
    META = "results of studies combined"
    SYSTEMATIC = "studies searched and selected by a method"
    SCOPING = "literature mapped"
    NARRATIVE = "literature discussed"
    NO_SEARCH = "no search described"
    GUIDELINE = "recommendations"
    CRITERIA = "a case definition proposed"
    GWAS = "variants across the genome"
    MENDELIAN = "genetic instruments"
    ANIMAL = "animals"
    CELL_LINE = "cultured cells or lines"
    HANDLED_CELLS = "people's cells or serum handled in the laboratory"
    IN_SILICO = "data or models in the computer"
    ASSIGNED = "an intervention was given"
    BY_CHANCE = "allocation by chance"
    NOT_BY_CHANCE = "allocation not by chance"
    CROSSED = "each person had both treatments"
    ARMS = "treated and untreated groups"
    NO_COMPARATOR = "no comparator"
    PATIENTS_AND_CONTROLS = "cases and controls"
    FOLLOWED = "followed over time"
    ONCE = "measured once"
    QUALITATIVE = "interviews and themes"
    MIXED = "mixed methods"
    SURVEY = "a survey"
    INDEX_TEST = "a test against a reference"
    PREDICTION = "a model trained and tested"
    INSTRUMENT = "an instrument or method developed or validated"
    ONE_CASE = "one patient described"
    SERIES = "a series of patients described"
    OWN_PEOPLE = "people studied"


PEOPLE = "people studied"


@dataclass(frozen=True)
class Cue:
    """One pattern and its weight. A negative weight speaks against the sign."""

    pattern: re.Pattern[str]
    weight: float

    @cached_property
    def openings(self) -> frozenset[str] | None:
        """Letters of which a word begins with one wherever the cue shows; None where that is not known."""
        return openings_of(self.pattern.pattern)


def cues(*written: tuple[str, float]) -> tuple[Cue, ...]:
    """Cues from patterns and weights; they are matched in small letters."""
    return tuple(Cue(in_small_letters(pattern), weight) for pattern, weight in written)


PEOPLE = (
    r"(?:patients?|participants?|people|persons?|adults?|women|men|children|adolescents?|individuals?"
    r"|subjects?|cases?|volunteers?|students?|pupils?|donors?|veterans?|respondents?)"
)
TREATMENT = (
    r"(?:treatments?|therap(?:y|ies)|drugs?|tablets?|capsules?|pills?|infusions?|injections?|doses?"
    r"|courses?|program(?:me)?s?|training|exercises?|sessions?"
    r"|supplements?|vitamins?|diets?|interventions?|stimulation|massage|coaching|app|device|stockings"
    r"|leaflets?|placebo|sham|\w+(?:mab|vir|statin|tide|zole|pril|sartan|azine|exone|sone|mycin|cillin"
    r"|idine|caine|formin)"
    r"|hydrocortisone|melatonin|naltrexone|immunoglobulins?|antibiotics?|probiotics?|coenzyme|oxygen"
    r"|acupuncture|yoga|meditation)"
)
NUMBER = (
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for"
    r"|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
)
