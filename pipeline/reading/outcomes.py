"""What a paper reports of its outcomes: which way each went, against whom, with which figures, beyond chance or not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.document import Role, Zone
from pipeline.domain.facts import Direction, OutcomeReading
from pipeline.reading.directions import Comparison, direction_of
from pipeline.reading.passages import Passage, View
from pipeline.reading.significance import intervals, is_significant, p_values
from pipeline.text.regex import regex

__all__ = ["read_outcomes"]

_MOST = 80
_PLACES = frozenset({Role.RESULTS, Role.SUMMARY})
# words of a sentence that compares, changes or denies: without one there is no outcome in it
_TELLS = regex(
    r"\b(?:higher|lower|more|less|fewer|greater|smaller|longer|shorter|better|worse\w*|increas\w+|decreas\w+|reduc\w+"
    r"|improv\w+|differ\w*|significan\w+|similar\w*|comparable|unchanged|rose|fell|declin\w+|elevat\w+|effects?"
    r"|associat\w+|correlat\w+|no change|did not)\b",
    re.IGNORECASE,
)
_OUTCOME = regex(
    r"(?P<what>(?:[\w/,'()%-]+ ){0,9}?[\w/,'()%-]+) (?:was|were|is|are|did|had|has|have|showed|increased|decreased"
    r"|improved"
    r"|rose|fell|declined|differed|remained|worsened|dropped|correlated|changed|tended)\b"
)
_IN = regex(
    r"\b(?:differences?|change|increase|decrease|reduction|improvement|effects?|associations?) (?:in|of|on|with|for)"
    r" (?P<what>(?:[\w/'()%-]+ ){0,5}?[\w/'()%-]+)(?= (?:between|among|in|at|after|from|was|were|compared|than|with"
    r"|over)\b"
    r"|[,.;(]|$)"
)
_AGAINST = regex(
    r"\b(?:than|compared (?:to|with)|versus|vs\.?|relative to|in comparison (?:to|with))\s(?:in |for |those (?:in"
    r"|of) |with )?"
    r"(?:the )?(?P<whom>(?:[\w/-]+ ){0,4}?[\w/-]+)(?=\s?[,.;()]|$| (?:at|after|in|by|was|were|and|group|over)\b)"
)
_EFFECT = regex(
    r"\b(?:(?:mean |median |absolute |risk |adjusted )*differences?|(?:odds|hazard|risk|rate) ratios?|relative risk"
    r"|a?OR"
    r"|a?HR|RR|IRR|SMD|MD|Cohen'?s d|effect size|r|rho|β|beta)\b\s?(?:of|was|were|:|,"
    r"|=)?\s?[-−–]?\d+(?:[.·]\d+)?(?:\s?%)?"
)
_P_TEXT = regex(r"\bp[ -]?(?:values?)?\s?[=<>≤≥]\s?0?[.·]\d+", re.IGNORECASE)
#: What is said of people is an outcome only where it says what was measured in them.
_PEOPLE = regex(
    r"(?:(?:among|of|in|out of) .*|(?:[\w-]+ ){0,3}(?:s?he|they|we|it|patients?|participants|people|wom[ae]n|m[ae]n"
    r"|subjects|individuals|authors|controls|responders))",
    re.IGNORECASE,
)
#: Sentences that point, ask, or tell who took part.
_NO_RESULT = regex(
    r"\b(?:(?:was|were) (?:asked|invited|instructed|excluded)|declined to|violat\w+ of|(?:is|are) (?:shown"
    r"|summari[sz]ed|presented|given|listed|depicted) in|(?:figures?|tables?) \w+ (?:also )?shows?|we interpret\w*)\b",
    re.IGNORECASE,
)
_OPENING = regex(
    r"^(?:however|moreover|furthermore|in addition|additionally|also|finally|overall|in contrast|interestingly|notably"
    r"|the|there|no|a|an|as expected|similarly|results?:|findings:)\W+",
    re.IGNORECASE,
)


def read_outcomes(paper: View) -> tuple[OutcomeReading, ...]:
    """Result sentences of body and abstract that tell an outcome, in reading order, at most eighty.

    A sentence that gives a direction only by its words and one that gives figures are both read; `significant` tells
    them apart. Captions, tables and results credited to other papers are left out.
    """
    return tuple(_found(paper))[:_MOST]


def _found(paper: View) -> Iterable[OutcomeReading]:
    for passage in paper.having(_PLACES):
        if passage.zone is Zone.CAPTION or not _TELLS.search(passage.text):
            continue
        reading = _read(passage)
        if reading is not None:
            yield reading


def _read(passage: Passage) -> OutcomeReading | None:
    text = passage.text
    outcome, against = _outcome(text), _match(_AGAINST, text, "whom")
    direction = direction_of(text, Comparison(outcome))
    significant = is_significant(text)
    if direction is None or (passage.role is Role.SUMMARY and significant is None):
        return None
    stated, printed = intervals(text), _P_TEXT.search(text)
    effect = _EFFECT.search(text)
    if not (printed or stated or effect) and (_NO_RESULT.search(text) or (significant is None and not outcome)):
        return None
    return OutcomeReading(
        direction=direction,
        passage=passage.span,
        outcome=outcome,
        against=against,
        effect=effect[0] if effect else "",
        interval=stated[0] if stated else None,
        p=printed[0] if printed and p_values(text) else "",
        significant=False if direction is Direction.NO_DIFFERENCE else significant,
    )


def _outcome(text: str) -> str:
    """The words that name what was measured, empty where the sentence's shape does not tell."""
    plain = _OPENING.sub("", text)
    named = _match(_IN, plain, "what") or _match(_OUTCOME, plain, "what")
    if _PEOPLE.fullmatch(named) or named.count("(") != named.count(")"):
        return ""
    return named


def _match(pattern: re.Pattern[str], text: str, group: str) -> str:
    found = pattern.search(text)
    return found[group].strip(" ,(") if found else ""
