"""W, wording: no stronger than the design allows and the evidence says; no praise, no advice, no side taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.doubts import hedge_lost, hedge_won
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.draft import Design
from pipeline.domain.report import Severity
from pipeline.text.regex import regex
from pipeline.text.wording_claims import (
    ADVICE,
    ADVOCACY,
    ASKS_RESEARCH,
    ATTRIBUTED,
    CAUSAL,
    CAUSAL_SOURCE,
    CHANGES,
    DOUBT,
    EXPERIMENT,
    FIRST,
    FIRST_SOURCE,
    HYPE,
    MECHANISM,
    MODAL,
    PLANNED,
    REPORTING,
    TREATMENT_WORKS,
)
from pipeline.text.wording_clauses import clause_at, clauses
from pipeline.text.wording_definitions import without_asides, without_definitions
from pipeline.text.wording_repairs import linked

__all__ = ["FAMILY"]

_CLAIMING = tuple(
    f"/summary/{name}/" for name in ("quick_summary", "why_it_matters", "observed_findings", "inferred_conclusions")
)
_FOUND = ("/summary/quick_summary/", "/summary/observed_findings/", "/summary/inferred_conclusions/")
# Designs in which an effect of what was tested may be told as one (in the past, of those tested).
_TESTS_CAUSE = frozenset({Design.RCT, Design.CROSSOVER_TRIAL, Design.ANIMAL, Design.IN_VITRO})
# What these pool or recommend is as strong as what they rest on; their own words decide.
_AS_STRONG_AS_SOURCE = frozenset(
    {Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.GUIDELINE, Design.MENDELIAN_RANDOMIZATION}
)
_NO_RESULTS = frozenset({Design.PROTOCOL})
# People who took part say so themselves: what they report is what was found.
_ASSOCIATED = regex(r"\b(?:associat|correlat|link|relat)(?:ed|ion|ions|ionship|es|e)\b", re.IGNORECASE)
_MERE_STATE = regex(
    r"(?:reduc|improv|impair|affect|worsen|disrupt|damag|suppress|exacerbat)ed|affect\w*|worsen\w*", re.IGNORECASE
)
_OWN_WORDS = regex(
    r"\b(?:said|say|report(?:ed|s)?|(?<!self-)rated|felt|describ(?:e|ed)|answer(?:ed|s)|respondents?|believed"
    r"|told|perceived)\b",
    re.IGNORECASE,
)
_DENIES = regex(
    r"\b(?:not|never|cannot|neither|nor|no|nobody|nothing|none)\b|n['’]t\b|\bfail(?:s|ed)? to\b", re.IGNORECASE
)
_SAID_TO = regex(r"\b(?:said|reported|felt|believed|thought) (?:\w+ ){0,2}?(?:to|that)\b", re.IGNORECASE)
_NEITHER = regex(r"\b(?:not|neither|none|never)[ ,]+$", re.IGNORECASE)


def _cause(case: Case) -> Iterator[Hit]:
    design = case.draft.study.design
    for field, statement in case.statements:
        if not field.startswith(_CLAIMING):
            continue
        text, quotes = without_definitions(without_asides(statement.text)), case.quotes_of(field)
        place = _claimed(CAUSAL, text)
        if place is not None and (not statement.evidence or not _tells_cause(quotes)):
            word = text[slice(*place)]
            message = f"“{shown(word)}” tells a cause; the evidence does not."
            repair = linked(statement.text, place, quotes)
            yield Hit(field, message, place, shown(quotes) or None, repair=repair)
            continue
        if design in _TESTS_CAUSE or design in _AS_STRONG_AS_SOURCE or EXPERIMENT.search(quotes):
            continue
        place = place or (None if _OWN_WORDS.search(text) else _claimed(CHANGES, text))
        if place is None or MODAL.search(text) or _SAID_TO.search(text):
            continue
        if _is_hedged_report(text) and not (_claimed(CAUSAL, text) and DOUBT.search(quotes)):
            continue
        if field.startswith("/summary/why_it_matters/") and CAUSAL_SOURCE.search(quotes):
            continue
        word = text[slice(*place)]
        if design in _NO_RESULTS and PLANNED.search(text):
            continue
        message = f"“{shown(word)}” tells cause and effect; a study of this design ({design}) cannot show it."
        yield Hit(field, message, place, shown(quotes) or None, repair=linked(statement.text, place, quotes))


def _tells_cause(quotes: str) -> bool:
    """Whether a passage speaks of cause itself, or of an experiment on cells or animals, which shows one."""
    if EXPERIMENT.search(quotes):
        return True
    words = (match.group() for match in CAUSAL_SOURCE.finditer(quotes))
    # "Reduced activity was associated with it": what is reduced there is no effect of anything.
    return any(_ASSOCIATED.search(quotes) is None or not _MERE_STATE.fullmatch(word) for word in words)


def _mechanism(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        if not field.startswith(_FOUND):
            continue
        text = without_asides(statement.text)
        word = MECHANISM.search(text)
        if word is None or MODAL.search(text) or REPORTING.search(text) or ATTRIBUTED.search(text):
            continue
        if _denied(text, word.start()):
            continue
        quotes = case.quotes_of(field)
        if MECHANISM.search(quotes) and not (MODAL.search(quotes) or REPORTING.search(quotes)):
            continue
        message = f"“{word.group()}” tells a mechanism as shown; say who thinks so, and how surely."
        yield Hit(field, message, word.span(), shown(quotes) or None)


def _hype(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        word = HYPE.search(statement.text)
        if word is None or _in_source(word.group(), case.quotes_of(field)):
            continue
        if _denied(statement.text, word.start()):
            continue
        yield Hit(field, f"“{word.group()}” praises; say what was done and found.", word.span())


def _first(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        word = FIRST.search(statement.text)
        if word is None or statement.text.rstrip().endswith("?") or _denied(statement.text, word.start()):
            continue
        if FIRST_SOURCE.search(case.quotes_of(field)):
            continue
        yield Hit(field, f"“{word.group()}”: the evidence does not say so.", word.span())


def _advice(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        text = statement.text
        word = ADVICE.search(text)
        if word is None or text.rstrip().endswith("?") or ASKS_RESEARCH.search(text[word.start() :]):
            continue
        quotes = case.quotes_of(field)
        if ATTRIBUTED.search(text) and (ADVICE.search(quotes) or re.search(r"\b(?:should|recommend|advise)", quotes)):
            continue
        if re.search(r"\bin (?:their|the authors['’]) view\b", text) and ADVICE.search(quotes):
            continue
        yield Hit(field, f"“{shown(word.group())}” tells people what to do; an entry gives no advice.", word.span())


def _advocacy(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        word = ADVOCACY.search(statement.text)
        if word is None or _in_source(word.group(), case.quotes_of(field)):
            continue
        yield Hit(field, f"“{shown(word.group())}” takes a side that the evidence does not bear out.", word.span())


def _works(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        if not field.startswith(_CLAIMING):
            continue
        text = without_asides(statement.text)
        word = TREATMENT_WORKS.search(text)
        if word is None or _denied(text, word.start()) or MODAL.search(text) or re.search(r"\bwhether\b", text):
            continue
        if TREATMENT_WORKS.search(case.quotes_of(field)) and ATTRIBUTED.search(text):
            continue
        yield Hit(field, f"“{shown(word.group())}” recommends; one study does not show what works.", word.span())


def _claimed(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """The first match that its clause neither denies nor leaves open."""
    for match in pattern.finditer(text):
        if _MEANT.search(text, 0, match.start()):
            continue
        if not _denied(text, match.start()) and not MODAL.search(clause_at(text, match.start())):
            return match.span()
    return None


def _is_hedged_report(text: str) -> bool:
    """Whether the authors are said to put this forward rather than to have shown it."""
    return ATTRIBUTED.search(text) is not None and not re.search(r"\b(?:show|prove|demonstrate|confirm)\w*\b", text)


# "A test meant to bring on symptoms" says what it is for.
_MEANT = regex(
    r"\b(?:meant|designed|intended|supposed|used|chosen|able|hoped|tested|said|expected) to\s$", re.IGNORECASE
)


def _denied(text: str, position: int) -> bool:
    """Whether the word at `position` is denied by one that stands before it in its clause."""
    for clause in clauses(text):
        if clause.start <= position < clause.start + len(clause.text):
            return (
                _DENIES.search(text[clause.start : position]) is not None
                or _NEITHER.search(text, 0, position) is not None
            )
    return False


def _in_source(words: str, quotes: str) -> bool:
    return words.lower() in quotes.lower()


FAMILY = Family(
    "W",
    "wording",
    (
        Rule("W001", Severity.WARNING, "A cause is told that the design or the evidence does not show", _cause,
             judges_style=True),
        Rule("W002", Severity.WARNING, "A word of doubt was lost", hedge_lost, judges_style=True),
        Rule("W003", Severity.NOTE, "A word of doubt was added to a finding", hedge_won, judges_style=True),
        Rule("W004", Severity.WARNING, "A mechanism is told as shown", _mechanism, judges_style=True),
        Rule("W005", Severity.BLOCKING, "Words of praise", _hype, judges_style=True),
        Rule("W006", Severity.BLOCKING, "First, only or largest without the source saying so", _first,
             judges_style=True),
        Rule("W007", Severity.BLOCKING, "Advice", _advice, judges_style=True),
        Rule("W008", Severity.BLOCKING, "A side taken", _advocacy, judges_style=True),
        Rule("W009", Severity.WARNING, "A treatment or a test said to work", _works, judges_style=True),
    ),
    fields=("/summary",),
)  # fmt: skip
