"""Draft: a plain-language entry before people have judged it, each statement with the passages it rests on.

The shape is the interchange format `atlas.draft/1`: names are fixed, fields may be added, never renamed. A draft is
immutable; an edit is a new draft. Its identity is the digest of its canonical JSON.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from pipeline.domain.identity import digest_of_json
from pipeline.domain.paper import Author, PubStatus, Version
from pipeline.domain.record import Record

__all__ = [
    "SECTION_NAMES",
    "Badge",
    "Basis",
    "CaseDefinition",
    "Connective",
    "Context",
    "DefinitionRole",
    "Design",
    "Draft",
    "DraftPaper",
    "Evidence",
    "Group",
    "Identity",
    "MadeBy",
    "Pem",
    "PemOverride",
    "Source",
    "SourceText",
    "Statement",
    "Study",
    "Summary",
]


class Design(StrEnum):
    """What was done, whatever the paper calls itself."""

    RCT = "rct"
    CROSSOVER_TRIAL = "crossover_trial"
    NONRANDOMISED_TRIAL = "nonrandomised_trial"
    SINGLE_ARM_TRIAL = "single_arm_trial"
    CASE_SERIES = "case_series"
    CASE_REPORT = "case_report"
    CASE_CONTROL = "case_control"
    COHORT = "cohort"
    CROSS_SECTIONAL = "cross_sectional"
    SURVEY = "survey"
    QUALITATIVE = "qualitative"
    MIXED_METHODS = "mixed_methods"
    DIAGNOSTIC_ACCURACY = "diagnostic_accuracy"
    PREDICTION_MODEL = "prediction_model"
    SYSTEMATIC_REVIEW = "systematic_review"
    META_ANALYSIS = "meta_analysis"
    SCOPING_REVIEW = "scoping_review"
    NARRATIVE_REVIEW = "narrative_review"
    GUIDELINE = "guideline"
    CRITERIA_DEFINITION = "criteria_definition"
    METHODS = "methods"
    ANIMAL = "animal"
    IN_VITRO = "in_vitro"
    EX_VIVO = "ex_vivo"
    IN_SILICO = "in_silico"
    GWAS = "gwas"
    MENDELIAN_RANDOMIZATION = "mendelian_randomization"
    PROTOCOL = "protocol"
    EDITORIAL = "editorial"
    LETTER = "letter"
    PATIENT_SUMMARY = "patient_summary"
    ERRATUM = "erratum"
    RETRACTION_NOTICE = "retraction_notice"
    OTHER = "other"


class Badge(StrEnum):
    """Whether post-exertional malaise was compulsory for being enrolled as a case in this study."""

    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    UNCLEAR = "unclear"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """What a statement rests on when it is not a quoted passage."""

    SOURCE = "source"
    ABSENCE = "absence"
    DESIGN_RULE = "design_rule"
    PROFILE = "profile"
    REVIEWER = "reviewer"


class Connective(StrEnum):
    """How the case definitions of the entry rule are joined."""

    SINGLE = "SINGLE"
    AND = "AND"
    OR = "OR"
    AND_OR = "AND_OR"
    NONE = "NONE"
    UNKNOWN = "UNKNOWN"


class DefinitionRole(StrEnum):
    """What a case definition does in a paper."""

    ENTRY = "entry"
    SUBGROUP = "subgroup"
    DESCRIBED = "described"


class Context(StrEnum):
    """Whose illness the study is about."""

    MECFS = "mecfs"
    LONG_COVID = "long_covid"
    OTHER_FATIGUE = "other_fatigue"
    MIXED = "mixed"
    ANIMAL = "animal"
    CELL = "cell"
    NONE = "none"


class Evidence(Record):
    """One contiguous passage of the source, word for word, with the page on which it begins (1-based).

    `section` is the heading it stands under, for people; it is never used to find the passage again.
    """

    quote: str
    page: int | None = None
    section: str | None = None


class Statement(Record):
    """One sentence of the summary. Without evidence it should say what it rests on (`basis`).

    `searched` names the sections in which something was looked for and not found (`basis: absence`).
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    basis: Basis = Basis.SOURCE
    searched: tuple[str, ...] = ()
    stated_by: Literal["authors", "us"] | None = None


class Summary(Record):
    """The eight sections of an entry, each a list of statements."""

    quick_summary: tuple[Statement, ...] = ()
    why_it_matters: tuple[Statement, ...] = ()
    observed_findings: tuple[Statement, ...] = ()
    inferred_conclusions: tuple[Statement, ...] = ()
    remaining_questions: tuple[Statement, ...] = ()
    does_not_prove: tuple[Statement, ...] = ()
    strengths: tuple[Statement, ...] = ()
    limitations: tuple[Statement, ...] = ()

    def section(self, name: str) -> tuple[Statement, ...]:
        """The statements of one section, by its name in the format."""
        statements: tuple[Statement, ...] = getattr(self, name)
        return statements

    def statements(self) -> tuple[tuple[str, Statement], ...]:
        """Every statement with its JSON Pointer, in reading order."""
        return tuple(
            (f"/summary/{name}/{index}", statement)
            for name in SECTION_NAMES
            for index, statement in enumerate(self.section(name))
        )


SECTION_NAMES: tuple[str, ...] = tuple(Summary.model_fields)


class SourceText(Record):
    """Where the text we read came from, and how far it can be trusted."""

    origin: str = "text"
    confidence: float | None = None
    unreliable_pages: tuple[int, ...] = ()


class Identity(StrEnum):
    """Whether somebody other than the file itself says which paper it is."""

    RECORD = "record"  # the source is a record, or carries one, made by a publisher or an index
    AGREES = "agrees"  # a record of the same paper was given, and title and first author agree
    NOT_CHECKED = "not_checked"  # only the file's own title page says what it is


class Source(Record):
    """The file or record the draft was made from. `file` is a name, never a path of this machine."""

    file: str
    level: str | None = None
    language: str | None = None
    text: SourceText = SourceText()
    identity: Identity | None = None
    digest: str | None = None
    reader: str | None = None


class DraftPaper(Record):
    """The paper as the draft names it."""

    title: str
    authors: tuple[Author, ...] = ()
    journal: str = ""
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    licence: str | None = None
    versions: tuple[Version, ...] = ()


class MadeBy(Record):
    """Who or what wrote the draft. `note` is for people; `not_seen` lists sections that the drafter never saw.

    `completion` is the digest of the reply that the draft was made from. `lacks` says what that reply lacked or had
    wrong after every repair: a draft with anything there is kept, and a person must look at it. `anew` says of a draft
    made from another text than the one before it (a preprint's article, a fuller text) why, and then what changed.
    """

    kind: Literal["model", "offline", "person"]
    model: str | None = None
    prompt: str | None = None
    prompt_digest: str | None = None
    completion: str | None = None
    not_seen: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()
    note: str = ""


class Group(Record):
    """One group of participants and its size."""

    label: str
    n: int | None = None


class CaseDefinition(Record):
    """A named set of criteria: its id in the profile, the paper's own words for it, and what it does in the paper."""

    id: str
    verbatim: str = ""
    role: DefinitionRole = DefinitionRole.ENTRY


class Study(Record):
    """What was done, to or with whom. Only `design` must be there."""

    design: Design
    pub_status: PubStatus | None = None
    context: Context | None = None
    n_total: int | None = None
    groups: tuple[Group, ...] = ()
    case_definitions: tuple[CaseDefinition, ...] = ()
    connective: Connective | None = None
    evidence: tuple[Evidence, ...] = ()
    population: str | None = None
    comparator: str | None = None
    follow_up: str | None = None
    n_studies: int | None = None
    harms_reported: Literal["yes", "no", "not_said"] | None = None
    funding: str | None = None
    interests: str | None = None
    registry_ids: tuple[str, ...] = ()
    label_in_paper: str | None = None


class PemOverride(Record):
    """A person's decision on the badge, kept beside the computed value."""

    badge: Badge
    reason: str
    by: str
    at: str


class Pem(Record):
    """The badge, the reason code of the decision table's row, and the eligibility passages it rests on."""

    badge: Badge
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    override: PemOverride | None = None
    flags: tuple[str, ...] = ()


class Draft(Record):
    """One entry as drafted. `schema` in JSON."""

    schema_: Literal["atlas.draft/1"] = Field(default="atlas.draft/1", alias="schema")
    source: Source
    paper: DraftPaper
    made_by: MadeBy | None = None
    study: Study
    pem: Pem
    summary: Summary

    def digest(self) -> str:
        """This draft's identity: the digest of its canonical JSON."""
        return digest_of_json(self.model_dump(mode="json", by_alias=True))
