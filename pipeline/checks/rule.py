"""What a rule is: a code, what it says about a draft, and a pure function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.checks.case import Case
from pipeline.domain.report import Severity

__all__ = ["Family", "Hit", "Rule"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule found: where (JSON Pointer), what, and the words of the source to compare with.

    `span` is a half-open range of code points of the statement's text. `severity` replaces that of the rule where
    this hit weighs more or less than its others. `repair` proposes the whole statement put right; it is shown
    only if the rules prove it.
    """

    field: str
    message: str
    span: tuple[int, int] | None = None
    nearest: str | None = None
    severity: Severity | None = None
    repair: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `reads_words` is true where it depends on the language of paper and draft; `judges_style` where it judges the
    drafter's own words, which an offline draft has none of; `needs_facts` where it compares the draft with what rules
    read out of the paper by a profile; `needs_verdicts` where it tells what a second model said.
    """

    code: str
    severity: Severity
    title: str
    find: Callable[[Case], Iterable[Hit]]
    reads_words: bool = True
    judges_style: bool = False
    needs_facts: bool = False
    needs_verdicts: bool = False


def _nothing(_case: Case) -> str:
    """What a family leaves out that leaves out nothing."""
    return ""


@dataclass(frozen=True, slots=True)
class Family:
    """The rules of one kind. `fields` names what they look at where that is not the whole draft.

    `missing` says what the family does not do yet; it is empty for a family that is whole. `left_out` says what of a
    draft it did not look at.
    """

    letter: str
    name: str
    rules: tuple[Rule, ...] = ()
    fields: tuple[str, ...] = ()
    missing: str = ""
    left_out: Callable[[Case], str] = _nothing
