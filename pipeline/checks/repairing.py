"""Whether a proposed repair of a statement puts it right: its finding is gone, and no rule finds anything new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.checks.case import Case
from pipeline.checks.rule import Hit, Rule
from pipeline.domain.draft import Draft, Statement, Summary

__all__ = ["proven"]

# The rules that compare statements of one draft with each other.
_COMPARING = frozenset({"D006", "L007"})


def proven(case: Case, hit: Hit, rule: Rule, rules: Sequence[Rule]) -> str | None:
    """The repaired text that `hit` proposes, if `rules` bear it out; None where there is none or they do not.

    The statement is judged by itself, before and after, with the study facts and the paper as they are; rules that
    compare statements with each other judge the whole draft.
    """
    if hit.repair is None:
        return None
    section, _, index = hit.field.removeprefix("/summary/").partition("/")
    statement = case.draft.summary.section(section)[int(index)]
    if hit.repair == statement.text:
        return None
    before = _found(case, section, statement, rules)
    after = _found(case, section, statement.model_copy(update={"text": hit.repair}), rules)
    if after[rule.code] >= before[rule.code] or after - before:
        return None
    across = [one for one in rules if one.code in _COMPARING]
    whole = _with(case.draft, section, int(index), hit.repair)
    return None if _everywhere(case, whole, across) - _everywhere(case, case.draft, across) else hit.repair


def _found(case: Case, section: str, statement: Statement, rules: Sequence[Rule]) -> Counter[str]:
    """How often each rule finds something in a draft that holds this statement and no other."""
    alone = _alone(case.draft, section, statement)
    one = Case(alone, case.document, case.profile, case.known)
    field = f"/summary/{section}/0"
    return Counter(rule.code for rule in rules for hit in rule.find(one) if hit.field.startswith(field))


def _everywhere(case: Case, draft: Draft, rules: Sequence[Rule]) -> Counter[tuple[str, str]]:
    one = Case(draft, case.document, case.profile, case.known)
    return Counter((rule.code, hit.field) for rule in rules for hit in rule.find(one))


def _with(draft: Draft, section: str, index: int, text: str) -> Draft:
    told = list(draft.summary.section(section))
    told[index] = told[index].model_copy(update={"text": text})
    return draft.model_copy(update={"summary": draft.summary.model_copy(update={section: tuple(told)})})


def _alone(draft: Draft, section: str, statement: Statement) -> Draft:
    return draft.model_copy(update={"summary": Summary.model_validate({section: (statement,)})})
