"""What the rules looked for in one statement and did not find, and what they did not look for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.checks import FAMILIES
from pipeline.domain.report import Check, CheckStatus, Finding, Report
from pipeline.text.regex import regex

__all__ = ["LookedFor", "looked_for", "why_not"]

_CODES = regex(r": (?:[A-Z]\d{3}(?:, )?)+ did not run| \([a-z]+\.[a-z_]+\)")
_COMPARES = frozenset("ENDV")  # these compare a sentence with its passages, and say nothing of one that has none
_OF_SECTIONS = frozenset("O")  # what is left out is left out of a section, not of a sentence
_STATEMENTS = tuple(
    family.letter
    for family in FAMILIES
    if family.letter not in _OF_SECTIONS
    and (not family.fields or any(one.startswith("/summary") for one in family.fields))
)


@dataclass(frozen=True, slots=True)
class LookedFor:
    """The families of rules that looked wholly and found nothing in a statement, as (letter, name); the rest, with why.

    `compared` is false where a statement has no passage to be compared with.
    """

    clean: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, str], ...]
    compared: bool

    @property
    def clean_names(self) -> str:
        """The names of those that found nothing, as a list for people."""
        return ", ".join(name for _, name in self.clean)

    @property
    def skipped_names(self) -> str:
        """The names of those that did not look, or in part."""
        return ", ".join(name for name, _ in self.skipped)


def looked_for(report: Report, found: Iterable[Finding], *, has_evidence: bool) -> LookedFor:
    """What was looked for in the statement that the findings `found` are about."""
    hit = {one.rule[0] for one in found}
    checks = [one for one in report.checks if one.family in _STATEMENTS]
    looked = [one for one in checks if one.status is CheckStatus.RAN]
    return LookedFor(
        clean=tuple(
            (one.family, one.name or one.family)
            for one in looked
            if one.family not in hit and (has_evidence or one.family not in _COMPARES)
        ),
        skipped=tuple((one.name or one.family, why_not(one)) for one in checks if one.status is not CheckStatus.RAN),
        compared=has_evidence,
    )


def why_not(one: Check) -> str:
    """Why a family did not look, or looked in part, without the codes of rules and the names of settings."""
    return _CODES.sub("", one.reason or "")
