"""What each design is in plain words, and what a study of that design cannot show however well it is done.

The limits follow from how the design works (STROBE, CONSORT, PRISMA and the Oxford levels of evidence say the same at
greater length); nothing here is read from the paper, and every statement made from it says so (`design_rule`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.draft import Design

__all__ = ["DESIGNS", "DISCUSSIONS", "SECONDARY", "WITHOUT_RESULTS", "DesignWords"]


@dataclass(frozen=True, slots=True)
class DesignWords:
    """`name` continues "This was ..." or "This is ..."; `limits` are whole sentences, the most important first."""

    name: str
    limits: tuple[str, ...]
    treats: bool = False
    present: bool = False


_NO_COMPARISON = (
    "There was no comparison group, so the study does not show that the treatment caused the changes that were "
    "seen: people can also "
    "change by chance, with time, or because they expect to."
)
_ONE_MOMENT = (
    "The study compared groups; it does not show what came first, or that any difference between them "
    "causes the illness."
)
_TEST_OUTSIDE = (
    "It does not show that the test or model would work as well in other people, at other clinics or "
    "against other illnesses."
)
_NOT_IN_PEOPLE = "Results from {place} do not show that the same happens in people who live with the illness."

DESIGNS: dict[Design, DesignWords] = {
    Design.RCT: DesignWords(
        "a randomised trial: chance decided who received which treatment",
        (
            (
                "The result holds for the treatment, the dose, the time and the people of this trial; it does not show "
                "what would happen in others."
            ),
        ),
        treats=True,
    ),
    Design.CROSSOVER_TRIAL: DesignWords(
        "a crossover trial: each person received each treatment, one after the other",
        (
            (
                "The result holds for the treatment, the time and the people of this trial; it does not show what "
                "would happen in others."
            ),
            "An effect of the first treatment may have lasted into the second period.",
        ),
        treats=True,
    ),
    Design.NONRANDOMISED_TRIAL: DesignWords(
        "a controlled trial without random allocation",
        (
            (
                "Chance did not decide who received which treatment, so the groups may have differed from the start, "
                "and the study does not show what caused a difference."
            ),
        ),
        treats=True,
    ),
    Design.SINGLE_ARM_TRIAL: DesignWords(
        "a trial in which everybody received the treatment", (_NO_COMPARISON,), treats=True
    ),
    Design.CASE_SERIES: DesignWords("a case series: a description of a few people", (_NO_COMPARISON,)),
    Design.CASE_REPORT: DesignWords(
        "a case report: a description of one person",
        ("What was seen in one person does not show what would be seen in another, nor what caused it.",),
    ),
    Design.CASE_CONTROL: DesignWords(
        "a comparison of people who have the illness with people who do not", (_ONE_MOMENT,)
    ),
    Design.COHORT: DesignWords(
        "a cohort study: a group of people was followed or measured over time",
        (
            (
                "Nothing was assigned by chance, so other differences between the people may explain the results; the "
                "study does not show causes."
            ),
        ),
    ),
    Design.CROSS_SECTIONAL: DesignWords(
        "a cross-sectional study: everybody was measured at one point in time",
        (
            (
                "Everything was measured at one point in time; the study does not show what came first, or what causes "
                "what."
            ),
        ),
    ),
    Design.SURVEY: DesignWords(
        "a survey: people answered questions about themselves",
        (
            (
                "The answers come from people who chose to take part and reported on themselves; they do not show how "
                "common something is among all "
                "people with the illness, nor that any treatment works."
            ),
        ),
    ),
    Design.QUALITATIVE: DesignWords(
        "a qualitative study: people described their experience in their own words",
        ("It describes the experience of those who took part; it does not show how many others share it.",),
    ),
    Design.MIXED_METHODS: DesignWords(
        "a study that combined measurements with interviews",
        ("Nothing was assigned by chance, so the study does not show causes.",),
    ),
    Design.DIAGNOSTIC_ACCURACY: DesignWords("a study of how well a test tells groups apart", (_TEST_OUTSIDE,)),
    Design.PREDICTION_MODEL: DesignWords("a study that built a prediction model", (_TEST_OUTSIDE,)),
    Design.SYSTEMATIC_REVIEW: DesignWords(
        "a systematic review: a planned search for all studies of a question",
        ("A review is only as strong as the studies it includes; it adds no new measurements.",),
        present=True,
    ),
    Design.META_ANALYSIS: DesignWords(
        "a meta-analysis: the numbers of several studies were combined",
        (
            (
                "A combined number is only as sound as the studies behind it, and they may have studied different "
                "people in different ways."
            ),
        ),
        present=True,
    ),
    Design.SCOPING_REVIEW: DesignWords(
        "a scoping review: a map of what has been studied",
        ("It maps what has been studied; it does not weigh how sound the studies are.",),
        present=True,
    ),
    Design.NARRATIVE_REVIEW: DesignWords(
        "a review article in which the authors discuss studies of their choice",
        (
            (
                "The authors chose which studies to discuss; it adds no new measurements and does not show that all "
                "evidence was weighed."
            ),
        ),
        present=True,
    ),
    Design.GUIDELINE: DesignWords("a guideline", ("It recommends; it adds no new measurements.",), present=True),
    Design.CRITERIA_DEFINITION: DesignWords(
        "a paper that proposes criteria for a diagnosis",
        ("It proposes criteria; it does not show that people who meet them share one cause or one illness.",),
        present=True,
    ),
    Design.METHODS: DesignWords(
        "a paper about a method or an instrument",
        ("It is about the method; it does not show anything about causes or treatments.",),
    ),
    Design.ANIMAL: DesignWords("a study in animals", (_NOT_IN_PEOPLE.format(place="animals"),)),
    Design.IN_VITRO: DesignWords("a laboratory study of cells", (_NOT_IN_PEOPLE.format(place="cells in a dish"),)),
    Design.EX_VIVO: DesignWords(
        "a laboratory study of samples taken from people",
        (_NOT_IN_PEOPLE.format(place="samples in a laboratory"), _ONE_MOMENT),
    ),
    Design.IN_SILICO: DesignWords(
        "a computer analysis of data that existed already", (_NOT_IN_PEOPLE.format(place="computer models"),)
    ),
    Design.GWAS: DesignWords(
        "a genome-wide association study",
        (
            (
                "A gene variant that is more common in one group points to a region of the genome; it does not show "
                "which gene matters, or how."
            ),
        ),
    ),
    Design.MENDELIAN_RANDOMIZATION: DesignWords(
        "a Mendelian randomisation study: gene variants stood in for an exposure",
        (
            (
                "The result is consistent with a cause only if the assumptions of the method hold, which the data "
                "cannot prove."
            ),
        ),
    ),
    Design.PROTOCOL: DesignWords(
        "the plan of a study", ("It is a plan and reports no results, so it does not show anything yet.",), present=True
    ),
    Design.EDITORIAL: DesignWords(
        "an opinion article", ("It gives the opinion of its authors and reports no new measurements.",), present=True
    ),
    Design.LETTER: DesignWords(
        "a letter or comment", ("It comments on other work and reports no study of its own.",), present=True
    ),
    Design.PATIENT_SUMMARY: DesignWords(
        "a summary for patients of another paper",
        ("It retells another paper; that paper decides what was shown.",),
        present=True,
    ),
    Design.ERRATUM: DesignWords("a correction", (), present=True),
    Design.RETRACTION_NOTICE: DesignWords("a retraction notice", (), present=True),
    Design.OTHER: DesignWords(
        "a paper whose design the rules could not tell",
        ("How the study was done is not known here, so nothing should be read as a cause.",),
    ),
}

#: Designs that report no findings of their own.
WITHOUT_RESULTS = frozenset(
    {Design.PROTOCOL, Design.EDITORIAL, Design.LETTER, Design.ERRATUM, Design.RETRACTION_NOTICE}
)

#: Designs that discuss the work of others; a mechanism they argue for was not observed.
DISCUSSIONS = frozenset({Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.CRITERIA_DEFINITION, Design.PATIENT_SUMMARY})

#: Designs whose subjects are papers, not people.
SECONDARY = frozenset(
    {
        Design.SYSTEMATIC_REVIEW,
        Design.META_ANALYSIS,
        Design.SCOPING_REVIEW,
        Design.NARRATIVE_REVIEW,
        Design.GUIDELINE,
        Design.CRITERIA_DEFINITION,
        Design.EDITORIAL,
        Design.LETTER,
        Design.PATIENT_SUMMARY,
    }
)
