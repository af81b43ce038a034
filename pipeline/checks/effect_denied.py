"""A difference beyond chance told as none. Part of family D."""

from __future__ import annotations

import re

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Hit
from pipeline.reading.significance import is_significant
from pipeline.text.regex import any_case, regex
from pipeline.text.sentences import split
from pipeline.text.wording_clauses import claims, stems
from pipeline.text.wording_null import NULL_TOLD
from pipeline.text.wording_results_compared import WHO

__all__ = ["effect_denied", "tells_of_none"]

_NONE_TOLD = any_case(
    r"\b(?:(?:no|without|nor|(?:not|n['’]t) (?:find|see|show|detect)(?: any| an?)?)\s"
    r"(?:\w+ ){0,3}?(?:differences?|effects?|changes?|benefits?|improvements?|rise|fall|increase|decrease|reduction"
    r"|gain"
    r"|associations?|links?|relation\w*|correlations?)"
    r"|(?:did|do|does|was|were|is|are)(?: not|n['’]t) (?:\w+ ){0,2}?(?:differ\w*|change\w*|improve\w*|affect\w*|linked"
    r"|related|associated|correlated|any (?:higher|lower|better|worse|more|less))"
    r"|(?:was|were|is|are|had|showed|looked|remained|stayed) (?:\w+ ){0,4}?(?:similar|the same|comparable|alike"
    r"|unchanged)"
    r"|equally|about as (?:many|much|often|long|high|low|well|likely|common)|just as (?:many|much|often|long|high"
    r"|low|well"
    r"|likely|common))\b"
)
# What a claim tells besides that there is none.
_OTHERWISE = regex(
    r"\b(?:than|but|although|though|while|whereas|except|only|apart from|until|after which)\b", re.IGNORECASE
)
# What says that one thing differs from another.
_COMPARES = any_case(
    r"\b(?:than|compared (?:with|to)|versus|vs|between|relative to|differ\w*|correlat\w+|associat\w+|increase\w*"
    r"|decrease\w*|improve\w*|reduc\w+|rose|fell|higher|lower|more|less|fewer)\b"
)
_ENOUGH = 2
_CLEARLY_MORE = 2


def tells_of_none(text: str) -> bool:
    """Whether a summary says that nothing was found: no difference, no change, no link."""
    return _NONE_TOLD.search(text) is not None


def effect_denied(case: Case, field: str, text: str) -> Hit | None:
    """“No difference” told of evidence that found one beyond chance and nothing else; None where that is open."""
    sentences = [
        cited.evidence.quote[span.start : span.end]
        for cited in case.cited_by(field)
        for span in split(cited.evidence.quote)
    ]
    if not sentences:
        return None
    for start, claim in claims(text):
        none = _NONE_TOLD.search(claim)
        if none is None or _OTHERWISE.search(claim):
            continue
        told = stems(claim) - WHO
        scored = sorted(((len(told & stems(one)), one) for one in sentences), key=lambda pair: -pair[0])
        most, nearest = scored[0]
        needed = 1 if len(sentences) == 1 and "differ" in told & stems(nearest) else min(_ENOUGH, len(told))
        if most < needed or any(most - score < _CLEARLY_MORE for score, _ in scored[1:] if score):
            continue
        if _COMPARES.search(nearest) and not NULL_TOLD.search(nearest) and is_significant(nearest) is True:
            place = start + none.start(), start + none.end()
            message = f"“{none.group()}”: the evidence tells a difference beyond chance (“{shown(nearest)}”)."
            return Hit(field, message, place, shown(nearest))
    return None
