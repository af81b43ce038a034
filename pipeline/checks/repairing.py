"""Whether a proposed repair of a statement puts it right: its finding is gone, and no rule finds anything new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.checks.case import Case
from pipeline.checks.rule import Hit, Rule
from pipeline.domain.draft import Draft, Statement, Summary

__all__ = ["proven"]


def proven(case: Case, hit: Hit, rule: Rule, rules: Sequence[Rule]) -> str | None:
    """The repaired text that `hit` proposes, if `rules` bear it out; None where there is none or they do not.

    The statement is judged by itself, before and after, with the study facts and the paper as they are. Rules that
    compare statements with each other are asked as well, and find no more than they found of it alone.
    """
    if hit.repair is None:
        return None
    section, _, index = hit.field.removeprefix("/summary/").partition("/")
    statement = case.draft.summary.section(section)[int(index)]
    if hit.repair == statement.text:
        return None
    before = _found(case, section, statement, rules)
    after = _found(case, section, statement.model_copy(update={"text": hit.repair}), rules)
    return hit.repair if after[rule.code] < before[rule.code] and not after - before else None


def _found(case: Case, section: str, statement: Statement, rules: Sequence[Rule]) -> Counter[str]:
    """How often each rule finds something in a draft that holds this statement and no other."""
    alone = _alone(case.draft, section, statement)
    one = Case(alone, case.document, case.profile, case.known)
    field = f"/summary/{section}/0"
    return Counter(rule.code for rule in rules for hit in rule.find(one) if hit.field.startswith(field))


def _alone(draft: Draft, section: str, statement: Statement) -> Draft:
    return draft.model_copy(update={"summary": Summary.model_validate({section: (statement,)})})
