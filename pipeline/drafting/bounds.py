"""What a study does not prove, from its design and its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.document import Document, Sentence
from pipeline.domain.draft import Badge, Basis, Context, Statement
from pipeline.domain.facts import Facts
from pipeline.domain.paper import PubStatus
from pipeline.drafting.designs import DESIGNS, SECONDARY, WITHOUT_RESULTS
from pipeline.drafting.passages import evidence_of
from pipeline.text.regex import regex

__all__ = ["bounds"]

#: Below this many people the numbers are said to be few; the limit is a choice, not a theorem.
_FEW = 50
_MOST = 6
_NO_DIFFERENCE = regex(
    r"\b(?:did not differ|no (?:significant|statistically significant|clear) (?:difference|change|association|effect)|"
    r"not significant(?:ly)?|non-?significant|no difference)",
    re.IGNORECASE,
)


def bounds(document: Document, facts: Facts, findings: Sequence[Sentence]) -> tuple[Statement, ...]:
    """Up to six statements, most important first, each from the design, a number or an absence.

    `findings` are the sentences of the paper that the draft tells as findings.
    """
    design = facts.design.design
    statements = [_rule(text) for text in DESIGNS[design].limits]
    if design not in WITHOUT_RESULTS and design not in SECONDARY:
        statements += _size(document, facts)
        statements += _who(document, facts)
        statements += _no_difference(document, findings)
    if DESIGNS[design].treats:
        statements += _harms(facts)
    if document.paper.pub_status is PubStatus.PREPRINT:
        statements.append(_rule("This is a preprint: other researchers had not yet reviewed it when it was read."))
    return tuple(statements[:_MOST])


def _rule(text: str) -> Statement:
    return Statement(text=text, basis=Basis.DESIGN_RULE, stated_by="us")


def _size(document: Document, facts: Facts) -> list[Statement]:
    n = facts.sample.n_total
    if n is None or n >= _FEW or n < 1:
        return []
    people = "one person" if n == 1 else f"{n} people"
    return [
        Statement(
            text=f"Only {people} took part, so chance may explain much of what was seen, and a larger group may "
            f"give another result.",
            evidence=evidence_of(document, facts.sample.passages[:1]),
            basis=Basis.DESIGN_RULE,
            stated_by="us",
        )
    ]


def _who(document: Document, facts: Facts) -> list[Statement]:
    if facts.context is Context.LONG_COVID:
        return [
            _rule(
                "The participants had long COVID; the study does not show that the same holds for people with ME/CFS."
            )
        ]
    if facts.context is Context.OTHER_FATIGUE:
        return [
            _rule(
                "The participants had fatigue of another kind; the study does not show that the same holds for "
                "people with ME/CFS."
            )
        ]
    if facts.context not in {Context.MECFS, Context.MIXED}:
        return []
    badge = facts.pem.badge
    if badge is Badge.NOT_REQUIRED:
        return [
            Statement(
                text="Post-exertional malaise was not a condition for taking part, so the participants may include "
                "people who would not "
                "meet definitions that require it.",
                evidence=evidence_of(document, facts.pem.passages[:1]),
                basis=Basis.DESIGN_RULE,
                stated_by="us",
            )
        ]
    if badge is Badge.UNCLEAR:
        return [
            Statement(
                text="The text that was read does not say by which definition the participants were chosen, so it "
                "is not known whether all of "
                "them had post-exertional malaise.",
                basis=Basis.ABSENCE,
                searched=("Abstract",) if facts.pem.provisional else ("Abstract", "Methods"),
                stated_by="us",
            )
        ]
    return []


def _no_difference(document: Document, findings: Sequence[Sentence]) -> list[Statement]:
    null = [sentence.span for sentence in findings if _NO_DIFFERENCE.search(document.slice(sentence.span))]
    if not null:
        return []
    return [
        Statement(
            text="Where no clear difference was found, the study does not show that there is none: a small or brief "
            "difference can be missed.",
            evidence=evidence_of(document, null[:1]),
            basis=Basis.DESIGN_RULE,
            stated_by="us",
        )
    ]


def _harms(facts: Facts) -> list[Statement]:
    if facts.harms:
        return []
    return [
        Statement(
            text="The text that was read reports nothing about side effects; that does not show that there were none.",
            basis=Basis.ABSENCE,
            searched=("Abstract", "Results"),
            stated_by="us",
        )
    ]
