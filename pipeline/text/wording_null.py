"""Words and figures by which a text says that nothing was found, and words that make too much of that."""

from __future__ import annotations

import re

from pipeline.text.numbers import Kind, Number, Relation, read
from pipeline.text.regex import any_case, regex

__all__ = ["EFFECT", "NULL", "NULL_TOLD", "OVERSTATED_NULL", "SIGNIFICANT", "null_by_figures"]

NULL = any_case(
    r"\b(?:not (?:\w+ )?(?:statistically )?(?:significant(?:ly)?|different|differ|associated|related|correlated)"
    r"|non-?significant(?:ly)?|insignificant|(?:no|nor|without) (?!(?:\w+ ){0,2}?(?:adverse|side|unwanted"
    r"|harmful) )(?:\w+[ -]){0,3}?(?:differences?"
    r"|change(?! (?:by|in|for) \d)|effects?"
    r"|associations?|correlations?|relationships?|increase|decrease|improvements?|benefit|reduction|trend|evidence of"
    r"|impact|rise|fall|link)|(?:did|do|does|could|was|were) not (?:\w+ ){0,2}?(?:differ|change|improve|affect|reach"
    r"|achieve|show|increase|decrease|correlate|reduce|alter|influence|predict|remain significant)"
    r"|(?:didn|doesn|don|wasn|weren)['’]t (?:\w+ )?(?:differ|change|improve|affect|reach)"
    r"|none of (?:the|these|those) (?:\w+ ){0,3}?(?:differences?|were|was|reached|remained)"
    r"|(?:included?|crossed|spanned|contained|overlapped) (?:zero|one|unity|the null|no effect)"
    r"|no evidence (?:that|of|for|to)|unchanged|comparable|failed to (?:reach|show|find|detect|improve)|n\.s\."
    r"|similar(?:ly)?(?= (?:in|between|across"
    r"|for|among|to)))",
)
"""A finding of nothing, as papers and summaries word it."""

NULL_TOLD = any_case(
    NULL.pattern
    + r"|\b(?:no (?:\w+ ){0,3}?(?:differences?|difference|link|change|rise|fall|effect|benefit|gain|relevant)"
    r"|not (?:\w+ ){0,2}?(?:clear(?:ly)?|significant(?:ly)?|certain|different|differ|linked|related|proven|shown"
    r"|statistically)|chance|coinciden\w+|similar|alike|the same|close to|overlap\w*|unclear|uncertain|about equal"
    r"|roughly equal|did not|none|neither|no longer|unlikely|not (?:in|for|among|with|at)|not (?:more|less|better"
    r"|worse)|no evidence"
    r"|lack of (?:an? |any )?(?:\w+ )?(?:relation\w*|link|difference|association|effect|correlation)|as (?:\w+) as"
    r"|is not|are not|was not|were not|does not|borderline|just missed|trend|whether|could not be told|equal"
    r"|equally|same)\b",
)
"""Words of a summary that pass a finding of nothing on."""

SIGNIFICANT = any_case(
    r"(?<!not )(?<!no )(?<!non-)(?<!non)(?<!not statistically )(?<!no statistically )(?<!achieve statistical )"
    r"(?<!reach statistical )\b(?:statistically )?significant(?:ly)?\b(?! other)",
)
"""A finding that is called significant."""

EFFECT = any_case(
    r"\b(?:higher|lower|raised|elevated|rose|fell|increas\w+|decreas\w+|reduc(?:ed|es|tion)|improv\w+|worse\w*|better"
    r"|more|less|fewer|greater|larger|smaller|longer|shorter|sooner|safer|quicker|faster|slower|stronger|weaker"
    r"|milder|differ(?:ed|s|ent|ences?)?|(?<!without )(?<!with )(?<!no )help(?:ed"
    r"|s)?|effective|works?|benefit\w*"
    r"|significant\w*|linked|associated|predict\w*|gain(?:ed|s)?|drop\w*|eas(?:ed|es)|raises?|lowers?|went up"
    r"|went down|dropped|protect\w*|clearly)\b",
)
"""Words of a summary that tell an effect or a difference."""

OVERSTATED_NULL = any_case(
    r"\b(?:(?:has|have|had|with|shows?|showed) no (?:effect|influence|impact|benefit)|no effect|(?:does|do"
    r"|did) not (?:work"
    r"|help|affect|matter)|(?:is|are|was|were) (?:not affected|unaffected)|(?:the )?same in (?:both|all|each)"
    r"|were the same"
    r"|was the same|identical|equally (?:\w+)|just as (?:\w+) as|equal to|rul(?:es|ed|ing) out|plays? no (?:part|role)"
    r"|played no (?:part|role)|no (?:part|role) in|(?:is|are|was|were|be|proves?|proved) (?:\w+ )?safe\b|safely"
    r"|(?:is|are|was|were) (?:in)?effective|ineffective|useless|no harm\w*|harmless|does not exist"
    r"|(?:proved|proven|shown|found) to be (?:no different|the same|equal|alike)"
    r"|prov(?:es|ed|ing) that (?:\w+ ){0,6}(?:no|not)|(?:nothing|not anything) to do with|irrelevant|equivalent)\b",
)
"""Words that turn "no difference was found" into "there is none"."""

_RATIO = regex(
    r"\b(?:OR|aOR|HR|aHR|RR|IRR|PR|(?:odds|hazard|risk|rate|prevalence|incidence) ratios?|relative risks?)\b"
)
_INTERVAL = any_case(
    r"(?:\bCI\b|confidence interval|credible interval|\bCrI\b)[^\d()\[\]−–-]{0,12}[(\[]?\s?"
    r"(?P<low>[−–-]?\d+(?:\.\d+)?)\s?(?:%\s?)?(?:to|–|—|-|,|;)\s?(?P<high>[−–-]?\d+(?:\.\d+)?)",
)
_LEVEL = 0.05


def null_by_figures(text: str, numbers: tuple[Number, ...] | None = None) -> bool | None:
    """Whether the figures of `text` find nothing: every P value at 0.05 or above, or every interval across the null.

    None where it prints neither, or where its figures disagree with one another.
    """
    verdicts = {_by_p(number) for number in (read(text) if numbers is None else numbers) if number.kind is Kind.P_VALUE}
    ratio = _RATIO.search(text) is not None
    difference = re.search(r"\bdifferences?\b|\bchange\b", text, re.IGNORECASE) is not None
    for match in _INTERVAL.finditer(text):
        low, high = (_signed(match[name]) for name in ("low", "high"))
        if ratio and low > 0:
            verdicts.add(low < 1 < high)
        elif difference or low < 0:
            verdicts.add(low < 0 < high)
    verdicts.discard(None)
    return verdicts.pop() if len(verdicts) == 1 else None


def _by_p(number: Number) -> bool | None:
    value = number.values[0]
    if value > 1 or value == _LEVEL:
        return None  # no P value at all, or one that some call significant and some not
    if number.relation is Relation.BELOW:
        return False if value <= _LEVEL else None
    if number.relation is Relation.ABOVE:
        return True if value >= _LEVEL else None
    return value >= _LEVEL


def _signed(printed: str) -> float:
    return -float(printed[1:]) if printed[0] in "−–-" else float(printed)
