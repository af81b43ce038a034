"""What a draft leaves out: results, table rows and harms of the paper that no statement rests on, ranked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.domain.document import Document, Role, Section, Sentence, Span, Zone
from pipeline.domain.draft import Draft
from pipeline.domain.facts import Direction, Facts, OutcomeReading
from pipeline.text.align import Index
from pipeline.text.regex import regex

__all__ = ["LeftOut", "left_out"]

_NUMBER = regex(r"\d")
_TESTED = regex(r"\b[pP]\s*[=<>≤≥]|\bCI\b|confidence interval|significant|±|\bSD\b|\d\s*%", re.IGNORECASE)
_COMPARED = regex(
    r"\b(?:than|compared|versus|vs\.?|between|differ\w*|higher|lower|increase\w*|decrease\w*|reduc\w+|improv\w+"
    r"|worse\w*|associat\w+|correlat\w+|no (?:clear |significant )?(?:difference|change|effect))\b",
    re.IGNORECASE,
)
_MOST = 12
_SHORTEST = 25
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One passage that no statement rests on: its words, where it stands, and why it may matter."""

    text: str
    page: int | None
    section: str
    why: str


def left_out(draft: Draft, document: Document, facts: Facts, index: Index) -> tuple[LeftOut, ...]:
    """At most a dozen passages, the weightiest first: harms, then tested results, then other numbers of the results.

    `index` is that of the document's text.
    """
    quotes = {one.quote for _, statement in draft.summary.statements() for one in statement.evidence}
    used = [span for quote in quotes for span in index.locate(quote).spans]
    harms = set(facts.harms)
    compared = {outcome.passage.start: outcome for outcome in facts.outcomes if outcome.cells}
    found: list[tuple[int, int, LeftOut]] = []
    for order, sentence in enumerate(document.sentences):
        section = document.section_of(sentence)
        weight, why = _weight(document.slice(sentence.span), section, harm=sentence.span in harms)
        if (outcome := compared.get(sentence.span.start)) and not why.endswith("harm"):
            weight, why = _of_a_row(outcome)
        if weight and not any(span.meets(sentence.span) for span in used):
            found.append((-weight, order, _as_left_out(document, sentence, section, why)))
    return tuple(one for _, _, one in sorted(found, key=lambda ranked: ranked[:2])[:_MOST])


def _weight(text: str, section: Section, *, harm: bool) -> tuple[int, str]:
    """How much a passage may matter (0: not at all) and why, for people."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return 0, ""
    if harm:
        return 100, "speaks of harm"
    is_table = section.zone is Zone.TABLE
    if not is_table and section.role is not Role.RESULTS:
        return 0, ""
    if not _NUMBER.search(text):
        return (
            (35, "a result without a difference")
            if re.search(r"\bno \w+ ?\w* (?:difference|change)", text)
            else (0, "")
        )
    weight = 20 + 25 * bool(_TESTED.search(text)) + 20 * bool(_COMPARED.search(text))
    if section.zone is Zone.ABSTRACT:
        weight += 20
    if is_table:
        weight -= 25
    return (weight, "a row of a table" if is_table else "a result") if weight >= 40 else (0, "")


def _of_a_row(outcome: OutcomeReading) -> tuple[int, str]:
    """Weight and reason of a row that compares: below what sentences say of the same, above other rows."""
    way = {
        Direction.INCREASED: "higher",
        Direction.DECREASED: "lower",
        Direction.NO_DIFFERENCE: "no difference beyond chance",
    }[outcome.direction]
    told = " ".join(word for word in (way, f"against {outcome.against}" if outcome.against else "") if word)
    return (62 if outcome.significant else 48), f"a row of a table: {told}{f', {outcome.p}' if outcome.p else ''}"


def _as_left_out(document: Document, sentence: Sentence, section: Section, why: str) -> LeftOut:
    heading = section.heading.rstrip(" .:") or section.role.value.capitalize()
    return LeftOut(document.slice(Span(sentence.span.start, sentence.span.end)), sentence.page, heading, why)
