"""P, population: about nobody but those who were studied, and under the illness's own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.draft import Context, Design, Statement
from pipeline.domain.report import Severity
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import clauses, stems
from pipeline.text.wording_population import (
    ANIMALS,
    IN_STUDY,
    MOST,
    PEOPLE_ONLY,
    RESTRICTED,
    SHARE_OF,
    UNIVERSAL,
    widened,
)
from pipeline.text.wording_repairs import put

__all__ = ["FAMILY"]

_CLAIMING = tuple(
    f"/summary/{name}/" for name in ("quick_summary", "why_it_matters", "observed_findings", "inferred_conclusions")
)
_NO_PEOPLE = frozenset({Design.ANIMAL, Design.IN_VITRO, Design.EX_VIVO})
# What these count is a share of people at large.
_COUNTS_PEOPLE = frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.COHORT, Design.GWAS})
_ANIMALS_NAMED = regex(
    r"\b(?:mice|mouse|rats?|rodents?|pigs?|piglets?|rabbits?|monkeys?|macaques?|zebrafish|dogs?|horses?|cows?|sheep"
    r"|hamsters?"
    r"|drosophila)\b",
    re.IGNORECASE,
)
_PRESENT = regex(
    r"\b(?:people|patients|women|men|children|adults|those|individuals) with [\w/ -]{2,30}? (?P<verb>have|has|show"
    r"|are|respond|suffer|react"
    r"|recover|improve|lose|make|produce|hold|differ)\b",
    re.IGNORECASE,
)
_SAMPLE = regex(
    r"\b(?:all|every(?:one|body)?|each)\s(?:of )?(?:the |these |those |other )?(?:\d+|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven"
    r"|twelve|(?:\w+ )?(?:participants?|respondents?|volunteers)|(?:\w+ ){1,3}(?:in|of) (?:the|this|both) (?:study"
    r"|trial|group|survey))\b",
    re.IGNORECASE,
)
_ALL_OF_THEM = regex(
    r"\b(?:all|each|both)(?: of)?(?: the)? (?:(?:two|three|four|five|six|\d+) )?(?:patients?|participants?|people"
    r"|cases|persons?)\b",
    re.IGNORECASE,
)
_ONE_OF_THEM = regex(r"\b(?:[Pp]atients?|[Pp]articipants?|[Cc]ases?|[Ss]ubjects?) \d+(?: and \d+)?")
_CONTRASTED = regex(r"\b(?:while|whereas|but|only|except|however)\b", re.IGNORECASE)
_COUNTED = regex(
    r"\b\d+ (?:of|out of)\b|\bn ?=|\b(?:participants?|patients|responders|subjects|respondents|cases)\b", re.IGNORECASE
)
_MAY_COME_FROM = regex(
    r"\b(?:may|might|could) (?:be|have been) (?:due to|explained by|caused by|from)\b", re.IGNORECASE
)
# Who gave the samples of a laboratory study is told as people.
_GAVE_SAMPLES = regex(
    r"\b(?:participants?|recruited|enrolled|donors?|cohorts?|BMI|body mass|age[ds]?|females?|males?)\b", re.IGNORECASE
)
_FATIGUE_STATE = regex(
    r"\bchronic fatigue\b(?! (?:immune )?(?:dysfunction )?syndrome)(?!,? (?:score|scale|questionnaire))", re.IGNORECASE
)


def _wider(case: Case) -> Iterator[Hit]:
    for field, statement in _claims(case):
        source = case.quotes_of(field)
        match = widened(statement.text, source)
        if match is None:
            continue
        if statement.text[: match.start()].rstrip().endswith(("not", "Not", "nor")) or _of_the_sample(
            statement.text, match
        ):
            continue
        yield Hit(field, f"“{match.group()}” is wider than the evidence.", match.span(), shown(source))


def _part_as_all(case: Case) -> Iterator[Hit]:
    for field, statement in _claims(case):
        if MOST.search(statement.text):
            continue
        if _MAY_COME_FROM.search(statement.text) and not PEOPLE_ONLY.search(statement.text):
            continue  # "the bloating may come from the drink" says nothing of how many had it
        told = stems(statement.text)
        for cited in case.cited_by(field):
            for clause in clauses(cited.evidence.quote):
                part = _part_of_people(clause.text)
                if part is not None and len(clause.stems & told) >= 1 and not _is_a_count(clause.text):
                    message = f"The evidence speaks of a part (“{part}”); the statement does not say so."
                    yield Hit(field, message, None, shown(cited.evidence.quote))
                    break
            else:
                continue
            break


def _share_at_large(case: Case) -> Iterator[Hit]:
    """A share of those who took part, told as a share of all who have the illness."""
    if case.draft.study.design in _COUNTS_PEOPLE and case.draft.study.n_studies:
        return
    for field, statement in _claims(case):
        match = SHARE_OF.search(statement.text)
        if match is None:
            continue
        whole = re.search(r" (?:with|who have|living with) ", statement.text[match.start() : match.end() + 1])
        if whole is None or IN_STUDY.search(statement.text) or UNIVERSAL.search(match.group()):
            continue
        source = case.quotes_of(field)
        if _COUNTED.search(source) and not re.search(r"\bprevalence\b", source):
            message = f"“{shown(match.group())}” is told of everybody; the evidence counts those who took part."
            yield Hit(field, message, match.span(), shown(source))


def _generic(case: Case) -> Iterator[Hit]:
    for field, statement in _claims(case):
        if not field.startswith("/summary/observed_findings/"):
            continue
        match = _PRESENT.search(statement.text)
        if match and not IN_STUDY.search(statement.text):
            message = (
                f"“{shown(match.group())}” is told as always true; findings are told in the past, of those studied."
            )
            yield Hit(field, message, match.span())


def _not_people(case: Case) -> Iterator[Hit]:
    study = case.draft.study
    no_people = study.design in _NO_PEOPLE or study.context in (Context.ANIMAL, Context.CELL)
    if study.design is Design.EX_VIVO:
        return
    for field, statement in case.statements:
        if not field.startswith(("/summary/observed_findings/", "/summary/quick_summary/")):
            continue
        if not no_people and not _only_of_animals(case.quotes_of(field)):
            continue
        match = PEOPLE_ONLY.search(statement.text)
        if match and _GAVE_SAMPLES.search(case.quotes_of(field)):
            continue
        if match and not ANIMALS.search(statement.text) and not re.search(r"\b(?:not|no|nobody)\b", statement.text):
            yield Hit(field, f"“{match.group()}”: this study was not done in people.", match.span())


def _only_of_animals(quotes: str) -> bool:
    """Whether a passage speaks of animals and of nobody else."""
    return _ANIMALS_NAMED.search(quotes) is not None and PEOPLE_ONLY.search(quotes) is None


def _restriction_lost(case: Case) -> Iterator[Hit]:
    everything = " ".join(statement.text for _, statement in case.statements)
    for field, statement in _claims(case):
        if not field.startswith("/summary/observed_findings/"):
            continue
        source = case.quotes_of(field)
        for name, words, others in RESTRICTED:
            found = words.search(source)
            if (
                found
                and not others.search(source)
                and not words.search(statement.text)
                and not words.search(everything)
            ):
                message = f"The evidence is about {name} (“{found.group()}”); nothing in the entry says so."
                yield Hit(field, message, None, shown(source))


def _renamed(case: Case) -> Iterator[Hit]:
    """The illness under a name that the paper never uses, and its own name nowhere."""
    facts, label = case.facts, case.facts.label_in_paper if case.facts else ""
    if facts is None or not label or not case.statements:
        return
    document = case.document.text
    names = {
        "ME/CFS": r"\bME ?/ ?CFS\b|\bmyalgic\b|\bCFS ?/ ?ME\b",
        "long COVID": r"\b(?:long|post)[ -]?(?:acute )?COVID|\bPASC\b",
    }
    everything = " ".join(statement.text for _, statement in case.statements) + (case.draft.study.label_in_paper or "")
    for name, pattern in names.items():
        used = regex(pattern, re.IGNORECASE)
        first = next(((field, match) for field, one in case.statements if (match := used.search(one.text))), None)
        if first is None or used.search(document) or re.search(re.escape(label), everything, re.IGNORECASE):
            continue
        if label.lower().startswith("chronic fatigue") and re.search(r"\bCFS\b(?<!ME/CFS)", everything):
            continue
        field, match = first
        message = f"The paper never says {name}; its own name for the illness is {label}."
        (text,) = (one.text for place, one in case.statements if place == field)
        yield Hit(field, message, match.span(), repair=text.replace(match.group(), label))


def _widened_illness(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        match = _FATIGUE_STATE.search(statement.text)
        if match and not _FATIGUE_STATE.search(case.quotes_of(field)):
            message = "“Chronic fatigue” is a symptom of many illnesses, not the name of this one."
            yield Hit(
                field, message, match.span(), repair=put(statement.text, match.span(), f"{match.group()} syndrome")
            )


def _all_alike(case: Case) -> Iterator[Hit]:
    """All are told to have done the same at the same time; the evidence tells single people apart."""
    for field, statement in _claims(case):
        match = _ALL_OF_THEM.search(statement.text)
        if match is None or not case.said_numbers[field]:
            continue
        source = case.quotes_of(field)
        if len(set(_ONE_OF_THEM.findall(source))) >= 2 and _CONTRASTED.search(source):
            message = f"“{match.group()}” are told alike; the evidence tells them apart."
            yield Hit(field, message, match.span(), shown(source))


def _part_of_people(clause: str) -> str | None:
    match = re.search(
        r"\b(?:a (?:small |large |certain )?(?:number|minority|subset|subgroup|fraction|proportion) of|some|a few"
        r"|certain|several|many"
        r"|sub-?(?:set|group)s? of)(?: \w+){0,3}? (?:patients?|people|subjects|participants|cases|individuals"
        r"|women|men|children|adults"
        r"|subgroups?)\b",
        clause,
        re.IGNORECASE,
    )
    return match.group() if match else None


def _is_a_count(clause: str) -> bool:
    return re.search(r"\bn ?= ?\d", clause) is not None


def _of_the_sample(text: str, match: re.Match[str]) -> bool:
    """Whether "all" is said of those who took part ("all 22 participants", "everyone in the study")."""
    return _SAMPLE.match(text, match.start()) is not None


def _claims(case: Case) -> Iterator[tuple[str, Statement]]:
    for field, statement in case.statements:
        if statement.evidence and field.startswith(_CLAIMING):
            yield field, statement


FAMILY = Family(
    "P",
    "population",
    (
        Rule("P001", Severity.WARNING, "Told of everybody", _wider),
        Rule("P002", Severity.WARNING, "A part told as all", _part_as_all),
        Rule("P003", Severity.WARNING, "A share of those studied told as a share of all", _share_at_large),
        Rule("P004", Severity.NOTE, "A finding told as always true", _generic, judges_style=True),
        Rule("P005", Severity.WARNING, "People where animals or cells were studied", _not_people),
        Rule("P006", Severity.NOTE, "One sex, age or severity dropped", _restriction_lost),
        Rule("P007", Severity.WARNING, "The illness renamed", _renamed, needs_facts=True),
        Rule("P008", Severity.WARNING, "The illness widened to a symptom", _widened_illness, judges_style=True),
        Rule("P009", Severity.WARNING, "All told alike where the evidence tells them apart", _all_alike),
    ),
    fields=("/summary",),
)
